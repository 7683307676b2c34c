#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The real program, as people and scripts meet it: every command, every kind of mistake, JSON, and
# sheets compared with test/golden.
#   cli.sh UNHUNCH SOURCE             runs the tests
#   cli.sh --refresh UNHUNCH SOURCE   writes the golden files anew; read the difference
set -u
refresh=no
[ "$1" = --refresh ] && refresh=yes && shift
unhunch=$(realpath "$1")
source=$(realpath "$2")
golden=$source/test/golden
. "$source/test/program.sh"

# holds WHAT FILTER: out is JSON for which the filter is true
holds() {
    if jq -e "$2" out >/dev/null 2>jq.err; then pass; else fail "$1: $2 $(cat jq.err)"; fi
}

# lines_of_error WHAT N: at most so many lines on standard error
lines_of_error() {
    if [ "$(wc -l <err)" -le "$2" ]; then pass; else fail "$1: over $2 lines of error"; fi
}

compare() {
    cat out err >page
    if [ $refresh = yes ]; then
        mkdir -p "$golden" && cp page "$golden/$1"
    elif diff -u "$golden/$1" page >difference; then
        pass
    else
        failed=$((failed + 1))
        printf 'FAILED: differs from test/golden/%s (wanted? test/cli.sh --refresh)\n' "$1"
        head -n 40 difference
    fi
}

# --- every command answers
run new --version; expect 0 version "unhunch "
run new --help; expect 0 help "a stretch coach"
compare help.txt
run new help; expect 0 "help as a command" "a stretch coach"
for command in go plan moves show me check-in export import help; do
    run new $command --help
    expect 0 "$command --help" "unhunch $command"
    run new help $command
    expect 0 "help $command" "unhunch $command"
done
run new; expect 0 "bare" "unhunch go"
compare today.txt
run new plan --for neck,upper --minutes 10 --at desk; expect 0 plan "Proven best."
compare desk-10.txt
run new plan --at gym --kind full --minutes 30 --why; expect 0 "plan --why" "Why these"
compare gym-30.txt
run new plan --why; expect 0 "plan --why" "Why not the others"
run new go; expect 0 "go without a terminal" "no terminal here"
run new go --speed 9; expect 2 "--speed without --dry-run" "goes with --dry-run"
run new moves; expect 0 moves "44 moves"
compare moves.txt
run new moves --for chest; expect 0 "moves --for" "pec-doorway-stretch"
run new show chin-tuck; expect 0 show "Chin tuck"
compare show-chin-tuck.txt
run new me --help; expect 0 "keys in help" "stiff.AREA=6"; expect 0 "conditions in help" "wrist-pain"
run new check-in --help; expect 0 "flags in help" "chest-pain"
run new me; expect 0 me "About you"
run new check-in; expect 0 "check-in without a terminal" "no terminal to ask on"
[ -e new ] && fail "reading made files" || pass

# --- narrow, plain, wide
more_env="COLUMNS=40" && run new plan --for neck --minutes 5 && compare narrow.txt
for columns in 30 40 60 100; do
    more_env="COLUMNS=$columns"
    run new plan --for neck
    if [ "$(LC_ALL=C.UTF-8 awk '{ if (length($0) > w) w = length($0) } END { print w }' out)" -le $columns ]
    then pass; else fail "lines over $columns columns"; fi
done
more_env="LC_ALL=C" && run new show upper-trapezius-stretch
if LC_ALL=C grep -q '[^ -~]' out; then fail "not ASCII in the C locale"; else pass; fi
more_env="TERM=dumb" && run new
if grep -q "$(printf '\033')" out; then fail "escapes with TERM=dumb"; else pass; fi
more_env=

