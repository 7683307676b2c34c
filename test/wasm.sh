#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The pure core as WebAssembly: it builds, imports nothing, and in node makes the very plans that it
# makes natively, down to the search nodes.
# usage: wasm.sh NATIVE-PROGRAM CATALOGUE.c SOURCE HOW-MANY
set -eu
native=$(realpath "$1") catalogue=$(realpath "$2") source=$(realpath "$3") count=$4 seed=5
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
    core/base/*.c core/catalog/*.c core/safety/*.c core/plan/*.c "$catalogue" \
    test/cases.c test/wasm_plans.c \
    -Wl,--stack-first -Wl,-z,stack-size=1048576 -Wl,--export=plan_case -o "$folder/plans.wasm"
cat >"$folder/plans.mjs" <<'END'
import { readFileSync } from "node:fs";
const [file, seed, count] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(file));
const imports = WebAssembly.Module.imports(module);
if (imports.length > 0) {
    console.error("the module imports", imports);
    process.exit(1);
}
const { plan_case: plan, memory, _initialize: begin } = new WebAssembly.Instance(module).exports;
if (begin) begin();
const lines = [];
for (let i = 0; i < count; i++) {
    const bytes = new Uint8Array(memory.buffer, plan(Number(seed), i));
    lines.push(new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0))));
}
console.log(lines.join("\n"));
END
node "$folder/plans.mjs" "$folder/plans.wasm" "$seed" "$count" >"$folder/wasm"
"$native" "$seed" "$count" >"$folder/native"
[ "$(wc -l <"$folder/native")" = "$count" ]
cmp "$folder/native" "$folder/wasm" || {
    diff "$folder/native" "$folder/wasm" | head -n 6
    exit 1
}
echo "$count plans the same natively and as wasm ($(wc -c <"$folder/plans.wasm") bytes)"
