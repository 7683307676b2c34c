#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The questions of `me` and `check-in` in a real terminal (tmux): what is answered is kept, what is
# broken off is not, and the terminal is always given back as it was.
# Use: questions.sh UNHUNCH
set -u
unhunch=$(realpath "$1")
. "$(dirname "$0")/terminal.sh"
unset XDG_DATA_HOME XDG_CONFIG_HOME

# holds FILTER WHAT: of the profile
holds() {
    HOME="$work/home" "$unhunch" me --json | jq -e "$1" >/dev/null && return 0
    echo "FAIL: $2: not $1"
    HOME="$work/home" "$unhunch" me --json
    failed=$((failed + 1))
}

start_shell

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
keys C-z; sees 'Stopped' 'Ctrl-Z'; told 147 'Ctrl-Z: in the shell'
go_on; sees 'Anything I should know of?' 'back again'
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
