// SPDX-License-Identifier: Apache-2.0
// One move: its figure in motion, the muscles it works on, how it is done, and who says how long.
import { h, capital, listText, toast } from './dom.js';
import { icon } from './icons.js';
import { oneOf } from './form.js';
import { LiveFigure, isStill } from './figure.js';
import { PHASE_OF_KIND, areasOf } from './moves.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./types.js').Move} Move */

/** @param {number[] | undefined} pair @param {string} [unit] */
function spanText(pair, unit = '') {
  if (!pair) return '';
  return pair[0] === pair[1] ? `${pair[0]}${unit}` : `${pair[0]} to ${pair[1]}${unit}`;
}

/**
 * @param {App} app
 * @param {Move} move
 */
function doseTable({ person }, move) {
  const sources = new Map(person.core.catalog.sources.map((source) => [source.id, source]));
  const { reps, hold_s: hold, sets } = move.dose;
  return h('div', { style: { 'overflow-x': 'auto' }, tabindex: 0, role: 'region', 'aria-label': 'Doses by source' }, h('table.doses', {},
    h('thead', {}, h('tr', {}, ...['Source', 'Times', 'Hold', 'Sets'].map((text) => h('th', { scope: 'col' }, text)))),
    h('tbody', {},
      move.doses.map((dose) => h('tr', {},
        h('th', { scope: 'row' }, sources.get(dose.source)?.title ?? dose.source, dose.note && h('br'), dose.note && h('span.quiet', {}, dose.note)),
        h('td', {}, spanText(dose.reps)),
        h('td', {}, spanText(dose.hold_s ?? dose.seconds, ' s')),
        h('td', {}, spanText(dose.sets)))),
      h('tr.ours', {}, h('th', { scope: 'row' }, 'Here'),
        h('td', {}, reps[2] > 1 ? spanText([reps[0], reps[2]]) : ''),
        h('td', {}, hold[2] > 0 ? spanText([hold[0], hold[2]], ' s') : ''),
        h('td', {}, spanText([sets[0], sets[2]]))))));
}

/**
 * The figure as it moves, slowly, there and back.
 * @param {Move} move
 * @param {string|null} variant of its figure
 */
function hero(move, variant) {
  const figure = new LiveFigure();
  const stage = h('.stage.hero', { 'data-phase': PHASE_OF_KIND[move.kind] }, figure.canvas);
  const key = h('p.small.quiet.key', { hidden: true }, 'The warmer the colour, the more a muscle is pulled or at work.');
  let muscles = false;
  let going = true;
  let begun = performance.now();
  const turn = () => {
    if (!going) return;
    const moment = { move: move.id, variant, muscles, whole: !muscles, label: `${move.name}. ${move.steps.join(' ')}` };
    if (isStill()) figure.show({ ...moment, share: 1, arrow: true });
    else {
      const seconds = Math.max(figure.seconds, 4) * 1.250;
      const part = (performance.now() - begun) / 1000 / seconds % 1;
      figure.show({ ...moment, share: part, loop: true });
    }
    const { wall } = figure;
    stage.style.setProperty('--horizon', wall === null ? '' : `${(wall * 100).toFixed(1)}%`);
    requestAnimationFrame(turn);
  };
  requestAnimationFrame(turn);
  return {
    element: h('.stack', {},
      stage,
      h('.shown', {}, oneOf('Shown', [['body', 'Body'], ['muscles', 'Muscles']], 'body',
        (value) => {
          muscles = value === 'muscles';
          stage.classList.toggle('bare', muscles);
          key.hidden = !muscles;
          begun = performance.now();
        }, 'segments'), key)),
    stop: () => { going = false; },
  };
}

/**
 * A session of this move alone.
 * @param {App} app
 * @param {Move} move
 */
function doNow(app, move) {
  const { person } = app;
  const { reps, hold_s: hold } = move.dose;
  const item = {
    move: move.id, phase: PHASE_OF_KIND[move.kind], position: move.positions[0], equipment: [],
    reps: reps[1], hold_s: hold[1], sets: 1, rest_s: 0,
  };
  const start = { kind: 'session-start', minutes: 1, areas: areasOf(move), items: [item] };
  const plan = person.core.beginMove(start, performance.now());
  if (plan) app.play(() => plan);
  else toast('This move is left out for you: see Me and how it is today.');
}

/**
 * @param {App} app
 * @param {string} id
 */
export function moveScreen(app, id) {
  const { person, moveOf } = app;
  const { catalog } = person.core;
  const { areas, phases, positions, equipment } = catalog.words;
  const move = moveOf(id);
  const change = person.plan()?.changed.find((one) => one.move === id);
  const shown = move.figure ? hero(move, change?.variant ?? null) : null;
  const disliked = person.profile.dislikes.includes(id);
  const things = move.equipment.map((thing) => equipment[thing]);
  const link = (/** @type {string} */ words, /** @type {string | null} */ other) => other && person.core.indexOf.has(other)
    && h('p', {}, `${words}: `, h('a', { href: `#/moves/${other}` }, moveOf(other).name));
  return {
    title: move.name, nav: 'moves', leave: shown?.stop,
    main: [
      h('.head', {}, h('a.tool.out', { href: '#/moves', 'aria-label': 'Back to the moves' }, icon('left')),
        h('span.quiet', {}, [capital(phases[PHASE_OF_KIND[move.kind]]), move.sides === 'each' ? 'each side' : null,
          positions[move.positions[0]]].filter(Boolean).join(' · '))),
      h('.columns', {}, shown?.element,
        h('.stack.far', {},
          h('.stack', {}, h('h1', {}, move.name),
            h('p.quiet', {}, [
              areasOf(move).length > 0 && `For the ${listText(areasOf(move).map((area) => areas[area]))}.`,
              move.targets.length > 0 && `Works on the ${listText(move.targets.slice(0, 3).map((target) => catalog.muscles[target].toLowerCase()))}.`,
              things.length > 0 && `With ${listText(things)}.`,
            ].filter(Boolean).join(' ')),
            change && h('p.note', {}, `Changed for you: ${change.how}`),
            h('ol.steps', {}, move.steps.map((step) => h('li', {}, h('span', {}, step)))),
            h('.chips', {},
              h('button.button.go', { type: 'button', onclick: () => doNow(app, move) }, 'Do it now'),
              h('button.button', {
                type: 'button', 'aria-pressed': String(disliked),
                onclick: async () => {
                  const { dislikes } = person.profile;
                  await person.changeProfile({ dislikes: disliked ? dislikes.filter((other) => other !== id) : [...dislikes, id] });
                  app.refresh();
                },
              }, disliked ? 'Plan it again' : 'Leave it out'))),
          (move.breath || move.feel) && h('section.stack', {}, h('h2', {}, 'How it feels'),
            move.feel && h('p', {}, `You feel ${move.feel}. Go to a mild pull, never to pain.`),
            move.breath && h('p', {}, move.breath)),
          (move.mistakes.length > 0 || move.cautions.length > 0) && h('section.stack', {}, h('h2', {}, 'Take care'),
            h('ul.dashes', {}, move.cautions.map(({ text, source }) => h('li', {}, text, ' ', h('span.small.quiet', {}, source))),
              move.mistakes.map((text) => h('li', {}, `Avoid ${text}.`)))),
          h('section.stack', {}, h('h2', {}, 'How long, and who says so'), doseTable(app, move),
            move.dose.why && h('p.small.quiet', {}, `${capital(move.dose.why.replace(/\.$/, ''))}.`)),
          h('div', {}, link('Gentler', move.easier), link('Harder', move.harder))))],
  };
}
