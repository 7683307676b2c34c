// SPDX-License-Identifier: Apache-2.0
// The real server, as browsers, scripts and enemies meet it: every endpoint, what is refused, slow
// and broken senders, streams, devices that pair, and a process that is killed under load.
//   server.mjs UNHUNCH     KILLS=200 for the long way
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';

const [unhunch] = process.argv.slice(2);
const kills = Number(process.env.KILLS ?? 30);
const home = mkdtempSync(join(tmpdir(), 'unhunch-server-'));
const environment = { PATH: process.env.PATH, HOME: home, LANG: 'C.UTF-8' };
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
let passed = 0;
let failed = 0;

function check(right, what, more = '') {
  if (right) passed++;
  else {
    failed++;
    console.log(`FAILED: ${what} ${more}`);
  }
}

// ---- the server

let server;
let complaints = '';

function start(...options) {
  const child = spawn(unhunch, ['serve', '--port', '0', ...options], { env: environment });
  let said = '';
  child.stderr.on('data', (text) => { complaints += text; });
  return new Promise((resolve, reject) => {
    child.on('exit', () => reject(new Error(`the server ended: ${said} ${complaints}`)));
    child.stdout.on('data', (text) => {
      said += text;
      const found = /http:\/\/localhost:(\d+)/.exec(said);
      if (!found || (options.includes('--listen') && !said.includes('code '))) return;
      resolve({ child, port: Number(found[1]), said: () => said });
    });
  });
}

function stop(signal = 'SIGTERM') {
  return new Promise((resolve) => {
    server.child.removeAllListeners('exit');
    server.child.on('exit', (code) => resolve(code));
    server.child.kill(signal);
  });
}

// ---- asking

function ask(method, path, { body, headers = {}, host = '127.0.0.1', timeout = 20000 } = {}) {
  const bytes = body === undefined ? undefined
    : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const request = http.request({
      host, port: server.port, method, path, agent, timeout,
      headers: {
        Host: `${host === '127.0.0.1' ? 'localhost' : host}:${server.port}`,
        ...(bytes ? { 'Content-Type': 'application/json', 'Content-Length': bytes.length } : {}),
        ...headers,
      },
    }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(parts).toString();
        let json = null;
        try { json = JSON.parse(text); } catch { /* no JSON */ }
        resolve({ status: response.statusCode, headers: response.headers, text, json });
      });
    });
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', reject);
    request.end(bytes);
  });
}

// Sends bytes as they are, from `after` on one at a time; gives back all that comes until the end, and
// how long it took.
function raw(bytes, { drip, after = 0, wait = 30000 } = {}) {
  return new Promise((resolve) => {
    const began = Date.now();
    const socket = net.connect(server.port, '127.0.0.1');
    let said = '';
    let at = after;
    let gaveUp = false;
    const timer = setTimeout(() => { gaveUp = true; socket.destroy(); }, wait);
    const dripping = drip && setInterval(() => { if (socket.writable) socket.write(bytes[at++] ?? 'a'); }, drip);
    socket.write(drip ? bytes.slice(0, after) : bytes);
    socket.on('data', (text) => { said += text; });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(timer);
      clearInterval(dripping);
      resolve({ said, gaveUp, status: Number(said.slice(9, 12)), ms: Date.now() - began });
    });
  });
}

// ---- events

let events = 0;
function uuid(number) {
  const hex = number.toString(16).padStart(12, '0');
  return `018f2b1c-0000-7000-8000-${hex}`;
}
function moveDone(move = 'chin-tuck') {
  events++;
  return { id: uuid(events), at_ms: Date.now(), utc_offset_min: 60, kind: 'move-done', move, item: 0, seconds: 30 };
}

// ---- the port

// Runs `serve` to its end, and gives back what it said.
function serveOnce(...options) {
  const child = spawn(unhunch, ['serve', ...options], { env: environment });
  let said = '';
  child.stdout.on('data', (text) => { said += text; });
  child.stderr.on('data', (text) => { said += text; });
  return new Promise((resolve) => { child.on('exit', (code) => resolve({ code, said })); });
}

