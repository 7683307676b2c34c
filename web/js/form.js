// SPDX-License-Identifier: Apache-2.0
// Chips, sliders, switches: native inputs under their own looks.
import { h, capital } from './dom.js';

/** @typedef {import('./dom.js').Child} Child */

let names = 0;

/**
 * One of several.
 * @param {string} legend
 * @param {[string, string][]} options value, label
 * @param {string | null} chosen
 * @param {(value: string) => void} onchoose
 * @param {string} [look] chips or segments
 */
export function oneOf(legend, options, chosen, onchoose, look = 'chips') {
  const name = `one${names += 1}`;
  return h(`fieldset.${look}`, {},
    h('legend.unseen', {}, legend),
    options.map(([value, label]) => h(look === 'chips' ? 'label.chip' : 'label', {},
      h('input', {
        type: 'radio', name, value, checked: value === chosen, onchange: () => onchoose(value),
      }), label)));
}

/**
 * Any of several.
 * @param {string} legend
 * @param {[string, string][]} options
 * @param {string[]} chosen
 * @param {(values: string[]) => void} onchoose
 */
export function anyOf(legend, options, chosen, onchoose) {
  const set = h('fieldset.chips', {}, h('legend.unseen', {}, legend),
    options.map(([value, label]) => h('label.chip', {},
      h('input', { type: 'checkbox', value, checked: chosen.includes(value) }), label)));
  set.addEventListener('change', () => onchoose(
    [.../** @type {NodeListOf<HTMLInputElement>} */ (set.querySelectorAll('input:checked'))]
      .map((input) => input.value)));
  return set;
}

/** The colour of a number from 0 to 10. @param {number} value */
export function heatOf(value) {
  if (value <= 0) return null;
  if (value <= 2) return 1;
  if (value <= 5) return 2;
  return value <= 8 ? 3 : 4;
}

/**
 * A number from 0 to 10; null: not said yet.
 * @param {object} field
 * @param {string} field.label
 * @param {number | null} field.value
 * @param {(value: number) => void} field.onset
 * @param {boolean} [field.heat] coloured by the number
 * @param {[string, string]} [field.ends]
 */
export function slider({ label, value, onset, heat = false, ends }) {
  const id = `field${names += 1}`;
  const output = h('output', { for: id });
  const input = /** @type {HTMLInputElement} */ (h('input.range', {
    id, type: 'range', min: 0, max: 10, step: 1, value: value ?? 0,
  }));
  /** @param {number | null} number */
  const show = (number) => {
    output.textContent = number === null ? 'not said' : String(number);
    output.classList.toggle('unknown', number === null);
    input.toggleAttribute('data-unsaid', number === null);
    input.style.setProperty('--part', `${(number ?? 0) * 10}%`);
    input.setAttribute('aria-valuetext', number === null ? 'not said' : String(number));
    const colour = heat ? heatOf(number ?? 0) : null;
    if (colour === null) delete input.dataset.heat;
    else input.dataset.heat = String(colour);
  };
  const take = () => {
    show(input.valueAsNumber);
    onset(input.valueAsNumber);
  };
  input.addEventListener('input', take);
  // A touch that leaves the number at 0 says 0.
  input.addEventListener('pointerup', () => value === null && take());
  input.addEventListener('keydown', (event) => event.key === 'Enter' && take());
  show(value);
  const field = h('.field', {}, h('label', { for: id }, capital(label)), output, input,
    ends && h('.ends.small.quiet', { 'aria-hidden': 'true' }, h('span', {}, ends[0]), h('span', {}, ends[1])));
  return {
    field,
    /** @param {number} number */
    set(number) {
      input.value = String(number);
      show(number);
    },
  };
}

/**
 * @param {string} title
 * @param {string} about
 * @param {boolean} on
 * @param {(on: boolean) => void} onset
 */
export function toggle(title, about, on, onset) {
  const id = `switch${names += 1}`;
  const input = /** @type {HTMLInputElement} */ (h('input.switch', {
    id, type: 'checkbox', role: 'switch', checked: on,
    onchange: () => onset(input.checked),
  }));
  return h('li', {}, h('label.grow', { for: id }, title, h('small', {}, about)), input);
}
