#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The figure core as WebAssembly: it builds, imports nothing, and in node puts every bone of every
# move where it is natively, and draws the same. The mathematics of the two libraries differ in the
# last digit, so places may differ by a little.
# usage: wasm_figures.sh NATIVE-PROGRAM CATALOGUE.c SOURCE
set -eu
native=$(realpath "$1") catalogue=$(realpath "$2") source=$(realpath "$3")
for tool in clang-14 wasm-ld-14 node; do
    command -v "$tool" >/dev/null || {
        echo "$tool is missing; this test is left out"
        exit 77
    }
done
[ -d /usr/include/wasm32-wasi ] || {
    echo 'wasi-libc is missing; this test is left out'
    exit 77
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$source"
clang-14 --target=wasm32-wasi -mexec-model=reactor -nostdlibinc -isystem /usr/include/wasm32-wasi \
    -std=c17 -O2 -DNDEBUG -ffp-contract=off -Iinclude -Icore \
    core/base/*.c core/body/*.c core/figure/*.c "$catalogue" test/wasm_figures.c \
    -Wl,--stack-first -Wl,-z,stack-size=1048576 -Wl,--export=figure_count \
    -Wl,--export=figure_numbers -Wl,--export=figure_values -o "$folder/figures.wasm"
cat >"$folder/figures.mjs" <<'END'
import { readFileSync } from "node:fs";
const [file, native] = process.argv.slice(2);
const bones = 33 * 3; // numbers that are metres; what follows is heat, then paths
const metres = 2e-5; // a posture near a limit turns an ulp into some millionths of a metre
const drawn = 4e-3; // there an outline may keep a point that the other drops: so far it is simplified
const module = new WebAssembly.Module(readFileSync(file));
const imports = WebAssembly.Module.imports(module);
if (imports.length > 0) {
    console.error("the module imports", imports);
    process.exit(1);
}
const core = new WebAssembly.Instance(module).exports;
if (core._initialize) core._initialize();
const lines = readFileSync(native, "utf8").trim().split("\n");
const frames = 7;
let worstBone = 0, worstDrawn = 0, failed = 0;
const fail = (words) => {
    if (failed++ < 10) console.error(words);
};
if (core.figure_count() !== lines.length) fail("another number of frames");
lines.forEach((line, i) => {
    const [move, frame, ...texts] = line.split(" ");
    const count = core.figure_numbers(Math.floor(i / frames), i % frames);
    const values = new Float64Array(core.memory.buffer, core.figure_values(), count);
    if (count !== texts.length || count <= bones) {
        fail(`${move} ${frame}: ${count} numbers, natively ${texts.length}`);
        return;
    }
    values.forEach((value, k) => {
        const apart = Math.abs(value - Number(texts[k]));
        if (k < bones) worstBone = Math.max(worstBone, apart);
        else worstDrawn = Math.max(worstDrawn, apart);
        if (!(apart <= (k < bones ? metres : drawn)))
            fail(`${move} ${frame}: number ${k} is ${value}, natively ${texts[k]}`);
    });
});
console.log(`${lines.length} frames: bones within ${worstBone.toExponential(1)} m, ` +
    `what is drawn within ${worstDrawn.toExponential(1)}`);
process.exit(failed > 0 ? 1 : 0);
END
"$native" >"$folder/native"
node "$folder/figures.mjs" "$folder/figures.wasm" "$folder/native"
echo "$(wc -c <"$folder/figures.wasm") bytes"
