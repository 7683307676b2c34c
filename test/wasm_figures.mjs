// SPDX-License-Identifier: Apache-2.0
// wasm_figures.mjs FIGURES.wasm NATIVE.txt: whether the numbers of every frame are the very same.
import { readFileSync } from "node:fs";
import { open_module } from "./wasm_module.mjs";

const FRAMES = 7, LEAST = 500;
const [file, native] = process.argv.slice(2);
const core = open_module(file);
const lines = readFileSync(native, "utf8").trim().split("\n");
let numbers = 0, failed = 0;

function fail(words) {
    if (failed++ < 10) console.error(words);
}

if (core.figure_count() !== lines.length) fail("another number of frames");
lines.forEach((line, i) => {
    const [move, frame, ...texts] = line.split(" ");
    const count = core.figure_numbers(Math.floor(i / FRAMES), i % FRAMES);
    const values = new Float64Array(core.memory.buffer, core.figure_values(), count);
    if (count !== texts.length || count < LEAST)
        fail(`${move} ${frame}: ${count} numbers, natively ${texts.length}`);
    values.forEach((value, k) => {
        if (value !== Number(texts[k]))
            fail(`${move} ${frame}: number ${k} is ${value}, natively ${texts[k]}`);
    });
    numbers += count;
});
console.log(`${lines.length} frames, ${numbers} numbers: the same natively and as wasm`);
process.exit(failed > 0 ? 1 : 0);
