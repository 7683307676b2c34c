// SPDX-License-Identifier: Apache-2.0
// What the page keeps in the browser: the log of events, and a few values beside it.

/** @typedef {import('./types.js').LogEvent} LogEvent */

/** The last id made: its time, and how many were made in that millisecond. */
const last = { ms: 0, count: 0 };

/**
 * A UUID of version 7 (RFC 9562): sorts by time, and within a millisecond in the order of making,
 * by a counter after the time (its method 1).
 * @param {number} nowMs
 */
export function newId(nowMs) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  if (nowMs > last.ms) Object.assign(last, { ms: nowMs, count: (bytes[6] & 7) << 8 | bytes[7] });
  else if (last.count < 4095) last.count += 1;
  else Object.assign(last, { ms: last.ms + 1, count: 0 });
  let time = last.ms;
  for (let i = 5; i >= 0; i--) {
    bytes[i] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = 0x70 | last.count >> 8;
  bytes[7] = last.count & 255;
  bytes[8] = 0x80 | (bytes[8] & 63);
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransaction} transaction */
function finished(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(undefined);
    transaction.onabort = () => reject(transaction.error);
  });
}

export class Log {
  #db;

  /** @param {IDBDatabase} db */
  constructor(db) {
    this.#db = db;
  }

  static async open() {
    const request = indexedDB.open('unhunch', 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('events', { keyPath: 'id' });
      request.result.createObjectStore('unsent', { keyPath: 'id' });
      request.result.createObjectStore('kept');
    };
    return new Log(await answer(request));
  }

  /** All events in the order they happened. @returns {Promise<LogEvent[]>} */
  async events() {
    const all = await answer(this.#db.transaction('events').objectStore('events').getAll());
    return all.sort((a, b) => a.at_ms - b.at_ms || (a.id < b.id ? -1 : 1));
  }

  /**
   * Adds events; those that are there already change nothing. Resolves once they are on disk, with
   * those that were new.
   * @param {LogEvent[]} events
   * @param {{unsent: boolean}} how unsent: the server does not have them yet
   */
  async add(events, { unsent }) {
    const transaction = this.#db.transaction(['events', 'unsent'], 'readwrite', { durability: 'strict' });
    const store = transaction.objectStore('events');
    const added = [];
    for (const event of events) {
      if (await answer(store.getKey(event.id)) !== undefined) continue;
      store.put(event);
      if (unsent) transaction.objectStore('unsent').put({ id: event.id });
      added.push(event);
    }
    await finished(transaction);
    return added;
  }

  /** Events that the server does not have, oldest first. @returns {Promise<LogEvent[]>} */
  async unsent() {
    const transaction = this.#db.transaction(['events', 'unsent']);
    const ids = await answer(transaction.objectStore('unsent').getAllKeys());
    const store = transaction.objectStore('events');
    return (await Promise.all(ids.map((id) => answer(store.get(id))))).filter(Boolean);
  }

  /** @param {LogEvent[]} events that the server has now */
  async sent(events) {
    const transaction = this.#db.transaction('unsent', 'readwrite');
    for (const { id } of events) transaction.objectStore('unsent').delete(id);
    await finished(transaction);
  }

  /** @param {string} name */
  async kept(name) {
    return answer(this.#db.transaction('kept').objectStore('kept').get(name));
  }

  /** @param {Record<string, unknown>} values by name */
  async keep(values) {
    const transaction = this.#db.transaction('kept', 'readwrite');
    for (const [name, value] of Object.entries(values)) transaction.objectStore('kept').put(value, name);
    await finished(transaction);
  }

  async erase() {
    const transaction = this.#db.transaction(['events', 'unsent', 'kept'], 'readwrite');
    for (const name of ['events', 'unsent', 'kept']) transaction.objectStore(name).clear();
    await finished(transaction);
  }
}
