// SPDX-License-Identifier: Apache-2.0
// wasm_plans.mjs PLANS.wasm SEED COUNT: the plans of that many random people, one a line.
import { open_module } from "./wasm_module.mjs";

const [file, seed, count] = process.argv.slice(2);
const { plan_case: plan, memory } = open_module(file);
const lines = [];
for (let i = 0; i < count; i++) {
    const bytes = new Uint8Array(memory.buffer, plan(Number(seed), i));
    lines.push(new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0))));
}
console.log(lines.join("\n"));