# --- JSON
run new plan --for neck,upper --minutes 10 --at desk --json; expect 0 "plan --json"
holds "plan --json" '.request == {"for":["neck","upper"],"minutes":10,"at":"desk","with":["chair","wall","doorway"],"kind":"desk"}'
holds "plan --json" '.proof.status == "proven" and .proof.bound == .proof.objective and (.proof.nodes | type) == "number"'
holds "plan --json" '.seconds > 300 and .seconds <= 600 and (.items | length) > 3 and .stop == null and .advice == null'
holds "plan --json" 'all(.items[]; has("move") and has("phase") and has("position") and has("equipment") and has("sides") and has("reps") and has("hold_s") and has("sets") and has("start_s") and has("seconds") and (.why | length) > 0)'
holds "plan --json" 'keys == ["advice","items","proof","request","seconds","stop","withheld"]'
holds "plan --json" 'all(.withheld[]; (.move | length) > 0 and (.why | length) > 0)'
run new --json; expect 0 "bare --json"; holds "bare --json" '.items | length > 0'
run new go --json; expect 0 "go --json"; holds "go --json" '.items | length > 0'
run new moves --json; expect 0 "moves --json"
holds "moves --json" '(.moves | length) == 44 and (.activities | length) == 9'
holds "moves --json" 'all(.moves[]; (keys - ["areas","cautions","dose","doses","equipment","family","id","kind","name","positions","sides","steps","targets"]) == [] and (.steps | length) <= 5 and (.doses | length) > 0)'
holds "moves --json" 'all(.moves[].dose; .reps.min <= .reps.typical and .reps.typical <= .reps.max and .sets.min >= 1)'
run new show cat-cow --json; expect 0 "show --json"
holds "show --json" '.id == "cat-cow" and (.say | length) > 0 and any(.conditions[]; .id == "wrist-pain" and .does == "changes" and (.mine | not))'
run new me --json; expect 0 "me --json"; holds "me --json" '.areas == [] and .setting == null'
run new check-in --json; expect 0 "check-in --json"; holds "check-in --json" '.pain == null and .verdict == "go"'
for mistake in "plan --minutes 0 --json" "show nothing-of-it --json" "me colour=red --json"; do
    # shellcheck disable=SC2086
    run new $mistake
    [ -s out ] && fail "$mistake printed something" || pass
done

# --- the problem for a solver
run new plan --lp; expect 0 "plan --lp" "Maximize"
grep -qi '^end' out && pass || fail "the LP has no end"

# --- mistakes: one clear line, where it is, what to do
run new go --for nekc,upper; expect 2 "unknown area" 'there is no area "nekc"'
expect 2 "unknown area" "did you mean neck?"
lines_of_error "unknown area" 4
compare fault-area.txt
run new go --for; expect 2 "missing value" "--for needs a value"
run new go --for=,neck; expect 2 "empty word" "a word is missing"
run new go --for=neck,lwoer; expect 2 "value after =" "did you mean lower?"
for minutes in 0 10000 61 -5 ten 5.5 '' 99999999999999999999; do
    run new plan --minutes "$minutes"; expect 2 "--minutes '$minutes'" "--minutes takes 1 to 60, not"
done
run new plan --minutes 0; compare fault-minutes.txt
run new plan --at dekc; expect 2 "unknown place" "did you mean desk?"
run new plan --with chiar; expect 2 "unknown equipment" "did you mean chair?"
run new plan --kind releif; expect 2 "unknown kind" "did you mean relief?"
run new plan --minuets 5; expect 2 "unknown option" "did you mean --minutes?"
run new plan -x; expect 2 "short option" "options begin with --"
run new plan --json=yes; expect 2 "a value too much" "--json takes no value"
run new plan neck; expect 2 "an operand too much" 'plan takes no "neck"'
run new show; expect 2 "an operand too few" "show needs MOVE"
run new show a b; expect 2 "an operand too much" "one too many"
run new show chintuck; expect 2 "unknown move" "did you mean chin-tuck?"
compare fault-move.txt
run new shwo; expect 2 "unknown command" "did you mean show?"
run new ''; expect 2 "empty command" "there is no command"
run new help shwo; expect 2 "help of an unknown command" "did you mean show?"
run new companion; expect 1 "a later command" 'this version has no "companion" yet'
run new plan --pdf x.pdf; expect 1 "a later option" "this version has no --pdf"
run new plan --weeks 4; expect 1 "a later option" "this version has no --weeks"
run new me colour=red; expect 2 "unknown key" 'there is no key "colour"'
run new me stif.neck=3; expect 2 "key misspelt" "did you mean stiff.?"
run new me stiff.nekc=3; expect 2 "area in a key" "did you mean neck?"
run new me stiff.neck=11; expect 2 "stiffness out of range" "stiff.neck takes 0 to 10, not 11"
run new me setting; expect 2 "key without a value" "setting needs a value"
run new me likes=chintuck; expect 2 "unknown liked move" "did you mean chin-tuck?"
run new me conditions=wrist-pian; expect 2 "condition misspelt" "did you mean wrist-pain?"
run new me habit=dayly; expect 2 "unknown habit" "did you mean daily?"
run new check-in pain=11; expect 2 "pain out of range" "pain takes 0 to 10, not 11"
run new check-in flags=chest-pian; expect 2 "unknown flag" "did you mean chest-pain?"
run new check-in recovered=maybe; expect 2 "recovered" "takes yes or no"
run new plan "--for=$(printf 'a\033[2Jb')"; expect 2 "control characters"
if grep -q "$(printf '\033')" err; then fail "control characters come out again"; else pass; fi
run new plan "--for=$(printf '\377\376')"; expect 2 "not UTF-8"
run new plan "--for=$(head -c 5000 /dev/zero | tr '\0' a)"; expect 2 "a very long word"
if [ "$(wc -c <err)" -lt 400 ]; then pass; else fail "a long word comes out whole"; fi
[ -e new ] && fail "mistakes made files" || pass

