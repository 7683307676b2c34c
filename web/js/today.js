// SPDX-License-Identifier: Apache-2.0
// Today: the session as a strip of figures and one large button. A first visit asks where it is
// stiff and has everything else set.
import { h, capital, clockText, counted, listText, numberText, sheet } from './dom.js';
import { icon, mark } from './icons.js';
import { anyOf, oneOf } from './form.js';
import { boxOf, stillFigure } from './figure.js';
import { bodyMap } from './where.js';
import { paper } from './paper.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./types.js').Plan} Plan */
/** @typedef {import('./types.js').PlanItem} PlanItem */

const COLUMNS = [3, 4, 6]; // of the strip, as in the style sheet
const LINE_MOST = 11; // that stand in one line
const MINUTES = ['2', '5', '10', '15', '20', '40'];
/** @type {Record<string, string>} */
const PLACES = { desk: 'Desk', home: 'Home', gym: 'Gym', car: 'Road', bed: 'Bed' };

/**
 * "your neck and upper back"; all areas are "the whole upper body".
 * @param {App} app
 * @param {string[]} areas
 */
function areasText({ person }, areas) {
  const { areas: labels } = person.core.catalog.words;
  if (areas.length === 0 || areas.length === Object.keys(labels).length)
    return 'your neck, shoulders and back';
  return `your ${listText(areas.map((area) => labels[area]))}`;
}

/**
 * "Neck, upper"; three and more are counted.
 * @param {App} app
 * @param {string[]} areas
 */
function areasShort({ person }, areas) {
  if (areas.length === 0 || areas.length === Object.keys(person.core.catalog.words.areas).length) return 'All over';
  return areas.length <= 2 ? capital(areas.join(', ')) : counted(areas.length, 'area');
}

/**
 * The share of a strip's width that a figure needs: as wide as it is, where all stand in one line.
 * @param {PlanItem} item
 */
function roomFor({ move, variant }) {
  if (!matchMedia('(width >= 72rem)').matches) return 1;
  return Math.max(.62, boxOf({ move, variant, whole: true })?.wide ?? 1) + .22;
}

/**
 * @param {App} app
 * @param {PlanItem} item
 * @param {number} index
 * @param {import('./figure.js').Row} row
 */
function cell({ moveOf }, item, index, row) {
  const move = moveOf(item.move);
  const words = `${index + 1}. ${move.name}, ${item.dose}, ${clockText(item.seconds)}`;
  return h('li', { 'data-phase': item.phase },
    h('a.stage', { href: `#/moves/${move.id}`, 'aria-label': words },
      move.figure ? stillFigure({ move: move.id, variant: item.variant, whole: true, row }) : icon('flow')),
    h('.name', { 'aria-hidden': 'true' }, h('b', {}, move.name), h('span', {}, clockText(item.seconds))));
}

/** @param {Plan} plan */
function fitText(plan) {
  const minutes = `${numberText(plan.request.minutes)} minutes`;
  return plan.proof.status === 'proven'
    ? ['Best fit, proven', `No other safe set scores higher in ${minutes}.`]
    : ['A good fit', `The best safe set found for ${minutes}.`];
}

/**
 * @param {App} app
 * @param {Plan} plan
 */
function frieze(app, plan) {
  const [title, text] = fitText(plan);
  /** @type {import('./figure.js').Row} */
  const row = new Set();
  const count = plan.items.length;
  // The strip has as many columns as there is room for; what is left in the last row is for words.
  /** @type {Record<string, string | number>} */
  const style = { '--columns': plan.items.map((item) => `minmax(0, ${roomFor(item).toFixed(2)}fr)`).join(' ') };
  let look = 'li.fit';
  for (const columns of COLUMNS) {
    const spare = (columns - count % columns) % columns;
    style[`--rows${columns}`] = Math.ceil(count / columns);
    style[`--span${columns}`] = spare;
    if (spare === 0) look += `.not${columns}`;
  }
  return h(`ol.frieze${count <= LINE_MOST ? '.line' : ''}`, { 'aria-label': 'The session', 'data-dense': count > 9, style },
    plan.items.map((item, i) => cell(app, item, i, row)),
    h(look, {},
      h('h2', {}, title), h('p.small.quiet', {}, text)));
}

/**
 * @param {App} app
 * @param {Plan} plan
 */
function phaseBar({ person }, plan) {
  /** @type {Map<string, number>} */
  const seconds = new Map();
  for (const item of plan.items)
    seconds.set(item.phase, (seconds.get(item.phase) ?? 0) + item.seconds);
  return h('ul.phases', { 'aria-label': 'Phases' }, [...seconds].map(([phase, sum]) =>
    h('li', { 'data-phase': phase, style: { '--seconds': sum } },
      `${capital(person.core.catalog.words.phases[phase])} `, h('span', {}, clockText(sum)))));
}