async function port() {
  check(/Today .*Butterfly|Today [^]*1  /.test(server.said()), 'today\'s session is printed', server.said());
  const again = await serveOnce('--port', String(server.port));
  check(again.code === 0 && again.said.includes(`http://localhost:${server.port}   it is served already`) && again.said.includes('Today'), 'a second one shows the first', again.said);
  const listening = await serveOnce('--port', String(server.port), '--listen', '10.255.255.1');
  check(listening.code === 1 && /serves on port \d+ already. End that one/.test(listening.said), 'but not where it was to be reached from outside', listening.said);
  const strangers = [(socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n{"program": "other", "version": "1"}'), (socket) => socket.end('\0'), () => {}];
  for (const stranger of strangers) {
    const other = net.createServer((socket) => { socket.on('error', () => {}); stranger(socket); });
    await new Promise((resolve) => { other.listen(0, '127.0.0.1', resolve); });
    const taken = other.address().port;
    const refused = await serveOnce('--port', String(taken));
    check(refused.code === 1 && refused.said.includes(`port ${taken}. End that one`) && /serve --port \d+/.test(refused.said), 'another program at the port', refused.said);
    other.close();
  }
  for (const address of ['0.0.0.0', '::', '127.0.0.2', '::1', '10.255.255.1', 'desk', '']) {
    const odd = await serveOnce('--port', '0', '--listen', address);
    check(odd.code === 1 && /(is no address of this machine|is this machine to itself only); (others reach it by [0-9a-f.: ]+|it is in no network now)$/.test(odd.said.trim()), `--listen ${address} is refused, with what would do`, odd.said);
  }
  check((await stop('SIGINT')) === 0, 'Ctrl-C ends it well');
  server = await start();
}

// ---- what is answered

async function endpoints() {
  const state = await ask('GET', '/api/state');
  check(state.status === 200 && state.json.local && state.json.paired && state.json.cursor === 0, 'state', state.text);
  for (const name of ['content-security-policy', 'x-content-type-options', 'cross-origin-resource-policy', 'cache-control'])
    check(state.headers[name], `state has ${name}`);
  check(state.headers['content-security-policy'] === "default-src 'none'; frame-ancestors 'none'", 'data runs nothing');
  const page = await ask('GET', '/');
  check(page.status === 200 && /script-src 'self' 'wasm-unsafe-eval';/.test(page.headers['content-security-policy']), 'the page runs its own scripts, and wasm may be compiled');
  for (const name of ['x-content-type-options', 'referrer-policy', 'cross-origin-opener-policy', 'etag'])
    check(page.headers[name], `the page has ${name}`);
  for (const path of ['/sw.js', '/icon.svg'])
    check((await ask('GET', path)).headers['content-security-policy'], `${path} has a policy of its own`);
  const api = await ask('GET', '/api');
  check(api.json?.openapi === '3.1.0', 'the description is served');
  const again = await ask('GET', '/api', { headers: { 'If-None-Match': api.headers.etag } });
  check(again.status === 304 && again.text === '', 'a copy that holds is not sent again');
  const packed = await ask('GET', '/api', { headers: { 'Accept-Encoding': 'gzip, br' } });
  check(packed.headers['content-encoding'] === 'br' && packed.headers.vary === 'Accept-Encoding', 'brotli');
  const zipped = await ask('GET', '/api', { headers: { 'Accept-Encoding': 'br;q=0, gzip' } });
  check(zipped.headers['content-encoding'] === 'gzip', 'gzip where brotli is refused');
  const head = await ask('HEAD', '/api/profile');
  check(head.status === 200 && head.text === '', 'HEAD');
  const moves = await ask('GET', '/api/moves');
  check(moves.json.moves.length === 44, 'all moves');
  const plan = await ask('GET', '/api/plan?for=neck,upper&minutes=5&at=desk&with=chair&kind=desk');
  const told = spawnSync(unhunch, ['plan', '--for', 'neck,upper', '--minutes', '5', '--at', 'desk', '--with', 'chair', '--kind', 'desk', '--json'], { env: environment });
  check(plan.status === 200 && JSON.stringify(plan.json) === JSON.stringify(JSON.parse(told.stdout)), 'the plan is the command\'s');
  const edited = await ask('PATCH', '/api/profile', { body: { areas: ['neck'], stiff: { neck: 6 }, conditions: ['wrist-pain', 'something-odd'], equipment: [], likes: ['cat-cow'] } });
  check(edited.status === 200 && edited.json.stiff.neck === 6 && edited.json.equipment.length === 0, 'the profile is edited', edited.text);
  check(edited.json.unknown_conditions[0] === 'something-odd', 'an unknown condition is kept as a note');
  const profile = await ask('GET', '/api/profile');
  const me = JSON.parse(spawnSync(unhunch, ['me', '--json'], { env: environment }).stdout);
  check(JSON.stringify(profile.json) === JSON.stringify(me), 'the profile is the command\'s');
  spawnSync(unhunch, ['me', 'habit=daily'], { env: environment });
  check((await ask('GET', '/api/profile')).json.habit === 'daily', 'an edit by the command is seen');
  const back = await ask('PATCH', '/api/profile', { body: { stiff: null, conditions: null, equipment: null, likes: null } });
  check(Object.keys(back.json.stiff).length === 0 && back.json.equipment === null, 'answers are taken back');
}

async function record() {
  const event = moveDone();
  const first = await ask('POST', '/api/events', { body: { events: [event] } });
  const second = await ask('POST', '/api/events', { body: { events: [event] } });
  check(first.json?.added === 1 && second.json?.added === 0, 'an event counts once', first.text);
  const late = { ...moveDone(), at_ms: 1000 };
  await ask('POST', '/api/events', { body: { events: [late] } });
  const since = await ask('GET', `/api/events?since=${first.json.cursor}`);
  check(since.json.events.length === 1 && since.json.events[0].id === late.id, 'an event that comes late is new');
  const bad = await ask('POST', '/api/events', { body: { events: [moveDone(), { ...moveDone(), item: 64 }] } });
  check(bad.status === 422 && bad.json.error.at === '/events/1', 'what is wrong is named', bad.text);
  const all = await ask('GET', '/api/events');
  check(all.json.events.length === 2 && !all.json.more, 'all or nothing');
  const part = await ask('GET', '/api/events?limit=1');
  check(part.json.events.length === 1 && part.json.more, 'a page of events');
  const hurt = { ...moveDone('neck-roll'), kind: 'move-hurt', felt: 'sharp', after: 'gone' };
  await ask('POST', '/api/events', { body: { events: [hurt] } });
  check((await ask('GET', '/api/profile')).json.hurt[0] === 'neck-roll', 'a move that hurt is kept out');
  check((await ask('PATCH', '/api/profile', { body: { allow: ['neck-roll'] } })).json.hurt.length === 0, 'and allowed again');
  const stop = await ask('POST', '/api/check-in', { body: { id: uuid(999999), pain: 3, pain_area: 'neck', flags: ['chest-pain'] } });
  check(stop.json?.verdict === 'stop' && stop.json.stop.urgency === 'emergency', 'a red flag stops', stop.text);
  check((await ask('GET', '/api/plan')).json.stop.flag === 'chest-pain', 'and no session is planned');
  check((await ask('POST', '/api/check-in', { body: { flags: [] } })).json.verdict === 'go', 'flags are cleared');
  await ask('PATCH', '/api/profile', { body: { conditions: ['recent-surgery-or-acute-injury'] } });
  const gate = await ask('GET', '/api/check-in');
  const lifted = await ask('POST', '/api/check-in', { body: { recovered: true } });
  check(gate.json.verdict === 'stop' && lifted.json.verdict === 'go' && lifted.json.lifted.length === 1, 'the return gate', gate.text + lifted.text);
  const progress = (await ask('GET', '/api/progress')).json;
  check(progress.moves_done === 2 && progress.days[0].date === '1970-01-01' && progress.moves[0].move === 'chin-tuck', 'progress', JSON.stringify(progress));
  const out = await ask('GET', '/api/export');
  writeFileSync(join(home, 'out.json'), out.text);
  const imported = spawnSync(unhunch, ['import', join(home, 'out.json'), '--json'], { env: environment });
  check(JSON.parse(imported.stdout).added === 0, 'what is exported is imported');
}

async function erasing() {
  check((await ask('POST', '/api/erase', { body: { erase: 'everything?' } })).status === 422, 'erasing is said in full');
  check((await ask('POST', '/api/erase', { body: { erase: 'everything' } })).json.erased, 'erased');
  check((await ask('GET', '/api/events')).json.events.length === 0, 'no event is left');
  check((await ask('GET', '/api/profile')).json.areas.length === 0, 'no profile is left');
}

// ---- what is refused

async function refusals() {
  const cases = [
    ['GET', '/nowhere', {}, 404], ['GET', '/api/nowhere', {}, 404], ['GET', '/../etc/passwd', {}, 404],
    ['DELETE', '/api/profile', {}, 405], ['POST', '/api/plan', { body: {} }, 405], ['OPTIONS', '/api/events', {}, 405],
    ['POST', '/', { body: {} }, 405],
    ['GET', '/api/state', { headers: { Host: 'evil.example' } }, 403],
    ['GET', '/api/state', { headers: { Host: 'localhost' } }, 403],
    ['GET', '/api/state', { headers: { Host: 'localhost.evil.example' } }, 403],
    ['GET', '/', { headers: { Host: `evil.example:${server.port}` } }, 403],
    ['GET', '/api/state', { headers: { Host: `127.0.0.1:${server.port}` } }, 200],
    ['GET', '/api/state', { headers: { Host: `10.0.0.1:${server.port}` } }, 403],
    ['GET', '/api/state', { headers: { Origin: 'http://evil.example' } }, 403],
    ['GET', '/api/state', { headers: { Origin: 'null' } }, 403],
    ['GET', '/api/state', { headers: { Origin: `http://localhost:${server.port}` } }, 200],
    ['GET', '/api/state', { headers: { Origin: `https://localhost:${server.port}` } }, 403],
    ['GET', '/api/export', { headers: { 'Sec-Fetch-Site': 'cross-site' } }, 403],
    ['GET', '/api/events/stream', { headers: { 'Sec-Fetch-Site': 'same-site' } }, 403],
    ['PATCH', '/api/profile', { body: { habit: 'daily' }, headers: { 'Sec-Fetch-Site': 'cross-site' } }, 403],
    ['POST', '/api/events', { body: '{}', headers: { 'Content-Type': 'text/plain' } }, 415],
    ['POST', '/api/events', { body: '{' }, 400], ['POST', '/api/events', { body: '' }, 400],
    ['POST', '/api/events', { body: '{"events":[],"events":[]}' }, 400],
    ['POST', '/api/events', { body: '[1]' }, 422], ['POST', '/api/events', { body: { events: [] } }, 422],
    ['POST', '/api/events', { body: { events: [null] } }, 422],
    ['POST', '/api/events', { body: '['.repeat(100000) }, 400],
    ['POST', '/api/events', { body: ' '.repeat(1 << 20) }, 400],
    ['POST', '/api/events', { body: ' '.repeat((1 << 20) + 1) }, 413],
    ['POST', '/api/events', { body: ' '.repeat(6 << 20) }, 413],
    ['PATCH', '/api/profile', { body: {} }, 422], ['PATCH', '/api/profile', { body: { nothing: 1 } }, 422],
    ['PATCH', '/api/profile', { body: { stiff: { neck: 11 } } }, 422],
    ['PATCH', '/api/profile', { body: { conditions: ['Wrist Pain'] } }, 422],
    ['POST', '/api/check-in', { body: { pain: 'much' } }, 422],
    ['POST', '/api/check-in', { body: { id: 'no' } }, 422],
    ['POST', '/api/pair', { body: { code: 'aaaa-aaaa' } }, 403],
    ['GET', '/api/plan?minutes=0', {}, 422], ['GET', '/api/plan?minutes=61', {}, 422],
    ['GET', '/api/plan?minutes=', {}, 422], ['GET', '/api/plan?for=', {}, 422],
    ['GET', '/api/plan?for=neck,,upper', {}, 422], ['GET', '/api/plan?at=moon', {}, 422],
    ['GET', '/api/plan?speed=9', {}, 422], ['GET', '/api/events?since=-1', {}, 422],
    ['GET', '/api/events?since=99999999999999999999', {}, 422], ['GET', '/api/plan?with=none', {}, 200],
  ];
  for (const [method, path, options, status] of cases) {
    const answer = await ask(method, path, options);
    const shown = `${method} ${path} ${JSON.stringify(options).slice(0, 90)}`;
    check(answer.status === status, `${shown} gives ${status}`, `${answer.status} ${answer.text.slice(0, 120)}`);
    if (status >= 400) check(answer.json?.error?.code && answer.json.error.message, `${shown} says why`, answer.text);
    check(!answer.headers['access-control-allow-origin'], 'no other site is let in');
  }
}

async function broken() {
  const host = `Host: localhost:${server.port}\r\n`;
  const post = `POST /api/events HTTP/1.1\r\n${host}Content-Type: application/json\r\n`;
  const cases = [
    [`${post}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`, [400]],
    [`${post}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} `, [400]],
    [`${post}Content-Length: -1\r\n\r\n`, [400]], [`${post}Content-Length: 99999999999\r\n\r\n`, [413]],
    [`${post}Content-Length: 999999999999999999999999\r\n\r\n`, [400, 413]],
    ['GET /api/state HTTP/1.1\r\n\r\n', [400]],
    [`GET /api/state HTTP/1.1\r\n${host}${host}\r\n`, [400]],
    [`GET /api/state HTTP/1.1\r\n${host}X: ${'a'.repeat(60000)}\r\n\r\n`, [431, 413]],
    [`GET /${'a'.repeat(60000)} HTTP/1.1\r\n${host}\r\n`, [414, 431]],
    ['\0\0\0\0\r\n\r\n', [0, 400]], ['HELLO\r\n\r\n', [0, 400]],
    [`${post}Transfer-Encoding: chunked\r\n\r\nZZ\r\n`, [0, 400]],
    ...['+2', '0x2', '2, 2', '2 2', '2a', ''].map((length) => [`${post}Content-Length: ${length}\r\n\r\n{}`, [400]]),
    ...['gzip', 'identity', 'chunked, chunked', 'xchunked'].map((coding) => [`${post}Transfer-Encoding: ${coding}\r\n\r\n2\r\n{}\r\n0\r\n\r\n`, [400]]),
    [`${post}Transfer-Encoding : chunked\r\nContent-Length: 2\r\n\r\n{}`, [400]],
    ...['-1', '0x2', '2 2', ''].map((size) => [`${post}Transfer-Encoding: chunked\r\n\r\n${size}\r\n{}\r\n0\r\n\r\n`, [400]]),
    [`${post}Transfer-Encoding: chunked\r\n\r\n2\r\n{}xx\r\n0\r\n\r\n`, [400]],
    [`${post}Transfer-Encoding: chunked\r\n\r\n${'f'.repeat(18)}\r\n{}\r\n`, [400, 413]],
    [`GET /api/state HTTP/1.1\r\n${host}X: a\0b\r\n\r\n`, [200, 400]], [`GET /api/state HTTP/1.1\r\n${host}X\0Y: a\r\n\r\n`, [400]],
    [`GET /api/state HTTP/1.1\r\n${host}X : a\r\n\r\n`, [400]], [`GET /api/state HTTP/1.1\r\n${host}no colon\r\n\r\n`, [400]],
    [`GET /api/state HTTP/1.1\r\n${host}hOSt: evil.example\r\n\r\n`, [400]],
    [`GET /api/state HTTP/1.1\nHost: localhost:${server.port}\nConnection: close\n\n`, [200]],
    [`GET /api/state%00 HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, [404]],
    [`GET /api/plan?at=%0d%0aX-In:%20y HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, [422]],
    [`GET /${'%0d%0aX-In:%20y'} HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, [404]],
    [`PUT /api/${'%0d%0aX-In:%20y'} HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, [404]],
    [`GET /api/state HTTP/1.1\r\n${host}${Array.from({ length: 1000 }, (_, i) => `X${i}: 1\r\n`).join('')}\r\n`, [431]],
    ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [505, 400]], [`\x16\x03\x01\x02\x00\x01${'a'.repeat(99)}`, [0, 400]],
  ];
  const ends = await Promise.all(cases.map(([bytes]) => raw(bytes, { wait: 4000 })));
  cases.forEach(([bytes, statuses], i) =>
    check(statuses.includes(ends[i].status), `${JSON.stringify(bytes.slice(0, 150))} gives ${statuses}`, ends[i].said.slice(0, 60)));
  check(ends.every(({ said }) => !/^X-In/m.test(said.split('\r\n\r\n')[0])), 'nothing gets into the headers of an answer');
}

// Hundreds at once that drip a byte at a time, in headers and bodies; a body that stops; silence. All
// are shut after the ten seconds they have, and meanwhile others are served.
async function slow() {
  const post = `POST /api/events HTTP/1.1\r\nHost: localhost:${server.port}\r\nContent-Type: application/json\r\n`;
  let open = 0;
  const slowly = (...how) => {
    open++;
    return raw(...how).then((end) => { open--; return end; });
  };
  const all = [
    ...Array.from({ length: 150 }, () => slowly('GET / HTTP/1.1\r\nX-a: ', { drip: 500, wait: 60000 })),
    ...Array.from({ length: 150 }, () => slowly(`${post}Content-Length: 1000\r\n\r\n{`, { drip: 500, after: 120, wait: 60000 })),
    ...Array.from({ length: 50 }, () => slowly(`${post}Transfer-Encoding: chunked\r\n\r\n3e8\r\n`, { drip: 500, after: 120, wait: 60000 })),
    slowly(`${post}Content-Length: 1000\r\n\r\n{`, { wait: 60000 }), slowly('', { wait: 60000 }), slowly('GET /api/st', { wait: 60000 }),
  ];
  const many = open;
  let served = 0;
  for (let i = 0; i < 30 && open === many; i++) {
    check((await ask('GET', '/api/plan')).status === 200 && (await ask('POST', '/api/events', { body: { events: [moveDone()] } })).json?.added === 1, 'others are served');
    served += open === many;
  }
  check(served > 0, 'others are served while all the slow ones are there', `${open} of ${many}`);
  for (const { ms, gaveUp } of await Promise.all(all)) check(ms > 9000 && !gaveUp, 'a slow sender is shut', `after ${ms} ms`);
}

// How many may be connected, where few files may be open: it is said, the rest waits,
// streams leave room for others, and what was left is free again.
async function limits() {
  await stop();
  const few = spawn('/bin/sh', ['-c', `ulimit -n 200; exec "${unhunch}" serve --port 0`], { env: environment });
  let said = '';
  few.stdout.on('data', (text) => { said += text; });
  few.stderr.on('data', (text) => { complaints += text; });
  await until(() => /No more than \d+ connections.*ulimit -n/.test(said), 60000);
  const most = Number(/No more than (\d+)/.exec(said)?.[1]);
  check(most > 50 && most < 200, 'how many may be connected is said', said);
  server = { child: few, port: Number(/localhost:(\d+)/.exec(said)[1]), said: () => said };
  const streams = await Promise.all(Array.from({ length: most - 10 }, () => listen()));
  const refused = streams.filter(({ status }) => status === 503).length;
  check(refused > 0 && refused < most - 20, 'streams leave room', `${refused} of ${streams.length}`);
  check((await ask('GET', '/api/state')).status === 200, 'for others');
  for (const stream of streams) stream.close();
  const idle = Array.from({ length: most + 40 }, () => net.connect(server.port, '127.0.0.1'));
  for (const socket of idle) socket.on('error', () => {}).on('close', () => { socket.over = true; }).resume();
  check((await ask('GET', '/api/state', { timeout: 60000 })).status === 200, 'who comes when all places are taken waits for the idle to be shut');
  for (const socket of idle) socket.destroy();
  check((await stop()) === 0, 'it ends well where few files may be open');
  server = await start();
}

// ---- streams

function listen(path = '/api/events/stream', headers = {}, host = '127.0.0.1') {
  return new Promise((resolve, reject) => {
    const request = http.get({ host, port: server.port, path, agent: false, headers: { Host: `localhost:${server.port}`, ...headers } }, (response) => {
      const stream = { text: '', status: response.statusCode, close: () => request.destroy() };
      response.on('data', (part) => { stream.text += part; });
      response.on('error', () => {});
      response.on('close', () => { stream.closed = true; });
      resolve(stream);
    });
    request.on('error', reject);
  });
}

async function until(what, ms = 10000) {
  for (const end = Date.now() + ms; Date.now() < end;) {
    if (await what()) return true;
    await new Promise((wake) => { setTimeout(wake, 20); });
  }
  return what();
}

async function streams() {
  const all = await Promise.all(Array.from({ length: 1000 }, () => listen()));
  check(all.every(({ status }) => status === 200), '1000 streams at once');
  const event = moveDone();
  const { json } = await ask('POST', '/api/events', { body: { events: [event] } });
  check(await until(() => all.every((stream) => stream.text.includes(event.id)), 60000), 'all hear an event');
  spawnSync(unhunch, ['check-in', 'pain=1'], { env: environment });
  spawnSync(unhunch, ['me', 'setting=home'], { env: environment });
  check(await until(() => all.every((stream) => stream.text.includes('"pain":1') && stream.text.includes('event: profile')), 60000), 'and what commands change');
  const late = await listen('/api/events/stream', { 'Last-Event-ID': String(json.cursor - 1) });
  check(await until(() => late.text.includes(event.id)), 'a stream goes on where it was');
  all.slice(0, 500).forEach((stream) => stream.close());
  const more = moveDone();
  await ask('POST', '/api/events', { body: { events: [more] } });
  check(await until(() => all.slice(500).every((stream) => stream.text.includes(more.id)), 60000), 'streams that stay hear on');
  const code = await stop();
  check(code === 0, 'SIGTERM ends it with open streams', `code ${code}`);
  check(await until(() => all.every((stream) => stream.closed)), 'streams are ended');
  late.close();
  server = await start();
}

// ---- devices that pair

async function pairing() {
  const outside = Object.values(networkInterfaces()).flat().find((one) => one.family === 'IPv4' && !one.internal)?.address;
  if (!outside) {
    console.log('no address besides the loopback: pairing is not tried');
    return;
  }
  await stop();
  server = await start('--listen', outside);
  const code = () => server.said().match(/code (\S{4}-\S{4})/g).at(-1).slice(5);
  const here = { host: outside };
  const state = await ask('GET', '/api/state', here);
  check(state.json?.local === false && !state.json.paired && state.json.cursor === null, 'a stranger learns nothing', state.text);
  for (const path of ['/api/profile', '/api/events', '/api/export', '/api/plan', '/api/events/stream'])
    check((await ask('GET', path, here)).status === 401, `${path} is not for strangers`);
  check((await ask('GET', '/api/state', { ...here, headers: { Host: `localhost:${server.port}` } })).status === 403, 'localhost is not its name from outside');
  const shown = code();
  for (let i = 0; i < 5; i++)
    check((await ask('POST', '/api/pair', { ...here, body: { code: 'xxxx-xxxx' } })).status === 403, 'a wrong code');
  for (const end = Date.now() + 60000; code() === shown && Date.now() < end;) {
    await ask('GET', '/api/state', here); // a device that comes has another shown, in a while
    await new Promise((wake) => { setTimeout(wake, 500); });
  }
  check((await ask('POST', '/api/pair', { ...here, body: { code: shown } })).status === 403, 'after five wrong codes there is another');
  const used = code();
  const paired = await ask('POST', '/api/pair', { ...here, body: { code: used.toUpperCase(), name: 'phone' } });
  check(paired.status === 200 && /HttpOnly; SameSite=Strict/.test(paired.headers['set-cookie']), 'paired', paired.text);
  check((await ask('POST', '/api/pair', { ...here, body: { code: used } })).status === 403, 'a code is good once');
  const bearer = { ...here, headers: { Authorization: `Bearer ${paired.json.token}` } };
  const cookie = { ...here, headers: { Cookie: `unhunch=${paired.json.token}` } };
  check((await ask('GET', '/api/profile', bearer)).status === 200, 'the token opens');
  check((await ask('GET', '/api/profile', cookie)).status === 200, 'the cookie opens');
  check((await ask('POST', '/api/events', { ...bearer, body: { events: [moveDone()] } })).json?.added === 1, 'a device adds events');
  const kept = readFileSync(join(home, '.local/share/unhunch/devices.json'), 'utf8');
  check(!kept.includes(paired.json.token), 'the token is not kept');
  const listed = JSON.parse(spawnSync(unhunch, ['serve', '--devices', '--json'], { env: environment }).stdout);
  check(listed.devices.length === 1 && listed.devices[0].name === 'phone', 'the device is listed');
  const stream = await listen('/api/events/stream', { Host: `${outside}:${server.port}`, Authorization: `Bearer ${paired.json.token}` }, outside);
  check(await until(() => stream.text.includes(': here')), 'a device hears what happens');
  check(spawnSync(unhunch, ['serve', '--revoke', 'nobody'], { env: environment }).status === 1, 'revoking nobody');
  check(spawnSync(unhunch, ['serve', '--revoke', paired.json.device], { env: environment }).status === 0, 'revoked');
  check((await ask('GET', '/api/profile', bearer)).status === 401, 'a revoked token no longer opens');
  check(await until(() => stream.closed, 30000), 'and its stream ends');
  const guests = Array.from({ length: 80 }, () => net.connect(server.port, outside));
  for (const socket of guests) socket.on('error', () => {}).on('close', () => { socket.over = true; }).resume();
  check(await until(() => guests.filter((socket) => socket.over).length >= 16, 8000), 'an address has a limit of connections');
  check((await ask('GET', '/api/state')).status === 200, 'that is of no other');
  for (const socket of guests) socket.destroy();
  check(await until(async () => (await ask('GET', '/api/state', here).catch(() => ({}))).status === 200), 'and is free again');
  let many = 0;
  for (let i = 0; i < 400; i++) many += (await ask('GET', '/api/state', here)).status === 429;
  check(many > 0, 'an address that asks too often is told to wait');
  await stop();
  server = await start();
}

// ---- killed under load

async function killed() {
  const kept = new Set();
  for (let life = 0; life < kills; life++) {
    const load = async () => {
      for (;;) {
        const batch = Array.from({ length: 1 + (events % 4) }, () => moveDone());
        try {
          const answer = await ask('POST', '/api/events', { body: { events: batch } });
          if (answer.status !== 200) throw new Error(answer.text);
          for (const event of batch) kept.add(event.id);
        } catch { return; }
      }
    };
    const before = kept.size;
    const loads = Array.from({ length: 8 }, load);
    // every other life comes as far as to acknowledge something, however slow that is
    if (life % 2 === 0) await until(() => kept.size > before, 60000);
    await new Promise((wake) => { setTimeout(wake, 30 + (life * 37) % 150); });
    await stop('SIGKILL');
    await Promise.all(loads);
    server = await start();
  }
  const there = new Set();
  for (let cursor = 0, more = true; more;) {
    const { json } = await ask('GET', `/api/events?since=${cursor}&limit=1000`);
    for (const event of json.events) there.add(event.id);
    ({ cursor, more } = json);
  }
  const lost = [...kept].filter((id) => !there.has(id));
  check(lost.length === 0 && kept.size >= kills / 2, `no acknowledged event is lost over ${kills} kills`, `${lost.length} of ${kept.size}`);
  console.log(`${kept.size} events acknowledged in ${kills} lives, ${lost.length} lost`);
}

// ---- all of it

server = await start();
try {
  await port();
  await endpoints();
  await record();
  await refusals();
  await broken();
  await erasing();
  await slow();
  await streams();
  await limits();
  await pairing();
  await erasing();
  await killed();
} catch (error) {
  check(false, 'all of it', `${error.stack}`);
}
check(!/ERROR: |runtime error/.test(complaints), 'no complaint of a sanitizer', complaints.slice(0, 3000));
check((await stop()) === 0, 'it ends well');
agent.destroy();
rmSync(home, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
