// SPDX-License-Identifier: Apache-2.0
// bench.mjs UNHUNCH [VISITS]: what a first visit sends and how long until Start can be pressed, what
// a plan and a frame of a figure cost in the page, and how many frames a second the player shows;
// as the machine is, and slowed down four times. For bench/page.
import { Stage, launch } from './stage.mjs';

const [program, visits = '5'] = process.argv.slice(2);
const browser = await launch();
const middle = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

// Notes when Start is there and has been painted; a real press on it must begin a session.
function watchStart() {
  globalThis.found = null;
  const watch = new MutationObserver(() => {
    if (globalThis.found || ![...document.querySelectorAll('button')].some(({ textContent }) => /^Start/.test(textContent))) return;
    globalThis.found = 'soon';
    requestAnimationFrame(() => setTimeout(() => { globalThis.found = performance.now(); }));
  });
  watch.observe(document, { childList: true, subtree: true });
}

async function open(server, rate) {
  const context = await browser.newContext({ viewport: { width: 360, height: 780 }, deviceScaleFactor: 2 });
  await context.addInitScript(watchStart);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  let [bytes, requests] = [0, 0];
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    requests += 1;
  });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate });
  await page.goto(server.url);
  for (let ms = null; typeof ms !== 'number';) ms = await page.evaluate(() => globalThis.found);
  return { context, page, sent: () => ({ bytes, requests }) };
}

async function visit(server, rate) {
  const { context, page, sent } = await open(server, rate);
  const usable = await page.evaluate(() => globalThis.found);
  await page.getByRole('button', { name: /^Start/ }).click();
  await page.getByRole('timer').waitFor();
  const { bytes, requests } = sent();
  await context.close();
  return { usable, bytes, requests };
}

// In the page: the core alone, with the modules that are loaded anyway.
async function costs() {
  const { loadCore, STYLE } = await import('/js/core.js');
  const { paint } = await import('/js/figure.js');
  const core = await loadCore('/core.wasm');
  const canvas = new OffscreenCanvas(720, 800);
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  const mean = (count, work) => {
    const begun = performance.now();
    for (let i = 0; i < count; i += 1) work(i);
    return (performance.now() - begun) / count;
  };
  core.setProfile({ areas: [], stiff: { neck: 5, upper: 5 }, cannot: [], conditions: [], experience: 'beginner', habit: 'weekly' });
  core.setRecord([]);
  const plan = () => core.plan({ at: 'desk', minutes: 10 }, Date.now());
  mean(5, plan);
  const result = { plan: mean(40, plan), list: 0, paint: 0, look: 0 };
  const moves = core.catalog.moves.filter(({ figure }) => figure);
  for (const { id } of moves) {
    core.readFigure(0, id, { whole: true });
    core.aimFigure(0, 360, 400);
    const list = (i) => core.drawFigure(0, core.figureAt(0, i / 20, true), 0, STYLE.glow);
    list(0);
    const [alone, painted] = [mean(20, list), mean(20, (i) => {
      pen.clearRect(0, 0, 720, 800);
      paint(pen, list(i));
    })];
    result.list += alone / moves.length;
    result.paint += (painted - alone) / moves.length;
  }
  core.begin(performance.now());
  result.look = mean(1000, () => core.look());
  return result;
}

// Frames that the player shows in five seconds of work.
async function frames(server, rate) {
  const { context, page } = await open(server, rate);
  await page.getByRole('button', { name: /^Start/ }).click();
  await page.locator('[data-state="work"]').waitFor({ timeout: 60000 });
  const shown = await page.evaluate(() => new Promise((resolve) => {
    const at = [];
    const turn = (now) => {
      at.push(now);
      if (now - at[0] < 5000) requestAnimationFrame(turn);
      else resolve(at);
    };
    requestAnimationFrame(turn);
  }));
  await context.close();
  return (shown.length - 1) / ((shown.at(-1) - shown[0]) / 1000);
}

const stage = new Stage(program, browser);
const server = await stage.serve();
for (const rate of [1, 4]) {
  const seen = [];
  for (let i = 0; i < Number(visits); i += 1) seen.push(await visit(server, rate));
  const { context, page } = await open(server, rate);
  const { plan, list, paint, look } = await page.evaluate(costs);
  await context.close();
  const fps = await frames(server, rate);
  if (rate === 1) console.log(`first visit: ${(middle(seen.map(({ bytes }) => bytes)) / 1000).toFixed(1)} kB in ${seen[0].requests} requests`);
  console.log(`${rate} x slower: usable after ${middle(seen.map(({ usable }) => usable)).toFixed(0)} ms (of ${visits} visits, the middle one); `
    + `plan ${plan.toFixed(2)} ms; a frame: solved and listed ${list.toFixed(2)} ms, painted ${paint.toFixed(2)} ms, session looked at ${look.toFixed(3)} ms; `
    + `player ${fps.toFixed(0)} frames a second`);
}
await browser.close();
await stage.end();
