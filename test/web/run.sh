#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run.sh UNHUNCH BUILD [PART-OF-A-NAME]: the page's scripts looked through, then the page itself in
# Chromium, served by UNHUNCH. A line for each test. What npm installs, by the lock file, stays in
# BUILD/page-tests.
set -eu
unhunch=$(realpath "$1") root=$(realpath "$(dirname "$0")/../..")
folder=$("$root/test/npm.sh" "$2") || {
    echo 'FAIL  page: what its tests need is not there'
    exit 1
}
only=${3:-} code=0
cp -R "$root"/test/web/*.js* "$root"/test/web/*.mjs "$root/test/web/scenarios" "$folder/"
cd "$folder"

# look NAME COMMAND...: a test that shows what the command says only where it fails.
look() {
    name=$1
    shift
    if "$@" >"$folder/look.log" 2>&1; then
        echo "ok    page: $name"
    else
        cat "$folder/look.log"
        echo "FAIL  page: $name"
        code=1
    fi
}

if [ -z "$only" ]; then
    bin=$folder/node_modules/.bin
    look 'types hold, by tsc' "$bin/tsc" -p "$root/web"
    cd "$root"
    look 'the scripts, by eslint' "$bin/eslint" -c "$folder/eslint.config.js" web/js web/sw.js test/web
    look 'the document, by html-validate' "$bin/html-validate" --config "$folder/html-validate.json" web/index.html
    cd "$folder"
fi
# run NAME COMMAND...: tests that print a line each; 3 as their end means that what failed was said.
run() {
    name=$1
    shift
    "$@" || {
        [ $? = 3 ] || echo "FAIL  page: $name broke off"
        code=1
    }
}

run 'what runs in Chromium' node page.mjs "$unhunch" "$only"
[ -n "$only" ] || run 'Lighthouse' node lighthouse.mjs "$unhunch"
exit "$code"
