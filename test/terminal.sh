# SPDX-License-Identifier: Apache-2.0
# Sourced by the tests that sit at a real terminal (tmux): $unhunch is the program, $work a folder
# that is there until the end. All of it waits for states, however long this machine takes for them,
# and gives up after a minute. Every command that is run has a number, so that what an earlier one
# told is not taken for its own.
# shellcheck shell=sh
command -v tmux >/dev/null || { echo "$0: no tmux"; exit 77; }
work=$(mktemp -d)
server="unhunch-test-$$"
failed=0 turn=0 settings=
trap 'tmux -L "$server" kill-server 2>/dev/null; wait_until gone; rm -rf "$work"' EXIT
trap 'exit 143' HUP INT TERM # so that a test that takes too long leaves no server either

in_tmux() { tmux -L "$server" "$@"; }
keys() { in_tmux send-keys -t t "$@"; }
screen() { in_tmux capture-pane -p -t t; }
size() { in_tmux resize-window -t t -x "$1" -y "$2"; }
program_pid() { pgrep -P "$(in_tmux display -p -t t '#{pane_pid}')" | head -1; }
gone() { ! in_tmux list-sessions >/dev/null 2>&1; }
# The blocks of a figure, from column $1 to $2.
figure() { screen | cut -c "${1:-1}-${2:-200}" | grep -o '[▀▄▌▐▖▗▘▝▚▞▙▛▜▟█]'; }

# fail WHAT: says so, and shows the screen
fail() {
    echo "FAIL: $1"
    screen
    failed=$((failed + 1))
}

# wait_until COMMAND...: until it succeeds, a minute at most
wait_until() {
    waited=0
    until "$@"; do
        waited=$((waited + 1))
        [ "$waited" -lt 600 ] || return 1
        sleep 0.1
    done
}

is() {
    [ "$1" = "$2" ] && return 0
    echo "FAIL: $3: \"$1\", not \"$2\""
    failed=$((failed + 1))
}

shows() { screen | grep -qF -- "$1"; }
hides() { ! shows "$1"; }
sees() { wait_until shows "$1" || fail "$2: no \"$1\" in"; }
sees_not() { wait_until hides "$1" || fail "$2: still \"$1\" in"; }

figure_there() { [ "$(figure "$@" | wc -l)" -gt 30 ]; }
figure_away() { [ "$(figure "$@" | wc -l)" = 0 ]; }
# has_figure WHAT [FROM TO]: in those columns
has_figure() {
    what=$1
    shift
    wait_until figure_there "$@" || fail "$what: no figure in"
}
has_no_figure() {
    what=$1
    shift
    wait_until figure_away "$@" || fail "$what: a figure in"
}

differs_from() { [ "$(figure 1 42)" != "$1" ]; }
moves() { wait_until differs_from "$(figure 1 42)" || fail "$1: it does not move"; }

wakes() { sed -n 's/^voluntary_ctxt_switches:[^0-9]*//p' "/proc/$(program_pid)/status"; }
resting() {
    before=$(screen) woken=$(wakes)
    sleep 0.7
    [ "$(screen)" = "$before" ] && [ "$(wakes)" = "$woken" ]
}
# rests WHAT: nothing is drawn, and it does not even wake
rests() { wait_until resting || fail "$1: it goes on"; }

other_screen() { [ "$(in_tmux display -p -t t '#{alternate_on} #{cursor_flag}')" = '1 0' ]; }
main_screen() { [ "$(in_tmux display -p -t t '#{alternate_on} #{cursor_flag}')" = '0 1' ]; }

# A shell that tells when a command is over, with what code, and the settings of its terminal.
start_shell() {
    cat >"$work/rc" <<RC
PS1='ready> '
export HOME=$work/home XDG_RUNTIME_DIR=$work/run TERM=tmux-256color LC_ALL=C.UTF-8
unset XDG_DATA_HOME XDG_CONFIG_HOME XDG_STATE_HOME NO_COLOR COLORTERM
alias unhunch=$unhunch
told() { echo "told \$1 \$? \$(stty -g | cksum | cut -d' ' -f1)"; }
RC
    mkdir -p "$work/home" "$work/run"
    in_tmux -f /dev/null new-session -d -s t -x 80 -y "${1:-24}" \
        "bash --noprofile --rcfile $work/rc -i"
    in_tmux set -g status off
    in_tmux set -s exit-empty off # a session may end and another begin
    sees 'ready>' 'a shell'
    run true
    told 0 'a first command'
    settings=$(screen | sed -n "s/^told $turn 0 //p" | head -1)
}

# run COMMAND: in the shell
run() {
    turn=$((turn + 1))
    keys "clear; $1; told $turn" Enter
}

# told CODE WHAT: the command that was run is over, with that exit code
told() { sees "told $turn $1 " "$2: exit code $1"; }

# go_on: what was stopped
go_on() {
    turn=$((turn + 1))
    keys "clear; fg; told $turn" Enter
}

# Over, with the terminal's settings, the main screen and the cursor as they were.
back_in_shell() {
    sees "told $turn $1 $settings" "$2: exit code and terminal settings"
    wait_until main_screen || fail "$2: another screen, or no cursor"
}
