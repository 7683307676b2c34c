// SPDX-License-Identifier: Apache-2.0
// Ways to break a request. Each takes one and gives another; `http` becomes false where it is no
// longer HTTP, or where its end cannot be told, so that no answer has to come.
import fc from 'fast-check';

import { Raw } from './wire.mjs';

const nest = (depth, open, close) => new Raw(open.repeat(depth) + close.repeat(depth));
const oddValues = fc.oneof(
  fc.constantFrom(null, true, false, '', [], {}, [[]], -1, 0, 11, 0.5, 64, 32768, 2 ** 31, 2 ** 53, -(2 ** 63), 1e300, '\u0000', '\ud800', '%s%n%n', '../../etc/passwd', '__proto__', '\u202e', 'NaN'),
  fc.constantFrom('1e400', '-1e400', '1e-400', '99999999999999999999', '-99999999999999999999', '1.', '01', '+1', 'NaN', 'Infinity', '-', '-0', '0x10', 'tru', '"\\u0000"', '"\\ud800"', '"\\x"', '"\n"', '\'a\'', '').map((raw) => new Raw(raw)),
  fc.constantFrom(nest(500, '[', ']'), nest(3000, '[', ']'), nest(2500, '{"a":', '}'), nest(100000, '[', '')),
  fc.string({ minLength: 300, maxLength: 3000 }), fc.jsonValue({ maxDepth: 3 }),
);

// Every place in a value, as [holder, key].
function places(value, found = []) {
  if (value && typeof value === 'object' && !(value instanceof Raw)) {
    for (const key of Object.keys(value)) {
      found.push([value, key]);
      places(value[key], found);
    }
  }
  return found;
}

// A copy of the body in which one place was given to `change`.
function somewhere(request, where, change) {
  if (request.body === undefined || request.bytes) return request;
  const root = [structuredClone(request.body)];
  const all = places(root);
  const [holder, key] = all[where % all.length];
  change(holder, key);
  return { ...request, body: root[0] };
}

const bytesOf = (request, change) => ({ ...request, bytes: change(request.bytes ?? Buffer.from(JSON.stringify(request.body ?? {}))) });
const withHeader = (request, name, value, http = request.http) => ({ ...request, http, headers: [...request.headers, [name, value]] });

