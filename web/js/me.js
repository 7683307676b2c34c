// SPDX-License-Identifier: Apache-2.0
// The person: body, things, sound, looks, and all of their data to take or to erase.
import { h, capital, counted, listText, sheet, toast } from './dom.js';
import { icon } from './icons.js';
import { anyOf, oneOf } from './form.js';
import { stillFigure } from './figure.js';
import { soundRows } from './player.js';

/** @typedef {import('./app.js').App} App */

// Name, shirt and skin of the figure's palettes.
const PALETTES = [['Tide', '#2f9e96', '#edb896'], ['Clay', '#eba53f', '#98623e'],
  ['Rose', '#eba2aa', '#cf966c'], ['Fern', '#8fb35c', '#704629']];

/**
 * A row that opens something.
 * @param {string} title
 * @param {string} about
 * @param {() => void} onclick
 */
function row(title, about, onclick) {
  return h('li', {}, h('button.grow', {
    type: 'button', onclick,
    style: { display: 'flex', 'align-items': 'center', 'text-align': 'start', background: 'none', border: 0, padding: 0, 'min-height': '2.75rem', cursor: 'pointer' },
  }, h('span.grow.title', {}, title, h('small', {}, about)), icon('right')));
}

/** @param {App} app */
function conditionsSheet({ person, refresh }) {
  const { conditions } = person.core.catalog;
  const chosen = new Set(person.profile.conditions);
  sheet('What your body has', (close) => [
    h('h2', {}, 'What applies to you?'),
    h('p.small.quiet', {}, 'Each one leaves out or eases the moves that do not suit it.'),
    h('ul.rows', {}, conditions.map(({ id, name, ask }) => h('li', {},
      h('label.grow', { for: `has-${id}` }, name, h('small', {}, ask)),
      h('input.switch', {
        id: `has-${id}`, type: 'checkbox', role: 'switch', checked: chosen.has(id),
        onchange: (/** @type {Event} */ event) => {
          if (/** @type {HTMLInputElement} */ (event.target).checked) chosen.add(id);
          else chosen.delete(id);
        },
      })))),
    h('button.button.go.wide', {
      type: 'button',
      onclick: async () => {
        await person.changeProfile({ conditions: [...chosen] });
        close();
        refresh();
      },
    }, 'Keep it'),
  ]);
}

/** @param {App} app */
function cannotSheet({ person, refresh }) {
  const { demands } = person.core.catalog.words;
  let chosen = person.profile.cannot;
  sheet('What you leave out', (close) => [
    h('h2', {}, 'What do you leave out?'),
    anyOf('Left out', Object.entries(demands).map(([word, label]) => [word, capital(label)]), chosen,
      (values) => { chosen = values; }),
    h('button.button.go.wide', {
      type: 'button',
      onclick: async () => {
        await person.changeProfile({ cannot: chosen });
        close();
        refresh();
      },
    }, 'Keep it'),
  ]);
}

