// SPDX-License-Identifier: Apache-2.0
// Figures on canvases. Stills are drawn one by one when they come into view and the page has
// nothing better to do; one figure at a time moves.
import { h } from './dom.js';
import { STYLE } from './core.js';

/** @typedef {import('./core.js').Core} Core */

const EASEL_LIVE = 0;
const EASEL_STILL = 1;

/** @type {Core} */
let core;

/** How the figure looks; see Me. */
export const looks = { palette: 0, hair: 0, build: 0, theme: 'auto' };

/** @param {Core} loaded */
export function useCore(loaded) {
  core = loaded;
}

export function isDark() {
  if (looks.theme !== 'auto') return looks.theme === 'dark';
  return matchMedia('(prefers-color-scheme: dark)').matches;
}

export function isStill() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

function styleBits() {
  const contrast = matchMedia('(prefers-contrast: more)').matches;
  const bits = (isDark() ? STYLE.dark : 0) | (looks.hair ? STYLE.short : 0)
    | (looks.build ? STYLE.broad : 0);
  return { bits, palette: contrast ? 4 : looks.palette };
}

/** @type {Map<number, string>} */
const colourNames = new Map();

/** @param {number} colour 0xAABBGGRR */
function colourName(colour) {
  let name = colourNames.get(colour);
  if (name === undefined) {
    const alpha = (colour >>> 24) / 255;
    name = `rgb(${colour & 255} ${colour >> 8 & 255} ${colour >> 16 & 255} / ${alpha.toFixed(3)})`;
    colourNames.set(colour, name);
  }
  return name;
}

const HEAD = 13; // words of a path before those of its pen

/**
 * Fills what the pen has gone round with a colour or, along a line or from a middle, two.
 * @param {CanvasRenderingContext2D} pen
 * @param {{floats: Float32Array, wholes: Int32Array, colours: Uint32Array}} list
 * @param {number} at of the path
 */
function fill(pen, { floats, wholes, colours }, at) {
  const kind = wholes[at + 4];
  const [x, y, across, down, ...aside] = floats.subarray(at + 6, at + 12);
  if (kind === 0) {
    pen.fillStyle = colourName(colours[at]);
    pen.fill();
    return;
  }
  const blend = kind === 1 ? pen.createLinearGradient(x, y, x + across, y + down)
    : pen.createRadialGradient(0, 0, 0, 0, 0, 1);
  blend.addColorStop(0, colourName(colours[at]));
  blend.addColorStop(1, colourName(colours[at + 5]));
  pen.fillStyle = blend;
  pen.save();
  if (kind === 2) pen.transform(across, down, aside[0], aside[1], x, y); // the circle to an ellipse
  pen.fill();
  pen.restore();
}

/**
 * Follows the pen of one path of a display list.
 * @param {CanvasRenderingContext2D} pen
 * @param {{floats: Float32Array, wholes: Int32Array}} list
 * @param {number} from
 * @param {number} to
 */
function trace(pen, { floats, wholes }, from, to) {
  for (let at = from; at < to;) {
    switch (wholes[at]) {
      case 0:
        pen.moveTo(floats[at + 1], floats[at + 2]);
        at += 3;
        break;
      case 1:
        pen.lineTo(floats[at + 1], floats[at + 2]);
        at += 3;
        break;
      case 2:
        pen.bezierCurveTo(floats[at + 1], floats[at + 2], floats[at + 3], floats[at + 4],
          floats[at + 5], floats[at + 6]);
        at += 7;
        break;
      default:
        pen.closePath();
        at += 1;
    }
  }
}

/**
 * Paints a display list (web/core/picture.c).
 * @param {CanvasRenderingContext2D} pen
 * @param {{floats: Float32Array, wholes: Int32Array, colours: Uint32Array}} list
 */
