// SPDX-License-Identifier: Apache-2.0
// The core, compiled from C, behind plain functions. What goes in is flattened to lines
// ("stiff.neck=6"), what comes out is JSON or numbers. The module asks for nothing.

/** @typedef {import('./types.js').Catalog} Catalog */
/** @typedef {import('./types.js').Profile} Profile */
/** @typedef {import('./types.js').Request} Request */
/** @typedef {import('./types.js').Plan} Plan */
/** @typedef {import('./types.js').LogEvent} LogEvent */
/** @typedef {import('./types.js').RecordLook} RecordLook */
/** @typedef {import('./types.js').Cue} Cue */
/** @typedef {import('./types.js').View} View */
/** @typedef {Record<string, (...numbers: number[]) => number>} Calls */

/** What a front tells a session; the order is that of enum uh_player_event. */
export const PRESS = Object.freeze({
  pause: 1, halt: 2, back: 3, skip: 4, quicker: 5, slower: 6, hurt: 7, quit: 8, answer: 9,
  enter: 10, escape: 11,
});

/** Bits of a figure's style. */
export const STYLE = Object.freeze({
  dark: 1, muscles: 2, glow: 4, arrow: 8, short: 32, broad: 64,
});

/**
 * A value as lines "path=value".
 * @param {unknown} value
 * @param {string} [path]
 * @returns {string}
 */
export function flatten(value, path = '') {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return `${path}=${String(value).replaceAll('\n', ' ')}\n`;
  const under = path === '' ? '' : `${path}.`;
  if (Array.isArray(value)) {
    const entries = value.map((entry, i) => flatten(entry, under + i));
    return `${under}#=${value.length}\n${entries.join('')}`;
  }
  return Object.entries(value).map(([key, entry]) => flatten(entry, under + key)).join('');
}

export class Core {
  /** @type {Calls} */
  #calls;
  #memory;
  #room;
  #roomSize;
  #answer;
  #list;