/** @param {App} app */
function exportAll({ person }) {
  const body = {
    format: 'unhunch-record', version: 1, exported_at_ms: Date.now(), profile: person.profile,
    events: person.events,
  };
  const url = URL.createObjectURL(new Blob([JSON.stringify(body, null, 1)], { type: 'application/json' }));
  h('a', { href: url, download: `unhunch-${new Date().toISOString().slice(0, 10)}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** @param {App} app */
function importFile({ person, refresh }) {
  const input = /** @type {HTMLInputElement} */ (h('input', { type: 'file', accept: 'application/json,.json' }));
  input.addEventListener('change', async () => {
    const file = input.files?.[0];
    if (!file) return;
    try {
      const body = JSON.parse(await file.text());
      if (body.format !== 'unhunch-record' || body.version !== 1 || !Array.isArray(body.events))
        throw new Error('This is no export of unhunch.');
      const good = body.events.every((/** @type {any} */ event) => typeof event.id === 'string'
        && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(event.id)
        && Number.isInteger(event.at_ms) && typeof event.kind === 'string');
      if (!good) throw new Error('An event in this file is broken; nothing was taken in.');
      const added = await person.takeEvents(body.events, { unsent: true });
      if (!person.known && body.profile) await person.changeProfile(body.profile);
      toast(`${counted(added, 'event')} added; the others were known.`);
      refresh();
    } catch (error) {
      toast(error instanceof Error ? error.message : 'This file cannot be read.');
    }
  });
  input.click();
}

/** @param {App} app */
function eraseSheet({ sync, go }) {
  sheet('Erase everything?', (close) => [
    h('h1', {}, 'Erase everything?'),
    h('p', {}, sync.state === 'together'
      ? 'The record and the profile go, in this browser and on the server. This cannot be undone.'
      : 'The record and the profile in this browser go. This cannot be undone.'),
    h('button.button.go.wide', { type: 'button', onclick: close }, 'Keep it all'),
    h('button.button.alarm.wide', {
      type: 'button',
      onclick: async () => {
        try {
          await sync.erase();
          close();
          go('#/');
        } catch (error) {
          toast(error instanceof Error ? error.message : 'That did not work.');
        }
      },
    }, 'Erase it'),
  ]);
}

/** @param {App} app */
function pairSheet({ sync, refresh }) {
  const input = /** @type {HTMLInputElement} */ (h('input', { id: 'code', autocomplete: 'one-time-code', style: { border: 0, background: 'none', flex: 1, height: '2.75rem' } }));
  sheet('Pair this device', (close) => [
    h('h2', {}, 'Pair this device'),
    h('p', {}, 'The terminal in which unhunch runs shows a code.'),
    h('.search', {}, h('label', { for: 'code' }, 'Code'), input),
    h('button.button.go.wide', {
      type: 'button',
      onclick: async () => {
        try {
          await sync.pair(input.value.trim());
          close();
          refresh();
        } catch (error) {
          toast(error instanceof Error ? error.message : 'That did not work.');
        }
      },
    }, 'Pair'),
  ]);
}

/** @param {App} app */
function looksPanel(app) {
  const { person } = app;
  const { settings } = person;
  const set = (/** @type {Partial<typeof settings>} */ change) => person.set(change);
  return h('section.stack', {}, h('h2', {}, 'How it looks'),
    h('.panel.roomy.looks', {},
      h('.stage', { 'data-phase': 'mobility' }, stillFigure({ move: 'shoulder-shrug', whole: true, share: 0 })),
      h('.stack', {},
        h('fieldset.chips', {}, h('legend.unseen', {}, 'Colours of the figure'), PALETTES.map(([name, shirt, skin], i) =>
          h('label.swatch', { style: { '--shirt': shirt, '--skin': skin } }, h('input', {
            type: 'radio', name: 'palette', 'aria-label': name, checked: settings.palette === i,
            onchange: () => set({ palette: i }),
          })))),
        oneOf('Hair', [['0', 'Tied'], ['1', 'Short']], String(settings.hair), (value) => set({ hair: Number(value) }), 'segments'),
        oneOf('Build', [['0', 'Slender'], ['1', 'Broad']], String(settings.build), (value) => set({ build: Number(value) }), 'segments'))),
    oneOf('Light', [['auto', 'Auto'], ['light', 'Light'], ['dark', 'Dark']], settings.theme, (theme) => set({ theme }), 'segments'));
}

/** @param {App} app */
export function meScreen(app) {
  const { person, sync, moveOf, refresh } = app;
  const { catalog } = person.core;
  const { profile } = person;
  const { words } = catalog;
  const look = person.look();
  const named = (/** @type {string[]} */ ids) => ids.map((id) => catalog.conditions.find((one) => one.id === id)?.name ?? id);
  const stiff = Object.entries(profile.stiff).filter(([, value]) => value > 0)
    .map(([area, value]) => `${words.areas[area]} ${value}`);
  const server = { unknown: 'Looking for the server.', none: 'All of it is in this browser. Nothing is sent anywhere.', unpaired: 'In this browser. The server here does not know this device yet.', together: 'In this browser and on your own server.' }[sync.state];
  return {
    title: 'Me', nav: 'me',
    main: [
      h('.head', {}, h('h1', {}, 'Me'), h('a.button.plain.end', { href: '#/about' }, 'About')),
      h('.columns.even', {},
        h('.stack.far', {},
          h('section', {}, h('h2', {}, 'My body'), h('ul.rows', {},
            row('Conditions', profile.conditions.length > 0 ? listText(named(profile.conditions)) : 'None said', () => conditionsSheet(app)),
            row('What I leave out', profile.cannot.length > 0 ? capital(listText(profile.cannot.map((word) => words.demands[word]))) : 'Nothing', () => cannotSheet(app)),
            row('Stiff where', stiff.length > 0 ? capital(stiff.join(', ')) : 'Not said', () => app.go('#/where')))),
          look.hurt.length > 0 && h('section', {}, h('h2', {}, 'Moves that hurt'), h('ul.rows', {}, look.hurt.map((id) =>
            h('li', {}, h('span.grow', {}, moveOf(id).name), h('button.button', {
              type: 'button',
              onclick: async () => {
                await person.record({ kind: 'allow', move: id });
                refresh();
              },
            }, 'Allow again'))))),
          h('section.stack', {}, h('h2', {}, 'What I have'),
            anyOf('What I have', Object.entries(words.equipment).map(([word, label]) => [word, capital(label.replace(/^an? /, ''))]),
              profile.equipment ?? person.plan({})?.request.with ?? [],
              (equipment) => person.changeProfile({ equipment })),
            h('p.small.quiet', {}, 'A chair without wheels; a band fixed to something that holds.')),
          h('section.stack', {}, h('h2', {}, 'Used to it?'),
            oneOf('Experience', Object.entries(words.experiences).map(([word, label]) => [word, capital(label)]), profile.experience,
              (experience) => person.changeProfile({ experience }), 'segments'))),
        h('.stack.far', {},
          looksPanel(app),
          h('section', {}, h('h2', {}, 'Sound'), h('ul.rows', {}, soundRows(person.settings, (change) => person.set(change)))),
          h('section', {}, h('h2', {}, 'My data'), h('p.small.quiet', {}, server),
            h('ul.rows', {},
              sync.state === 'unpaired' && row('Pair this device', 'To share its record with the server', () => pairSheet(app)),
              row('Take it with me', `${counted(person.events.length, 'event')} as one file`, () => exportAll(app)),
              row('Bring in a file', 'Adds what is not known yet', () => importFile(app)),
              row('Erase everything', 'Record and profile', () => eraseSheet(app)))))),
    ],
  };
}
