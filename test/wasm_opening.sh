# SPDX-License-Identifier: Apache-2.0
# Sourced by the tests that run C as WebAssembly in node: leaves the test out where a tool is
# missing, makes $folder, and builds modules there.
# shellcheck shell=sh
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

# wasm_build OUT.wasm "EXPORT..." FILE.c...: as web/build_core.sh builds the page's core.
wasm_build() {
    out=$1 exports=$2
    shift 2
    # shellcheck disable=SC2086,SC2046  # a list of words is meant
    clang-14 --target=wasm32-wasi -mexec-model=reactor -nostdlibinc \
        -isystem /usr/include/wasm32-wasi -std=c17 -Oz -flto -DNDEBUG -ffp-contract=off \
        -Iinclude -Icore "$@" -Wl,--stack-first -Wl,-z,stack-size=1048576 \
        $(printf -- '-Wl,--export=%s ' $exports) -o "$out"
}
