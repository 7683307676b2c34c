// SPDX-License-Identifier: Apache-2.0
// Elements, sheets and words for screen readers.

/** @typedef {Node | string | number | null | undefined | false} Child */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @param {Element} element
 * @param {Record<string, any>} attributes
 */
function dress(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'style') {
      for (const [key, entry] of Object.entries(value))
        /** @type {HTMLElement} */ (element).style.setProperty(key, String(entry));
    } else element.setAttribute(name, value === true ? '' : String(value));
  }
}

/**
 * An element: attributes ("onclick": a listener), then what is in it.
 * @param {string} tag "p.quiet.small"
 * @param {Record<string, any>} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name || 'div');
  if (classes.length > 0) element.className = classes.join(' ');
  dress(element, attributes);
  put(element, ...children);
  return element;
}

/**
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {SVGElement}
 */
export function s(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  dress(element, attributes);
  put(element, ...children);
  return element;
}

/**
 * @param {Element} element
 * @param {...(Child | Child[])} children
 */
export function put(element, ...children) {
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

/**
 * Sets text only where it differs, so that nothing is announced or laid out twice.
 * @param {Element} element
 * @param {string} text
 */
export function tell(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Says something to screen readers, once.
 * @param {string} text
 */
export function announce(text) {
  const region = document.getElementById('said');
  if (region) region.textContent = text;
}

/** @type {number | undefined} */
let toastTimer;

/**
 * A passing word at the bottom of the page.
 * @param {string} text
 */
export function toast(text) {
  document.querySelector('.toast')?.remove();
  clearTimeout(toastTimer);
  const box = h('div.toast', { 'aria-hidden': 'true' }, text); // heard by announce()
  document.body.append(box);
  announce(text);
  toastTimer = window.setTimeout(() => box.remove(), 4000);
}

/**
 * A sheet over the page. Focus goes into it and back to where it was. Returns what closes it: at
 * once, for the browser's own "close" comes later, and a key in between would go to the sheet.
 * @param {string} label
 * @param {(close: () => void) => Child[]} content
 * @param {{onclose?: () => void, dismissable?: boolean}} [options]
 */
export function sheet(label, content, { onclose, dismissable = true } = {}) {
  const before = document.activeElement;
  const dialog = /** @type {HTMLDialogElement} */ (h('dialog.sheet', { 'aria-label': label }));
  const close = () => {
    if (!dialog.isConnected) return;
    dialog.close();
    dialog.remove();
    onclose?.();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  };
  const inside = h('div', {}, ...content(close));
  // What is to be done stays in sight, however long the rest is.
  const last = inside.lastElementChild;
  if (last?.matches('button.go')) inside.append(h('.bottom', {}, last));
  dialog.append(inside);
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    if (dismissable) close();
  });
  dialog.addEventListener('click', (event) => {
    if (dismissable && event.target === dialog) close();
  });
  dialog.addEventListener('close', close); // where the browser closes it unasked
  document.body.append(dialog);
  dialog.showModal();
  return close;
}

/** @param {number} seconds */
export function clockText(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten',
  'eleven', 'twelve'];

/** @param {number} number */
export function numberText(number) {
  return NUMBERS[number] ?? String(number);
}

/** @param {string} text */
export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * "neck, chest and mid back".
 * @param {string[]} words
 */
export function listText(words) {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export function counted(count, one, many = `${one}s`) {
  return `${count} ${count === 1 ? one : many}`;
}