export function paint(pen, list) {
  const { floats, wholes, colours } = list;
  /** @type {number[]} */
  const starts = [];
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  for (let at = 0; at < wholes.length;) {
    const [filled, stroke, clip] = [colours[at] || wholes[at + 4], colours[at + 1], wholes[at + 3]];
    const to = at + HEAD + wholes[at + HEAD - 1];
    starts.push(at);
    if (filled || stroke) {
      if (clip >= 0) {
        pen.save();
        pen.beginPath();
        const body = starts[clip] + HEAD;
        trace(pen, list, body, body + wholes[body - 1]);
        pen.clip();
      }
      pen.beginPath();
      trace(pen, list, at + HEAD, to);
      if (filled) fill(pen, list, at);
      if (stroke) {
        pen.strokeStyle = colourName(stroke);
        pen.lineWidth = floats[at + 2];
        pen.stroke();
      }
      if (clip >= 0) pen.restore();
    }
    at = to;
  }
}

const PAPER = { width: 132, height: 96, ratio: 4 }; // of a printed figure

/**
 * The room that a canvas has, on the page or on paper.
 * @param {HTMLCanvasElement} canvas
 */
function roomOf(canvas) {
  if (stills.get(canvas)?.paper) return PAPER;
  const { clientWidth: width, clientHeight: height } = canvas;
  return { width, height, ratio: Math.min(devicePixelRatio || 1, 2) };
}

/**
 * Fits a canvas to its room; null where it has none.
 * @param {HTMLCanvasElement} canvas
 */
function fit(canvas) {
  const { width, height, ratio } = roomOf(canvas);
  if (width === 0 || height === 0) return null;
  const [w, t] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w) canvas.width = w;
  if (canvas.height !== t) canvas.height = t;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  return { pen, width, height };
}

/**
 * @typedef {object} Still
 * @property {string} [move]
 * @property {string|null} [variant] a changed version of it
 * @property {number} [azimuth] of a body that stands
 * @property {boolean} [mirrored]
 * @property {boolean} [whole]
 * @property {Row} [row] those it stands beside: bodies in a row are of one size
 * @property {boolean} [paper] to be printed, on white
 * @property {boolean} [muscles]
 * @property {boolean} [arrow]
 * @property {number} [share] of the way into the end position
 */

/**
 * Figures side by side.
 * @typedef {Set<HTMLCanvasElement>} Row
 */

/** @type {WeakMap<HTMLCanvasElement, Still>} */
const stills = new WeakMap();
/** @type {Set<HTMLCanvasElement>} */
const waiting = new Set();
let working = false;

const STANDING_M = 1.86; // what a body that stands needs, hair and air with it
const STEPS_MS = 3;
const FLOOR_SHARE = .955; // where feet stand in a picture

/** @type {Map<string, {wide: number, tall: number}>} */
const boxes = new Map();

/** @param {Still} still */
const boxKey = (still) => `${still.move} ${still.variant ?? ''} ${still.mirrored ?? ''} ${still.share ?? 1}`;

/** How large a still is, in metres. @param {Still} still */
export function boxOf(still) {
  const key = boxKey(still);
  let box = boxes.get(key);
  if (!box && core.readFigure(EASEL_STILL, still.move ?? '', still)) {
    box = core.figureBox(EASEL_STILL, core.figureAt(EASEL_STILL, still.share ?? 1));
    boxes.set(key, box);
  }
  return box;
}

/**
 * The longest a metre may be for a still to fit its canvas.
 * @param {HTMLCanvasElement} canvas
 * @param {Still} still
 */
function metreFor(canvas, still) {
  const { width, height } = roomOf(canvas);
  const box = boxOf(still);
  return box ? Math.min(width * .95 / box.wide, height * FLOOR_SHARE * .985 / box.tall) : 0;
}

/**
 * The length of a metre for all of a row: nearly the shortest that one of them needs, so that one
 * that is far larger than the rest does not make dwarfs of them.
 * @param {Row} row
 */