const n = fc.nat({ max: 100000 });
const mutations = fc.oneof(
  // the body, as JSON
  fc.tuple(n, oddValues).map(([where, odd]) => (request) => somewhere(request, where, (holder, key) => { holder[key] = odd; })),
  n.map((where) => (request) => somewhere(request, where, (holder, key) => { if (Array.isArray(holder)) holder.splice(Number(key), 1); else delete holder[key]; })),
  fc.tuple(n, fc.constantFrom('a', '', '__proto__', 'kind', 'id', '\u0000', 'toString'), oddValues).map(([where, name, odd]) => (request) => somewhere(request, where, (holder, key) => {
    if (holder[key] && typeof holder[key] === 'object' && !Array.isArray(holder[key])) holder[key] = { ...holder[key], [name]: odd };
  })),
  n.map((where) => (request) => somewhere(request, where, (holder, key) => { holder[key] = new Raw(`{"a":1,"a":${JSON.stringify(holder[key]) ?? 0}}`); })),
  fc.integer({ min: 2, max: 520 }).map((times) => (request) => (Array.isArray(request.body?.events) && request.body.events.length ? { ...request, body: { events: Array.from({ length: times }, () => request.body.events[0]) } } : request)),
  // the body, as bytes
  fc.tuple(n, fc.uint8Array({ maxLength: 4 })).map(([at, some]) => (request) => bytesOf(request, (bytes) => Buffer.concat([bytes.subarray(0, at % (bytes.length + 1)), some, bytes.subarray(at % (bytes.length + 1))]))),
  n.map((at) => (request) => bytesOf(request, (bytes) => bytes.subarray(0, at % (bytes.length + 1)))),
  fc.constantFrom('\xff\xfe', '\xc0\x80', '\xed\xa0\x80', '\xf8\x88\x80\x80\x80', '\xef\xbb\xbf', '\xe2\x82', '\0').map((bad) => (request) => bytesOf(request, (bytes) => Buffer.from(bytes.toString('latin1').replace(/"[a-z]|^/, (found) => found + bad), 'latin1'))),
  fc.constantFrom('', ' ', 'null', '[]', '""', '{', '{}{}', '1', '\0'.repeat(50)).map((text) => (request) => bytesOf(request, () => Buffer.from(text))),
  fc.uint8Array({ maxLength: 300 }).map((some) => (request) => bytesOf(request, () => Buffer.from(some))),
  fc.constant((request) => bytesOf(request, () => Buffer.alloc((1 << 20) + 1, 32))),
  // how the body comes
  fc.constantFrom('text/plain', 'application/jsonx', 'application/json; charset=utf-16', 'APPLICATION/JSON', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', '', ',').map((type) => (request) => ({ ...request, type })),
  fc.constant((request) => ({ ...request, type: null })),
  fc.constant((request) => withHeader(request, 'Content-Type', 'text/plain')),
  fc.constant((request) => ({ ...request, chunked: true })),
  fc.constantFrom('-1', '99999999999999999999999', '1048577', 'a', '', '0x10', '+5', '5, 5', '1 1').map((length) => (request) => ({ ...request, length, http: false })),
  fc.constantFrom(['Content-Length', '3'], ['Transfer-Encoding', 'chunked'], ['Transfer-Encoding', 'gzip'], ['Transfer-Encoding', 'identity'], ['Content-Encoding', 'gzip']).map(([name, value]) => (request) => withHeader(request, name, value, false)),
  // other headers
  fc.constantFrom(['Origin', 'http://evil.example'], ['Origin', ''], ['Sec-Fetch-Site', 'cross-site'], ['Cookie', 'unhunch=; unhunch=a; ;=;'], ['Authorization', 'Bearer '], ['Authorization', 'Basic YTpi'],
    ['If-None-Match', '*'], ['If-None-Match', '"'], ['Range', 'bytes=0-1'], ['Accept-Encoding', 'br;q=0.0, gzip;q=0,'], ['Last-Event-ID', '-1'], ['Last-Event-ID', '9'.repeat(40)], ['Expect', '100-continue'], ['Expect', 'the unexpected'],
    ['X-HTTP-Method-Override', 'DELETE'], ['Upgrade', 'websocket'], ['Connection', 'Upgrade'], ['X', ''], ['X', '\xff\x80'], ['Accept', 'text/html'], ['X', 'a'.repeat(4000)]).map(([name, value]) => (request) => withHeader(request, name, value)),
  fc.constantFrom(['X', 'a'.repeat(40000)], ['X\0', 'a'], ['X Y', 'a'], ['', 'a'], ['X', 'a\0b'], ['X', 'a\rb'], ['X', 'a\nX-b'], [' X', 'a'], ['X', 'a\r\n b']).map(([name, value]) => (request) => withHeader(request, name, value, false)),
  fc.constantFrom('', 'localhost', 'evil.example', '127.0.0.1', '[::1]', 'localhost:0', 'localhost:65536', 'a b', '@', 'localhost:80:80').map((host) => (request) => ({ ...request, host })),
  fc.constant((request) => withHeader(request, 'Host', 'localhost')),
  fc.constant((request) => ({ ...request, host: null, http: false })),
  // the first line
  fc.constantFrom('PUT', 'DELETE', 'TRACE', 'OPTIONS', 'HEAD', 'GET', 'POST', 'PATCH', 'CONNECT', 'PROPFIND', 'get', 'G', 'A'.repeat(200)).map((method) => (request) => ({ ...request, method, valid: undefined })),
  fc.constantFrom('', 'GET\0', 'G T', '\xff').map((method) => (request) => ({ ...request, method, http: false })),
  fc.constantFrom((path) => `${path}/`, (path) => path.replace('/api', '//api'), (path) => path.replace('p', '%70'), (path) => `${path}%00`, (path) => path.toUpperCase(), (path) => `/x/..${path}`, (path) => `/..%2f..%2fetc/passwd${path}`, (path) => `${path}.json`,
    (path) => `${path}?`, (path) => `${path}${path.includes('?') ? '&' : '?'}a=1`, (path) => `${path}${path.includes('?') ? '&' : '?'}since=%zz&since=1`, (path) => `${path}?for=neck&for=neck`, (path) => `${path}?${'a'.repeat(3000)}`, (path) => `${path}?minutes=%00`, (path) => `${path}?for=%ff%fe`, (path) => `${path}?=&&=;`,
    () => '/', () => '/index.html', () => '/nowhere', () => '/api/nowhere', () => '/%', () => '/%zz').map((change) => (request) => ({ ...request, path: change(request.path), valid: undefined })),
  fc.constantFrom(() => '*', () => '', (path) => path.slice(1), (path) => `http://localhost${path}`, (path) => `${path} ${path}`, (path) => `${path}#a`, () => '/\xff\0', () => `/${'a'.repeat(20000)}`).map((change) => (request) => ({ ...request, path: change(request.path), http: false })),
  fc.constantFrom('HTTP/1.0', 'HTTP/1.2').map((version) => (request) => ({ ...request, version })),
  fc.constantFrom('HTTP/2.0', 'HTTP/0.9', 'HTTP/9', 'http/1.1', '', 'HTTP/1.1 HTTP/1.1').map((version) => (request) => ({ ...request, version, http: false })),
  fc.constantFrom('\n', '\r', '\n\r', ' \r\n', '\0\r\n').map((eol) => (request) => ({ ...request, eol, http: false })),
);

// One to three of them; then nothing is promised any more but an answer that is described.
export function mutated(requests) {
  return fc.tuple(requests, fc.array(mutations, { minLength: 1, maxLength: 3 }))
    .map(([request, changes]) => ({ ...changes.reduce((at, change) => change(at), request), valid: undefined }));
}
