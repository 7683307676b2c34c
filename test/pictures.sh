#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Pictures in files, by the real program: what is written is read again by other programs.
# Use: pictures.sh UNHUNCH
set -u
unhunch=$(realpath "$1")
. "$(dirname "$0")/program.sh"

# number OFFSET BYTES FILE: an unsigned number of one byte each, the first the highest
number() { od -An -j "$1" -N "$2" -tu1 "$3" | awk '{n=0; for (i=1;i<=NF;i++) n=n*256+$i; print n}'; }

# --- SVG: well-formed, one file, no scripts, nothing from elsewhere; quiet where that is wished
run home show upper-trapezius-stretch --svg loop.svg
expect 0 'svg'
check 'svg: well-formed' xmllint --noout loop.svg
check 'svg: a loop' grep -q 'animation' loop.svg
check 'svg: reduced motion' grep -q 'prefers-reduced-motion:reduce' loop.svg
check 'svg: has a title' grep -q '<title>Upper trapezius stretch</title>' loop.svg
check 'svg: no scripts' sh -c '! grep -qE "<script|javascript:|https?://[^w]" loop.svg'
is "$(grep -o 'class="f s"' loop.svg | wc -l)" 1 'svg: one frame stands for all'
run home show upper-trapezius-stretch --variant no-hand --svg variant.svg
expect 0 'svg of a variant'
check 'svg: another version' sh -c '! cmp -s loop.svg variant.svg'
run home show upper-trapezius-stretch --svg - --still
expect 0 'svg still'
check 'svg still: well-formed' xmllint --noout out
check 'svg still: no loop' sh -c '! grep -q animation out'

# --- decimal points for programs, also where people write commas
comma=$tmp/locale
mkdir "$comma"
localedef -i de_DE -f UTF-8 "$comma/de_DE.UTF-8" >/dev/null 2>&1
for form in 'svg - --still' 'svg -' 'mjcf -'; do
    # shellcheck disable=SC2086  # words are meant
    run home show upper-trapezius-stretch --$form
    cp out plain
    # shellcheck disable=SC2086
    env -i PATH="$PATH" HOME="$tmp" LOCPATH="$comma" LC_ALL=de_DE.UTF-8 \
        ${ASAN_OPTIONS:+ASAN_OPTIONS="$ASAN_OPTIONS"} \
        "$unhunch" show upper-trapezius-stretch --$form >out 2>err </dev/null
    check "$form: the same in German" cmp out plain
done
is "$(env LOCPATH="$comma" LC_ALL=de_DE.UTF-8 printf %.1f 0,5)" 0,5 'German has commas'

# --- PNG: signature and size
run home show wall-angel --png a.png --size 320x200
expect 0 'png'
is "$(od -An -N8 -tx1 a.png | tr -d ' ')" 89504e470d0a1a0a 'png: signature'
is "$(number 16 4 a.png)x$(number 20 4 a.png)" 320x200 'png: size'
run home show superman --png wide.png
run home show bar-hang --png tall.png
check 'png: lying moves are wide' [ "$(number 16 4 wide.png)" -gt "$(number 20 4 wide.png)" ]
check 'png: hanging ones tall' [ "$(number 16 4 tall.png)" -lt "$(number 20 4 tall.png)" ]
run home show wall-angel --png=-
is "$(head -c 4 out | tail -c 3)" PNG 'png on standard output'

# --- every choice makes another picture
for choice in '--palette 1' '--palette 4' --dark --muscles; do
    # shellcheck disable=SC2086  # two words are meant
    run home show wall-angel --png b.png --size 320x200 $choice
    expect 0 "png $choice"
    check "png $choice: another picture" sh -c '! cmp -s a.png b.png'
done
run home show knee-to-chest --png left.png --side left
run home show knee-to-chest --png right.png --side right
check 'each side has its picture' sh -c '! cmp -s left.png right.png'

# --- GIF: signature, size, frames that play for as long as the move takes
run home show chin-tuck --gif a.gif --size 160x120
expect 0 'gif'
is "$(head -c 6 a.gif)" GIF89a 'gif: signature'
is "$(number 7 1 a.gif)$(number 6 1 a.gif)x$(number 9 1 a.gif)$(number 8 1 a.gif)" 0160x0120 \
    'gif: size'
frames=$(od -An -v -tx1 a.gif | tr -d ' \n' | grep -o '21f904' | wc -l)
check 'gif: frames' [ "$frames" -gt 20 ]
check 'gif: loops' grep -q NETSCAPE2.0 a.gif

# --- animated PNG: an ordinary one to those who know no better; test_apng looks at every frame
run home show chin-tuck --apng a.apng --size 160x120
expect 0 'apng'
is "$(head -c 4 a.apng | tail -c 3)" PNG 'apng: signature'
is "$(number 16 4 a.apng)x$(number 20 4 a.apng)" 160x120 'apng: size'
is "$(head -c 41 a.apng | tail -c 4)" acTL 'apng: says first that it moves'
check 'apng: frames' [ "$(grep -ao fdAT a.apng | wc -l)" -gt 20 ]

# --- WebP
run home show chin-tuck --webp a.webp --size 160x120
expect 0 'webp'
is "$(head -c 4 a.webp)$(head -c 12 a.webp | tail -c 4)" RIFFWEBP 'webp: signature'
check 'webp: frames' [ "$(grep -ao ANMF a.webp | wc -l)" -gt 20 ]

# --- all moves have a picture, in every kind of file
run home moves --json
for move in $(jq -r '.moves[].id' out); do
    run home show "$move" --png all.png --size 96x80
    [ "$code" = 0 ] || fail "a picture of $move"
done
pass

# --- mistakes
run home show chin-tuk --png a.png; expect 2 'unknown move' 'did you mean chin-tuck?'
run home show chin-tuck --png /nowhere/a.png; expect 1 'no such folder' '/nowhere/a.png'
run home show chin-tuck --gif /dev/full; expect 1 'a full disk' '/dev/full'
run home show chin-tuck --png a.png --size 20x20; expect 2 'too small' 'there is no such size: "20x20"'
run home show chin-tuck --png a.png --size wide; expect 2 'no size' 'like 640x480'
run home show chin-tuck --png a.png --size=640x48x; expect 2 'no size' '--size=640x48x'
run home show chin-tuck --png a.png --palette 9; expect 2 'no such palette' '0 to 4'
run home show chin-tuck --png a.png --side up; expect 2 'no such side' 'up'
mkdir -p home/.local/share/unhunch/moves
cat >home/.local/share/unhunch/moves/nod.yaml <<'YAML'
id: nod
name: Nod
kind: mobility
positions:
  sitting: []
areas: {neck: 3}
sides: both
tempo: 4
steps: [Sit tall., Nod.]
say: Nod.
cautions:
  - {text: Slowly., source: own}
doses:
  - {source: own, reps: 5}
dose: {reps: [5, 5, 5], sets: [1, 1, 1]}
YAML
run home show nod --png a.png; expect 1 'no picture' 'nod has no picture'

told_all
