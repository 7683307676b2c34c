// SPDX-License-Identifier: Apache-2.0
// shots.mjs UNHUNCH FOLDER [PART-OF-A-NAME]: a picture of every screen in every state at 360, 768 and
// 1440 pixels, light and dark, for people to look at.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { journeys } from './journeys.mjs';
import { Stage, launch, pass } from './stage.mjs';

const SIZES = [[360, 780], [768, 1024], [1440, 900]];
const [program, folder, only = ''] = process.argv.slice(2);
if (!folder) throw new Error('usage: shots.mjs UNHUNCH FOLDER [PART-OF-A-NAME]');
mkdirSync(folder, { recursive: true });
const browser = await launch();

async function shoot({ name, page }) {
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      // Stills are drawn by and by.
      for (let i = 0; i < 30; i += 1) await pass(page, 20);
      await page.screenshot({ path: join(folder, `${name.replace(/\W+/g, '-')}-${width}-${colorScheme}.png`) });
    }
  }
  await page.setViewportSize({ width: 360, height: 780 });
  await page.emulateMedia({ colorScheme: 'light' });
  console.log(name);
}

for (const journey of Object.values(journeys)) {
  const stage = new Stage(program, browser);
  for await (const state of journey(stage)) if (state.name.includes(only)) await shoot(state);
  await stage.end();
}
await browser.close();
