// SPDX-License-Identifier: Apache-2.0
// Other tabs of this browser. They share what is kept on disk; a word tells them that it changed.

/** @typedef {'changed' | 'playing'} Word changed: read again; playing: the session goes on here */

export class Tabs extends EventTarget {
  /** @type {BroadcastChannel | null} */
  #channel = null;

  constructor() {
    super();
    if (!('BroadcastChannel' in globalThis)) return;
    this.#channel = new BroadcastChannel('unhunch');
    this.#channel.onmessage = ({ data }) => this.dispatchEvent(new Event(data));
  }

  /** @param {Word} word */
  tell(word) {
    this.#channel?.postMessage(word);
  }
}
