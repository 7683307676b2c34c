#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run.sh UNHUNCH BUILD: types of the page's scripts, then the page itself in Chromium, served by
# UNHUNCH. What npm installs, by the lock file, stays in BUILD/page-tests.
set -eu
unhunch=$(realpath "$1") folder=$2/page-tests
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$folder"
cp "$here/package.json" "$here/package-lock.json" "$here/page.mjs" "$folder/"
cd "$folder"
if ! cmp -s package-lock.json .installed; then
    npm ci --no-audit --no-fund --ignore-scripts >npm.log 2>&1 || { cat npm.log; exit 1; }
    cp package-lock.json .installed
fi
node_modules/.bin/tsc -p "$here/../../web"
node page.mjs "$unhunch"
