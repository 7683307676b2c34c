// SPDX-License-Identifier: Apache-2.0
// The library: every move with its figure; found by name, muscle, area.
import { h, capital, counted } from './dom.js';
import { icon } from './icons.js';
import { anyOf } from './form.js';
import { stillFigure } from './figure.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./types.js').Move} Move */

/** Which room a move stands in. @type {Record<string, string>} */
export const PHASE_OF_KIND = { mobility: 'mobility', strength: 'strength', static: 'static', cardio: 'warmup' };

/**
 * The areas that a move is for, the most served first.
 * @param {Move} move
 */
export function areasOf(move) {
  return Object.entries(move.areas).filter(([, weight]) => weight >= 2)
    .sort((a, b) => b[1] - a[1]).map(([area]) => area);
}

// What was looked for stays while one looks at a move and comes back.
/** @type {{text: string, areas: string[]}} */
const asked = { text: '', areas: [] };

/** @param {App} app */
export function movesScreen({ person }) {
  const { catalog } = person.core;
  const { areas, phases } = catalog.words;
  const cards = catalog.moves.map((move) => {
    const muscles = move.targets.map((id) => catalog.muscles[id]);
    const about = `${capital(phases[PHASE_OF_KIND[move.kind]])} · ${areasOf(move).slice(0, 2).map((area) => areas[area]).join(', ')}`;
    return {
      move,
      text: [move.name, ...muscles].join(' ').toLowerCase(),
      card: h('li', {}, h('a', { href: `#/moves/${move.id}` },
        h('.stage', { 'data-phase': PHASE_OF_KIND[move.kind] },
          stillFigure({ move: move.id, whole: true })),
        h('h2', {}, move.name), h('span.small.quiet', {}, about))),
    };
  }).sort((a, b) => a.move.name.localeCompare(b.move.name));
  const count = h('span.end.quiet', { role: 'status' });
  const none = h('p.quiet', { hidden: true }, 'No move fits. Try another word, or fewer areas.');
  const sift = () => {
    let shown = 0;
    for (const { move, text, card } of cards) {
      const fits = text.includes(asked.text.trim().toLowerCase())
        && asked.areas.every((area) => (move.areas[area] ?? 0) >= 2);
      card.hidden = !fits;
      if (fits) shown += 1;
    }
    count.textContent = counted(shown, 'move');
    none.hidden = shown > 0;
  };
  sift();
  return {
    title: 'Moves', nav: 'moves',
    main: [
      h('.head', {}, h('h1', {}, 'Moves'), count),
      h('.finder', {},
        h('label.search', {}, icon('find'), h('span.unseen', {}, 'Name or muscle'),
          h('input', {
            type: 'search', placeholder: 'Name or muscle', value: asked.text,
            oninput: (/** @type {InputEvent} */ event) => {
              asked.text = /** @type {HTMLInputElement} */ (event.target).value;
              sift();
            },
          })),
        anyOf('Areas', Object.entries(areas).map(([word, label]) => [word, capital(label)]),
          asked.areas, (values) => {
            asked.areas = values;
            sift();
          })),
      h('ul.cards', {}, cards.map(({ card }) => card)), none],
  };
}
