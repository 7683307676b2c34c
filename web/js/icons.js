// SPDX-License-Identifier: Apache-2.0
// Line drawings on a grid of 24, and the mark.
import { s } from './dom.js';

/** @type {Record<string, string>} */
const paths = {
  today: 'M12 3a2 2 0 1 1 0 4 2 2 0 0 1 0-4M6.500 9.500c3.600 1.600 7.400 1.600 11 0M12 10.700V15M8.500 21 12 15l3.500 6',
  moves: 'M5 4h5v6H5zM14 4h5v6h-5zM5 14h5v6H5zM14 14h5v6h-5z',
  progress: 'M4 20h16M4.500 14.500l4.500-4 4 2.500 6.500-7.500',
  me: 'M12 4.500a3.500 3.500 0 1 1 0 7 3.500 3.500 0 0 1 0-7M5 20c.7-3.700 3.300-5.500 7-5.500s6.300 1.800 7 5.500',
  close: 'm6 6 12 12M18 6 6 18',
  pause: 'M9 6.500v11M15 6.500v11',
  play: 'M8.500 6v12l9.500-6z',
  back: 'M17.500 6.500 10 12l7.500 5.500zM6.500 6.500v11',
  skip: 'm6.500 6.500 7.500 5.500-7.500 5.500zM17.500 6.500v11',
  hand: 'M8 12.500V6.600a1.400 1.400 0 0 1 2.800 0V11 4.700a1.400 1.400 0 0 1 2.800 0V11 6a1.400 1.400 0 0 1 2.800 0v8.200c0 3.800-2.300 6.200-5.600 6.200-2.700 0-4.100-1.200-5.300-3.400L3.900 13.500c-.6-1.200.9-2.200 1.900-1.200z',
  sound: 'M4.500 9.800v4.400h2.800L12 18V6L7.300 9.800zM15.500 9.200c1.600 1.500 1.600 4.100 0 5.600M18 6.800c2.900 2.800 2.900 7.600 0 10.400',
  left: 'm14.500 5-7 7 7 7',
  right: 'm9.500 5 7 7-7 7',
  find: 'M11 5a6 6 0 1 1 0 12 6 6 0 0 1 0-12M15.500 15.500 20 20',
  check: 'm5 12.500 4.500 4.500L19 7.500',
  print: 'M7.500 8.500V4h9v4.500M7.500 16H4.500V9h15v7h-3M7.500 13.500h9V20h-9z',
  phone: 'M6 4.500h2.700l1.500 3.800-1.800 1.400c1 2.500 2.900 4.400 5.400 5.400l1.500-1.800 3.700 1.500v2.700c0 1-.9 1.700-1.900 1.600C10.500 18.400 5.600 13.500 4.400 6.400 4.300 5.400 5 4.500 6 4.500z',
  flow: 'M4 12a8 8 0 0 1 13.600-5.700L20 8.500M20 4v4.500h-4.500M20 12a8 8 0 0 1-13.600 5.700L4 15.500M4 20v-4.500h4.500',
};

const filled = new Set(['play']);
const pointing = new Set(['left', 'right', 'back', 'skip']); // turned round where one reads from the right

/**
 * @param {string} name
 * @returns {SVGElement}
 */
export function icon(name) {
  return s('svg', { class: pointing.has(name) ? 'icon way' : 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' },
    s('path', {
      d: paths[name],
      fill: filled.has(name) ? 'currentColor' : 'none',
      'stroke-width': name === 'pause' ? 3 : null,
    }));
}

/** A figure that lifts its head: the mark. */
export function mark() {
  return s('svg', { class: 'mark', viewBox: '0 0 32 32', fill: 'none', stroke: 'currentColor', 'stroke-linecap': 'round', 'aria-hidden': 'true' },
    s('path', { d: 'M11 27.500V15', 'stroke-width': 5 }),
    s('circle', { cx: 11, cy: 7, r: 4, fill: 'currentColor', stroke: 'none' }),
    s('path', { d: 'M19.500 8a14 14 0 0 1 5.500 8', 'stroke-width': 3, opacity: .55 }),
    s('circle', { cx: 25.200, cy: 22, r: 1.600, fill: 'currentColor', stroke: 'none', opacity: .8 }));
}
