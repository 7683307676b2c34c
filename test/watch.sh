#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Pictures in a real terminal (tmux): beside the text of a move, and of a move file while it is
# being written.
# Use: watch.sh UNHUNCH SOURCE
set -u
unhunch=$(realpath "$1")
source=$(realpath "$2")
. "$(dirname "$0")/terminal.sh"

start_shell 60

# --- beside the text
run "unhunch show chin-tuck | cat"; told 0 'a pipe'
has_no_figure 'a pipe: text only'
run "unhunch show chin-tuck | cat; unhunch show chin-tuck | wc -l"; told 0 'a pipe'
run "unhunch show upper-trapezius-stretch"; told 0 'show'; has_figure 'show'
sees 'what is stretched' 'show: the muscles'
screen | grep -q '1  Stand straight' || fail 'show: the steps beside it'
run "NO_COLOR=1 unhunch show upper-trapezius-stretch"; told 0 'NO_COLOR'; has_figure 'NO_COLOR'
in_tmux capture-pane -e -p -t t | grep -q '\[38' && fail 'NO_COLOR: no colours'
run "TERM=dumb unhunch show upper-trapezius-stretch"; told 0 'TERM=dumb'
has_no_figure 'TERM=dumb: text only'
size 60 60
run "unhunch show upper-trapezius-stretch"; told 0 'narrow'
has_no_figure 'narrow: text only'

# --- the sheet
size 80 60
run unhunch; told 0 'the sheet'; has_figure 'the sheet'
run "NO_COLOR=1 unhunch"; told 0 'the sheet, NO_COLOR'
has_no_figure 'the sheet, NO_COLOR: text only'
run "unhunch plan --minutes 20 | cat"; told 0 'the sheet in a pipe'
has_no_figure 'the sheet in a pipe: text only'

# --- while it is written
size 80 24
move=$work/cat-cow.yaml
cp "$source/data/moves/cat-cow.yaml" "$move"
run "unhunch show --watch $move"; sees 'q end' 'watch'; has_figure 'watch'
moves 'watch'
keys Space; rests 'watch: paused'
before=$(figure 1 42); keys m; wait_until differs_from "$before" || fail 'watch: m, the same picture'
before=$(figure 1 42); keys s; wait_until differs_from "$before" || fail 'watch: s, the same picture'
rests 'watch: still paused'
keys m s Space; moves 'watch: on again'
line=$(grep -n 'pose arch' "$move" | cut -d: -f1)
sed -i 's/pose arch/pse arch/' "$move"
sees "cat-cow.yaml:$line:3:" 'watch: where it is wrong'
sees 'pse arch' 'watch: the line that is wrong'
has_no_figure 'watch: the picture is still there'
sed -i 's/pse arch/pose arch/' "$move"; has_figure 'watch: put right'
size 100 40; has_figure 'watch: another size'
mv "$move" "$move.away"; sees 'No such file' 'watch: the file is gone'
printf 'id: nod\nname: Nod\n' >"$move"; sees 'kind' 'watch: no poses, and more that is missing'
mv "$move.away" "$move"; has_figure 'watch: it is back'
keys q; back_in_shell 0 'watch: q'
run "unhunch show --watch $move"; sees 'q end' 'watch again'
keys C-c; back_in_shell 130 'watch: ctrl-c'
run "unhunch show --watch /nowhere/a.yaml"; sees 'its folder cannot be watched' 'no such folder'
"$unhunch" show --watch "$move" >"$work/out" 2>&1 </dev/null
[ $? = 1 ] && grep -q 'needs a terminal' "$work/out" || fail 'watch: without a terminal'

[ "$failed" = 0 ] && echo 'watch.sh: all good'
[ "$failed" = 0 ]
