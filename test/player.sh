#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The guided session in a real terminal (tmux): sizes, stopping and coming back, signals, a killed
# run, the path of a move that hurts, and that the terminal is always given back as it was.
# Use: player.sh UNHUNCH
set -u
unhunch=$(realpath "$1")
. "$(dirname "$0")/terminal.sh"

start_shell

# Sizes.
run 'unhunch go --minutes 5 --for neck'
sees 'Get ready' 'start'
sees '1 of' 'start: which move'
sees 'it hurts' 'start: keys'
wait_until other_screen || fail 'start: main screen, or a cursor'
has_figure '80x24' 1 42
size 100 40; has_figure '100x40' 1 42
size 60 20; sees 'back, skip' '60x20'; has_figure '60x20' 1 42
size 30 8; sees_not 'it hurts' '30x8'; sees ' s' '30x8'
size 12 2; sees_not ' s' '12x2'
size 80 24; sees 'it hurts' '80x24 again'

# Pause, help, and away with Ctrl-Z.
keys Space; sees 'Paused' 'space'
rests 'paused'
has_figure 'paused' 1 42
keys '?'; sees 'skip this move' 'help'
keys x; sees_not 'skip this move' 'help closed'; sees 'Paused' 'help closed'
keys Space; sees_not 'Paused' 'space again'
keys C-z; sees 'Stopped' 'ctrl-z: in the shell'
wait_until main_screen || fail 'ctrl-z: another screen, or no cursor'
go_on; sees 'Paused' 'fg: paused'

# Stopped and woken from outside.
keys Space; sees_not 'Paused' 'on'
pid=$(program_pid); kill -STOP "$pid"; sees 'Stopped' 'SIGSTOP: in the shell'; kill -CONT "$pid"
go_on
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
kill -TERM "$(program_pid)"; back_in_shell 143 'SIGTERM'
run 'unhunch go --minutes 5 --for neck'; sees 'Go on with it?' 'after SIGTERM'
keys Enter; sees '2 of' 'goes on at the second move'

# Killed: the next start puts the terminal right.
kill -KILL "$(program_pid)"; sees 'Killed' 'kill -9'
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
told 1 'no session with a red flag'
"$unhunch" check-in flags=none >/dev/null

# The terminal goes away.
run 'unhunch go --minutes 3 --for upper'; sees 'Get ready' 'one more'
pid=$(program_pid)
in_tmux kill-session -t t
ended() { ! kill -0 "$pid" 2>/dev/null; }
wait_until ended; is $? 0 'hang-up: it ends'
"$unhunch" export --json >/dev/null; is $? 0 'hang-up: the record is whole'

# A fast run to its end, recorded nowhere.
start_shell
events=$("$unhunch" export --json | grep -v exported | cksum)
run 'unhunch go --minutes 5 --dry-run --speed 60'
sees 'How stiff is your' 'the end of a fast run'
keys 1 0; sees '10' 'ten of ten'; keys Enter; sees 'Done.' 'said afterwards'
back_in_shell 0 'the end of a fast run'
is "$("$unhunch" export --json | grep -v exported | cksum)" "$events" 'dry run: nothing recorded'

# The figure moves; without it there are words.
run 'unhunch go --minutes 5 --for neck --dry-run'
sees 'Repeat' 'a move that is repeated'
moves 'the figure'
sees_not '…' 'no word is cut off'
keys C-c; back_in_shell 130 'a figure'
size 100 40
run 'unhunch go --minutes 5 --for neck --dry-run --no-figure'
sees 'Breathe' 'no figure: words'
has_no_figure 'no figure' 1 42
keys C-c; back_in_shell 130 'no figure'
size 80 24

# Plain terminals.
run 'TERM=dumb unhunch go --minutes 5 | head -3; true'
sees 'no terminal here' 'TERM=dumb'
run 'NO_COLOR=1 unhunch go --minutes 3 --dry-run'
sees 'Get ready' 'NO_COLOR'
has_figure 'NO_COLOR' 1 42
in_tmux capture-pane -e -p -t t | grep -q '38;' && is colours none 'NO_COLOR: no colours'
keys C-c; back_in_shell 130 'NO_COLOR'

[ "$failed" = 0 ] && echo "player.sh: all good"
[ "$failed" = 0 ]