/**
 * @param {App} app
 * @param {Plan} plan
 */
function reasons({ person, moveOf }, plan) {
  const { words } = person.core.catalog;
  /** @type {Map<string, number>} */
  const served = new Map();
  for (const item of plan.items)
    for (const area of item.why.filter((word) => word in words.areas))
      served.set(area, (served.get(area) ?? 0) + item.seconds);
  const needs = plan.needs.map((thing) => words.equipment[thing]);
  const changed = plan.items.filter((item) => item.how);
  const left = plan.withheld.slice(0, 4).map(({ move, why }) => `${moveOf(move).name}: ${why}.`);
  return h('section.reasons', { 'aria-label': 'About this session' },
    h('div', {}, h('h2', {}, 'Have ready'),
      h('p', {}, needs.length > 0 ? `${capital(listText(needs))}.` : 'Nothing. You can begin as you are.'),
      changed.length > 0 && h('ul', {}, changed.map((item) =>
        h('li', {}, `${moveOf(item.move).name}: ${item.how}`)))),
    h('div', {}, h('h2', {}, 'Why these'),
      h('p', {}, `${capital([...served].map(([area, sum]) => `${words.areas[area]} ${clockText(sum)}`).join(', '))}. `,
        plan.proof.status === 'proven' ? 'No other safe set scores higher, and that is proven.' : '')),
    h('div', {}, h('h2', {}, 'Left out'),
      left.length === 0 ? h('p', {}, 'Nothing.') : h('p', {}, left.join(' '),
        plan.withheld.length > 4 && ` And ${counted(plan.withheld.length - 4, 'other')}.`),
      h('button.button.plain', { type: 'button', style: { 'margin-inline-start': '-.75rem' }, onclick: () => print() }, icon('print'), 'Print it')));
}

/** @param {App} app */
function minutesSheet({ person, refresh }) {
  const chosen = String(person.plan()?.request.minutes ?? 10);
  let minutes = chosen;
  sheet('How long?', (close) => [
    h('h2', {}, 'How long?'),
    oneOf('Minutes', MINUTES.map((m) => [m, `${m} min`]), chosen, (value) => { minutes = value; }),
    h('p.small.quiet', {}, 'From 20 minutes on, a full routine begins with easy walking to warm up.'),
    h('button.button.go.wide', {
      type: 'button',
      onclick: async () => {
        await person.ask({ ...person.request, minutes: Number(minutes) });
        close();
        refresh();
      },
    }, 'Use this'),
  ]);
}

/** @param {App} app */
function placeSheet(app) {
  const { person } = app;
  const { settings, words } = person.core.catalog;
  const now = person.plan()?.request;
  let place = now?.at ?? 'desk';
  /** @type {string[] | undefined} */
  let things = person.request.with ?? person.profile.equipment ?? now?.with ?? [];
  const equipment = h('div');
  const showThings = () => equipment.replaceChildren(anyOf('What is at hand?',
    Object.entries(words.equipment).map(([word, label]) => [word, capital(label.replace(/^an? /, ''))]),
    things ?? [], (values) => { things = values; }));
  showThings();
  sheet('Where are you?', (close) => [
    h('h2', {}, 'Where are you?'),
    oneOf('Place', settings.map(({ id }) => [id, PLACES[id] ?? id]), place, (value) => {
      place = value;
      if (!person.profile.equipment) {
        things = settings.find(({ id }) => id === value)?.equipment ?? [];
        showThings();
      }
    }),
    h('h2', { style: { 'font-size': 'var(--size-l)' } }, 'What is at hand?'),
    equipment,
    h('button.button.go.wide', {
      type: 'button',
      onclick: async () => {
        await person.ask({ ...person.request, at: place, kind: undefined, with: things });
        close();
        app.refresh();
      },
    }, 'Use this'),
  ]);
}

function daytime() {
  const now = new Date();
  const hour = now.getHours();
  const part = hour < 5 ? 'night' : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening';
  return `${now.toLocaleDateString('en', { weekday: 'long' })} ${part}`;
}

/**
 * No session: what was said asks for a doctor first.
 * @param {Plan} plan
 */
function stopped(plan) {
  const stop = /** @type {import('./types.js').Stop} */ (plan.stop);
  const emergency = stop.urgency === 'emergency';
  return [
    h('.head', {}, h('span.quiet', {}, daytime())),
    h('.stack', { style: { 'max-width': '40rem' } },
      h('h1', { style: { color: 'var(--hurt)' } },
        emergency ? 'Get medical help now.' : 'No stretching for now.'),
      h('p', { style: { 'font-size': 'var(--size-l)' } }, stop.advice),
      h('p.small.quiet', {}, `Why: ${stop.basis}`),
      h('.stack', {},
        emergency && h('a.button.call.wide', { href: 'tel:112' }, icon('phone'), 'Call 112'),
        h('a.button.tall.wide', { href: '#/check-in' }, 'Something has changed'))),
  ];
}

