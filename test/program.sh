# SPDX-License-Identifier: Apache-2.0
# Sourced by the tests of the real program without a terminal: $unhunch is the program, $tmp a
# folder that is there until the end, and where the test stands.
# shellcheck shell=sh
tmp=$(mktemp -d)
trap 'chmod -R u+w "$tmp"; rm -rf "$tmp"' EXIT
passed=0 failed=0 code=
cd "$tmp" || exit 1

pass() { passed=$((passed + 1)); }
fail() {
    failed=$((failed + 1))
    printf 'FAILED: %s\n' "$1"
    cat -v out err 2>/dev/null | cut -c 1-200 | sed 's/^/    | /' | head -n 12
}

# run HOME ARGUMENTS: the program with nothing else known; exit code in $code, text in out, err
run() {
    home=$1
    shift
    # shellcheck disable=SC2086  # words are meant
    env -i PATH="$PATH" HOME="$tmp/$home" LANG=C.UTF-8 \
        ${ASAN_OPTIONS:+ASAN_OPTIONS="$ASAN_OPTIONS"} ${more_env:-} "$unhunch" "$@" \
        >out 2>err </dev/null
    code=$?
}

# expect CODE WHAT [TEXT in out or err]
expect() {
    if [ "$code" != "$1" ]; then
        fail "$2: exit code $code, not $1"
    elif [ $# -gt 2 ] && ! cat out err | grep -qF -- "$3"; then
        fail "$2: no \"$3\""
    else
        pass
    fi
}

# check WHAT COMMAND...: it succeeds
check() {
    what=$1
    shift
    if "$@" >/dev/null 2>err; then pass; else fail "$what"; fi
}

is() { if [ "$1" = "$2" ]; then pass; else fail "$3: $1, not $2"; fi; }

# told_all: how many passed; the exit code of the test
told_all() {
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ]
}
