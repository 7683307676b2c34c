// SPDX-License-Identifier: Apache-2.0
// The description of the API as a contract. It is lint-free; what it calls valid is answered as it
// says; and whatever is sent, broken at random in many ways, gets an answer that it describes, from a
// server that lives on. fast-check makes the requests and, where one goes wrong, the least that does.
//   contract.mjs UNHUNCH OPENAPI     REQUESTS=10000 for the long way, SEED= to have one again
import core from '@redocly/openapi-core';
import Ajv from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';

import { arbitrary, pointer } from './arbitrary.mjs';
import { mutated } from './mutations.mjs';
import { outside, send, serve } from './wire.mjs';

const [unhunch, description] = process.argv.slice(2);
const total = Number(process.env.REQUESTS ?? 1500);
const seed = Number(process.env.SEED ?? Date.now() % 2147483647);
const ABREAST = 4;
const api = JSON.parse(readFileSync(description, 'utf8'));

// ---- the description itself

const config = await core.createConfig({ extends: ['recommended-strict'] });
const problems = await core.lint({ ref: description, config });
for (const problem of problems) console.log(problem.ruleId, problem.message, problem.location[0]?.pointer);

// ---- what may be answered

const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: false });
ajv.addSchema(api, 'api');
const schemaAt = (...path) => ajv.compile({ $ref: `api#${pointer(path)}` });
const refused = schemaAt('components', 'schemas', 'Error');

// For each operation its statuses, with the check of their JSON; undefined where there is none.
const described = new Map();
for (const [path, methods] of Object.entries(api.paths)) {
  for (const [method, operation] of Object.entries(methods)) {
    const statuses = new Map(Object.entries(operation.responses).map(([status, response]) => [status, response.$ref ? refused
      : response.content?.['application/json'] && schemaAt('paths', path, method, 'responses', status, 'content', 'application/json', 'schema')]));
    described.set(`${method.toUpperCase()} ${path}`, statuses);
  }
}

// What is wrong with an answer to a request; undefined where nothing is.
function wrongWith(request, answer) {
  // Two Hosts are refused by libmicrohttpd itself, which reads no body then: who still sends a long
  // one finds the connection broken and may miss the answer.
  const unread = request.headers.some(([name]) => name === 'Host') && (request.bytes?.length ?? 0) > 65536;
  if (!answer.status) return request.http && !unread ? 'no answer' : undefined;
  if (answer.status >= 500 && !(answer.status === 501 || answer.status === 505)) return 'the server failed';
  if (!request.http) return undefined;
  const path = request.path.split('?')[0].replace(/%(?!00)([0-9a-f]{2})/gi, (_, code) => String.fromCharCode(parseInt(code, 16)));
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const statuses = described.get(`${method} ${path}`);
  const known = statuses && (statuses.has(String(answer.status)) ? String(answer.status) : `${Math.floor(answer.status / 100)}XX`);
  if (statuses && !statuses.has(known)) return 'this status is not described';
  if (!statuses && api.paths[path] && answer.status < 400) return 'a method that is not described';
  if (!statuses && path.startsWith('/api/') && answer.status < 400) return 'a path that is not described';
  if (answer.status === 405 && !answer.headers.allow) return '405 without Allow';
  if (answer.status === 304 || request.method === 'HEAD') return answer.body === '' ? undefined : 'a body where none may be';
  if (answer.headers['content-type'] === 'text/event-stream') return path === '/api/events/stream' ? undefined : 'a stream';
  if (!statuses && answer.status < 400) return undefined; // a page
  if (!answer.json) return 'no JSON';
  const fits = statuses ? statuses.get(known) : refused;
  if (fits && !fits(answer.json)) return ajv.errorsText(fits.errors);
  if (request.valid && !request.valid.includes(answer.status)) return 'valid by the description, and refused';
  return undefined;
}

// ---- what is asked

// Answers to a valid request; of those that name a move it may be that there is none of that name.
const answers = { editProfile: [200, 422], pair: [403] };

function requestOf(path, method, operation) {
  const inQuery = (operation.parameters ?? []).map((one) => (one.$ref ? api.components.parameters[one.$ref.split('/').at(-1)] : one))
    .filter((one) => one.in === 'query');
  const query = fc.record(Object.fromEntries(inQuery.map((one) => [one.name, arbitrary(api, one.schema)])), { requiredKeys: [] });
  const schema = operation.requestBody?.content['application/json'].schema;
  return fc.record({ query, body: schema ? arbitrary(api, schema) : fc.constant(undefined) }).map(({ query: asked, body }) => {
    const words = Object.entries(asked).map(([name, value]) => `${name}=${encodeURIComponent([value].flat().join(','))}`);
    const mixed = [asked.with ?? []].flat();
    return {
      method: method.toUpperCase(), path: words.length ? `${path}?${words.join('&')}` : path, body, headers: [], http: true,
      valid: mixed.includes('none') && mixed.length > 1 ? [422] : answers[operation.operationId] ?? [200],
    };
  });
}

const requests = fc.oneof(...Object.entries(api.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => requestOf(path, method, operation))));
// Now and then a device that is not paired asks, which learns no more than that.
const asked = fc.tuple(requests, fc.nat({ max: 9 })).map(([request, by]) => (by > 0 || !outside ? request
  : { ...request, stranger: true, valid: request.path.startsWith('/api/state') ? [200, 429] : request.path === '/api/pair' ? [403, 429] : [401, 429] }));
const anything = fc.oneof(asked, mutated(asked));

// ---- all of it

const server = await serve(unhunch);
const met = new Map();
let sent = 0;
const property = fc.asyncProperty(fc.array(anything, { minLength: ABREAST, maxLength: ABREAST }), async (several) => {
  const ends = await Promise.all(several.map((request) => send(server.port, request)));
  several.forEach((request, i) => {
    sent++;
    met.set(ends[i].status, (met.get(ends[i].status) ?? 0) + 1);
    const wrong = wrongWith(request, ends[i]);
    if (wrong) throw new Error(`${wrong}\n${ends[i].sent}\n--> ${ends[i].status} ${ends[i].body.slice(0, 600)}`);
  });
  if (!server.lives()) throw new Error(`the server ended: ${server.complaints()}`);
});
const details = await fc.check(property, { numRuns: Math.ceil(total / ABREAST), seed });
const failure = details.failed ? details.errorInstance.message : '';
const ended = await server.stop();
console.log(`${sent} requests, seed ${seed}; answers: ${[...met].sort().map(([status, count]) => `${status}: ${count}`).join(', ')}`);
if (failure) console.log(failure);
if (server.complaints()) console.log(server.complaints().slice(0, 3000));
const right = problems.length === 0 && !failure && ended === 0 && !/ERROR: |runtime error/.test(server.complaints());
console.log(right ? 'the contract holds' : 'FAILED');
process.exit(right ? 0 : 1);