# --- the profile
run ann me areas=neck,upper stiff.neck=6 equipment=chair,band conditions=wrist-pain,fibromyalgia
expect 0 "me KEY=VALUE" '"fibromyalgia" is kept as a note'
expect 0 "how to undo" "unhunch me areas= stiff.neck= equipment= conditions="
run ann me --json
holds "me --json" '.areas == ["neck","upper"] and .stiff == {"neck":6} and .conditions == ["wrist-pain"] and .unknown_conditions == ["fibromyalgia"] and .equipment == ["chair","band"]'
run ann show cat-cow; expect 0 "show with a condition" "For you   Wrist pain"
run ann show cat-cow --svg - --still; cp out own.svg
run ann show cat-cow --variant forearms --svg - --still
cmp -s own.svg out && pass || fail "show draws the version that a condition makes"
run ann show cat-cow --variant seated --svg - --still
cmp -s own.svg out && fail "variants are alike" || pass
run new show cat-cow --variant sitting; expect 2 "no such variant" "has no variant" "seated"
run new show scapular-squeeze --variant seated; expect 2 "a move without variants" "none at all"
run ann me stiff.neck=; expect 0 "emptying a key" "to undo       unhunch me stiff.neck=6"
run ann me stiff.neck=6 experience=regular habit=daily setting=home cannot=kneel likes=chin-tuck dislikes=neck-roll
expect 0 "more keys"
run ann me --json
holds "me --json" '.experience == "regular" and .habit == "daily" and .setting == "home" and .cannot == ["kneel"] and .likes == ["chin-tuck"] and .dislikes == ["neck-roll"] and .stiff == {"neck":6}'
run ann me areas=neck stiff.neck=99; expect 2 "one wrong value"
run ann me --json; holds "nothing of it is kept" '.areas == ["neck","upper"]'
run ann show cat-cow; expect 0 "show with what cannot be" "left out of your sessions"
run ann plan --json; holds "changed moves" 'any(.items[]; .move == "cat-cow" and (.how | test("fists"))) or all(.items[]; .move != "cat-cow")'
holds "disliked moves" 'any(.withheld[]; .move == "neck-roll")'
run ann me; expect 0 "me, told" "Wrist pain"

# --- poses are checked in their file
sed '0,/neck side [1-9]/s/neck side [1-9]/neck sideways /; s/^id: .*/id: my-neck/' "$source/data/moves/lateral-neck-stretch.yaml" >my-neck.yaml
line=$(grep -n sideways my-neck.yaml | cut -d: -f1)
run new moves --check my-neck.yaml; expect 1 "a pose that cannot be" "my-neck.yaml:$line:10: figure: the spine bends"

