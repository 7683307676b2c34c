// SPDX-License-Identifier: Apache-2.0
// A session in the page: from the first visit to its end, what hurts, and what rings, shakes and
// speaks on the way.
import assert from 'node:assert/strict';
import { axeOn, begin, choose, finish, go, heading, leave, pass, startButton, until } from '../stage.mjs';

// Notes down what the page asks of the device, in window.asked.
function watchDevice() {
  const asked = { said: [], shaken: 0, awake: 0, asleep: 0, keys: {} };
  Object.assign(globalThis, { asked });
  speechSynthesis.speak = ({ text }) => { asked.said.push(text); };
  Object.defineProperty(navigator, 'vibrate', { value: () => { asked.shaken += 1; return true; } });
  Object.defineProperty(navigator, 'wakeLock', {
    value: {
      request: async () => {
        asked.awake += 1;
        const lock = new EventTarget();
        return Object.assign(lock, { release: async () => { asked.asleep += 1; lock.dispatchEvent(new Event('release')); } });
      },
    },
  });
  Object.defineProperty(navigator, 'mediaSession', {
    value: { setActionHandler: (name, action) => { asked.keys[name] = action; } },
  });
}

// A device that can do none of it.
function poorDevice() {
  for (const name of ['AudioContext', 'speechSynthesis', 'SpeechSynthesisUtterance', 'MediaMetadata', 'BroadcastChannel'])
    delete globalThis[name];
  delete Document.prototype.startViewTransition;
  for (const name of ['wakeLock', 'mediaSession', 'vibrate', 'storage', 'locks', 'serviceWorker'])
    delete Navigator.prototype[name];
}