function metreOfRow(row) {
  const metres = [...row].map((canvas) => metreFor(canvas, stills.get(canvas) ?? {}))
    .filter((metre) => metre > 0).sort((a, b) => a - b);
  return metres[Math.floor(metres.length / 5)] ?? 0;
}

/**
 * Puts a still on its ground. Beside others, or alone, a body is of the size at which it could
 * stand up; one that lies or sits on the floor may be a little larger.
 * @param {HTMLCanvasElement} canvas
 * @param {Still} still
 * @param {{width: number, height: number}} room
 */
function place(canvas, still, { width, height }) {
  const standing = height * FLOOR_SHARE / STANDING_M;
  const size = Math.min(standing, still.row ? metreOfRow(still.row) : Infinity);
  const larger = (boxOf(still)?.tall ?? 2) < 1.15 ? 1.2 : 1;
  const metre = Math.min(metreFor(canvas, still), size * larger);
  if (!core.readFigure(EASEL_STILL, still.move ?? '', still)) return false;
  const at = core.figureAt(EASEL_STILL, still.share ?? 1);
  core.placeFigure(EASEL_STILL, at, { width, height, metre, ground: height * FLOOR_SHARE });
  const wall = core.figureWall(EASEL_STILL);
  if (wall !== null && !still.paper && canvas.parentElement) {
    const top = canvas.offsetTop + wall;
    canvas.parentElement.style.setProperty('--horizon', `${(top / canvas.parentElement.clientHeight * 100).toFixed(1)}%`);
  }
  return true;
}

/** @param {HTMLCanvasElement} canvas */
function drawStill(canvas) {
  const still = stills.get(canvas);
  const room = fit(canvas);
  if (!still || !room) return;
  if (still.move === undefined) {
    core.readStanding(EASEL_STILL, still.azimuth ?? 0);
    core.aimFigure(EASEL_STILL, room.width, room.height);
  } else if (!place(canvas, still, room)) return;
  const { bits, palette } = styleBits();
  const muted = still.muscles || still.move === undefined;
  const extra = (muted ? STYLE.muscles : 0) | (still.arrow ? STYLE.arrow : 0);
  const at = core.figureAt(EASEL_STILL, still.share ?? 1);
  const light = still.move === undefined || still.paper;
  const drawnBits = (light ? bits & ~STYLE.dark : bits) | extra;
  paint(room.pen, core.drawFigure(EASEL_STILL, at, palette, drawnBits));
  canvas.dataset.drawn = 'yes';
}

// Draws what waits, in steps that are short even on a slow phone: what a picture needs to know of
// others comes first, one by one.
function* steps() {
  for (const canvas of waiting) {
    const still = stills.get(canvas);
    if (still?.muscles || still?.move === undefined) {
      core.readyMuscles();
      yield;
    }
    for (const other of still?.row ?? [canvas]) {
      const beside = stills.get(other);
      if (!beside?.move || boxes.has(boxKey(beside))) continue;
      boxOf(beside);
      yield;
    }
    waiting.delete(canvas);
    if (canvas.isConnected) drawStill(canvas);
    yield;
  }
}

// A few steps at a time, so that the page stays quick to touch.
function work() {
  const until = performance.now() + STEPS_MS;
  const going = steps();
  do working = !going.next().done;
  while (working && performance.now() < until);
  if (working) setTimeout(work);
}

/** @param {HTMLCanvasElement} canvas */
function queue(canvas) {
  waiting.add(canvas);
  if (working) return;
  working = true;
  setTimeout(work, 0);
}

const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    seen.unobserve(entry.target);
    queue(/** @type {HTMLCanvasElement} */ (entry.target));
  }
}, { rootMargin: '200px' });

const sized = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const canvas = /** @type {HTMLCanvasElement} */ (target);
    if (canvas.dataset.drawn) queue(canvas);
  }
});

/**
 * A still figure. Its words are those of what it stands in, unless a label is given.
 * @param {Still} still
 * @param {string} [label]
 */
