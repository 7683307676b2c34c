#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The guided session in a real terminal (tmux): sizes, stopping and coming back, signals, a killed
# run, the path of a move that hurts, and that the terminal is always given back as it was.
# Use: player.sh UNHUNCH
set -u
unhunch=$(realpath "$1")
command -v tmux >/dev/null || { echo "player.sh: no tmux"; exit 77; }
work=$(mktemp -d)
server="unhunch-test-$$"
failed=0
trap 'tmux -L "$server" kill-server 2>/dev/null; sleep 0.3; rm -rf "$work"' EXIT

in_tmux() { tmux -L "$server" "$@"; }
keys() { in_tmux send-keys -t t "$@"; }
screen() { in_tmux capture-pane -p -t t; }
size() { in_tmux resize-window -t t -x "$1" -y "$2"; }
player_pid() { pgrep -P "$(in_tmux display -p -t t '#{pane_pid}')" | head -1; }

# Waits until the screen shows a text.
sees() {
    for _ in $(seq 200); do
        screen | grep -qF -- "$1" && return 0
        sleep 0.1
    done
    echo "FAIL: $2: no \"$1\" in"
    screen
    failed=$((failed + 1))
    return 1
}

sees_not() {
    for _ in $(seq 200); do
        screen | grep -qF -- "$1" || return 0
        sleep 0.1
    done
    echo "FAIL: $2: still \"$1\" in"
    screen
    failed=$((failed + 1))
}

is() {
    [ "$1" = "$2" ] && return 0
    echo "FAIL: $3: \"$1\", not \"$2\""
    failed=$((failed + 1))
}

# The blocks of the figure, in the left half.
figure() { screen | cut -c 1-42 | grep -o '[▀▄▌▐▖▗▘▝▚▞▙▛▜▟█]'; }

has_figure() {
    for _ in $(seq 50); do
        [ "$(figure | wc -l)" -gt 30 ] && return 0
        sleep 0.1
    done
    echo "FAIL: $1: no figure in"
    screen
    failed=$((failed + 1))
}

wakes() { sed -n 's/^voluntary_ctxt_switches:[^0-9]*//p' "/proc/$(player_pid)/status"; }

# A shell that tells when a command is over, with what code, and the settings of its terminal.
start_shell() {
    cat >"$work/rc" <<RC
PS1='ready> '
export HOME=$work/home XDG_RUNTIME_DIR=$work/run TERM=tmux-256color LC_ALL=C.UTF-8
unset XDG_DATA_HOME XDG_CONFIG_HOME XDG_STATE_HOME NO_COLOR COLORTERM
alias unhunch=$unhunch
told() { echo "told \$? \$(stty -g | cksum | cut -d' ' -f1)"; }
RC
    mkdir -p "$work/home" "$work/run"
    in_tmux -f /dev/null new-session -d -s t -x 80 -y 24 "bash --noprofile --rcfile $work/rc -i"
    in_tmux set -g status off
    sees 'ready>' 'a shell'
}

# Back in the shell: the exit code, the terminal's settings, and the main screen.
back_in_shell() {
    sees "told $1 $settings" "$2: exit code and terminal settings" || screen
    is "$(in_tmux display -p -t t '#{alternate_on} #{cursor_flag}')" '0 1' "$2: main screen, cursor"
}

run() { keys "clear; $1; told" Enter; }

start_shell
run true
sees 'told 0' 'a first command'
settings=$(screen | sed -n 's/^told 0 //p' | head -1)

# Sizes.
run 'unhunch go --minutes 5 --for neck'
sees 'Get ready' 'start'
sees '1 of' 'start: which move'
sees 'it hurts' 'start: keys'
is "$(in_tmux display -p -t t '#{alternate_on} #{cursor_flag}')" '1 0' 'start: other screen, no cursor'
has_figure '80x24'
size 100 40; sleep 0.3; has_figure '100x40'
size 60 20; sees 'back, skip' '60x20'; has_figure '60x20'
size 30 8; sees_not 'it hurts' '30x8'; sees ' s' '30x8'
size 12 2; sleep 0.3
size 80 24; sees 'it hurts' '80x24 again'

# Pause, help, and away with Ctrl-Z.
keys Space; sees 'Paused' 'space'
before=$(screen); woken=$(wakes); sleep 0.7
is "$(screen)" "$before" 'paused: nothing moves'
is "$(wakes)" "$woken" 'paused: nothing is drawn'
has_figure 'paused'
keys '?'; sees 'skip this move' 'help'
keys x; sees 'go on' 'help closed'
keys Space; sees_not 'Paused' 'space again'
keys C-z; sees 'Stopped' 'ctrl-z: in the shell'
is "$(in_tmux display -p -t t '#{alternate_on} #{cursor_flag}')" '0 1' 'ctrl-z: main screen, cursor'
keys 'fg; told' Enter; sees 'Paused' 'fg: paused'