export default {
  async 'first visit to a finished session in two taps'(stage) {
    const server = await stage.serve();
    const page = await stage.visit(server);
    await startButton(page).click();
    await page.getByRole('timer').waitFor();
    await finish(page);
    await page.getByRole('slider').fill('3');
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    await server.event('the check-in', ({ kind }) => kind === 'check-in');
    const events = await server.events();
    assert.equal(events[0].kind, 'session-start');
    assert.equal(events.filter(({ kind }) => kind === 'move-done').length, events[0].items.length);
    assert.deepEqual(events.map(({ kind }) => kind).filter((kind) => kind !== 'move-done'), ['session-start', 'session-end', 'check-in']);
    assert.equal(events.at(-2).ending, 'finished');
    assert.deepEqual(Object.values(events.at(-1).stiffness), [3]);
    assert.ok(events.slice(1, -1).every(({ session }) => session === events[0].id), 'all belong to the session');
    await page.getByRole('link', { name: 'Progress', exact: true }).click();
    await page.getByText(`1 session, ${events[0].items.length} moves`).waitFor();
  },

  async 'what one does before: another place, more minutes, areas touched'(stage) {
    const server = await stage.serve();
    const page = await stage.visit(server);
    await choose(page.getByRole('checkbox', { name: 'Shoulders' }));
    await choose(page.getByRole('radio', { name: 'Home' }));
    await choose(page.getByRole('radio', { name: '10 min' }));
    await begin(page);
    const start = await server.event('the start', ({ kind }) => kind === 'session-start');
    assert.equal(start.minutes, 10);
    assert.equal(start.setting, 'home');
    const profile = await until('the profile', async () => {
      const said = await server.ask('api/profile');
      return said.setting === 'home' && said;
    });
    assert.equal(profile.stiff.neck, 5);
    assert.equal(profile.stiff.shoulders, 5);
  },

  async 'it hurts: stopped, asked, a gentler way, kept out until allowed'(stage) {
    const server = await stage.serve();
    const page = await stage.visit(server);
    await begin(page);
    await pass(page, 7000);
    const before = await page.getByRole('timer').textContent();
    await page.getByRole('button', { name: 'It hurts' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('heading', { name: /What is it like/ }).waitFor();
    await pass(page, 20000);
    assert.equal(await page.getByRole('timer').textContent(), before, 'the clock stands still');
    await dialog.getByRole('button', { name: /Sharp/ }).click();
    await dialog.getByRole('button', { name: /easing/ }).click();
    await dialog.getByRole('button', { name: /Do this instead|Go on/ }).click();
    await dialog.waitFor({ state: 'detached' });
    await leave(page);
    const hurt = await server.event('the move that hurt', ({ kind }) => kind === 'move-hurt');
    assert.equal(hurt.felt, 'sharp');
    await startButton(page).waitFor();
    assert.equal(await page.locator(`main a[href="#/moves/${hurt.move}"]`).count(), 0, 'it is out of the plan');
    await page.getByRole('link', { name: 'Me', exact: true }).click();
    await page.getByRole('button', { name: 'Allow again' }).click();
    await server.event('the move allowed', ({ kind, move }) => kind === 'allow' && move === hurt.move);
    await page.getByRole('button', { name: 'Allow again' }).waitFor({ state: 'detached' });
  },

  async 'a red flag in a session ends it, and stands until it is cleared'(stage) {
    const server = await stage.serve();
    const page = await stage.visit(server);
    await begin(page);
    await pass(page, 7000);
    await page.keyboard.press('h');
    await page.getByRole('dialog').getByRole('button', { name: /Dizzy/ }).click();
    await page.getByRole('heading', { name: 'Get medical help now.' }).waitFor();
    assert.ok(await page.getByRole('link', { name: /112/ }).isVisible());
    assert.deepEqual(await axeOn(page, 'red flag'), []);
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    await page.getByRole('heading', { name: 'Get medical help now.' }).waitFor();
    assert.equal(await startButton(page).count(), 0);
    await go(page, 'moves/cat-cow', 'Cat-cow');
    await page.getByRole('button', { name: 'Do it now' }).click();
    await page.getByText(/left out for you/).first().waitFor();
    await go(page, '', 'Get medical help now.');
    await page.getByRole('link', { name: 'Something has changed' }).click();
    await page.getByRole('heading', { name: 'How is it today?' }).waitFor();
    const raised = page.locator('[data-flag]:checked');
    assert.equal(await raised.count(), 2);
    while (await raised.count() > 0) await raised.first().uncheck();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await startButton(page).waitFor();
  },

  async 'a red flag said at check-in, before anything else'(stage) {
    const server = await stage.serve();
    const page = await stage.visit(server);
    await page.getByRole('link', { name: /Say so first/ }).click();
    await page.getByRole('heading', { name: 'How is it today?' }).waitFor();
    await page.getByRole('switch', { name: /tingling/i }).check();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('heading', { name: 'No stretching for now.' }).waitFor();
    assert.equal(await startButton(page).count(), 0);
    assert.deepEqual(await axeOn(page, 'stopped'), []);
    const said = await server.event('the check-in', ({ kind }) => kind === 'check-in');
    assert.equal(said.flags.length, 1);
    await page.reload();
    await page.getByRole('heading', { name: 'No stretching for now.' }).waitFor();
  },

  async 'by keyboard alone, from a cold visit to a finished session'(stage) {
    const server = await stage.serve();
    const page = await stage.visit(server);
    const reach = async (name) => {
      for (let i = 0; i < 80; i += 1) {
        await page.keyboard.press('Tab');
        const words = await page.evaluate(() => {
          const { activeElement } = document;
          return activeElement?.getAttribute('aria-label') ?? activeElement?.labels?.[0]?.textContent ?? activeElement?.textContent ?? '';
        });
        if (name.test(words)) return;
      }
      assert.fail(`not reached: ${name}`);
    };
    await reach(/^Start/);
    await page.keyboard.press('Enter');
    await page.getByRole('timer').waitFor();
    await pass(page, 7000);
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Go on' }).waitFor();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('img', { name: /^Move 2 of/ }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('img', { name: /^Move 1 of/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Go on' }).waitFor();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await finish(page);
    await reach(/How stiff/);
    await page.keyboard.press('ArrowRight');
    await reach(/^Keep it/);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    await reach(/^Progress/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Progress', exact: true }).waitFor();
    await server.event('the end', ({ ending }) => ending === 'finished');
  },

  async 'a session is taken up again after a reload'(stage) {
    const server = await stage.serve();
    const page = await stage.visit(server);
    await begin(page);
    await pass(page, 7000);
    await page.keyboard.press('ArrowRight');
    await page.getByRole('img', { name: /^Move 2 of/ }).waitFor();
    await server.event('the skip', ({ kind }) => kind === 'move-skipped');
    await page.reload();
    await page.getByRole('img', { name: /^Move 2 of/ }).waitFor();
    await finish(page);
    await page.getByRole('button', { name: 'Keep it' }).click();
    await server.event('the end', ({ ending }) => ending === 'finished');
    const events = await server.events();
    assert.equal(events.filter(({ kind }) => kind === 'session-start').length, 1);
    assert.ok(events.filter(({ kind }) => /^(move|session-end)/.test(kind)).every(({ session }) => session === events[0].id));
  },

  async 'one move alone, from its own page'(stage) {
    const server = await stage.serve();
    const page = await stage.visit(server, {}, '#/moves/chin-tuck');
    await page.getByRole('button', { name: 'Do it now' }).click();
    await page.getByRole('timer').waitFor();
    await finish(page);
    await page.getByRole('button', { name: 'Keep it' }).click();
    await server.event('the end', ({ ending }) => ending === 'finished');
    const [start, done] = await server.events();
    assert.deepEqual(start.items.map(({ move }) => move), ['chin-tuck']);
    assert.equal(done.kind, 'move-done');
  },

  async 'voice, vibration, screen and media keys'(stage) {
    const server = await stage.serve();
    const context = await stage.browser();
    await context.addInitScript(watchDevice);
    const page = await stage.tab(context, server);
    const asked = () => page.evaluate(() => ({ ...globalThis.asked, keys: Object.entries(globalThis.asked.keys).filter(([, action]) => action).map(([name]) => name).sort() }));
    const key = (name) => page.evaluate((action) => globalThis.asked.keys[action](), name);
    await begin(page);
    await pass(page, 20000);
    const early = await asked();
    assert.equal(early.awake, 1);
    assert.deepEqual(early.keys, ['nexttrack', 'pause', 'play', 'previoustrack']);
    assert.ok(early.said.length > 0 && early.shaken > 0, JSON.stringify(early));
    await key('pause');
    await page.getByRole('button', { name: 'Go on' }).waitFor();
    await key('play');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await key('nexttrack');
    await page.getByRole('img', { name: /^Move 2 of/ }).waitFor();
    await page.getByRole('button', { name: 'Sound and voice' }).click();
    const dialog = page.getByRole('dialog');
    for (const name of [/^Voice/, /^Vibrate/]) await dialog.getByRole('switch', { name }).uncheck();
    await dialog.getByRole('switch', { name: /^Flash/ }).check();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Go on' }).click();
    const then = await asked();
    await pass(page, 60000);
    const later = await asked();
    assert.equal(later.said.length, then.said.length, 'silent once it is switched off');
    assert.equal(later.shaken, then.shaken);
    await leave(page);
    await until('the screen let go', async () => (await asked()).asleep === 1);
    assert.deepEqual((await asked()).keys, []);
    await page.reload();
    await go(page, 'me', 'Me');
    assert.equal(await page.getByRole('switch', { name: /^Voice/ }).isChecked(), false, 'kept');
  },

  async 'a device without sound, voice, wake lock or media keys'(stage) {
    const server = await stage.serve();
    const context = await stage.browser();
    await context.addInitScript(poorDevice);
    const page = await stage.tab(context, server);
    await begin(page);
    await pass(page, 20000);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Go on' }).click();
    await finish(page);
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    await server.event('the end', ({ ending }) => ending === 'finished');
    for (const [path, name] of [['moves', 'Moves'], ['me', 'Me'], ['progress', 'Progress']]) await go(page, path, name);
    assert.ok(await heading(page).isVisible());
  },
};