# --- the check-in and what follows
run bob check-in pain=3 pain-area=neck days=1 stiff.neck=4 flags=none; expect 0 "check-in" "Fine to go."
run bob check-in pain=5; expect 0 "marked pain" "Go gently."
run bob plan --json; expect 0 "a gentle plan"; holds "a gentle plan" '.advice != null and .stop == null'
run bob check-in pain=8 --json; expect 0 "severe pain"; holds "severe pain" '.verdict == "stop" and .stop.urgency == "doctor"'
run bob plan; expect 1 "no plan" "No session now"
run bob go; expect 1 "no session" "No session now"
run bob check-in pain=1 flags=chest-pain; expect 0 "a red flag" "Get emergency care now."
run bob plan --json; expect 1 "stopped by a flag"; holds "stopped" '.stop.flag == "chest-pain" and .items == []'
run bob check-in pain=0 flags=none; expect 0 "cleared" "Fine to go."
run bob plan; expect 0 "planned again"
run bob me conditions=recent-surgery-or-acute-injury; run bob plan; expect 1 "an injury stops" "No session now"
run bob check-in recovered=yes; expect 0 "the return gate" "is no longer in your profile"
run bob me --json; holds "lifted" '.conditions == []'
run bob plan; expect 0 "planned after the return gate"

run bob me conditions=recent-surgery-or-acute-injury; run bob plan
expect 1 "a new injury meets the gate anew" "No session now"
run bob me conditions=

# --- everything out, and in again
run bob export; expect 0 export; cp out bob.json
holds export '.events | length >= 5'
run eve import "$tmp/bob.json"; expect 0 import "added"
run eve import "$tmp/bob.json"; expect 0 "import again" "0 of"
run eve export; holds "the same events" "[.events[].id] == $(jq -c '[.events[].id]' bob.json)"
run ann export; cp out ann.json
run ivy import "$tmp/ann.json"; expect 0 "import of a profile" "The profile in it is now yours."
run ann me --json; cp out ann-profile.json
run ivy me --json
cmp -s out ann-profile.json && pass || fail "the profile differs after export and import"
sed -e 's/"conditions":\[/"conditions":["of-a-newer-version",/' -e 's/"likes":\[/"likes":["move-of-old",/' ann.json >newer.json
run jon import newer.json; run jon me --json
holds "unknown words are kept" '.unknown_conditions == ["of-a-newer-version","fibromyalgia"] and .likes == ["move-of-old","chin-tuck"]'
run eve me stiff.neck=1
run eve import "$tmp/ann.json"; expect 0 "import over a profile" "it stays as it is"
run eve me --json; holds "a profile that stays" '.stiff == {"neck":1}'
run eve import nothing.json; expect 1 "import of no file" "No such file"
head -c 2000 /dev/urandom >garbage
run eve import garbage; expect 1 "import of garbage"; lines_of_error "import of garbage" 3
run eve import --json "$tmp/bob.json"; holds "import --json" '.added == 0'

# --- own moves
moves=cal/.local/share/unhunch/moves
mkdir -p $moves
sed -e 's/^id:.*/id: my-tuck/' -e 's/^family:.*/family: my-tuck/' -e 's/^name:.*/name: My tuck/' \
    "$source/data/moves/chin-tuck.yaml" >$moves/my-tuck.yaml
run cal moves --check "$tmp/$moves/my-tuck.yaml"; expect 0 "a good move file"
run cal moves --json; holds "an own move" '(.moves | length) == 45'
run cal show my-tuck; expect 0 "an own move" "My tuck"
sed 's/hold_s: \[2, 3, 3\]/hold_s: [2, 3, 300]/' $moves/my-tuck.yaml >mine.yaml
run cal moves --check mine.yaml; expect 1 "a hold too long" "300 is over 120"
printf 'id: broken\nname: [' >$moves/broken.yaml
run cal plan; expect 0 "a broken own move" "broken.yaml:2:"
lines_of_error "a broken own move" 2
cp garbage $moves/garbage.yaml
run cal plan; expect 0 "binary garbage as a move"
run cal moves --check garbage; expect 1 "binary garbage"
truncate -s 100M huge.yaml
run cal moves --check huge.yaml; expect 1 "a file of 100 MB" "larger than"
cp --sparse=always huge.yaml $moves/huge.yaml
run cal plan; expect 0 "a file of 100 MB among the own moves" "larger than"