# Stopped and woken from outside.
keys Space; sees_not 'Paused' 'on'
pid=$(player_pid); kill -STOP "$pid"; sleep 1; kill -CONT "$pid"
keys 'clear; fg; told' Enter
sees 'Paused' 'SIGSTOP, SIGCONT: paused'

# Ctrl-C, and the offer to go on.
keys C-c; back_in_shell 130 'ctrl-c'
sees 'takes it up again' 'ctrl-c: says what next'
run 'unhunch go --minutes 5 --for neck'
sees 'Go on with it?' 'interrupted: offered'
keys q; back_in_shell 0 'offer: neither'
run 'unhunch go --minutes 5 --for neck'; sees 'Go on with it?' 'still offered'
keys Enter; sees 'Get ready' 'gone on with'

# Skipped moves are not offered again.
keys Right; sees '2 of' 'skip'
kill -TERM "$(player_pid)"; back_in_shell 143 'SIGTERM'
run 'unhunch go --minutes 5 --for neck'; sees 'Go on with it?' 'after SIGTERM'
keys Enter; sees '2 of' 'goes on at the second move'

# Killed: the next start puts the terminal right.
kill -KILL "$(player_pid)"; sees 'Killed' 'kill -9'
is "$(in_tmux display -p -t t '#{alternate_on}')" '1' 'kill -9: leaves the other screen'
keys C-u; run 'unhunch go --minutes 5 --for neck'
sees 'Go on with it?' 'after kill -9'
keys n; sees '1 of' 'a new one'
keys q; sees 'Paused' 'q pauses'
keys q; back_in_shell 0 'kill -9, then a start and an end'
run 'unhunch go --minutes 5 --for neck'; sees 'Get ready' 'ended: not offered'

# It hurts: at once, two questions, advice, and no session until it is cleared.
sees_not 'Get ready' 'work'
keys h; sees 'What did you feel?' 'h'
keys 2; sees 'And now that you have stopped?' 'sharp'
keys Escape; sees 'What did you feel?' 'esc'
keys 0; sees 'Get ready' 'nothing bad'
keys h; sees 'What did you feel?' 'h again'
keys 3; sees 'And now that you have stopped?' 'tingling'
keys 1; sees 'See a doctor' 'advice'
sees 'check-in flags=none' 'advice: how it is cleared'
keys Enter; back_in_shell 0 'ended by a red flag'
sees 'See a doctor' 'advice stays on the screen'
"$unhunch" --version >/dev/null
export HOME="$work/home" XDG_RUNTIME_DIR="$work/run"
"$unhunch" export --json >"$work/export.json"
grep -q '"tingling"' "$work/export.json"; is $? 0 'record: what was felt'
run 'unhunch go --minutes 5'
sees 'told 1' 'no session with a red flag'
"$unhunch" check-in flags=none >/dev/null

# The terminal goes away.
run 'unhunch go --minutes 3 --for upper'; sees 'Get ready' 'one more'
pid=$(player_pid)
in_tmux kill-session -t t
for _ in $(seq 50); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
kill -0 "$pid" 2>/dev/null; is $? 1 'hang-up: it ends'
"$unhunch" export --json >/dev/null; is $? 0 'hang-up: the record is whole'

# A fast run to its end, recorded nowhere.
start_shell
events=$("$unhunch" export --json | grep -v exported | cksum)
run 'unhunch go --minutes 5 --dry-run --speed 60'
sees 'How stiff is your' 'the end of a fast run'
keys 1 0; sleep 0.3; keys Enter; sees 'Done.' 'said afterwards'
back_in_shell 0 'the end of a fast run'
is "$("$unhunch" export --json | grep -v exported | cksum)" "$events" 'dry run: nothing recorded'

# The figure moves; without it there are words.
run 'unhunch go --minutes 5 --for neck --dry-run'
sees 'Repeat' 'a move that is repeated'
before=$(figure)
for _ in $(seq 30); do [ "$(figure)" = "$before" ] || break; sleep 0.1; done
[ "$(figure)" != "$before" ]; is $? 0 'the figure moves'
keys C-c; back_in_shell 130 'a figure'
size 100 40
run 'unhunch go --minutes 5 --for neck --dry-run --no-figure'
sees 'Breathe' 'no figure: words'
is "$(figure | wc -l)" 0 'no figure'
keys C-c; back_in_shell 130 'no figure'
size 80 24

# Plain terminals.
run 'TERM=dumb unhunch go --minutes 5 | head -3; true'
sees 'no terminal here' 'TERM=dumb'
run 'NO_COLOR=1 unhunch go --minutes 3 --dry-run'
sees 'Get ready' 'NO_COLOR'
has_figure 'NO_COLOR'
in_tmux capture-pane -e -p -t t | grep -q '38;' && is colours none 'NO_COLOR: no colours'
keys C-c; back_in_shell 130 'NO_COLOR'

[ "$failed" = 0 ] && echo "player.sh: all good"
[ "$failed" = 0 ]
