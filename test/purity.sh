#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The core does no I/O, asks for no time and allocates nothing: its libraries may want of the outside
# only what moves memory, compares strings and does exact mathematics. (A sine is not exact: libraries
# differ in its last digit, and figures would differ with them. Use uh_sin and its like of space.h.)
# usage: purity.sh FOLDER-OF-LIBRARIES
set -eu
own=$(mktemp)
trap 'rm -f "$own"' EXIT
nm -g --defined-only "$1"/*.a | awk 'NF == 3 {print $3}' | sort -u >"$own"
allowed='^(mem(cpy|move|set|cmp|chr)|str(len|cmp|ncmp|chr|cspn|spn|str)|_GLOBAL_OFFSET_TABLE_|__stack_chk_fail|__cpu_(model|indicator_init)|fm(ax|in|od)f?|sqrtf?|floorf?|ceilf?|l?roundf?)$'
strange=$(nm -u "$1"/*.a | awk '$1 == "U" {print $2}' | sort -u | grep -vxFf "$own" | grep -Ev "$allowed" || true)
[ -z "$strange" ] || {
    printf 'The core wants of the outside: %s\n' "$(echo $strange)"
    exit 1
}
libraries=$(ls "$1"/*.a | wc -l)
[ "$libraries" -ge 5 ]