# --- what is broken is never taken for empty, and never lost
mkdir -p dan/.config/unhunch
printf 'conditions: [wrist-pain\n' >dan/.config/unhunch/profile.yaml
cp dan/.config/unhunch/profile.yaml before.yaml
run dan plan; expect 1 "a broken profile" "profile.yaml:"
run dan me areas=neck; expect 1 "a broken profile"
cmp -s before.yaml dan/.config/unhunch/profile.yaml && pass || fail "the broken profile was changed"
cp garbage dan/.config/unhunch/profile.yaml
run dan plan; expect 1 "a profile of garbage"
truncate -s 100M dan/.config/unhunch/profile.yaml
run dan plan; expect 1 "a profile of 100 MB"
rm dan/.config/unhunch/profile.yaml
mkdir -p dan/.local/share/unhunch
cp garbage dan/.local/share/unhunch/record.db
run dan plan; expect 1 "a record of garbage" "record.db"
lines_of_error "a record of garbage" 3
run dan check-in pain=1; expect 1 "a record of garbage" "record.db"
cmp -s garbage dan/.local/share/unhunch/record.db && pass || fail "the broken record was changed"
rm -f dan/.local/share/unhunch/record.db*
run dan check-in pain=1; expect 0 "a new record"
if command -v sqlite3 >/dev/null; then
    sqlite3 dan/.local/share/unhunch/record.db 'pragma user_version = 99; pragma wal_checkpoint(truncate)' >/dev/null
    run dan plan; expect 1 "a record of a newer version" "newer"
    lines_of_error "a record of a newer version" 3
    run dan check-in pain=2; expect 1 "a record of a newer version" "newer"
fi

# --- no home, a folder that cannot be written, a full disk
env -i PATH="$PATH" HOME= "$unhunch" plan >out 2>err; code=$?; expect 0 "no HOME" "no home folder"
env -i PATH="$PATH" HOME= "$unhunch" me areas=neck >out 2>err; code=$?; expect 1 "no HOME" "set HOME"
# root may write anywhere: then somebody else tries
mkdir fay && chmod 555 fay && chmod 711 "$tmp"
cp "$unhunch" program && chmod 755 program
somebody=
[ "$(id -u)" = 0 ] && somebody="setpriv --reuid=65534 --regid=65534 --clear-groups"
in_fay() {
    # shellcheck disable=SC2086
    env -i PATH="$PATH" HOME="$tmp/fay" LANG=C.UTF-8 $somebody ./program "$@" >out 2>err </dev/null
    code=$?
}
in_fay me areas=neck; expect 1 "a folder that cannot be written" "Permission denied"
in_fay check-in pain=1; expect 1 "a folder that cannot be written"; lines_of_error "a folder that cannot be written" 3
in_fay plan; expect 0 "planning where nothing can be written"
chmod 755 fay
mkdir gus && : >gus/.config && : >gus/.local
run gus me areas=neck; expect 1 "a file where a folder should be"
run gus check-in pain=1; expect 1 "a file where a folder should be"
if [ -w /dev/full ]; then
    env -i PATH="$PATH" HOME="$tmp/new" "$unhunch" moves --json >/dev/full 2>err; code=$?
    expect 1 "a full disk" "could not write"
fi

# --- completions and the manual come from the same table
for shell in bash zsh fish; do
    "$unhunch" --generate $shell >completion.$shell 2>err; code=$?; expect 0 "completions for $shell"
    grep -q minutes completion.$shell && pass || fail "no --minutes in the completions for $shell"
    # fish and zsh are checked where they are installed
    checker="$shell -n"
    command -v $shell >/dev/null || continue
    $checker completion.$shell 2>err && pass || fail "the completions for $shell are no $shell"
done
complete_line() { # the words bash offers for a line
    bash -c '. ./completion.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _unhunch; echo "${COMPREPLY[@]}"' - "$@"
}
[ "$(complete_line unhunch sh)" = show ] && pass || fail "completing a command"
[ "$(complete_line unhunch plan --at d)" = desk ] && pass || fail "completing a place"
[ "$(complete_line unhunch plan --for neck,up)" = neck,upper ] && pass || fail "completing a list"
[ "$(complete_line unhunch show chin)" = chin-tuck ] && pass || fail "completing a move"
[ "$(complete_line unhunch me ar)" = areas= ] && pass || fail "completing a key"
[ "$(complete_line unhunch me setting = d)" = desk ] && pass || fail "completing the value of a key"
"$unhunch" --generate man | grep -q -- '--minutes' && pass || fail "no options for the manual"
"$unhunch" --generate nonsense >out 2>err; [ $? = 2 ] && pass || fail "nonsense generated"

[ $refresh = yes ] && echo "golden files written; now: git diff test/golden"
told_all
