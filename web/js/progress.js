// SPDX-License-Identifier: Apache-2.0
// What the record tells: minutes a day, stiffness by area, moves done. Days without are no failure,
// and nothing is drawn where nothing was said.
import { h, s, capital, counted } from './dom.js';
import { stillFigure } from './figure.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./types.js').LogEvent} LogEvent */

const DAY_MS = 86400000;
const DAYS = 28;

/** The day of an event on the person's own calendar. @param {LogEvent} event */
function dayOf(event) {
  return Math.floor((event.at_ms + event.utc_offset_min * 60000) / DAY_MS);
}

function today() {
  const now = new Date();
  return Math.floor((now.getTime() - now.getTimezoneOffset() * 60000) / DAY_MS);
}

/** @param {number} day */
function dayText(day) {
  return new Date(day * DAY_MS).toLocaleDateString('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });
}

/** @param {LogEvent[]} events */
function minutesPlot(events) {
  const last = today();
  const minutes = Array.from({ length: DAYS }, () => 0);
  for (const event of events) {
    const at = DAYS - 1 - (last - dayOf(event));
    if (typeof event.seconds === 'number' && at >= 0 && at < DAYS) minutes[at] += event.seconds / 60;
  }
  const top = Math.max(10, Math.ceil(Math.max(...minutes) / 5) * 5);
  const week = Math.round(minutes.slice(-7).reduce((sum, value) => sum + value, 0));
  const y = (/** @type {number} */ value) => 100 - value / top * 84;
  return h('section.panel.roomy.stack', {}, h('h2', {}, 'Minutes a day'),
    s('svg', { class: 'plot', viewBox: '0 0 340 124', role: 'img', 'aria-label': `Minutes a day over four weeks; ${week} in the last seven days` },
      [0, top / 2, top].map((value) => s('path', { class: 'grid', d: `M0 ${y(value)}h304` })),
      s('text', { x: 310, y: y(top) + 4 }, `${top} min`), s('text', { x: 310, y: y(top / 2) + 4 }, top / 2),
      minutes.map((value, i) => (value > 0
        ? s('rect', { class: i >= DAYS - 7 ? 'bar' : 'far', x: i * 10.900 + 1, y: Math.min(y(value), 98), width: 8, height: Math.max(100 - y(value), 2), rx: 2.500 })
        : null)),
      s('text', { x: 0, y: 120 }, dayText(last - DAYS + 1)),
      s('text', { x: 304, y: 120, 'text-anchor': 'end', class: 'strong' }, `last 7 days: ${week} min`)),
    h('p.small.quiet', {}, 'Five days and five minutes a week is where the benefit is steady (Thomas 2018). Gaps cost you nothing here.'));
}

/**
 * @param {string} label
 * @param {[number, number][]} points day, stiffness
 */
function stiffnessPlot(label, points) {
  const last = today();
  const first = Math.min(last - 6, ...points.map(([day]) => day));
  const x = (/** @type {number} */ day) => 6 + (day - first) / (last - first) * 130;
  const y = (/** @type {number} */ value) => 78 - value * 6.800;
  let path = '';
  points.forEach(([day, value], i) => {
    const joined = i > 0 && day - points[i - 1][0] <= 8;
    path += `${joined ? 'L' : 'M'}${x(day).toFixed(1)} ${y(value).toFixed(1)}`;
  });
  const [, now] = /** @type {[number, number]} */ (points.at(-1));
  const [end] = /** @type {[number, number]} */ (points.at(-1));
  return h('figure', {}, h('figcaption', {}, h('h3', {}, capital(label))),
    s('svg', { class: 'plot', viewBox: '0 0 160 100', role: 'img', 'aria-label': `${label}: stiffness ${points[0][1]} on ${dayText(points[0][0])}, ${now} on ${dayText(end)}` },
      [0, 5, 10].map((value) => s('path', { class: 'grid', d: `M0 ${y(value)}h142` })),
      s('text', { x: 147, y: y(10) + 4 }, '10'), s('text', { x: 147, y: y(0) + 4 }, '0'),
      s('path', { class: 'drawn', d: path }),
      points.map(([day, value], i) => s('circle', { class: 'dot', cx: x(day), cy: y(value), r: i === points.length - 1 ? 4 : 2 })),
      s('text', { class: 'strong', x: x(end), y: y(now) - 8, 'text-anchor': x(end) > 120 ? 'end' : 'middle' }, now),
      s('text', { x: 0, y: 97 }, dayText(first)), s('text', { x: 142, y: 97, 'text-anchor': 'end' }, 'now')));
}

/** @param {App} app */
export function progressScreen({ person, moveOf }) {
  const { events } = person;
  const { areas } = person.core.catalog.words;
  const look = person.look();
  /** @type {Map<string, [number, number][]>} */
  const stiffness = new Map();
  for (const event of events)
    for (const [area, value] of Object.entries(event.stiffness ?? {}))
      stiffness.set(area, [...stiffness.get(area) ?? [], [dayOf(event), /** @type {number} */ (value)]]);
  /** @type {Map<string, number>} */
  const done = new Map();
  for (const { kind, move } of events)
    if (kind === 'move-done') done.set(move, (done.get(move) ?? 0) + 1);
  const most = [...done].filter(([move]) => person.core.indexOf.has(move)).sort((a, b) => b[1] - a[1]).slice(0, 6);
  const minutes = Math.round(look.seconds / 60);
  const empty = look.sessions === 0 && stiffness.size === 0;
  return {
    title: 'Progress', nav: 'progress',
    main: [
      h('.head', {}, h('h1', {}, 'Progress'), h('a.button.end', { href: '#/check-in' }, 'Check in')),
      h('.stack.far', {},
        empty
          ? h('p', { style: { 'font-size': 'var(--size-l)' } }, 'Nothing is recorded yet. After a session, or when you check in, it shows here.')
          : h('p', { style: { 'font-size': 'var(--size-l)' } }, `${counted(look.sessions, 'session')}, ${counted(look.moves, 'move')}, ${minutes < 1 ? 'under a minute' : counted(minutes, 'minute')} of work so far.`),
        stiffness.size > 0 && h('section.panel.roomy.stack', {}, h('h2', {}, 'Stiffness by area'),
          h('.multi', {}, [...stiffness].map(([area, points]) => stiffnessPlot(areas[area], points))),
          h('p.small.quiet', {}, '0 is free, 10 cannot be moved. Where nothing was said for over a week the line is open.')),
        look.sessions > 0 && h('.columns.even', {}, minutesPlot(events),
          h('section.panel.roomy.stack', {}, h('h2', {}, 'Done most'),
            h('ul.rows', {}, most.map(([id, count]) => h('li', {},
              h('a.grow', { href: `#/moves/${id}`, style: { display: 'flex', 'align-items': 'center', gap: '1rem' } },
                h('.stage', { 'data-phase': 'mobility', style: { width: '3.5rem', height: '3.5rem', 'border-radius': '.5rem', flex: 'none' } },
                  moveOf(id).figure && stillFigure({ move: id, whole: true, steady: true })),
                h('span.grow.title', {}, moveOf(id).name), h('span.quiet', {}, counted(count, 'time')))))))))],
  };
}
