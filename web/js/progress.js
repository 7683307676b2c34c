// SPDX-License-Identifier: Apache-2.0
// What the record tells: minutes a day, stiffness by area, moves done. Days without are no failure,
// and nothing is drawn where nothing was said.
import { h, s, capital, counted } from './dom.js';
import { stillFigure } from './figure.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./types.js').LogEvent} LogEvent */

const DATES = navigator.language.startsWith('en') ? navigator.language : 'en-GB';
const DAY_MS = 86400000;
const DAYS = 28;
const GAP_DAYS = 8; // without a word for longer than this, a line is open

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
  return new Date(day * DAY_MS).toLocaleDateString(DATES, { day: 'numeric', month: 'short', timeZone: 'UTC' });
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
  return h('section.panel.roomy.stack', {}, h('h2', {}, 'Minutes a day'),
    h('.plot.bars', { role: 'img', 'aria-label': `Minutes a day over four weeks; ${week} in the last seven days` },
      h('span.high', {}, `${top} min`), h('span.half', {}, top / 2),
      minutes.map((value, i) => h(i >= DAYS - 7 ? 'i.near' : 'i', { style: { '--part': value > 0 ? Math.max(value / top, .02) : 0 } }))),
    h('.pair.small', {}, h('span.quiet', {}, dayText(last - DAYS + 1)), h('strong', {}, `last 7 days: ${week} min`)),
    h('p.small.quiet', {}, 'Five days and five minutes a week is where the benefit is steady (Thomas 2018). Gaps cost you nothing here.'));
}

/**
 * @param {string} label
 * @param {[number, number][]} points day, stiffness
 * @param {number} first day of the plot
 */
function stiffnessPlot(label, points, first) {
  const last = today();
  const x = (/** @type {number} */ day) => (day - first) / Math.max(last - first, 1) * 100;
  const y = (/** @type {number} */ value) => 100 - value * 10;
  let path = '';
  points.forEach(([day, value], i) => {
    const joined = i > 0 && day - points[i - 1][0] <= GAP_DAYS;
    path += `${joined ? 'L' : 'M'}${x(day).toFixed(1)} ${y(value)}${joined ? '' : 'h0'}`;
  });
  const [end, now] = /** @type {[number, number]} */ (points.at(-1));
  return h('figure', {}, h('figcaption.pair', {}, h('h3', {}, capital(label)), h('strong', {}, now)),
    h('.plot.line', { role: 'img', 'aria-label': `${label}: stiffness ${points[0][1]} on ${dayText(points[0][0])}, ${now} on ${dayText(end)}` },
      s('svg', { viewBox: '0 0 100 100', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
        [0, 5, 10].map((value) => s('path', { class: 'grid', d: `M0 ${y(value)}h100` })),
        s('path', { class: 'drawn', d: path })),
      h('i.dot', { style: { '--x': `${x(end)}%`, '--y': `${y(now)}%` } }),
      h('span.high', {}, 10), h('span.low', {}, 0)),
    h('.pair.small.quiet', {}, h('span', {}, dayText(first)), h('span', {}, 'now')));
}

/**
 * How the area that was told of most has changed; nothing where there is too little to tell.
 * @param {Map<string, [number, number][]>} stiffness
 * @param {Record<string, string>} areas
 */
function changeText(stiffness, areas) {
  const [area, points] = [...stiffness].sort((a, b) => b[1].length - a[1].length || b[1][0][1] - a[1][0][1])[0] ?? [];
  if (!area || !points || points.length < 3) return '';
  const [[day, before], [, now]] = [points[0], /** @type {[number, number]} */ (points.at(-1))];
  const how = now < before ? 'less stiff' : now > before ? 'stiffer' : 'as stiff';
  return `Your ${areas[area]} ${areas[area].endsWith('s') ? 'are' : 'is'} ${how} ${now === before ? 'as' : 'than'} on ${dayText(day)}: ${before} then, ${now} now. `;
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
  const first = Math.min(today() - 6, ...[...stiffness.values()].map(([[day]]) => day));
  const minutes = Math.round(look.seconds / 60);
  const empty = look.sessions === 0 && stiffness.size === 0;
  return {
    title: 'Progress', nav: 'progress',
    main: [
      h('.head', {}, h('h1', {}, 'Progress'), h('a.button.end', { href: '#/check-in' }, 'Check in')),
      h('.stack.far', {},
        empty
          ? h('.empty', {}, h('.stage', { 'data-phase': 'mobility' }, stillFigure({ move: 'overhead-arm-reach', whole: true })),
            h('.stack', {}, h('p.lead', {}, 'Nothing is recorded yet. After a session, or when you check in, it shows here.'),
              h('a.button.go', { href: '#/' }, 'See today’s session')))
          : h('p.lead', {}, changeText(stiffness, areas), `${counted(look.sessions, 'session')}, ${counted(look.moves, 'move')}, ${minutes < 1 ? 'under a minute' : counted(minutes, 'minute')} of work so far.`),
        stiffness.size > 0 && h('section.panel.roomy.stack', {}, h('h2', {}, 'Stiffness by area'),
          h('.multi', {}, [...stiffness].map(([area, points]) => stiffnessPlot(areas[area], points, first))),
          h('p.small.quiet', {}, '0 is free, 10 cannot be moved. A gap is a time in which you said nothing.')),
        look.sessions > 0 && h('.columns.even', {}, minutesPlot(events),
          h('section.panel.roomy.stack', {}, h('h2', {}, 'Done most'),
            h('ul.rows', {}, most.map(([id, count]) => h('li', {},
              h('a.grow', { href: `#/moves/${id}`, style: { display: 'flex', 'align-items': 'center', gap: '1rem' } },
                h('.stage', { 'data-phase': 'mobility', style: { width: '3.5rem', height: '3.5rem', 'border-radius': '.5rem', flex: 'none' } },
                  moveOf(id).figure && stillFigure({ move: id, whole: true })),
                h('span.grow.title', {}, moveOf(id).name), h('span.quiet', {}, counted(count, 'time')))))))))],
  };
}
