// SPDX-License-Identifier: Apache-2.0
// How it is today: pain, stiffness, red flags. What is said here decides whether there is a session.
import { h, put, toast } from './dom.js';
import { icon } from './icons.js';
import { oneOf, slider } from './form.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
export function checkInScreen({ person, go }) {
  const { catalog } = person.core;
  const labels = catalog.words.areas;
  const now = person.look();
  /** @type {Record<string, any>} */
  const said = { stiffness: {} };
  let flagsTouched = false;
  const days = h('div', { hidden: now.pain <= 0 },
    h('p', { style: { 'margin-block': '.5rem' } }, 'Since when?'),
    oneOf('Since when?', [['0', 'Today'], ['2', 'Two or three days'], ['5', 'Longer']],
      null, (value) => { said.days = Number(value); }));
  const pain = slider({
    label: 'Pain, at its worst today', value: now.pain >= 0 ? now.pain : null, ends: ['none', 'worst imaginable'],
    onset(value) {
      said.pain = value;
      days.hidden = value === 0;
    },
  });
  const panel = h('.panel.roomy.stack', {}, h('h2', {}, 'Stiffness'));
  for (const [area, label] of Object.entries(labels)) {
    put(panel, slider({
      label, value: now.stiffness[area] ?? null, heat: true,
      onset: (value) => { said.stiffness[area] = value; },
    }).field);
  }
  const flagList = (/** @type {string} */ urgency) => h('ul.rows', {}, catalog.flags
    .filter((flag) => flag.urgency === urgency)
    .map((flag) => {
      const id = `flag-${flag.id}`;
      return h('li', {}, h('label.grow', { for: id }, flag.ask),
        h('input.switch', {
          id, type: 'checkbox', role: 'switch', checked: now.flags.includes(flag.id), 'data-flag': flag.id,
          onchange: () => { flagsTouched = true; },
        }));
    }));
  const keep = async () => {
    const flags = [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('[data-flag]'))]
      .filter((input) => input.checked).map((input) => input.dataset.flag);
    /** @type {{kind: string} & Record<string, any>} */
    const event = { kind: 'check-in', ...said };
    if (Object.keys(said.stiffness).length === 0) delete event.stiffness;
    if (flagsTouched || flags.length > 0 || now.flags.length > 0) event.flags = flags;
    if (Object.keys(event).length > 1) {
      await person.record(event);
      if (!person.plan()?.stop) toast('Kept. Your session takes it into account.');
    }
    if (person.isNew) await person.ask({});
    go('#/');
  };
  return {
    title: 'How is it today?', nav: person.isNew ? null : 'today',
    main: [
      h('.head', {}, h('a.tool.out', { href: '#/', 'aria-label': 'Back to today' }, icon('left')),
        h('h1', {}, 'How is it today?')),
      h('.columns.even', {},
        h('.stack', {}, h('.panel.roomy', {}, pain.field, days), panel),
        h('.stack.far', {},
          h('section', {}, h('h2', {}, 'Emergency'),
            h('p.small.quiet', {}, 'Say yes where it is so: this needs help at once.'), flagList('emergency')),
          h('section', {}, h('h2', {}, 'See a doctor first'),
            h('p.small.quiet', {}, 'Say yes where it is so. Then there is no session before someone has looked at it.'),
            flagList('doctor')))),
      h('.dock', {}, h('button.button.go.wide', { type: 'button', onclick: keep }, 'Keep it'))],
  };
}
