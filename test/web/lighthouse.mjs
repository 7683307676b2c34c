// SPDX-License-Identifier: Apache-2.0
// lighthouse.mjs UNHUNCH [RUNS]: Lighthouse's scores for a first visit and two more screens, on its
// slow phone. Accessibility and best practices must be 100; performance is of the machine and the
// hour, the best of RUNS (1 unless told), and is printed alone.
import lighthouse from 'lighthouse';
import { Server, launch } from './stage.mjs';

const [program, runs = '1'] = process.argv.slice(2);
const PORT = 9000 + process.pid % 1000;
const SCREENS = [['first visit', ''], ['moves', '#/moves'], ['me', '#/me']];
const MUST = { accessibility: 'accessibility', 'best-practices': 'best practices' };
const browser = await launch({ args: [`--remote-debugging-port=${PORT}`] });
const server = await new Server(program).start();
let failed = 0;

// What is less than perfect, with what Lighthouse says of it.
function faults({ categories, audits }, category) {
  return categories[category].auditRefs.map(({ id }) => audits[id])
    .filter(({ score }) => score !== null && score < 1)
    .map(({ id, displayValue, title }) => `      ${category}: ${id}: ${displayValue ?? title}`);
}

// One run; again where Lighthouse itself gave up, as it may on a machine that is very busy.
async function look(path, tries = 3) {
  const { lhr } = await lighthouse(`${server.url}/${path}`, {
    port: PORT, logLevel: 'error', onlyCategories: ['performance', ...Object.keys(MUST)],
  });
  return lhr.runtimeError && tries > 1 ? look(path, tries - 1) : lhr;
}

async function measure([name, path]) {
  const results = [];
  for (let i = 0; i < Number(runs); i += 1) results.push(await look(path));
  const score = (category) => Math.round(100 * Math.max(...results.map(({ categories }) => categories[category].score)));
  const best = results.find(({ categories }) => Math.round(100 * categories.performance.score) === score('performance'));
  const good = Object.keys(MUST).every((category) => score(category) === 100);
  const scores = Object.entries(MUST).map(([category, words]) => `${words} ${score(category)}`).join(', ');
  const times = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift', 'speed-index']
    .map((id) => `${id.match(/\b\w/g).join('').toUpperCase()} ${best.audits[id].displayValue}`).join(', ');
  console.log(`${good ? 'ok   ' : 'FAIL '} page: Lighthouse, ${name}: ${scores}; performance ${score('performance')} (${times})`);
  if (!good) {
    failed += 1;
    console.log(Object.keys(MUST).flatMap((category) => faults(best, category)).join('\n'));
  }
  if (process.env.VERBOSE) console.log(faults(best, 'performance').join('\n'));
}

for (const screen of SCREENS) await measure(screen);
await browser.close();
await server.clear();
process.exit(failed > 0 ? 3 : 0);
