// SPDX-License-Identifier: Apache-2.0
// The screens that a first visit seldom opens. They come with the first of them that is asked for,
// so that Start is there sooner.
export { movesScreen } from './moves.js';
export { moveScreen } from './move.js';
export { checkInScreen } from './check_in.js';
export { progressScreen } from './progress.js';
export { meScreen } from './me.js';
export { aboutScreen } from './about.js';
