// SPDX-License-Identifier: Apache-2.0
// The body to point at, front and back, and sliders that do the same.
import { h, s, put } from './dom.js';
import { icon } from './icons.js';
import { heatOf, slider } from './form.js';
import { stillFigure } from './figure.js';

/** @typedef {import('./app.js').App} App */

// Outlines of the areas over the picture, which is 84.75 wide and 100 high; `twin`: mirrored too.
const BACK = 'back';
const FRONT = 'front';
/** @type {{area: string, view: string, path: string, twin?: boolean}[]} */
const OUTLINES = [
  { area: 'upper', view: BACK, path: 'M31 37.4 42.4 40.3 53.8 37.4Q55 42.5 54.3 48.2L50.2 52.9H34.6L30.5 48.2Q29.8 42.5 31 37.4Z' },
  { area: 'mid', view: BACK, path: 'M34.2 54.3H50.6L52.8 51.8Q51.9 58 52.1 64.6H32.7Q32.9 58 32 51.8Z' },
  { area: 'lower', view: BACK, path: 'M32.6 66H52.2Q53 70 54.2 73.6 42.4 75.2 30.6 73.6 31.8 70 32.6 66Z' },
  { area: 'shoulders', view: BACK, path: 'M29.6 37.5Q27.8 38.3 26.8 40.2 25.5 42.3 25 44.8L24.2 48.9 30 49.3Q28.9 43 29.6 37.5Z', twin: true },
  { area: 'neck', view: BACK, path: 'M39.2 28.9Q42.4 30.5 45.6 28.9L46 33.6Q49 34.9 53.4 36.2L42.4 39 31.4 36.2Q35.8 34.9 38.8 33.6Z' },
  { area: 'chest', view: FRONT, path: 'M41.7 40.8Q38.5 40.2 36.8 39.7L31 38.1Q29.8 42.5 31 47.5 34 51.5 38.5 50.8 41.7 50 41.7 46.5Z', twin: true },
  { area: 'shoulders', view: FRONT, path: 'M29.6 37.8Q27.9 38.6 26.9 40.3 25.6 42.4 25.1 44.8L24.4 49.1 29.8 49.7Q28.9 43.3 29.6 37.8Z', twin: true },
  { area: 'neck', view: FRONT, path: 'M39.2 30.9Q42.4 33.2 45.6 30.9L46 33.8Q49 35.1 53.4 36.7L47 38.4Q42.4 39.6 37.8 38.4L31.4 36.7Q35.8 35.1 38.8 33.8Z' },
];
const WIDTH = 84.75;

/**
 * Two bodies with areas to touch. They are a shortcut for pointers: next to them stand sliders or
 * buttons with the same meaning.
 * @param {(area: string) => number} level 0..10
 * @param {(area: string) => void} ontouch
 */
export function bodyMap(level, ontouch) {
  /** @type {Map<string, Element[]>} */
  const shapes = new Map();
  /** @param {string} view */
  const body = (view) => h('figure', {},
    stillFigure({ azimuth: view === BACK ? 180 : 0, share: 0 }),
    s('svg', { viewBox: `0 0 ${WIDTH} 100`, 'aria-hidden': 'true' },
      OUTLINES.filter((outline) => outline.view === view).map(({ area, path, twin }) => {
        const group = s('g', { class: 'area', onclick: () => ontouch(area) },
          s('path', { d: path }),
          twin && s('path', { d: path, transform: `matrix(-1 0 0 1 ${WIDTH} 0)` }));
        shapes.set(area, [...shapes.get(area) ?? [], group]);
        return group;
      })),
    h('figcaption', {}, view === BACK ? 'Back' : 'Front'));
  const element = h('.bodies', {}, body(BACK), body(FRONT));
  const show = () => {
    for (const [area, groups] of shapes) {
      const colour = heatOf(level(area));
      for (const group of groups) {
        if (colour === null) group.removeAttribute('data-heat');
        else group.setAttribute('data-heat', String(colour));
      }
    }
  };
  show();
  return { element, show };
}

/** @param {App} app */
export function whereScreen({ person, go }) {
  const labels = person.core.catalog.words.areas;
  /** @type {Record<string, number>} */
  const stiff = { ...person.profile.stiff };
  /** @type {Map<string, ReturnType<typeof slider>>} */
  const fields = new Map();
  const map = bodyMap((area) => stiff[area] ?? 0, (area) => {
    stiff[area] = (stiff[area] ?? 0) > 0 ? 0 : 5;
    fields.get(area)?.set(stiff[area]);
    map.show();
  });
  const panel = h('.panel.stack');
  Object.entries(labels).forEach(([area, label], i) => {
    const field = slider({
      label, value: stiff[area] ?? 0, heat: true,
      ends: i === 0 ? ['not at all', 'cannot move it'] : undefined,
      onset(value) {
        stiff[area] = value;
        map.show();
      },
    });
    fields.set(area, field);
    put(panel, field.field);
  });
  const keep = async () => {
    const said = Object.fromEntries(Object.entries(stiff).filter(([, value]) => value > 0));
    await person.changeProfile({ stiff: said, areas: [] });
    await person.ask({ ...person.request, for: undefined });
    go('#/');
  };
  return {
    title: 'Where is it stiff?', nav: 'today',
    main: [
      h('.head', {},
        h('a.tool.out', { href: '#/', 'aria-label': 'Back to today' }, icon('left')),
        h('h1', {}, 'Where is it stiff?')),
      h('.columns', {}, map.element,
        h('.stack', {}, panel,
          h('p.small.quiet', {}, 'Touch an area to add it, again to take it away. The stiffer an area is, the more of the session it gets.'))),
      h('.dock', {}, h('button.button.go.wide', { type: 'button', onclick: keep }, 'Plan with these')),
    ],
  };
}
