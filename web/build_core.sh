#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# build_core.sh OUT.wasm DEPFILE SOURCE_ROOT FILE.c...: the core and its binding as one wasm module.
# Fails when the module would need anything from outside: what the page runs is complete in itself.
set -eu
out=$1 depfile=$2 root=$3
shift 3
objects=$out.d
mkdir -p "$objects"
: >"$depfile.new"
list=
for file; do
    object=$objects/$(printf %s "${file#"$root"/}" | tr '/' '_').o
    clang-14 --target=wasm32-wasi -nostdlibinc -isystem /usr/include/wasm32-wasi \
        -mnontrapping-fptoint -mbulk-memory -msign-ext \
        -std=c17 -Oz -flto -DNDEBUG -ffp-contract=off -fvisibility=hidden -fno-ident \
        -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Wvla -Wstrict-prototypes -Wundef \
        -Wformat=2 -I"$root/include" -I"$root/core" -I"$root/web/core" \
        -MMD -MF "$object.d" -MT "$out" -c "$file" -o "$object"
    cat "$object.d" >>"$depfile.new"
    list="$list $object"
done
# Inlined is only what makes the module smaller, what is alike is there once, and numbers of functions
# and places are written as short as they are: its frames take as long, and it is three kilobytes less
# to send.
# shellcheck disable=SC2086  # a list of files without spaces
clang-14 --target=wasm32-wasi -mexec-model=reactor -flto -O2 -Wl,--stack-first \
    -Wl,-z,stack-size=1048576 -Wl,--gc-sections -Wl,--strip-all -Wl,--lto-O2 \
    -Wl,-mllvm,-inline-threshold=-200 -Wl,-mllvm,-enable-merge-functions \
    -Wl,-mllvm,-sink-common-insts -Wl,--compress-relocations -o "$out" $list -lm
mv "$depfile.new" "$depfile"
python3 "$root/web/no_imports.py" "$out" || {
    rm -f "$out"
    exit 1
}
