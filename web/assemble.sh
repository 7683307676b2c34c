#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# assemble.sh FOLDER CORE.wasm SOURCE_FOLDER STAMP: the page as it is served, in a folder of its own.
# The service worker gets the list of files and a name for this very set of them.
set -eu
folder=$1 core=$2 source=$3 stamp=$(realpath "$4")
font=/usr/share/fonts/truetype/inter-vf/InterDisplay-roman.var.ttf
rm -rf "$folder"
mkdir "$folder"
cp "$source"/*.html "$source"/*.webmanifest "$source"/*.svg "$source"/*.png "$folder/"
# Fewer and smaller files than people write; core and figure stay modules of their own, so that what
# they cost can be measured in the page itself.
small() { esbuild --minify --log-level=error "$@"; }
small --bundle --splitting --format=esm --target=es2022 --outdir="$folder/js" \
    "$source/js/app.js" "$source/js/core.js" "$source/js/figure.js"
small --target=chrome111,firefox114,safari16.4 --outfile="$folder/unhunch.css" "$source/unhunch.css"
cp "$core" "$folder/core.wasm"
chmod 644 "$folder/core.wasm"

# The characters that the page has, in the weights that are used; others, in a name say, are set in
# the system's own font, and so is all of the page without the tools or the font.
if command -v pyftsubset >/dev/null && [ -f "$font" ]; then
    fonttools varLib.instancer "$font" wght=400:650 -o "$folder/font.ttf" >/dev/null 2>&1
    pyftsubset "$folder/font.ttf" --flavor=woff2 --output-file="$folder/font.woff2" \
        --layout-features=kern,tnum --no-hinting --name-IDs='' \
        --unicodes=U+20-7E,U+A0,U+B0,U+B7,U+D7,U+2013,U+2014,U+2018,U+2019,U+201C,U+201D,U+2022,U+2026,U+2212
    rm "$folder/font.ttf"
fi

cd "$folder"
# All modules of a first visit are asked for at once, not each when the one before it has been read;
# a screen that comes later is no static import.
first=$(grep -oE '(from|import)"\./[^"]*"' js/app.js | sed -E 's|.*"\./(.*)"|js/\1|' | sort -u)
for script in js/app.js $first; do
    printf '<link rel="modulepreload" href="%s">\n' "$script"
done >modules
sed -i -e '/<!-- modules -->/{r modules
d}' index.html
rm modules
files=$(find . -type f | LC_ALL=C sort | sed 's|^\./||')
# shellcheck disable=SC2086  # a list of files without spaces
version=$(cat $files "$source/sw.js" | sha256sum | cut -c 1-12)
list=$(printf "'%s'," $files)
sed -e "s|@VERSION@|$version|" -e "s|'@FILES@'|${list%,}|" "$source/sw.js" >sw.js
: >"$stamp"
