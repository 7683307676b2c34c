// SPDX-License-Identifier: Apache-2.0
// plans.mjs UNHUNCH CORE.wasm: the page's core plans what the command plans, for many people and
// requests, to the last field; and a session played in it records what the record may hold.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Core, PRESS, flatten } from '../../web/js/core.js';

const [program, wasm] = process.argv.slice(2);
const home = mkdtempSync(join(tmpdir(), 'unhunch-web-'));
const environment = { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, LC_ALL: 'C' };
const core = new Core((await WebAssembly.instantiate(readFileSync(wasm))).instance);

const run = (...args) => {
  try {
    return execFileSync(program, args, { env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    if (error.status === 1 && error.stdout) return error.stdout;
    throw error;
  }
};

const people = [
  [],
  ['stiff.neck=6', 'stiff.upper=4', 'experience=regular'],
  ['areas=shoulders,chest', 'equipment=chair,band,dumbbell', 'habit=weekly'],
  ['conditions=wrist-pain,hypermobility', 'cannot=kneel', 'setting=home'],
  ['conditions=osteoporosis-or-vertebral-fracture,falls-risk', 'stiff.lower=8', 'positions=sitting,standing'],
  ['cannot=floor,arms-overhead', 'dislikes=neck-roll', 'likes=chin-tuck,cat-cow', 'equipment='],
];
const requests = [{}, { minutes: 1 }, { minutes: 60, at: 'gym' }, { for: ['neck'], minutes: 10, at: 'home' },
  { kind: 'morning' }, { kind: 'bedtime', at: 'bed', minutes: 7 }, { at: 'car' }, { kind: 'full', at: 'gym', minutes: 25 },
  { for: ['lower', 'mid'], minutes: 15, with: ['mat', 'roller'] }, { minutes: 3, with: [] }];

const optionsOf = (request) => [
  ...(request.for ? ['--for', request.for.join(',')] : []),
  ...(request.minutes ? ['--minutes', String(request.minutes)] : []),
  ...(request.at ? ['--at', request.at] : []),
  ...(request.with ? ['--with', request.with.join(',') || 'none'] : []),
  ...(request.kind ? ['--kind', request.kind] : []),
];

// Every key that the command gives, the page gives too, and the same.
function same(theirs, ours, path = '') {
  if (theirs === null || typeof theirs !== 'object') {
    assert.deepEqual(ours, theirs, path);
    return;
  }
  if (Array.isArray(theirs)) assert.equal(ours.length, theirs.length, path);
  for (const key of Object.keys(theirs)) same(theirs[key], ours?.[key], `${path}/${key}`);
}

assert.equal(flatten({ a: [], b: { c: null, d: 'x\ny' }, e: ['f'] }), 'a.#=0\nb.d=x y\ne.#=1\ne.0=f\n');

let compared = 0;
let filled = 0;
for (const person of people) {
  rmSync(join(home, 'unhunch'), { recursive: true, force: true });
  if (person.length > 0) run('me', ...person);
  core.setProfile(JSON.parse(run('me', '--json')));
  core.setRecord([]);
  for (const request of requests) {
    const theirs = JSON.parse(run('plan', '--json', ...optionsOf(request)));
    const ours = core.plan(request, Date.now());
    same(theirs, ours, `${person.join(' ')} ${JSON.stringify(request)}`);
    compared += 1;
    filled += theirs.items.length > 0 ? 1 : 0;
  }
}
assert.ok(filled > compared / 2, 'most plans have moves');

// A session from begin to end: its events go into the record, and the record knows what was done.
core.setProfile({ stiff: { neck: 6 } });
core.setRecord([]);
const plan = core.plan({ minutes: 5, at: 'desk' }, Date.now());
core.begin(0);
const events = [];
let clock = 0;
for (; core.look().state !== 'done' && clock < 3600000; clock += 250)
  for (let cue = core.poll(clock); cue; cue = core.poll(clock))
    if (cue.kind === 'record') events.push(cue.record);
assert.deepEqual(events.map(({ kind }) => kind),
  ['session-start', ...plan.items.map(() => 'move-done'), 'session-end']);
assert.ok(Math.abs(clock / 1000 - plan.seconds) < 120, 'it takes the time that was planned');
core.press(clock, PRESS.answer, 3);
core.press(clock, PRESS.enter);
for (let cue = core.poll(clock); cue; cue = core.poll(clock)) if (cue.kind === 'record') events.push(cue.record);
assert.equal(events.at(-1).kind, 'check-in');
const now = Date.now();
const id = (i) => `01a14d2b-3c00-7104-8c1d-${String(i).padStart(12, '0')}`;
core.setRecord(events.map((event, i) => ({
  ...event, id: id(i), at_ms: now + i, utc_offset_min: 0, ...(i > 0 ? { session: id(0) } : {}),
})));
const look = core.record(now + 60000);
assert.equal(look.sessions, 1);
assert.equal(look.moves, plan.items.length);
assert.equal(look.left, 0);

// It hurts, with a red flag: the session is over, and there is no other.
core.setRecord([]);
core.plan({ minutes: 5, at: 'desk' }, now);
core.begin(0);
while (core.poll(10000));
core.press(10000, PRESS.hurt);
core.press(10000, PRESS.answer, 4);
const advice = core.look();
assert.equal(advice.outcome, 'flag');
assert.ok(advice.flags.length > 0);
core.addEvent({ id: id(900), at_ms: now, utc_offset_min: 0, kind: 'move-hurt', move: advice.hurt, item: 0, seconds: 5, felt: 'dizzy', after: 'unasked' });
assert.ok(core.plan({}, now + 1).stop);

// A figure for every move that has one, none of them empty, both sides alike in size.
for (const move of core.catalog.moves) {
  if (!move.figure) continue;
  assert.ok(core.readFigure(0, move.id) > 0, move.id);
  core.aimFigure(0, 320, 320);
  const length = core.drawFigure(0, core.figureAt(0, 1), 0, 0).floats.length;
  assert.ok(length > 5000 && length < 131072, `${move.id}: ${length} words`);
  const drawn = [...core.drawFigure(0, core.figureAt(0, 1), 0, 0).wholes].join();
  for (const variant of move.variants) {
    assert.ok(core.readFigure(0, move.id, { variant }) > 0, `${move.id} ${variant}`);
    core.aimFigure(0, 320, 320);
    assert.notEqual([...core.drawFigure(0, core.figureAt(0, 1), 0, 0).wholes].join(), drawn, `${move.id} ${variant}`);
  }
  core.readFigure(0, move.id);
  core.aimFigure(0, 320, 320);
  const list = core.drawFigure(0, core.figureAt(0, 0), 0, 0);
  assert.ok(list.floats.every((number, i) => !Number.isNaN(number) || list.colours[i] >>> 24 === 255), move.id);
}

rmSync(home, { recursive: true });
console.log(`${compared} plans the same, ${filled} of them with moves`);
