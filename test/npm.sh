#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# npm.sh BUILD: installs what the tests in JavaScript need, by the lock file beside test/web, and
# prints the folder: BUILD/page-tests.
set -eu
here=$(realpath "$(dirname "$0")/web")
mkdir -p "$1/page-tests"
cd "$1/page-tests"
cp "$here/package.json" "$here/package-lock.json" .
if ! cmp -s package-lock.json .installed; then
    npm ci --no-audit --no-fund --ignore-scripts >npm.log 2>&1 || {
        cat npm.log >&2
        echo 'npm could not install what the tests need; is there a network?' >&2
        exit 1
    }
    cp package-lock.json .installed
fi
pwd
