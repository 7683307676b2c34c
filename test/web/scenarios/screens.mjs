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
  await pass(page, 0);
  found.push(...await misfits(page, `${name}, 320`));
  for (const [width, height] of [[360, 780], [1280, 800]]) {
    await page.setViewportSize({ width, height });
    await letters(page, '200%');
    await pass(page, 0); // the page may learn of its new size a frame later
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

  // What test_drawing.c holds SVG files and Cairo to, as the page paints it.
  async 'figures: gradients are as in SVG files'(stage) {
    const server = await stage.serve();
    const page = await stage.visit(server);
    const [canvas, svg] = await page.evaluate(async () => {
      const { paint } = await import('/js/figure.js');
      const words = new Int32Array(200);
      const list = { wholes: words, floats: new Float32Array(words.buffer), colours: new Uint32Array(words.buffer) };
      let at = 0;
      const square = (fill, to, kind, place) => {
        list.colours[at] = fill;
        list.colours[at + 5] = to;
        words.set([-1, kind], at + 3);
        list.floats.set(place, at + 6);
        words[at + 12] = 13;
        [[0, 0, 0], [1, 100, 0], [1, 100, 80], [1, 0, 80]].forEach(([op, x, y], i) => {
          words[at + 13 + 3 * i] = op;
          list.floats.set([x, y], at + 14 + 3 * i);
        });
        words[at + 25] = 3;
        at += 26;
      };
      square(0xff0000c8, 0xffc80000, 1, [0, 0, 100, 0]);
      for (let i = 0; i < 3; i += 1) square(0xc83c1428, 0x003c1428, 2, [50, 40, 40, 10, 0, 20]);
      const part = (array) => array.subarray(0, at);
      const sheet = () => Object.assign(document.createElement('canvas'), { width: 100, height: 80 }).getContext('2d');
      const painted = sheet();
      paint(painted, { wholes: part(words), floats: part(list.floats), colours: part(list.colours) });
      const picture = new Image();
      picture.src = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 80" width="100" height="80" fill="none"><g transform="scale(.1)">'
        + '<linearGradient id="g0" x1="0" y1="0" x2="1000" y2="0" gradientUnits="userSpaceOnUse"><stop stop-color="#c80000"/><stop offset="1" stop-color="#0000c8"/></linearGradient>'
        + '<g fill="url(#g0)"><path id="p0" d="M0 0l1000 0 0 800-1000 0z"/></g>'
        + '<radialGradient id="g1" gradientTransform="matrix(400 100 0 200 500 400)" cx="0" cy="0" r="1" gradientUnits="userSpaceOnUse"><stop stop-color="#28143c" stop-opacity="0.78"/><stop offset="1" stop-color="#28143c" stop-opacity="0"/></radialGradient>'
        + '<use href="#p0" fill="url(#g1)"/><use href="#p0" fill="url(#g1)"/>'
        + '<radialGradient id="g2" gradientTransform="matrix(400 100 0 200 300 400)" href="#g1"/><use href="#p0" x="200" fill="url(#g2)"/></g></svg>')}`;
      await picture.decode();
      const shown = sheet();
      shown.drawImage(picture, 0, 0);
      return [painted, shown].map((pen) => [...pen.getImageData(0, 0, 100, 80).data]);
    });
    const pixel = (x, y) => canvas.slice(4 * (100 * y + x), 4 * (100 * y + x) + 3);
    const near = (a, b) => a.every((part, i) => Math.abs(part - b[i]) <= 3);
    assert.ok(near(pixel(25, 10), [149, 0, 51]) && near(pixel(70, 45), [44, 15, 77]), String([pixel(25, 10), pixel(70, 45)]));
    // The last square of the SVG is shifted, and leaves the first fifth bare.
    const far = canvas.filter((part, i) => i / 4 % 100 >= 21 && Math.abs(part - svg[i]) > 3).length;
    assert.equal(far, 0);
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
