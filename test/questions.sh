#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The questions of `me` and `check-in` in a real terminal (tmux): what is answered is kept, what is
# broken off is not, and the terminal is always given back as it was.
# Use: questions.sh UNHUNCH
set -u
unhunch=$(realpath "$1")
command -v tmux >/dev/null || { echo "questions.sh: no tmux"; exit 77; }
work=$(mktemp -d)
server="unhunch-questions-$$"
failed=0
trap 'tmux -L "$server" kill-server 2>/dev/null; sleep 0.3; rm -rf "$work"' EXIT

in_tmux() { tmux -L "$server" "$@"; }
keys() { in_tmux send-keys -t t "$@"; }
screen() { in_tmux capture-pane -p -t t; }
size() { in_tmux resize-window -t t -x "$1" -y "$2"; }
program_pid() { pgrep -P "$(in_tmux display -p -t t '#{pane_pid}')" | head -1; }

# sees TEXT WHAT: waits until the screen shows it
sees() {
    for _ in $(seq 100); do
        screen | grep -qF -- "$1" && return 0
        sleep 0.1
    done
    echo "FAIL: $2: no \"$1\" in"
    screen
    failed=$((failed + 1))
}

# holds FILTER WHAT: of the profile
holds() {
    HOME="$work/home" "$unhunch" me --json | jq -e "$1" >/dev/null && return 0
    echo "FAIL: $2: not $1"
    HOME="$work/home" "$unhunch" me --json
    failed=$((failed + 1))
}

# The shell again: exit code, settings of the terminal, main screen, cursor.
back_in_shell() {
    sees "told $1 $settings" "$2: exit code and terminal settings"
    state=$(in_tmux display -p -t t '#{alternate_on} #{cursor_flag}')
    [ "$state" = '0 1' ] && return 0
    echo "FAIL: $2: other screen or no cursor: $state"
    failed=$((failed + 1))
}

run() { keys "clear; $1; told" Enter; }

unset XDG_DATA_HOME XDG_CONFIG_HOME
mkdir -p "$work/home"
cat >"$work/rc" <<RC
PS1='ready> '
export HOME=$work/home TERM=tmux-256color LC_ALL=C.UTF-8
unset NO_COLOR COLORTERM XDG_DATA_HOME XDG_CONFIG_HOME
alias unhunch=$unhunch
told() { echo "told \$? \$(stty -g | cksum | cut -d' ' -f1)"; }
RC
in_tmux -f /dev/null new-session -d -s t -x 80 -y 24 "bash --noprofile --rcfile $work/rc -i"
in_tmux set -g status off
sees 'ready>' 'a shell'
run true
sees 'told 0' 'a first command'
settings=$(screen | sed -n 's/^told 0 //p' | head -1)

# All six questions.
run 'unhunch me'
sees 'Where will you mostly do it?' 'me'
keys Down Enter; sees 'What is at hand' 'second question'; sees 'at home' 'the first answer above'
keys Down Space Enter; sees 'Where are you stiff' 'third question'
keys Right Right Right Left Down Down Down 7; sees 'hard to move' 'a scale'
keys Enter; sees 'Which positions' 'fourth question'
keys Escape; sees 'Where are you stiff' 'back'
keys Enter; sees 'Which positions' 'forward again'
keys Enter; sees 'Anything I should know of?' 'fifth question'
keys Up Up Up Up Up Up Space; sees 'wrists' 'what a condition means'
keys Enter; sees 'How often do you stretch' 'sixth question'
keys Down Down Enter
back_in_shell 0 'me'
sees 'your session for today' 'what to do next'
holds '.setting == "home" and .stiff == {"neck":2,"upper":7} and .conditions == ["wrist-pain"]' 'answers'
holds '(.equipment | index("wall")) == null and (.equipment | index("chair")) != null' 'at hand'
holds '.positions == null and .habit == "weekly" and .experience == "regular"' 'habit'

# Stopping early keeps what was answered; Ctrl-C keeps nothing.
run 'unhunch me'
sees 'Change what has changed' 'me again'
keys Down Down q
back_in_shell 0 'q'
sees 'to undo       unhunch me equipment=chair,doorway,mat,towel setting=home' 'how to undo'
holds '.setting == "car"' 'q keeps answers'
run 'unhunch me'
sees 'Where will' 'me again'
keys Up C-c
back_in_shell 1 'Ctrl-C'
holds '.setting == "car"' 'Ctrl-C keeps nothing'

# Sizes, stopping and coming back, an end from outside.
run 'unhunch me'
sees 'Where will' 'sizes'
keys Enter Enter Enter Enter
sees 'Anything I should know of?' 'sizes'
size 40 12; sees 'more below' '40x12'
size 30 8; sees 'more below' '30x8'
size 80 24; sees 'About you' '80x24 again'
keys C-z; sees 'Stopped' 'Ctrl-Z'; sees 'told 147' 'Ctrl-Z: in the shell'
keys 'fg; told' Enter; sees 'Anything I should know of?' 'back again'
kill -TERM "$(program_pid)"
back_in_shell 143 'SIGTERM'
run 'unhunch me'
sees 'Where will' 'hang-up'
kill -HUP "$(program_pid)"
back_in_shell 129 'SIGHUP'
holds '.setting == "car"' 'signals keep nothing'

# The check-in: nothing wrong, a red flag, and after an injury.
run 'unhunch check-in'
sees 'Is any of this so now?' 'check-in'; sees 'none of these' 'check-in'
keys Enter; sees 'A doctor should see it first' 'other signs'
keys Enter; sees 'How much does it hurt now?' 'pain'
keys Right Right Enter; sees 'Where does it hurt most?' 'where'
keys Down Enter; sees 'How long has it hurt?' 'how long'
keys Down Enter; sees 'How stiff are you now?' 'stiffness'
keys Enter; sees 'Fine to go.' 'verdict'
back_in_shell 0 'check-in'
if ! HOME="$work/home" "$unhunch" check-in --json | jq -e '.pain == 2 and .pain_area == "shoulders" and .days == 1 and .flags == [] and .stiff.upper == 7' >/dev/null; then
    echo 'FAIL: what the check-in wrote down'
    failed=$((failed + 1))
fi
run 'unhunch check-in'
sees 'Is any of this so now?' 'a red flag'
keys y Enter; sees 'Get emergency care now. Do not stretch.' 'a red flag'
back_in_shell 0 'a red flag'
run 'unhunch go'
sees 'No session now' 'after a red flag'
back_in_shell 1 'after a red flag'
run 'unhunch check-in'
sees 'Is any of this so now?' 'cleared'
keys n Enter; sees 'A doctor should' 'cleared'
keys q
back_in_shell 0 'cleared'
HOME="$work/home" "$unhunch" me conditions=recent-surgery-or-acute-injury >/dev/null
run 'unhunch check-in'
sees 'Is any of this so now?' 'the return gate'
keys Enter; sees 'A doctor should' 'the return gate'
keys Enter; sees 'How much' 'the return gate'
keys 0 Enter; sees 'How stiff' 'the return gate'
keys Enter; sees 'After the injury or operation' 'the return gate'
keys Space Down Space Down Space Down Space Enter
sees 'is no longer in your profile' 'the return gate'
sees 'Fine to go.' 'the return gate'
holds '.conditions == []' 'the return gate'

[ "$failed" = 0 ] && echo 'questions: all passed'
exit "$failed"