export function stillFigure(still, label) {
  const canvas = /** @type {HTMLCanvasElement} */ (h('canvas', label
    ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' }));
  stills.set(canvas, still);
  still.row?.add(canvas);
  seen.observe(canvas);
  sized.observe(canvas);
  return canvas;
}

/**
 * The figure that grows into that of the next screen, where the browser can show it.
 * @param {Element | null | undefined} canvas
 */
export function carry(canvas) {
  for (const other of document.querySelectorAll('canvas')) other.style.removeProperty('view-transition-name');
  if (canvas instanceof HTMLCanvasElement && canvas.dataset.drawn) canvas.style.setProperty('view-transition-name', 'figure');
}

/** A figure on paper: drawn when it is printed. @param {Still} still */
export function printFigure(still) {
  const canvas = /** @type {HTMLCanvasElement} */ (h('canvas', { 'aria-hidden': 'true' }));
  stills.set(canvas, { ...still, paper: true });
  return canvas;
}

addEventListener('beforeprint', () => {
  for (const canvas of document.querySelectorAll('canvas'))
    if (stills.get(canvas)?.paper) drawStill(canvas);
});

/** Draws all stills anew: the colours changed. */
export function redrawStills() {
  for (const canvas of document.querySelectorAll('canvas[data-drawn]'))
    queue(/** @type {HTMLCanvasElement} */ (canvas));
}

/** The figure that moves. */
export class LiveFigure {
  #move = '';
  #seconds = 0;
  #size = '';
  #last = '';

  constructor() {
    this.canvas = /** @type {HTMLCanvasElement} */ (h('canvas', { role: 'img' }));
  }

  /**
   * Shows a moment: a share of the way into the end position, or of the whole movement.
   * @param {{move: string, variant?: string|null, mirrored?: boolean, whole?: boolean, muscles?: boolean, label: string,
   *   share: number, loop?: boolean, arrow?: boolean}} moment
   */
  show({ move, variant = null, mirrored = false, whole = true, muscles = false, label, share, loop = false, arrow = false }) {
    const key = `${move} ${variant} ${mirrored} ${whole} ${muscles}`;
    if (key !== this.#move) {
      this.#seconds = core.readFigure(EASEL_LIVE, move, { variant, mirrored, whole });
      this.#move = key;
      this.#size = '';
      this.canvas.setAttribute('aria-label', label);
    }
    const { bits, palette } = styleBits();
    const size = `${this.canvas.clientWidth} ${this.canvas.clientHeight}`;
    const now = `${key} ${size} ${bits} ${palette} ${loop} ${share.toFixed(4)}`;
    if (now === this.#last) return;
    this.#last = now;
    const room = fit(this.canvas);
    if (!room || this.#seconds === 0) return;
    if (size !== this.#size) core.aimFigure(EASEL_LIVE, room.width, room.height, { muscles });
    this.#size = size;
    const at = core.figureAt(EASEL_LIVE, share, loop);
    const drawn = bits | (muscles ? STYLE.muscles : 0) | (arrow ? STYLE.arrow : 0);
    paint(room.pen, core.drawFigure(EASEL_LIVE, at, palette, drawn));
  }

  /** Shows a body that stands at ease. @param {string} label */
  stand(label) {
    core.readStanding(EASEL_LIVE, 22, true);
    this.#move = '';
    this.canvas.hidden = false;
    this.canvas.setAttribute('aria-label', label);
    const room = fit(this.canvas);
    if (!room) return;
    const { bits, palette } = styleBits();
    core.aimFigure(EASEL_LIVE, room.width, room.height);
    paint(room.pen, core.drawFigure(EASEL_LIVE, 0, palette, bits));
  }

  /** Where the foot of the wall behind it is seen, as a share of its canvas; null: no wall. */
  get wall() {
    const y = core.figureWall(EASEL_LIVE);
    return y === null ? null : y / this.canvas.clientHeight;
  }

  /** Seconds of the whole movement. */
  get seconds() {
    return this.#seconds;
  }
}
