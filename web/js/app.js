// SPDX-License-Identifier: Apache-2.0
// Starts the page: core, record, screens by the part of the address after "#".
import { loadCore } from './core.js';
import { Log } from './events.js';
import { Person } from './person.js';
import { Sync } from './sync.js';
import { h, put, toast } from './dom.js';
import { icon, mark } from './icons.js';
import { carry, looks, redrawStills, useCore } from './figure.js';
import { todayScreen } from './today.js';
import { whereScreen } from './where.js';
import { playerScreen } from './player.js';

/**
 * A screen: what it is called, which part of the navigation it belongs to (null: it has none), what
 * it shows, and what is to be done when it is left.
 * @typedef {object} Screen
 * @property {string} title
 * @property {string | null} nav
 * @property {import('./dom.js').Child[]} main
 * @property {boolean} [full] without navigation and margins
 * @property {() => void} [leave]
 */

/** What screens are given. */
export class App {
  /** @type {Screen | null} */
  #screen = null;
  #root;
  #main;
  #nav;
  /** @type {(() => unknown) | null} how the session that is on its way is begun */
  #begin = null;

  /**
   * @param {Person} person
   * @param {Sync} sync
   */
  constructor(person, sync) {
    this.person = person;
    this.sync = sync;
    this.#root = /** @type {HTMLElement} */ (document.getElementById('app'));
    this.#main = h('main', { id: 'main', tabindex: -1 });
    this.#nav = h('nav.nav', { 'aria-label': 'Main' }, mark(),
      [['', 'Today', 'today'], ['moves', 'Moves', 'moves'], ['progress', 'Progress', 'progress'], ['me', 'Me', 'me']]
        .map(([path, label, name]) => h('a', { href: `#/${path}`, 'data-nav': name }, icon(name), label)));
  }

  /** @param {string} id */
  moveOf = (id) => {
    const { catalog, indexOf } = this.person.core;
    const index = indexOf.get(id) ?? 0;
    return catalog.moves[index] ?? catalog.activities[index - catalog.moves.length];
  };

  /** @param {string} hash */
  go = (hash) => {
    if (location.hash === hash) this.refresh();
    else location.hash = hash;
  };

  /** Begins the plan made last. */
  start = () => this.play(() => this.person.core.begin(performance.now()));

  /** Goes on with the session that was left. */
  goOn = () => this.play(() => this.person.core.goOn(performance.now()));

  /** @param {() => unknown} begin makes the player of the core; nothing: it cannot */
  play = (begin) => {
    this.#begin = begin;
    carry(document.querySelector('.frieze canvas'));
    this.go('#/go');
  };

  /** Shows the screen of the address. */
  show = async () => {
    const { hash } = location;
    const [name = '', ...rest] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
    const made = this.#make(name, rest[0]);
    const screen = made instanceof Promise ? await made : made; // what is here already is shown at once
    if (hash !== location.hash) return;
    this.#screen?.leave?.();
    this.#screen = screen;
    this.#root.className = screen.nav === null ? 'app bare' : 'app';
    this.#root.replaceChildren(...(screen.full ? [] : [this.#main]), ...(screen.nav === null ? [] : [this.#nav]));
    if (screen.full) put(this.#root, ...screen.main);
    else this.#main.replaceChildren();
    if (!screen.full) put(this.#main, ...screen.main);
    for (const link of this.#nav.querySelectorAll('a')) {
      if (link.dataset.nav === screen.nav) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    document.title = `${screen.title} · unhunch`;
  };

  /**
   * @param {string} name
   * @param {string} [rest]
   * @returns {Screen | Promise<Screen>}
   */
  #make(name, rest) {
    switch (name) {
      case 'go': {
        const begin = this.#begin ?? this.#again();
        this.#begin = null;
        const begun = begin?.();
        if (begun) return playerScreen(this);
        history.replaceState(null, '', '#/');
        return todayScreen(this);
      }
      case 'where': return whereScreen(this);
      case 'moves': case 'check-in': case 'progress': case 'me': case 'about': return this.#makeLater(name, rest);
      default: return todayScreen(this);
    }
  }

  /**
   * @param {string} name
   * @param {string} [rest]
   * @returns {Promise<Screen>}
   */
  async #makeLater(name, rest) {
    const screens = await import('./later.js').catch(() => null);
    if (!screens) {
      toast('This part of the page did not arrive. Load the page again.');
      return todayScreen(this);
    }
    switch (name) {
      case 'moves': return rest && this.person.core.indexOf.has(rest) ? screens.moveScreen(this, rest) : screens.movesScreen(this);
      case 'check-in': return screens.checkInScreen(this);
      case 'progress': return screens.progressScreen(this);
      case 'me': return screens.meScreen(this);
      default: return screens.aboutScreen(this);
    }
  }

  // A reload in the middle of a session goes on with it.
  #again() {
    return this.person.look().left > 0 ? () => this.person.core.goOn(performance.now()) : null;
  }

  refresh = async () => {
    const { scrollY } = window;
    const place = this.#stops().indexOf(/** @type {HTMLElement} */ (document.activeElement));
    await this.show();
    scrollTo(0, scrollY);
    this.#stops()[place]?.focus({ preventScroll: true });
  };

  // What the keyboard can reach, so that a screen shown anew leaves the focus where it was.
  #stops() {
    return [.../** @type {NodeListOf<HTMLElement>} */ (this.#root.querySelectorAll('a[href], button, input'))];
  }

  /** True where the screen may be shown anew and nothing that was begun in it is lost. */
  get atRest() {
    return !this.#screen?.full && !this.person.isNew && !document.querySelector('dialog[open]')
      && /^(#\/?(progress|me)?)?$/.test(location.hash);
  }
}

/** @param {Person} person */
function applySettings({ settings }) {
  Object.assign(looks, settings);
  document.documentElement.dataset.theme = settings.theme;
  redrawStills();
}

/**
 * Pairs with the code in the address, where the picture in the terminal leads.
 * @param {App} app
 * @returns {boolean} whether there is one
 */
function pairByAddress(app) {
  const code = /^#pair=([\w-]{8,12})$/.exec(location.hash)?.[1];
  if (!code) return false;
  history.replaceState(null, '', '#/');
  app.sync.pair(code)
    .then(() => toast('This device is paired.'))
    .catch((error) => toast(error instanceof Error ? error.message : 'Pairing did not work.'))
    .finally(app.refresh);
  return true;
}

// What the document says is on the screen before the core, which is large, takes the line.
async function firstPainted() {
  if (document.hidden || !PerformanceObserver.supportedEntryTypes.includes('paint')) return null;
  return new Promise((resolve) => {
    new PerformanceObserver(resolve).observe({ type: 'paint', buffered: true });
  });
}

async function open() {
  const [core, log] = await Promise.all([firstPainted().then(() => loadCore('core.wasm')), Log.open()]);
  useCore(core);
  const person = new Person(core, log);
  await person.load();
  const sync = new Sync(person);
  const app = new App(person, sync);
  applySettings(person);
  person.addEventListener('settings', () => applySettings(person));
  person.addEventListener('news', () => app.atRest && app.refresh());
  for (const query of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'])
    matchMedia(query).addEventListener('change', redrawStills);
  addEventListener('hashchange', () => {
    if (pairByAddress(app)) return;
    const change = async () => {
      await app.show();
      scrollTo(0, 0);
      document.getElementById('main')?.focus({ preventScroll: true });
    };
    // A change that comes before the last has been shown is made all the same, without its passage.
    if ('startViewTransition' in document) document.startViewTransition(change).ready.catch(() => {});
    else change();
  });
  addEventListener('click', ({ target }) => {
    const link = target instanceof Element ? target.closest('a') : null;
    if (link) carry(link.querySelector('canvas'));
  });
  const paired = pairByAddress(app);
  app.show();
  if (!paired) sync.run();
  navigator.storage?.persist?.();
}

open().catch((error) => {
  const root = document.getElementById('app');
  root?.classList.add('bare');
  root?.replaceChildren(h('main.flag.fault', {},
    h('.head', {}, mark(), h('strong', {}, 'unhunch')),
    h('.stack', {}, h('h1', {}, 'This page could not start.'),
      h('p', {}, 'A part of it did not arrive, or the browser keeps nothing for it: it is very old, or its storage is switched off. Nothing of your record is lost. The command works without a page: ',
        h('code', {}, 'unhunch go'), '.'),
      h('p.small.quiet', {}, error instanceof Error ? error.message : String(error))),
    h('button.button.go.wide', { type: 'button', onclick: () => location.reload() }, 'Try again')));
});

if ('serviceWorker' in navigator) {
  navigator.serviceWorker.register('sw.js').catch(() => toast('This page will not work offline here.'));
}
