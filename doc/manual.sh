#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# manual.sh UNHUNCH SCDOC PAGE.scd: the page as roff, with the commands put in where it says so.
set -eu
"$1" --generate man >"${TMPDIR:-/tmp}/unhunch-commands.$$"
trap 'rm -f "${TMPDIR:-/tmp}/unhunch-commands.$$"' EXIT
sed -e "/^@COMMANDS@\$/{
r ${TMPDIR:-/tmp}/unhunch-commands.$$
d
}" "$3" | "$2"
