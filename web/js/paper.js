// SPDX-License-Identifier: Apache-2.0
// The session on one sheet of paper: what to do, with boxes to tick. It is there when the page is
// printed, and never on the screen.
import { h, listText } from './dom.js';
import { mark } from './icons.js';
import { printFigure } from './figure.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./types.js').Plan} Plan */

const DAYS = 7;

/**
 * @param {App} app
 * @param {import('./types.js').PlanItem} item
 * @param {number} index
 */
function line({ moveOf }, item, index) {
  const move = moveOf(item.move);
  return h('li', {},
    move.figure ? printFigure({ move: move.id, variant: item.variant, whole: true }) : h('span'),
    h('div', {}, h('strong', {}, `${index + 1}. ${move.name}`), h('p', {}, h('b', {}, `${item.dose}.`), ` ${move.say}`),
      item.how && h('p', {}, item.how)),
    h('.tally', {}, Array.from({ length: DAYS }, () => h('i'))));
}

/**
 * @param {App} app
 * @param {Plan} plan
 * @param {string} title
 */
export function paper(app, plan, title) {
  const { words } = app.person.core.catalog;
  const needs = plan.needs.map((thing) => words.equipment[thing]);
  const date = new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  return h(`section.paper${plan.items.length > 18 ? '.crowded' : plan.items.length > 12 ? '.dense' : ''}`, { style: { '--count': plan.items.length } },
    h('header', {}, mark(), h('div', {}, h('h2', {}, title),
      h('p.small', {}, `From ${date}. Have ready: ${needs.length > 0 ? listText(needs) : 'nothing'}. A box for each day on which you do it.`))),
    h('ol', {}, plan.items.map((item, i) => line(app, item, i))),
    h('footer', {},
      h('p', {}, h('strong', {}, 'Stop if it hurts.'), ' A mild pull is right; pain is not. Numb, weak, dizzy, or short of breath: stop, and see a doctor.'),
      plan.advice && h('p', {}, plan.advice),
      h('p.small', {}, 'Made by unhunch. Where each dose comes from is on the page, under Moves.')));
}
