// SPDX-License-Identifier: Apache-2.0
// Every screen in every state, in every way of seeing it: axe has nothing to say, nothing sticks out
// or is cut off.
import assert from 'node:assert/strict';
import { journeys } from '../journeys.mjs';
import { axeOn, go, misfits, pass, prefer, startButton } from '../stage.mjs';

const SIZES = [[360, 780], [768, 1024], [1440, 900]];

// Letters twice as large, as the browser's settings make them.
const letters = (page, size) => page.evaluate((value) => { document.documentElement.style.fontSize = value; }, size);

async function lookAt({ name, page }) {
  const found = [];
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: 'light' });
    await pass(page, 0);
    found.push(...await axeOn(page, `${name}, ${width}`), ...await misfits(page, `${name}, ${width}`));
    await page.emulateMedia({ colorScheme: 'dark' });
    found.push(...await axeOn(page, `${name}, ${width}, dark`, ['color-contrast']));
  }
  for (const scheme of ['light', 'dark']) {
    await prefer(page, { 'prefers-contrast': 'more', 'prefers-color-scheme': scheme, 'prefers-reduced-motion': 'reduce' });
    found.push(...await axeOn(page, `${name}, more contrast, ${scheme}`, ['color-contrast', 'color-contrast-enhanced']));
  }
  await prefer(page, { 'prefers-color-scheme': 'light', 'prefers-reduced-motion': 'reduce' });
  await page.setViewportSize({ width: 320, height: 640 });
  found.push(...await misfits(page, `${name}, 320`));
  for (const [width, height] of [[360, 780], [1280, 800]]) {
    await page.setViewportSize({ width, height });
    await letters(page, '200%');
    found.push(...await misfits(page, `${name}, ${width}, text of 200 %`));
    await letters(page, '');
  }
  await page.setViewportSize({ width: 360, height: 780 });
  return found;
}

const looked = Object.entries(journeys).map(([title, journey]) => [`every state seen by axe, small and large, light and dark: ${title}`,
  async (stage) => {
    const found = [];
    for await (const state of journey(stage)) found.push(...await lookAt(state));
    assert.deepEqual(found, []);
  }]);

export default {
  ...Object.fromEntries(looked),

  async 'forced colours: what can be pressed has an edge, what is chosen shows'(stage) {
    const server = await stage.serve();
    const page = await stage.visit(server, { forcedColors: 'active' });
    const bare = () => page.evaluate(() => [...document.querySelectorAll('button, .chip, .segments, input[type="range"], input.switch')]
      .filter((element) => element.checkVisibility() && element.getBoundingClientRect().width > 1)
      .filter((element) => !element.closest('.rows li > .grow'))
      .filter((element) => {
        const { borderTopWidth, borderTopStyle, appearance } = getComputedStyle(element);
        return appearance === 'none' && (borderTopStyle === 'none' || borderTopWidth === '0px');
      }).map((element) => element.outerHTML.slice(0, 100)));
    const differ = () => page.evaluate(() => [...document.querySelectorAll('fieldset')].filter((set) => set.checkVisibility() && !set.closest('.unseen')).map((set) => {
      const look = (input) => ['backgroundColor', 'borderTopColor', 'borderTopWidth', 'outlineStyle'].map((key) => getComputedStyle(input.closest('label'))[key]).join();
      const [on, off] = [set.querySelector('input:checked'), set.querySelector('input:not(:checked)')];
      return on && off && look(on) === look(off) ? set.textContent : null;
    }).filter(Boolean));
    assert.deepEqual(await bare(), []);
    assert.deepEqual(await differ(), []);
    await startButton(page).click();
    await page.getByRole('timer').waitFor();
    assert.deepEqual(await bare(), []);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor();
    assert.deepEqual(await bare(), []);
    await page.getByRole('button', { name: 'End it' }).click();
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    assert.deepEqual(await bare(), []);
    await go(page, 'me', 'Me');
    assert.deepEqual(await bare(), []);
    assert.deepEqual(await differ(), []);
  },

  async 'reduced motion: nothing moves but the clock'(stage) {
    const server = await stage.serve();
    const page = await stage.visit(server, { reducedMotion: 'reduce' });
    const picture = () => page.locator('main canvas').first().evaluate((canvas) => canvas.toDataURL());
    const moving = () => page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length);
    await startButton(page).click();
    await page.getByRole('timer').waitFor();
    for (let i = 0; i < 60 && await page.locator('[data-state="work"]').count() === 0; i += 1) await pass(page, 1000);
    await pass(page, 2000);
    const before = [await picture(), await page.getByRole('timer').textContent()];
    for (let i = 0; i < 10 && await page.getByRole('timer').textContent() === before[1]; i += 1) await pass(page, 1000);
    assert.notEqual(await page.getByRole('timer').textContent(), before[1]);
    assert.equal(await picture(), before[0]);
    assert.equal(await moving(), 0);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await pass(page, 2000);
    assert.notEqual(await picture(), before[0], 'and it does move for others');
  },
};
