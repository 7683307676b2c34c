// SPDX-License-Identifier: Apache-2.0
// page.mjs UNHUNCH [PART-OF-A-NAME]: the page in Chromium. Each test has servers and browsers of its
// own; two run at a time. A line for each, and a picture of what was open where one failed.
import assert from 'node:assert/strict';
import { Stage, launch } from './stage.mjs';
import record from './scenarios/record.mjs';
import screens from './scenarios/screens.mjs';
import session from './scenarios/session.mjs';

const [program, only = ''] = process.argv.slice(2);
const tests = Object.entries({ ...session, ...record, ...screens }).filter(([name]) => name.includes(only));
if (tests.length === 0) throw new Error(`no test has "${only}" in its name`);
const browser = await launch();
/** Where so many fail, the page itself is broken and the others need not be waited for. */
const ENOUGH = 5;
let failed = 0;

// Fails what hangs, so that the others get their turn.
function within(ms, work) {
  let timer;
  const late = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${ms / 1000} s`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function run([name, test]) {
  const stage = new Stage(program, browser);
  const begun = Date.now();
  try {
    await within(240000, test(stage));
    assert.deepEqual(stage.faults, [], 'what the page reported');
    console.log(`ok    page: ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL  page: ${name}\n${error.stack}\n${stage.faults.join('\n')}`);
    await stage.picture('failed', name);
  } finally {
    await stage.end();
  }
}

async function worker() {
  for (let test = tests.shift(); test && failed < ENOUGH; test = tests.shift()) await run(test);
}

await Promise.all([worker(), worker()]);
if (tests.length > 0) console.log(`FAIL  page: ${tests.length} more were not run`);
await browser.close();
process.exit(failed > 0 ? 3 : 0);
