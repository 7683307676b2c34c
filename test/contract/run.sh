#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run.sh UNHUNCH BUILD: the API of UNHUNCH against its description. REQUESTS=10000 for the long way.
set -eu
unhunch=$(realpath "$1") root=$(realpath "$(dirname "$0")/../..")
folder=$("$root/test/npm.sh" "$2")
cp "$root"/test/contract/*.mjs "$folder/"
node "$folder/contract.mjs" "$unhunch" "$root/server/openapi.json"
