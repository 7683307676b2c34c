// SPDX-License-Identifier: Apache-2.0
// Ways through the page that between them stop at every screen in every state. Each is a generator
// of { name, page }; whoever follows it looks at the page and lets it go on.
import assert from 'node:assert/strict';
import { begin, finish, go, heading, pass, startButton } from './stage.mjs';

const DAY_MS = 86400000;
const id = (number) => `019cd000-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** Three weeks of sessions and check-ins, as a server has them. */
export async function seed(server) {
  const [from, moves] = [new Date('2026-02-17T07:30:00Z').getTime(), ['chin-tuck', 'shoulder-roll', 'cat-cow', 'wall-angel']];
  const events = [];
  const add = (at, event) => events.push({ id: id(events.length), at_ms: at, utc_offset_min: 60, ...event });
  for (let day = 0; day < 21; day += 1) {
    if (day % 4 === 2 || (day > 9 && day < 13)) continue;
    const at = from + day * DAY_MS;
    const start = events.length;
    const items = moves.map((move) => ({ move, phase: 'mobility', position: 'sitting', equipment: [], reps: 8, hold_s: 0, sets: 1, rest_s: 0 }));
    add(at, { kind: 'session-start', minutes: 5, areas: ['neck'], items });
    moves.forEach((move, item) => add(at + item * 60000 + 60000, { kind: 'move-done', session: id(start), move, item, seconds: 40 + day % 3 * 15 }));
    add(at + 300000, { kind: 'session-end', session: id(start), ending: 'finished' });
    add(at + 301000, { kind: 'check-in', session: id(start), stiffness: { neck: Math.max(1, 7 - Math.floor(day / 4)), shoulders: 4 + day % 3 } });
  }
  await server.ask('api/events', 'POST', { events });
}

// Lets time pass until the player is in a state.
async function reach(page, ...states) {
  for (let i = 0; i < 600; i += 1) {
    const state = await page.evaluate(() => document.querySelector('[data-state]')?.dataset.state);
    if (states.includes(state)) return;
    await pass(page, 1000);
  }
  assert.fail(`the player was never ${states.join(' or ')}`);
}

const answer = (page, name) => page.getByRole('dialog').getByRole('button', { name }).click();
const asked = (page, name) => page.getByRole('dialog').getByRole('heading', { name }).waitFor();
const closed = (page) => page.getByRole('dialog').waitFor({ state: 'detached' });

// A sheet that a button opens; closed again afterwards.
async function* sheet(page, button, name) {
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('dialog').waitFor();
  yield { name, page };
  await page.keyboard.press('Escape');
  await closed(page);
}

async function* strangers(stage) {
  const server = await stage.serve();
  const page = await stage.visit(server, { reducedMotion: 'reduce' });
  yield { name: 'first visit', page };
  await page.getByRole('link', { name: /Say so first/ }).click();
  await heading(page).filter({ hasText: 'How is it today?' }).waitFor();
  yield { name: 'check-in before anything', page };
  await go(page, 'progress', 'Progress');
  yield { name: 'progress, nothing yet', page };
  const broken = await stage.browser({ reducedMotion: 'reduce' });
  await broken.route('**/core.wasm', (route) => route.fulfill({ status: 404, body: '' }));
  yield { name: 'could not start', page: await stage.tab(broken, server) };
}

async function* screens(stage) {
  const server = await stage.serve();
  await seed(server);
  await server.ask('api/profile', 'PATCH', { setting: 'home', stiff: { neck: 6, shoulders: 4 }, conditions: ['knee-pain-kneeling', 'wrist-pain'] });
  const page = await stage.visit(server, { reducedMotion: 'reduce' });
  await startButton(page).waitFor();
  await page.getByRole('list', { name: 'The session' }).waitFor();
  yield { name: 'today', page };
  yield* sheet(page, /^\d+ min$/, 'how long');
  yield* sheet(page, /thing/, 'place and things');
  await go(page, 'where', 'Where is it stiff?');
  yield { name: 'where', page };
  await go(page, 'moves', 'Moves');
  yield { name: 'moves', page };
  await page.getByRole('searchbox').fill('qqq');
  await page.getByText('No move fits.').waitFor();
  yield { name: 'moves, none fits', page };
  await page.getByRole('searchbox').fill('');
  await go(page, 'moves/cat-cow', 'Cat-cow');
  yield { name: 'a move', page };
  await page.getByRole('radio', { name: 'Muscles' }).focus();
  await page.keyboard.press('Space');
  await pass(page, 100);
  yield { name: 'a move, its muscles', page };
  await go(page, 'moves/childs-pose', /Child/);
  await page.getByRole('button', { name: 'Do it now' }).click();
  await page.getByText(/left out for you/).first().waitFor();
  yield { name: 'a move that is left out, a passing word', page };
  await pass(page, 5000);
  await go(page, 'moves/walking', /Walking/);
  yield { name: 'an activity', page };
  await go(page, 'check-in', 'How is it today?');
  await page.getByRole('slider', { name: /^Pain/ }).fill('4');
  yield { name: 'check-in', page };
  await go(page, 'progress', 'Progress');
  yield { name: 'progress', page };
  await go(page, 'me', 'Me');
  yield { name: 'me', page };
  yield* sheet(page, /^Conditions/, 'conditions');
  yield* sheet(page, /leave out/, 'what is left out');
  yield* sheet(page, /^Erase everything/, 'erase');
  await go(page, 'about', 'About');
  yield { name: 'about', page };
  await go(page, 'check-in', 'How is it today?');
  await page.getByRole('switch', { name: /tingling/i }).check();
  await page.getByRole('button', { name: 'Keep it' }).click();
  await heading(page).filter({ hasText: 'No stretching for now.' }).waitFor();
  yield { name: 'stopped', page };
}

async function* sides(stage) {
  const page = await stage.visit(await stage.serve(), { reducedMotion: 'reduce' }, '#/moves/upper-trapezius-stretch');
  await page.getByRole('button', { name: 'Do it now' }).click();
  await page.getByRole('timer').waitFor();
  await reach(page, 'work');
  yield { name: 'player, the first side', page };
  await reach(page, 'change');
  yield { name: 'player, between the sides', page };
  await reach(page, 'work');
  yield { name: 'player, the second side', page };
}

async function* playing(stage) {
  const server = await stage.serve();
  await seed(server);
  await server.ask('api/profile', 'PATCH', { setting: 'home', stiff: { neck: 6, shoulders: 4 } });
  const page = await stage.visit(server, { reducedMotion: 'reduce' });
  await page.getByRole('list', { name: 'The session' }).waitFor();
  await begin(page);
  yield { name: 'player, getting in place', page };
  await reach(page, 'work');
  yield { name: 'player, at work', page };
  await page.getByRole('button', { name: 'Pause' }).click();
  await reach(page, 'paused');
  yield { name: 'player, paused', page };
  yield* sheet(page, 'End the session', 'end the session?');
  yield* sheet(page, 'Sound and voice', 'sound and voice');
  await page.getByRole('button', { name: 'Go on' }).click();
  await reach(page, 'work');
  await page.keyboard.press('h');
  await asked(page, /What is it like/);
  yield { name: 'it hurts: what is it like', page };
  await answer(page, /Sharp/);
  await asked(page, /now that you have stopped/);
  yield { name: 'it hurts: and now', page };
  await answer(page, /easing/);
  await asked(page, /Come back to the middle/);
  yield { name: 'it hurts: what then', page };
  await answer(page, /Do this instead|Go on/);
  await closed(page);
  await reach(page, 'work');
  await page.keyboard.press('h');
  await asked(page, /What is it like/);
  await answer(page, /Too strong/);
  await page.getByRole('dialog').getByRole('heading', { name: /Come back|now that you have stopped|enough/ }).waitFor();
  yield { name: 'it hurts a second time', page };
  await answer(page, /End the session|Close/);
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
  yield { name: 'today, with a session left', page };
  await page.getByRole('button', { name: /^Go on|^Start/ }).first().click();
  await page.getByRole('timer').waitFor();
  await finish(page);
  yield { name: 'done', page };
  await page.getByRole('button', { name: 'Keep it' }).click();
  await startButton(page).click();
  await page.getByRole('timer').waitFor();
  await reach(page, 'work');
  await page.keyboard.press('h');
  await asked(page, /What is it like/);
  await answer(page, /Dizzy/);
  await heading(page).filter({ hasText: 'Get medical help now.' }).waitFor();
  yield { name: 'red flag', page };
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
  yield { name: 'stopped, an emergency', page };
}

export const journeys = { screens, playing, strangers, sides };
