// SPDX-License-Identifier: Apache-2.0
// The person as the page knows them: profile, record, what they asked for last, settings. All of it
// lives in this browser; sync.js shares record and profile with the server where there is one.
import { newId } from './events.js';
import { Tabs } from './tabs.js';

/** @typedef {import('./types.js').LogEvent} LogEvent */
/** @typedef {import('./types.js').Profile} Profile */
/** @typedef {import('./types.js').Request} Request */
/** @typedef {import('./core.js').Core} Core */
/** @typedef {import('./events.js').Log} Log */

/** @returns {Required<Omit<Profile, 'equipment' | 'positions' | 'setting'>> & Profile} */
function emptyProfile() {
  return {
    areas: [], stiff: {}, equipment: null, positions: null, cannot: [], conditions: [],
    experience: 'beginner', habit: 'rarely', setting: null, likes: [], dislikes: [],
  };
}

const SETTINGS = {
  voice: true, bell: true, ticks: true, flash: false, vibrate: true,
  theme: 'auto', palette: 0, hair: 0, build: 0,
};

/**
 * Events: "change", the profile was changed here; "news", record or profile came from elsewhere;
 * "settings"; "recorded".
 */
export class Person extends EventTarget {
  /** @type {ReturnType<typeof emptyProfile>} */
  profile = emptyProfile();
  /** @type {Request} */
  request = {};
  settings = { ...SETTINGS };
  /** @type {LogEvent[]} */
  events = [];
  profileChanged = false;
  known = false;
  tabs = new Tabs();
  /** How often anything was written here: what was read meanwhile is old. */
  #writes = 0;

  /**
   * @param {Core} core
   * @param {Log} log
   */
  constructor(core, log) {
    super();
    this.core = core;
    this.log = log;
    this.tabs.addEventListener('changed', async () => {
      await this.load();
      this.dispatchEvent(new Event('settings'));
      this.dispatchEvent(new Event('news'));
    });
  }

  /** Reads all that is kept, again where something was written meanwhile. */
  async load() {
    let profile, request, settings, changed, events, writes;
    do {
      writes = this.#writes;
      [profile, request, settings, changed] = await Promise.all(
        ['profile', 'request', 'settings', 'profileChanged'].map((name) => this.log.kept(name)));
      events = await this.log.events();
    } while (writes !== this.#writes);
    this.known = profile !== undefined || request !== undefined;
    this.profile = { ...emptyProfile(), ...profile };
    this.request = request ?? {};
    this.settings = { ...SETTINGS, ...settings };
    this.profileChanged = changed ?? false;
    this.events = events;
    this.core.setProfile(this.profile);
    this.core.setRecord(this.events);
  }

  /** True until anything is known: then the page asks where it hurts. */
  get isNew() {
    return !this.known && this.events.length === 0;
  }

  /** What the record says now. */
  look() {
    return this.core.record(Date.now());
  }

  /** @param {Request} [request] */
  plan(request = this.request) {
    return this.core.plan(request, Date.now());
  }

  /** @param {Record<string, unknown>} values by name, written together */
  async #keep(values) {
    this.#writes += 1;
    await this.log.keep(values);
    this.tabs.tell('changed');
  }

  /** @param {Partial<Profile>} change */
  async changeProfile(change) {
    Object.assign(this.profile, change);
    this.known = true;
    this.profileChanged = true;
    this.core.setProfile(this.profile);
    await this.#keep({ profile: this.profile, profileChanged: true });
    this.dispatchEvent(new Event('change'));
  }

  /** @param {Profile} profile as the server has it */
  async takeProfile(profile) {
    this.profile = { ...emptyProfile(), ...profile };
    this.known ||= JSON.stringify(this.profile) !== JSON.stringify(emptyProfile());
    this.core.setProfile(this.profile);
    await this.#keep({ profile: this.profile });
    this.dispatchEvent(new Event('news'));
  }

  async profileIsSent() {
    this.profileChanged = false;
    await this.#keep({ profileChanged: false });
  }

  /** @param {Request} request */
  async ask(request) {
    this.request = request;
    this.known = true;
    await this.#keep({ request });
  }

  /** @param {Partial<typeof SETTINGS>} change */
  async set(change) {
    Object.assign(this.settings, change);
    await this.#keep({ settings: this.settings });
    this.dispatchEvent(new Event('settings'));
  }

  /**
   * Writes an event down; resolves once it is on disk.
   * @param {{kind: string} & Record<string, any>} said
   * @returns {Promise<LogEvent>}
   */
  async record(said) {
    const now = Date.now();
    const event = {
      id: newId(now), at_ms: now, utc_offset_min: 0 - new Date(now).getTimezoneOffset(), ...said,
    };
    this.#writes += 1;
    this.events.push(event);
    this.core.addEvent(event);
    await this.log.add([event], { unsent: true });
    this.tabs.tell('changed');
    this.dispatchEvent(new Event('recorded'));
    return event;
  }

  /**
   * Takes events in from elsewhere.
   * @param {LogEvent[]} events
   * @param {{unsent: boolean}} how
   */
  async takeEvents(events, how) {
    const added = await this.log.add(events, how);
    if (added.length === 0) return 0;
    await this.load();
    this.tabs.tell('changed');
    this.dispatchEvent(new Event('news'));
    return added.length;
  }

  async erase() {
    await this.log.erase();
    await this.load();
    this.tabs.tell('changed');
  }
}
