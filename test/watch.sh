#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Pictures in a real terminal (tmux): beside the text of a move, and of a move file while it is
# being written.
# Use: watch.sh UNHUNCH SOURCE
set -u
unhunch=$(realpath "$1")
source=$(realpath "$2")
command -v tmux >/dev/null || { echo "watch.sh: no tmux"; exit 77; }
work=$(mktemp -d)
server="unhunch-watch-$$"
failed=0
trap 'tmux -L "$server" kill-server 2>/dev/null; rm -rf "$work"' EXIT

in_tmux() { tmux -L "$server" "$@"; }
keys() { in_tmux send-keys -t t "$@"; }
screen() { in_tmux capture-pane -p -t t; }
figure() { screen | grep -o '[▀▄▌▐▖▗▘▝▚▞▙▛▜▟█]'; }
fail() {
    echo "FAIL: $1"
    screen
    failed=$((failed + 1))
}
sees() {
    for _ in $(seq 100); do
        screen | grep -qF -- "$1" && return 0
        sleep 0.1
    done
    fail "$2: no \"$1\" in"
}
has_figure() {
    for _ in $(seq 100); do
        [ "$(figure | wc -l)" -gt 40 ] && return 0
        sleep 0.1
    done
    fail "$1: no figure in"
}
run() { keys "clear; $1; echo told \$?" Enter; }

mkdir "$work/home"
in_tmux -f /dev/null new-session -d -s t -x 80 -y 60 \
    "env HOME=$work/home TERM=tmux-256color LC_ALL=C.UTF-8 PS1='ready> ' bash --noprofile --norc"
in_tmux set -g status off
sees '>' 'a shell'

# --- beside the text
run "$unhunch show chin-tuck | cat"; sees 'told 0' 'a pipe'
[ "$(figure | wc -l)" = 0 ] || fail 'a pipe: text only'
run "$unhunch show chin-tuck | cat; $unhunch show chin-tuck | wc -l"; sees 'told 0' 'a pipe'
run "$unhunch show upper-trapezius-stretch"; sees 'told 0' 'show'; has_figure 'show'
sees 'what is stretched' 'show: the muscles'
screen | grep -q '1  Stand straight' || fail 'show: the steps beside it'
run "NO_COLOR=1 $unhunch show upper-trapezius-stretch"; sees 'told 0' 'NO_COLOR'; has_figure 'NO_COLOR'
in_tmux capture-pane -e -p -t t | grep -q '\[38' && fail 'NO_COLOR: no colours'
run "TERM=dumb $unhunch show upper-trapezius-stretch"; sees 'told 0' 'TERM=dumb'
[ "$(figure | wc -l)" = 0 ] || fail 'TERM=dumb: text only'
in_tmux resize-window -t t -x 60 -y 60
run "$unhunch show upper-trapezius-stretch"; sees 'told 0' 'narrow'
[ "$(figure | wc -l)" = 0 ] || fail 'narrow: text only'

# --- the sheet
in_tmux resize-window -t t -x 80 -y 60
run "$unhunch"; sees 'told 0' 'the sheet'; has_figure 'the sheet'
run "NO_COLOR=1 $unhunch"; sees 'told 0' 'the sheet, NO_COLOR'
[ "$(figure | wc -l)" = 0 ] || fail 'the sheet, NO_COLOR: text only'
run "$unhunch plan --minutes 20 | cat"; sees 'told 0' 'the sheet in a pipe'
[ "$(figure | wc -l)" = 0 ] || fail 'the sheet in a pipe: text only'

# --- while it is written
in_tmux resize-window -t t -x 80 -y 24
move=$work/cat-cow.yaml
cp "$source/data/moves/cat-cow.yaml" "$move"
run "$unhunch show --watch $move"; sees 'q end' 'watch'; has_figure 'watch'
before=$(figure)
for _ in $(seq 40); do [ "$(figure)" = "$before" ] || break; sleep 0.1; done
[ "$(figure)" != "$before" ] || fail 'watch: it does not move'
keys Space; sleep 0.3; before=$(screen); sleep 0.5
[ "$(screen)" = "$before" ] || fail 'watch: paused, and yet it moves'
keys Space
line=$(grep -n 'pose arch' "$move" | cut -d: -f1)
sed -i 's/pose arch/pse arch/' "$move"
sees "cat-cow.yaml:$line:3:" 'watch: where it is wrong'
sees 'pse arch' 'watch: the line that is wrong'
[ "$(figure | wc -l)" = 0 ] || fail 'watch: the picture is still there'
sed -i 's/pse arch/pose arch/' "$move"; has_figure 'watch: put right'
in_tmux resize-window -t t -x 100 -y 40; sleep 0.3; has_figure 'watch: another size'
mv "$move" "$move.away"; sees 'No such file' 'watch: the file is gone'
printf 'id: nod\nname: Nod\n' >"$move"; sees 'kind' 'watch: no poses, and more that is missing'
mv "$move.away" "$move"; has_figure 'watch: it is back'
keys q; sees 'told 0' 'watch: q'
[ "$(in_tmux display -p -t t '#{alternate_on} #{cursor_flag}')" = '0 1' ] || fail 'watch: terminal'
run "$unhunch show --watch $move"; sees 'q end' 'watch again'
keys C-c; sees 'told 130' 'watch: ctrl-c'
run "$unhunch show --watch /nowhere/a.yaml"; sees 'its folder cannot be watched' 'no such folder'
"$unhunch" show --watch "$move" >"$work/out" 2>&1 </dev/null
[ $? = 1 ] && grep -q 'needs a terminal' "$work/out" || fail 'watch: without a terminal'

[ "$failed" = 0 ] && echo 'watch.sh: all good'
[ "$failed" = 0 ]
