// SPDX-License-Identifier: Apache-2.0
// What the page's tests stand on: Chromium, servers of their own, pages whose clock is moved by
// hand, and waiting for what is to happen rather than for a while.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

export const CHROMIUM = {
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
    '--disable-background-networking', '--disable-component-update'],
};

/** How long anything may take on a machine that is busy with other things. */
const PATIENCE_MS = 60000;
/** The morning on which every test begins. */
const MORNING = new Date('2026-03-10T08:00:00');
// axe waits with timers, and those of the page stand still: it gets real ones.
const axe = `((setTimeout) => {${readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')}})(globalThis.realTimeout);`;

/** Waits until check() answers with something true, and returns that. */
export async function until(what, check) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await check();
    if (answer) return answer;
    if (Date.now() > end) assert.fail(`waited in vain: ${what}`);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}

/** A server over a home of its own; its port stays the same when it is started again. */
export class Server {
  #program;
  #options;
  #process = null;
  #home = mkdtempSync(join(tmpdir(), 'unhunch-page-'));
  url = '';
  /** What it said in the terminal. */
  said = '';

  constructor(program, options = []) {
    this.#program = program;
    this.#options = options;
  }

  async start() {
    const port = this.url === '' ? '0' : new URL(this.url).port;
    const environment = { ...process.env, HOME: this.#home, XDG_CONFIG_HOME: this.#home, XDG_DATA_HOME: this.#home, NO_COLOR: '1' };
    const server = spawn(this.#program, ['serve', '--port', port, ...this.#options], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
    this.#process = server;
    this.url = await new Promise((resolve, reject) => {
      this.said = '';
      server.stdout.on('data', (data) => {
        this.said += data;
        const found = /http:\/\/[a-z0-9.:[\]]+/.exec(this.said);
        if (found && (!this.#options.includes('--listen') || /code \S+\n/.test(this.said))) resolve(found[0]);
      });
      server.on('exit', (code) => reject(new Error(`no server (${code}): ${this.said}`)));
    });
    server.removeAllListeners('exit');
    return this;
  }

  /** Ends it; SIGKILL: without a chance to say goodbye. */
  async stop(signal = 'SIGTERM') {
    const server = this.#process;
    if (!server) return;
    this.#process = null;
    const gone = new Promise((resolve) => { server.on('exit', resolve); });
    server.kill(signal);
    await gone;
  }

  async ask(path, method = 'GET', body = undefined) {
    const headers = body ? { 'Content-Type': 'application/json' } : {};
    const answer = await fetch(`${this.url}/${path}`, { method, headers, body: body && JSON.stringify(body) });
    assert.ok(answer.ok, `${path}: ${answer.status}`);
    return answer.json();
  }

  async events() {
    return (await this.ask('api/events')).events;
  }

  /** Waits until an event of the record fits, and returns it. */
  event(what, fits) {
    return until(what, async () => (await this.events()).find(fits));
  }

  async clear() {
    await this.stop('SIGKILL');
    rmSync(this.#home, { recursive: true, force: true });
  }
}

/** Everything that one test opens; end() closes it again. */
export class Stage {
  #program;
  #browser;
  #servers = [];
  #contexts = [];
  /** What any page reported as an error. */
  faults = [];

  constructor(program, browser) {
    this.#program = program;
    this.#browser = browser;
  }

  async serve(...options) {
    const server = new Server(this.#program, options);
    this.#servers.push(server);
    return server.start();
  }

  /** A browser without a past: its context. */
  async browser(options = {}) {
    const context = await this.#browser.newContext({ viewport: { width: 360, height: 780 }, ...options });
    this.#contexts.push(context);
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript(() => { globalThis.realTimeout = setTimeout.bind(globalThis); });
    return context;
  }

  /** A page of that browser, loaded; time stands still in it but for Page.pass(). */
  async tab(context, server, path = '') {
    const page = await context.newPage();
    page.on('pageerror', (error) => this.faults.push(error.stack ?? error.message));
    page.on('console', (message) => {
      // That a server is away is no fault of the page.
      if (message.type() === 'error' && !/ERR_INTERNET|ERR_CONNECTION|Failed to (load|fetch)/.test(message.text()))
        this.faults.push(message.text());
    });
    await page.clock.install({ time: MORNING });
    await page.clock.pauseAt(MORNING.getTime() + 3600000);
    await page.goto(`${server.url}/${path}`);
    await heading(page).waitFor();
    return page;
  }

  /** A first visit. */
  async visit(server, options = {}, path = '') {
    return this.tab(await this.browser(options), server, path);
  }

  /** Pictures of what is open, for whoever looks into a failure. */
  async picture(folder, name) {
    mkdirSync(folder, { recursive: true });
    for (const [i, page] of this.#contexts.flatMap((context) => context.pages()).entries())
      await page.screenshot({ path: join(folder, `${name.replace(/\W+/g, '-')}-${i}.png`), timeout: 5000 }).catch(() => {});
  }

  async end() {
    for (const context of this.#contexts) await context.close();
    for (const server of this.#servers) await server.clear();
  }
}

export const heading = (page) => page.getByRole('heading', { level: 1 });

export const startButton = (page) => page.getByRole('button', { name: /^Start/ });

/** Lets time pass in a page; timers that fall due fire once, the next frame is drawn. */
export async function pass(page, ms) {
  await page.clock.fastForward(ms);
  await page.clock.runFor(40);
}

/** The session, from Start to its first second of work. */
export async function begin(page) {
  await startButton(page).click();
  await page.getByRole('timer').waitFor();
  await pass(page, 0);
}

/** Lets the session run to its end. */
export async function finish(page) {
  await until('the end of the session', async () => {
    if (await page.getByRole('heading', { name: 'Done.' }).count() > 0) return true;
    await pass(page, 5000);
    return false;
  });
}

/** Chooses a box or one of several as the keyboard does; what is drawn lies over the input itself. */
export async function choose(input) {
  await input.focus();
  await input.press('Space');
}

/** Ends the session that is on its way. */
export async function leave(page) {
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'End it' }).click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
}

/** Goes to a screen by its address. */
export async function go(page, path, name) {
  await page.evaluate((hash) => { location.hash = hash; }, `#/${path}`);
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** What moves comes to rest: transitions of the browser are no part of the page's clock. */
async function atRest(page) {
  await page.evaluate(() => Promise.allSettled(document.getAnimations()
    .filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity)
    .map((animation) => animation.finished)));
}

/** What axe finds on what is shown, as sentences; by all of its rules, or by those given. */
export async function axeOn(page, name, rules) {
  await atRest(page);
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(axe);
  const { violations } = await page.evaluate((runOnly) => globalThis.axe.run(document, {
    resultTypes: ['violations'],
    ...runOnly && { runOnly, rules: Object.fromEntries(runOnly.map((rule) => [rule, { enabled: true }])) },
  }), rules);
  return violations.map(({ id, nodes }) =>
    `${name}: ${id}: ${nodes.slice(0, 3).map((node) => `${node.html.slice(0, 200)} ${node.any[0]?.message ?? ''}`).join(' | ')}`);
}

/** What sticks out of the page or is cut off, as sentences; none is wanted. */
export async function misfits(page, name) {
  await atRest(page);
  const found = await page.evaluate(() => {
    const said = [];
    const wide = document.documentElement.scrollWidth - innerWidth;
    if (wide > 0) said.push(`${wide} px too wide`);
    for (const element of document.querySelectorAll('h1, h2, h3, p, button, a, label, li, td, th, span, output, legend')) {
      const box = element.getBoundingClientRect();
      if (box.width < 2 || box.height < 2 || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (element.closest('.unseen, .skip, [aria-hidden="true"]') || !element.textContent.trim()) continue;
      const words = element.textContent.trim().slice(0, 40);
      const scrolls = element.closest('[role="region"][tabindex]');
      if (!scrolls && (box.right > innerWidth + 1 || box.left < -1)) said.push(`"${words}" sticks out`);
      const { overflowX, overflowY } = getComputedStyle(element);
      if (overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1) said.push(`"${words}" is cut off at the side`);
      if (overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1) said.push(`"${words}" is cut off below`);
    }
    return said;
  });
  return found.map((text) => `${name}: ${text}`);
}

/** What a person has set for all pages, where Playwright knows no name for it: prefers-contrast. */
export async function prefer(page, features) {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setEmulatedMedia', { features: Object.entries(features).map(([name, value]) => ({ name, value })) });
}

/** @param {{args?: string[]}} more */
export async function launch({ args = [] } = {}) {
  return chromium.launch({ ...CHROMIUM, args: [...CHROMIUM.args, ...args] });
}
