// SPDX-License-Identifier: Apache-2.0
// The record: without a network, with a server that dies, in two tabs, taken along and erased.
// Nothing is lost and nothing is there twice.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { begin, choose, finish, go, leave, pass, startButton, until } from '../stage.mjs';

function once(events) {
  const ids = events.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length, 'no event is there twice');
}

// The page's own log, as it is on its disk.
const kept = (page) => page.evaluate(() => new Promise((resolve, reject) => {
  const open = indexedDB.open('unhunch');
  open.onerror = () => reject(open.error);
  open.onsuccess = () => {
    const all = open.result.transaction('events').objectStore('events').getAll();
    all.onsuccess = () => {
      open.result.close();
      resolve(all.result);
    };
  };
}));

async function worker(page) {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await until('the worker', () => page.evaluate(() => Boolean(navigator.serviceWorker.controller)));
}

export default {
  async 'without a network it loads, plans and records; later it catches up'(stage) {
    const server = await stage.serve();
    const page = await stage.visit(server);
    await worker(page);
    await page.context().setOffline(true);
    await page.reload();
    await begin(page);
    await finish(page);
    await page.getByRole('slider').fill('4');
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    await page.reload();
    await startButton(page).waitFor();
    await go(page, 'moves', 'Moves');
    const here = await until('all of it on disk', async () => {
      const events = await kept(page);
      return events.some(({ kind }) => kind === 'check-in') && events;
    });
    assert.equal((await server.events()).length, 0);
    await page.context().setOffline(false);
    await server.event('the check-in', ({ kind }) => kind === 'check-in');
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    const there = await server.events();
    once(there);
    assert.deepEqual(there.map(({ id }) => id).sort(), here.map(({ id }) => id).sort());
    assert.deepEqual(there.map(({ id }) => id), here.map(({ id }) => id), 'in the order they happened');
  },

  async 'the server is killed in a session and comes back'(stage) {
    const server = await stage.serve();
    const page = await stage.visit(server);
    await begin(page);
    await server.event('the start', ({ kind }) => kind === 'session-start');
    await server.stop('SIGKILL');
    await pass(page, 7000);
    await page.keyboard.press('ArrowRight');
    await page.getByRole('img', { name: /^Move 2 of/ }).waitFor();
    await finish(page);
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    await server.start();
    await until('the rest of the session', async () => {
      await pass(page, 30000);
      return (await server.events()).some(({ ending }) => ending === 'finished');
    });
    const events = await server.events();
    once(events);
    assert.equal(events.filter(({ kind }) => kind === 'session-start').length, 1);
    assert.equal(events.filter(({ kind }) => kind === 'move-skipped').length, 1);
    assert.deepEqual(events.map(({ id }) => id), (await kept(page)).map(({ id }) => id));
  },

  async 'two tabs: a session in one is seen in the other'(stage) {
    const server = await stage.serve();
    const context = await stage.browser();
    const one = await stage.tab(context, server);
    const other = await stage.tab(context, server);
    await begin(one);
    await other.getByRole('button', { name: /^Go on, \d+ left/ }).waitFor();
    await finish(one);
    await one.getByRole('button', { name: 'Keep it' }).click();
    await other.getByRole('button', { name: /^Go on/ }).waitFor({ state: 'detached' });
    await go(other, 'progress', 'Progress');
    await other.getByText(/^1 session, /).waitFor();
    await server.event('the end', ({ ending }) => ending === 'finished');
    once(await server.events());
    assert.deepEqual(await kept(one), await kept(other));
  },

  async 'two tabs: what goes on in the other stops in the first'(stage) {
    const server = await stage.serve();
    const context = await stage.browser();
    const one = await stage.tab(context, server);
    const other = await stage.tab(context, server);
    await begin(one);
    const all = Number(/\d+/.exec(await other.getByRole('button', { name: /^Go on, \d+ left/ }).textContent()));
    await pass(one, 7000);
    await one.keyboard.press('ArrowRight');
    await one.getByRole('img', { name: /^Move 2 of/ }).waitFor();
    await other.getByRole('button', { name: `Go on, ${all - 1} left` }).click();
    await other.getByRole('img', { name: /^Move 2 of/ }).waitFor();
    await one.getByRole('navigation', { name: 'Main' }).waitFor();
    await finish(other);
    await other.getByRole('button', { name: 'Keep it' }).click();
    await server.event('the end', ({ ending }) => ending === 'finished');
    const events = await server.events();
    once(events);
    assert.equal(events.filter(({ kind }) => kind === 'session-start').length, 1);
    const moves = events.filter(({ kind }) => kind.startsWith('move-')).map(({ item }) => item);
    assert.equal(new Set(moves).size, moves.length, 'no move is there twice');
    assert.equal(moves.length, events[0].items.length);
  },

  async 'two tabs: what one says of oneself, the other knows'(stage) {
    const server = await stage.serve();
    const context = await stage.browser();
    const one = await stage.tab(context, server);
    await begin(one);
    await leave(one);
    const other = await stage.tab(context, server);
    await go(one, 'me', 'Me');
    await choose(one.getByRole('radio', { name: 'Dark' }));
    await until('the dark', () => other.evaluate(() => document.documentElement.dataset.theme === 'dark'));
    await one.getByRole('button', { name: /Conditions/ }).click();
    await one.getByRole('dialog').getByRole('switch', { name: /kneel/i }).check();
    await one.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click();
    await go(other, 'me', 'Me');
    await other.getByRole('button', { name: /Conditions.*kneel/i }).waitFor();
  },

  async 'conditions take moves out and change moves'(stage) {
    const server = await stage.serve();
    const page = await stage.visit(server);
    await choose(page.getByRole('radio', { name: 'Home' }));
    await choose(page.getByRole('radio', { name: '10 min' }));
    await begin(page);
    await leave(page);
    const planned = () => page.getByRole('list', { name: 'The session' }).getByRole('link')
      .evaluateAll((links) => links.map(({ hash }) => hash.split('/').at(-1)));
    const before = await planned();
    await go(page, 'me', 'Me');
    await page.getByRole('button', { name: /Conditions/ }).click();
    await page.getByRole('dialog').getByRole('switch', { name: /vertebral fracture/ }).check();
    await page.getByRole('dialog').getByRole('switch', { name: /hypermobil/i }).check();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('button', { name: /Conditions.*vertebral/ }).waitFor();
    await go(page, '');
    await startButton(page).waitFor();
    const after = await planned();
    assert.notDeepEqual(after, before);
    for (const id of ['childs-pose', 'seated-forward-bend', 'foam-roller-thoracic-extension'])
      assert.ok(!after.includes(id), `${id} is left out`);
    const about = page.getByRole('region', { name: 'About this session' });
    assert.match(await about.textContent(), /Child.s pose: .*(fracture|osteoporosis)/i, 'and it says why');
    await begin(page);
    const start = await server.event('the second session', ({ kind, items }) => kind === 'session-start' && items[0] && items.some(({ move }) => !before.includes(move)));
    assert.ok(start.items.every(({ move }) => after.includes(move)));
    await leave(page);
    await go(page, 'moves/childs-pose', /Child/);
    await page.getByRole('button', { name: 'Do it now' }).click();
    await page.getByText(/left out for you/).first().waitFor();
    await until('the conditions on the server', async () => (await server.ask('api/profile')).conditions.length === 2);
  },

  async 'taken along to another device, and erased'(stage) {
    const [server, elsewhere] = [await stage.serve(), await stage.serve()];
    const page = await stage.visit(server);
    await begin(page);
    await finish(page);
    await page.getByRole('slider').fill('2');
    await page.getByRole('button', { name: 'Keep it' }).click();
    await server.event('the check-in', ({ kind }) => kind === 'check-in');
    await go(page, 'me', 'Me');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /Take it with me/ }).click()]);
    assert.match(download.suggestedFilename(), /^unhunch-2026-03-10\.json$/);
    const file = await download.path();
    const taken = JSON.parse(readFileSync(file, 'utf8'));
    assert.deepEqual(taken.events, await kept(page));

    const fresh = await stage.visit(elsewhere, {}, '#/me');
    const bring = async (path) => {
      const [chooser] = await Promise.all([fresh.waitForEvent('filechooser'), fresh.getByRole('button', { name: /Bring in a file/ }).click()]);
      await chooser.setFiles(path);
    };
    await bring(file);
    await fresh.getByText(`${taken.events.length} events added`).first().waitFor();
    await elsewhere.event('the check-in', ({ kind }) => kind === 'check-in');
    await bring(file);
    await fresh.getByText(/^0 events added/).first().waitFor();
    assert.deepEqual((await elsewhere.events()).map(({ id }) => id), taken.events.map(({ id }) => id));
    await bring({ name: 'broken.json', mimeType: 'application/json', buffer: Buffer.from('{"format":"other"}') });
    await fresh.getByText('This is no export of unhunch.').first().waitFor();

    await page.getByRole('button', { name: /Erase everything/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep it all' }).click();
    assert.ok((await kept(page)).length > 0);
    await page.getByRole('button', { name: /Erase everything/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Erase it' }).click();
    await page.getByRole('heading', { name: 'Where do you feel it?' }).waitFor();
    assert.deepEqual(await kept(page), []);
    assert.deepEqual(await server.events(), []);
    await page.reload();
    await page.getByRole('heading', { name: 'Where do you feel it?' }).waitFor();
    assert.deepEqual(await server.events(), [], 'and it stays so');
    assert.deepEqual((await server.ask('api/profile')).stiff, {});
  },

  async 'another device pairs by the picture in the terminal'(stage) {
    const outside = Object.values(networkInterfaces()).flat().find((one) => one.family === 'IPv4' && !one.internal)?.address;
    assert.ok(outside, 'this needs an address besides the loopback');
    const server = await stage.serve('--listen', outside);
    const there = { url: server.url.replace('localhost', outside) };
    const code = /code (\S+)/.exec(server.said)[1];
    const page = await stage.tab(await stage.browser(), there, `#pair=${code}`);
    await page.getByText('This device is paired.').first().waitFor();
    assert.equal(new URL(page.url()).hash, '#/', 'the code does not stay in the address');
    await begin(page);
    await server.event('the session', ({ kind }) => kind === 'session-start');
    const late = await stage.tab(await stage.browser(), there, `#pair=${code}`);
    await late.getByText(/that is not the code/).first().waitFor();
  },
};
