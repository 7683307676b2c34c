// SPDX-License-Identifier: Apache-2.0
// What this is, what it is not, and where each dose and rule comes from.
import { h } from './dom.js';
import { icon } from './icons.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
export function aboutScreen({ person }) {
  const { sources, conditions, flags } = person.core.catalog;
  return {
    title: 'About', nav: 'me',
    main: [
      h('.head', {}, h('a.tool.out', { href: '#/me', 'aria-label': 'Back to Me' }, icon('left')), h('h1', {}, 'About')),
      h('.columns.even', {},
        h('.stack.far', {},
          h('section.stack', {}, h('h2', {}, 'What it does'),
            h('p', {}, 'unhunch puts together a session for a stiff neck, shoulders and back: the best one that is safe for what you told it, in the minutes you have. It shows, counts and speaks each move, and stops when something hurts.'),
            h('p', {}, '"Proven" means that the planner has shown that no other set of moves that keeps all rules scores higher by its own measure. It is no promise that it helps you.')),
          h('section.stack', {}, h('h2', {}, 'What it does not do'),
            h('p', {}, 'It advises; it makes no diagnosis and heals nothing. It does not promise a better posture. What hurts for more than a few days, or comes back often, is for a doctor or a physiotherapist.'),
            h('p', {}, `It knows ${conditions.length} conditions that change what is planned, and ${flags.length} signs with which it plans nothing and says whom to see.`)),
          h('section.stack', {}, h('h2', {}, 'Your data'),
            h('p', {}, 'The plan is computed in this page. What you tell and do stays in this browser and, where you run it, on your own server. Nothing goes anywhere else.')),
          h('section.stack', {}, h('h2', {}, 'Keys in a session'),
            h('table.doses', {}, h('thead.unseen', {}, h('tr', {}, h('th', { scope: 'col' }, 'Key'), h('th', { scope: 'col' }, 'Does'))),
              h('tbody', {}, [['Space', 'pause, go on'], ['Left, right', 'back, skip'], ['H', 'it hurts'], ['+ and -', 'quicker, slower'], ['Esc', 'pause, then end']]
                .map(([key, does]) => h('tr', {}, h('th', { scope: 'row' }, key), h('td', {}, does))))))),
        h('section.stack', {}, h('h2', {}, 'Sources'),
          h('ul.stack.sources.small', {}, sources.map(({ id, title, cite }) => h('li', { id: `source-${id}` },
            h('span.quiet', {}, id), h('span', {}, title, cite && h('br'), cite && h('span.quiet', {}, cite))))))),
    ],
  };
}
