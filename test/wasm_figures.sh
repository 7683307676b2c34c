#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The figure core as WebAssembly: it builds, imports nothing, and in node puts every bone of every
# move where it is natively, and draws the same, to the last bit: its arithmetic is exact everywhere
# (core/body/angles.c), so that no rounding can make it choose otherwise.
# usage: wasm_figures.sh NATIVE-PROGRAM CATALOGUE.c SOURCE
set -eu
native=$(realpath "$1") catalogue=$(realpath "$2") source=$(realpath "$3")
cd "$source"
. test/wasm_opening.sh
wasm_build "$folder/figures.wasm" 'figure_count figure_numbers figure_values' \
    core/base/*.c core/body/*.c core/figure/*.c "$catalogue" test/wasm_figures.c
"$native" >"$folder/native"
node test/wasm_figures.mjs "$folder/figures.wasm" "$folder/native"
echo "$(wc -c <"$folder/figures.wasm") bytes"