  /** @param {WebAssembly.Instance} instance */
  constructor(instance) {
    const { memory, ...rest } = instance.exports;
    this.#calls = /** @type {Calls} */ (/** @type {unknown} */ (rest));
    this.#memory = /** @type {WebAssembly.Memory} */ (memory);
    this.#calls._initialize?.();
    if (!this.#calls.start()) throw new Error('There is not enough memory for a session.');
    this.#room = this.#calls.room();
    this.#roomSize = this.#calls.room_size();
    this.#answer = this.#calls.answer();
    this.#list = this.#calls.figure_list();
    /** @type {Catalog} */
    this.catalog = this.#json(this.#calls.catalog());
    /** @type {Map<string, string[]>} */
    this.variantsOf = new Map([...this.catalog.moves, ...this.catalog.activities]
      .map((move) => [move.id, move.variants]));
    /** @type {Map<string, number>} */
    this.indexOf = new Map([...this.catalog.moves, ...this.catalog.activities]
      .map((move, i) => [move.id, i]));
  }

  /** @param {number} length */
  #json(length) {
    if (length === 0) return null;
    const bytes = new Uint8Array(this.#memory.buffer, this.#answer, length);
    return JSON.parse(new TextDecoder().decode(bytes));
  }

  /** @param {unknown} value */
  #write(value) {
    const bytes = new TextEncoder().encode(flatten(value));
    if (bytes.length > this.#roomSize) throw new RangeError('That is too long.');
    new Uint8Array(this.#memory.buffer, this.#room, bytes.length).set(bytes);
    return bytes.length;
  }

  /** @param {Profile} profile */
  setProfile(profile) {
    this.#calls.profile(this.#write(profile));
  }

  /**
   * Folds the record anew; events in the order they happened.
   * @param {LogEvent[]} events
   */
  setRecord(events) {
    this.#calls.record_clear();
    for (const event of events) this.addEvent(event);
  }

  /** @param {LogEvent} event */
  addEvent(event) {
    this.#calls.record_add(this.#write(event));
  }

  /**
   * What the record says as of a time.
   * @param {number} nowMs
   * @returns {RecordLook}
   */
  record(nowMs) {
    return this.#json(this.#calls.record_look(nowMs));
  }

  /**
   * The best session; kept for begin(). Null: the request makes no sense.
   * @param {Request} request
   * @param {number} nowMs
   * @returns {Plan | null}
   */
  plan(request, nowMs) {
    return this.#json(this.#calls.plan(this.#write(request), nowMs));
  }

  /** @param {number} clockMs */
  begin(clockMs) {
    return this.#calls.begin(clockMs);
  }

  /**
   * A session of given items alone, where they may be done.
   * @param {object} start a session-start
   * @param {number} clockMs
   * @returns {Plan | null}
   */
  beginMove(start, clockMs) {
    return this.#json(this.#calls.begin_move(this.#write(start), clockMs));
  }

  /**
   * Takes up the session that has no end.
   * @param {number} clockMs
   * @returns {Plan | null}
   */
  goOn(clockMs) {
    return this.#json(this.#calls.go_on(clockMs));
  }

  /**
   * @param {number} clockMs
   * @returns {Cue | null}
   */
  poll(clockMs) {
    return this.#json(this.#calls.poll(clockMs));
  }

  /**
   * @param {number} clockMs
   * @param {number} event one of PRESS
   * @param {number} [value]
   */
  press(clockMs, event, value = 0) {
    return this.#calls.press(clockMs, event, value) === 1;
  }

  /** @returns {View} */
  look() {
    return this.#json(this.#calls.look());
  }

  /** Makes ready for pictures of muscles; the first of them would do it else. */
  readyMuscles() {
    this.#calls.figure_muscles();
  }

  /**
   * Puts a move's figure on an easel. Its seconds; 0 where it has none.
   * @param {number} easel
   * @param {string} move
   * @param {{variant?: string|null, mirrored?: boolean, whole?: boolean}} [how] a changed version;
   *   the other side; head to foot
   */
  readFigure(easel, move, { variant = null, mirrored = false, whole = false } = {}) {
    const bits = (mirrored ? 1 : 0) | (whole ? 2 : 0);
    const number = variant === null ? 0 : (this.variantsOf.get(move) ?? []).indexOf(variant) + 1;
    return this.#calls.figure_read(easel, this.indexOf.get(move) ?? -1, number, bits);
  }

  /**
   * Puts a body that stands at ease on an easel.
   * @param {number} easel
   * @param {number} azimuth degrees: 0 from the front, 180 from behind
   * @param {boolean} [whole] from head to foot, not to the hips
   */
  readStanding(easel, azimuth, whole = false) {
    this.#calls.figure_stand(easel, azimuth, whole ? 2 : 0);
  }

  /**
   * @param {number} easel
   * @param {number} width
   * @param {number} height
   * @param {{muscles?: boolean}} [how] to see muscles
   */
  aimFigure(easel, width, height, { muscles = false } = {}) {
    this.#calls.figure_aim(easel, width, height, muscles ? 1 : 0);
  }

  /**
   * How large what is seen at a moment is, in metres.
   * @param {number} easel
   * @param {number} seconds
   */
  figureBox(easel, seconds) {
    this.#calls.figure_box(easel, seconds);
    const [wide, tall] = new Float32Array(this.#memory.buffer, this.#list, 2);
    return { wide, tall };
  }

  /**
   * Aims so that a metre has a given length: what is seen at a moment in the middle, on the ground.
   * @param {number} easel
   * @param {number} seconds
   * @param {{width: number, height: number, metre: number, ground: number}} place
   */
  placeFigure(easel, seconds, { width, height, metre, ground }) {
    this.#calls.figure_place(easel, seconds, width, height, metre, ground);
  }

  /**
   * Where the foot of the wall behind the figure is seen, from the top; null where there is none.
   * @param {number} easel
   */
  figureWall(easel) {
    const y = this.#calls.figure_wall(easel);
    return y < 0 ? null : y;
  }

  /**
   * The moment at a share of the way into the end position, or of the whole movement.
   * @param {number} easel
   * @param {number} share
   * @param {boolean} [whole]
   */
  figureAt(easel, share, whole = false) {
    return this.#calls.figure_at(easel, share, whole ? 1 : 0);
  }

  /**
   * The display list of a moment (see web/core/picture.c): the same words as floats, whole numbers
   * and colours. Good until the next call.
   * @param {number} easel
   * @param {number} seconds
   * @param {number} palette
   * @param {number} bits of STYLE
   */
  drawFigure(easel, seconds, palette, bits) {
    const count = this.#calls.figure_draw(easel, seconds, palette, bits);
    const { buffer } = this.#memory;
    return {
      floats: new Float32Array(buffer, this.#list, count),
      wholes: new Int32Array(buffer, this.#list, count),
      colours: new Uint32Array(buffer, this.#list, count),
    };
  }
}

/**
 * Loads the module.
 * @param {URL | string} url
 */
export async function loadCore(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`core.wasm: ${response.status}`);
  const { instance } = await WebAssembly.instantiateStreaming(response);
  return new Core(instance);
}
