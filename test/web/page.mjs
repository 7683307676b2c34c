// SPDX-License-Identifier: Apache-2.0
// page.mjs UNHUNCH: the page in Chromium, from a first visit to a finished session, with a clock
// that is moved by hand; what hurts, red flags, no network, the keyboard alone, and axe on every
// screen. Each test has a server and a browser profile of its own.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const program = process.argv[2];
const only = process.argv[3];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

const servers = new Set();

// A server over an empty home, on a port that was free.
async function serve() {
  const home = mkdtempSync(join(tmpdir(), 'unhunch-page-'));
  const environment = { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, NO_COLOR: '1' };
  const server = spawn(program, ['serve', '--port', '0'], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  servers.add(server);
  const url = await new Promise((resolve, reject) => {
    let said = '';
    server.stdout.on('data', (data) => {
      said += data;
      const found = /http:\/\/[a-z0-9.:[\]]+/.exec(said);
      if (found) resolve(found[0]);
    });
    server.on('exit', () => reject(new Error(`no server: ${said}`)));
  });
  return {
    url,
    events: async () => (await (await fetch(`${url}/api/events`)).json()).events,
    stop: async () => {
      server.removeAllListeners('exit');
      const gone = new Promise((resolve) => { server.on('exit', resolve); });
      server.kill('SIGTERM');
      await gone;
      servers.delete(server);
      rmSync(home, { recursive: true });
    },
  };
}

async function until(what, check) {
  for (let i = 0; i < 100; i += 1) {
    if (await check()) return;
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  assert.fail(`waited in vain: ${what}`);
}

async function open(server, options = {}) {
  const context = await browser.newContext({ viewport: { width: 360, height: 780 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && !/ERR_INTERNET|Failed to (load|fetch)/.test(message.text()) && faults.push(message.text()));
  await page.clock.install();
  await page.goto(server.url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return { context, page, faults };
}

const start = async (page) => {
  await page.getByRole('button', { name: /^Start/ }).click();
  await page.getByRole('timer').waitFor();
};
const title = (page) => page.getByRole('heading', { level: 1 });

async function axeOn(page, name) {
  await page.waitForTimeout(350);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  assert.deepEqual(violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' | ')}`), []);
}

const tests = {
  async 'first visit to a finished session'() {
    const server = await serve();
    const { context, page, faults } = await open(server);
    await start(page);
    await page.getByRole('timer').waitFor();
    for (let i = 0; i < 200 && !/^Done/.test(await title(page).textContent()); i += 1)
      await page.clock.fastForward(4000);
    await page.getByRole('heading', { name: 'Done.' }).waitFor();
    await page.getByRole('slider').fill('3');
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('heading', { name: /minutes for your neck/ }).waitFor();
    await until('the record on the server', async () => (await server.events()).at(-1)?.kind === 'check-in');
    const events = await server.events();
    assert.equal(events[0].kind, 'session-start');
    assert.equal(events.filter(({ kind }) => kind === 'move-done').length, events[0].items.length);
    assert.equal(events.at(-2).ending, 'finished');
    assert.deepEqual(Object.values(events.at(-1).stiffness), [3]);
    assert.deepEqual(faults, []);
    await context.close();
    await server.stop();
  },

  async 'it hurts: stopped, asked, a gentler way, kept out until allowed'() {
    const server = await serve();
    const { context, page, faults } = await open(server);
    await start(page);
    await page.clock.fastForward(7000);
    await page.getByRole('button', { name: 'It hurts' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('heading', { name: /What is it like/ }).waitFor();
    const before = await page.getByRole('timer').textContent();
    await page.clock.fastForward(20000);
    assert.equal(await page.getByRole('timer').textContent(), before, 'the clock stands still');
    await dialog.getByRole('button', { name: /Sharp/ }).click();
    await dialog.getByRole('button', { name: /easing/ }).click();
    await dialog.getByRole('button', { name: /Do this instead|Go on/ }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'End it' }).click();
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    await until('the move that hurt', async () => (await server.events()).some(({ kind }) => kind === 'move-hurt'));
    const hurt = (await server.events()).find(({ kind }) => kind === 'move-hurt');
    assert.equal(hurt.felt, 'sharp');
    assert.equal(await page.locator(`a[href="#/moves/${hurt.move}"]`).count(), 0, 'it is out of the plan');
    await page.getByRole('link', { name: 'Me', exact: true }).click();
    await page.getByRole('button', { name: 'Allow again' }).click();
    await until('the move allowed', async () => (await server.events()).some(({ kind }) => kind === 'allow'));
    assert.deepEqual(faults, []);
    await context.close();
    await server.stop();
  },

  async 'a red flag ends it, and stands until it is cleared'() {
    const server = await serve();
    const { context, page, faults } = await open(server);
    await start(page);
    await page.clock.fastForward(7000);
    await page.keyboard.press('h');
    await page.getByRole('dialog').getByRole('button', { name: /Dizzy/ }).click();
    await page.getByRole('heading', { name: 'Get medical help now.' }).waitFor();
    assert.ok(await page.getByRole('link', { name: /112/ }).isVisible());
    await axeOn(page, 'red flag');
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('heading', { name: 'Get medical help now.' }).waitFor();
    assert.equal(await page.getByRole('button', { name: /^Start/ }).count(), 0);
    await page.getByRole('link', { name: 'Something has changed' }).click();
    await page.getByRole('heading', { name: 'How is it today?' }).waitFor();
    const raised = page.locator('[data-flag]:checked');
    assert.equal(await raised.count(), 2);
    while (await raised.count() > 0) await raised.first().uncheck();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('button', { name: /^Start/ }).waitFor();
    assert.deepEqual(faults, []);
    await context.close();
    await server.stop();
  },

  async 'without a network it loads, plans and records; later it catches up'() {
    const server = await serve();
    const { context, page } = await open(server);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload();
    await until('the worker', () => page.evaluate(() => Boolean(navigator.serviceWorker.controller)));
    await context.setOffline(true);
    await page.reload();
    await start(page);
    await page.getByRole('timer').waitFor();
    await page.clock.fastForward(7000);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'End it' }).click();
    await page.getByRole('button', { name: /^Start/ }).waitFor();
    assert.equal((await server.events()).length, 0);
    await context.setOffline(false);
    await until('the record on the server', async () => (await server.events()).at(-1)?.ending === 'stopped');
    await page.reload();
    await page.getByRole('button', { name: /^Start/ }).waitFor();
    const ids = (await server.events()).map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    await context.close();
    await server.stop();
  },

  async 'by keyboard alone'() {
    const server = await serve();
    const { context, page, faults } = await open(server);
    const reach = async (name) => {
      for (let i = 0; i < 60; i += 1) {
        await page.keyboard.press('Tab');
        const words = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');
        if (name.test(words)) return;
      }
      assert.fail(`not reached: ${name}`);
    };
    await reach(/^Start/);
    await page.keyboard.press('Enter');
    await page.getByRole('timer').waitFor();
    await page.clock.fastForward(7000);
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Go on' }).waitFor();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('img', { name: /^Move 2 of/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal(await page.getByRole('button', { name: 'Go on' }).count(), 1, 'it is paused');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor();
    await reach(/^End it/);
    await page.keyboard.press('Enter');
    await reach(/^Progress/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Progress' }).waitFor();
    assert.deepEqual(faults, []);
    await context.close();
    await server.stop();
  },

  async 'a session is taken up again after a reload'() {
    const server = await serve();
    const { context, page } = await open(server);
    await start(page);
    await page.clock.fastForward(7000);
    await page.keyboard.press('ArrowRight');
    await page.getByRole('img', { name: /^Move 2 of/ }).waitFor();
    await until('the skip on disk', async () => (await server.events()).some(({ kind }) => kind === 'move-skipped'));
    await page.reload();
    await page.getByRole('img', { name: /^Move 2 of/ }).waitFor();
    assert.equal((await server.events()).filter(({ kind }) => kind === 'session-start').length, 1);
    await context.close();
    await server.stop();
  },

  async 'axe: nothing to say on any screen, light and dark, small and large'() {
    const server = await serve();
    for (const [width, height, colorScheme] of [[360, 780, 'light'], [1440, 900, 'dark'], [768, 1024, 'light']]) {
      const { context, page } = await open(server, { viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
      if (width === 360) await axeOn(page, 'first visit');
      await page.getByRole('button', { name: /^Start/ }).click();
      await page.getByRole('timer').waitFor();
      await axeOn(page, 'player');
      await page.keyboard.press('h');
      await page.getByRole('dialog').waitFor();
      await axeOn(page, 'it hurts');
      await page.getByRole('dialog').getByRole('button', { name: 'It was nothing' }).click();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'End it' }).click();
      await page.getByRole('navigation', { name: 'Main' }).waitFor();
      for (const path of ['', 'where', 'moves', 'moves/cat-cow', 'check-in', 'progress', 'me', 'about']) {
        await page.goto(`${server.url}/#/${path}`);
        await title(page).waitFor();
        await axeOn(page, `${path || 'today'} at ${width}, ${colorScheme}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${path} at ${width} is ${wide} px too wide`);
      }
      await context.close();
    }
    await server.stop();
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  if (only && !name.includes(only)) continue;
  const begun = Date.now();
  try {
    await test();
    console.log(`ok    ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL  ${name}\n${error.stack}`);
  }
}
await browser.close();
for (const server of servers) server.kill('SIGKILL');
process.exit(failed > 0 ? 1 : 0);
