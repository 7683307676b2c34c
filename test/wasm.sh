#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The pure core as WebAssembly: it builds, imports nothing, and in node makes the very plans that it
# makes natively, down to the search nodes.
# usage: wasm.sh NATIVE-PROGRAM CATALOGUE.c SOURCE HOW-MANY
set -eu
native=$(realpath "$1") catalogue=$(realpath "$2") source=$(realpath "$3") count=$4 seed=5
cd "$source"
. test/wasm_opening.sh
wasm_build "$folder/plans.wasm" plan_case core/base/*.c core/catalog/*.c core/safety/*.c \
    core/plan/*.c "$catalogue" test/cases.c test/wasm_plans.c
node test/wasm_plans.mjs "$folder/plans.wasm" "$seed" "$count" >"$folder/wasm"
"$native" "$seed" "$count" >"$folder/native"
[ "$(wc -l <"$folder/native")" = "$count" ]
cmp "$folder/native" "$folder/wasm" || {
    diff "$folder/native" "$folder/wasm" | head -n 6
    exit 1
}
echo "$count plans the same natively and as wasm ($(wc -c <"$folder/plans.wasm") bytes)"