/** @param {App} app */
function firstVisit(app) {
  const { person, start } = app;
  const labels = person.core.catalog.words.areas;
  /** @type {Set<string>} */
  const areas = new Set(['neck']);
  let place = 'desk';
  let minutes = '5';
  const also = h('span.also', {}, '5 min');
  const map = bodyMap((area) => (areas.has(area) ? 7 : 0), (area) => {
    if (!areas.delete(area)) areas.add(area);
    map.show();
    for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (list.querySelectorAll('input')))
      input.checked = areas.has(input.value);
  });
  const list = anyOf('Where do you feel it?', Object.entries(labels).map(([word, label]) =>
    [word, capital(label)]), ['neck'], (values) => {
    areas.clear();
    for (const value of values) areas.add(value);
    map.show();
  });
  const begin = async () => {
    const stiff = Object.fromEntries([...areas].map((area) => [area, 5]));
    await person.changeProfile({ setting: place, stiff });
    await person.ask({ at: place, minutes: Number(minutes) });
    if (person.plan()?.items.length) start();
    else app.refresh();
  };
  return {
    title: 'Welcome', nav: null,
    main: [h('.first', {},
      h('.head', {}, mark(), h('strong', {}, 'unhunch')),
      h('h1', {}, 'Where do you feel it?'),
      h('.columns', {}, map.element,
        h('.stack', {},
          h('.unseen', {}, list),
          h('p.quiet', {}, 'Touch the body. The rest is set; change it or leave it.'),
          oneOf('Where are you?', Object.entries(PLACES).slice(0, 4), place, (value) => { place = value; }),
          oneOf('How long?', MINUTES.slice(0, 4).map((m) => [m, `${m} min`]), minutes, (value) => {
            minutes = value;
            also.textContent = `${value} min`;
          }),
          h('p.small', {}, 'Numbness or weakness, a fall, fever, or severe pain? ',
            h('a', { href: '#/check-in' }, 'Say so first.')),
          h('.dock', {}, h('button.button.go.wide', { type: 'button', onclick: begin }, 'Start ', also)))))],
  };
}

/** @param {App} app */
export function todayScreen(app) {
  const { person, start, goOn } = app;
  if (person.isNew) return firstVisit(app);
  const plan = person.plan();
  if (plan?.stop) return { title: 'Today', nav: 'today', main: stopped(plan) };
  if (!plan || plan.items.length === 0) {
    return {
      title: 'Today', nav: 'today',
      main: [
        h('.head', {}, h('span.quiet', {}, daytime())),
        h('.stack', {}, h('h1', {}, 'No move fits.'),
          h('p', {}, 'Allow more minutes, another place, or more at hand.'),
          h('.asked', {},
            h('button.chip', { type: 'button', onclick: () => minutesSheet(app) }, 'Minutes'),
            h('button.chip', { type: 'button', onclick: () => placeSheet(app) }, 'Place and things'))),
      ],
    };
  }
  const { request } = plan;
  const left = person.look().left;
  const things = request.with.length;
  const title = `${capital(numberText(request.minutes))} minutes for ${areasText(app, request.for)}`;
  return {
    title: 'Today', nav: 'today',
    main: [h('.today', {},
      h('.intro', {},
        h('.head', { style: { 'margin-block-end': '.25rem' } }, h('span.quiet', {}, daytime()),
          h('a.button.plain.end.small', { href: '#/check-in' }, 'How is it today?')),
        h('h1', {}, title),
        h('.asked', {},
          h('button.chip', { type: 'button', 'aria-haspopup': 'dialog', onclick: () => minutesSheet(app) },
            `${request.minutes} min`),
          h('button.chip', { type: 'button', 'aria-haspopup': 'dialog', onclick: () => placeSheet(app) },
            `${PLACES[request.at ?? ''] ?? 'Here'}, ${things === 0 ? 'nothing' : counted(things, 'thing')}`),
          h('a.chip', { href: '#/where', 'aria-label': `Where: ${areasText(app, request.for)}` }, areasShort(app, request.for))),
        plan.advice && h('p.note', {}, plan.advice)),
      h('div', {}, frieze(app, plan), phaseBar(app, plan)),
      h('.dock', {},
        left > 0 && h('button.button.go.wide', { type: 'button', onclick: goOn }, 'Go on, ',
          h('span.also', {}, `${left} left`)),
        h(`button.button.${left > 0 ? 'tall' : 'go'}.wide`, { type: 'button', onclick: start }, 'Start ',
          h('span.also', {}, clockText(plan.seconds)))),
      reasons(app, plan)),
    paper(app, plan, title)],
  };
}
