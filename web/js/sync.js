// SPDX-License-Identifier: Apache-2.0
// Keeps the record of this browser and that of the server the same, when the server is there. The
// log only grows and ids are made here, so that sending twice doubles nothing and being away loses
// nothing.

/** @typedef {import('./person.js').Person} Person */

const BATCH = 200;
/** How long until the next try where the server is away: twice as long each time. */
const RETRY_MS = { first: 5000, longest: 300000 };
const PROFILE_KEYS = ['areas', 'stiff', 'equipment', 'positions', 'cannot', 'conditions',
  'experience', 'habit', 'setting', 'likes', 'dislikes'];

/**
 * @param {string} path
 * @param {string} [method]
 * @param {unknown} [body]
 */
async function call(path, method = 'GET', body) {
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(8000),
  });
  if (!response.headers.get('Content-Type')?.startsWith('application/json'))
    throw new Error(`${path}: no answer of unhunch`);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer?.error?.message ?? `${path}: ${response.status}`);
  return answer;
}

export class Sync extends EventTarget {
  /** @type {'unknown' | 'none' | 'unpaired' | 'together'} */
  state = 'unknown';
  #person;
  /** @type {Promise<void> | null} */
  #running = null;
  #again = false;
  /** @type {EventSource | null} */
  #stream = null;
  #wait = RETRY_MS.first;
  /** @type {number | undefined} */
  #timer;

  /** @param {Person} person */
  constructor(person) {
    super();
    this.#person = person;
    person.addEventListener('recorded', () => this.run());
    person.addEventListener('change', () => this.run());
    addEventListener('online', () => this.run());
    document.addEventListener('visibilitychange', () => !document.hidden && this.run());
  }

  /** Runs now, or once more after the run that goes on. */
  run() {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#once().finally(() => {
      this.#running = null;
      if (this.#again) {
        this.#again = false;
        this.run();
      }
    });
    return this.#running;
  }

  /** @param {Sync['state']} state */
  #become(state) {
    if (state === this.state) return;
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }

  #later() {
    this.#timer = window.setTimeout(() => this.run(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, RETRY_MS.longest);
  }

  async #once() {
    clearTimeout(this.#timer);
    try {
      const state = await call('api/state');
      if (!state.paired) {
        this.#become('unpaired');
        return;
      }
      await this.#send();
      await this.#fetch();
      await this.#profile();
      this.#become('together');
      this.#wait = RETRY_MS.first;
      this.#listen();
    } catch {
      this.#become('none');
      this.#later();
    }
  }

  async #send() {
    const unsent = await this.#person.log.unsent();
    for (let from = 0; from < unsent.length; from += BATCH) {
      const events = unsent.slice(from, from + BATCH);
      await call('api/events', 'POST', { events });
      await this.#person.log.sent(events);
    }
  }

  async #fetch() {
    let cursor = await this.#person.log.kept('cursor') ?? 0;
    for (let more = true; more;) {
      const page = await call(`api/events?since=${cursor}`);
      await this.#person.takeEvents(page.events, { unsent: false });
      ({ cursor, more } = page);
      await this.#person.log.keep({ cursor });
    }
  }

  async #profile() {
    const { profile } = this.#person;
    if (this.#person.profileChanged) {
      const stiff = { neck: 0, shoulders: 0, chest: 0, upper: 0, mid: 0, lower: 0, ...profile.stiff };
      const change = Object.fromEntries(PROFILE_KEYS.map((key) =>
        [key, /** @type {any} */ (profile)[key] ?? null]));
      await call('api/profile', 'PATCH', { ...change, stiff });
      await this.#person.profileIsSent();
      return;
    }
    const theirs = await call('api/profile');
    const known = Object.fromEntries(PROFILE_KEYS.map((key) => [key, theirs[key]]));
    if (PROFILE_KEYS.some((key) =>
      JSON.stringify(known[key]) !== JSON.stringify(/** @type {any} */ (profile)[key])))
      await this.#person.takeProfile(known);
  }

  #listen() {
    if (this.#stream) return;
    this.#stream = new EventSource('api/events/stream');
    for (const kind of ['record', 'profile'])
      this.#stream.addEventListener(kind, () => this.run());
    this.#stream.addEventListener('erased', async () => {
      await this.#person.erase();
      history.replaceState(null, '', '#/');
      location.reload();
    });
    // The browser connects again by itself, unless it was told not to.
    this.#stream.onopen = () => this.state === 'none' && this.run();
    this.#stream.onerror = () => {
      this.#become('none');
      if (this.#stream?.readyState !== EventSource.CLOSED) return;
      this.#stream = null;
      this.#later();
    };
  }

  /**
   * Pairs with the code that the terminal shows.
   * @param {string} code
   */
  async pair(code) {
    await call('api/pair', 'POST', { code, name: navigator.platform || 'browser' });
    await this.run();
  }

  /** Erases here, and there where it is reached. */
  async erase() {
    // What the stream says of it is for other pages, and may come before the answer does.
    this.#stream?.close();
    this.#stream = null;
    try {
      if (this.state === 'together') await call('api/erase', 'POST', { erase: 'everything' });
    } catch (error) {
      this.run();
      throw error;
    }
    await this.#person.erase();
  }
}
