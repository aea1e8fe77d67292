# What every scenario uses; sourced by them, never run. A scenario is run twice: with `vm` inside the virtual machine, and
# with `host` outside after it, and prints one line per check: "ok", "FAIL" or "skip", its name, and the words.
#   $wayside  the program under test      $out  the scenario's own folder; what is written there stays
# shellcheck shell=bash disable=SC2034,SC2317 # much here is used, and called, by the scenarios alone
set -uo pipefail
scenario=$(basename "$0" .sh)
phase=${1:-vm}
wayside=${WAYSIDE:?the path of the wayside to test}
watch_s=${WATCH_SECONDS:-60}
quick=${CAMERA_QUICK:-}  # not empty: fewer streams and faults, on a machine that has other things to do
least_share=${quick:+0.2} least_share=${least_share:-0.9}  # of the frames must be processed; all must be accounted for
if [ "$phase" = vm ]; then shared=/run/vm; else shared=${CAMERA_OUT:?the folder that the virtual machine wrote}; fi
out=$shared/$scenario
mkdir -p "$out"
tests=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
fails=0

pass() { printf 'ok    %s: %s\n' "$scenario" "$*"; }
fail() { printf 'FAIL  %s: %s\n' "$scenario" "$*"; fails=$((fails + 1)); }
note() { printf 'note  %s: %s\n' "$scenario" "$*"; }

# check WORDS COMMAND ARGUMENT...: the command must succeed.
check() {
    local words=$1
    shift
    if "$@"; then pass "$words"; else fail "$words"; fi
}

# judge PREFIX NAME=FILE... < lines of "words | expression": see judge.py. One start of Python for all of them, because in
# the virtual machine each costs a second.
judge() {
    local line
    while IFS= read -r line; do
        printf '%s\n' "$line"
        case $line in FAIL*) fails=$((fails + 1)) ;; esac
    done < <(/usr/bin/python3 "$tests/judge.py" "$scenario: $1" "${@:2}" 2>&1 || echo "FAIL  $scenario: the judge stopped")
}

# run NAME ARGUMENT...: runs wayside to its end; $status, $out/NAME.out and $out/NAME.err are what it gave.
run() {
    local name=$1
    shift
    "$wayside" "$@" > "$out/$name.out" 2> "$out/$name.err" < /dev/null
    status=$?
    echo "{\"status\":$status}" > "$out/$name.status"
}

# start NAME ARGUMENT...: the same in the background, each line of output after the time at which it came (seconds, as
# $EPOCHREALTIME has them). $pid is wayside's; `finish NAME` waits for it.
start() {
    local name=$1
    shift
    rm -f "$out/$name.pid"
    {
        "$wayside" "$@" 2> "$out/$name.err" < /dev/null &
        echo $! > "$out/$name.pid.part" && mv "$out/$name.pid.part" "$out/$name.pid"
        wait $!
        echo "{\"status\":$?}" > "$out/$name.status"
    } | while IFS= read -r line; do printf '%s %s\n' "$EPOCHREALTIME" "$line"; done > "$out/$name.timed" &
    reader=$!
    until [ -s "$out/$name.pid" ]; do sleep 0.05; done
    pid=$(cat "$out/$name.pid")
}
finish() {
    wait "$reader"
    cut -d' ' -f2- "$out/$1.timed" > "$out/$1.out"
    status=$(sed 's/[^0-9]//g' "$out/$1.status")
}

# Waits until COMMAND succeeds, 50 ms between tries; fails after SECONDS.
within() {  # SECONDS COMMAND ARGUMENT...
    local end=$(($(date +%s%3N) + $1 * 1000))
    shift
    until "$@" 2> /dev/null; do
        [ "$(date +%s%3N)" -lt "$end" ] || return 1
        sleep 0.05
    done
}

# uvc COMMAND...: a command to the simulated UVC camera (uvcsim.c lists them).
uvc() { echo "$*" > /run/uvcsim.ctl; }

# Asks the simulated camera what it sent, and keeps the answer as $out/NAME.sent.
uvc_count() {  # NAME
    rm -f /run/vm/uvcsim.json
    uvc count
    within 5 test -s /run/vm/uvcsim.json
    mv /run/vm/uvcsim.json "$out/$1.sent"
}

# The capture node of a driver's camera, e.g. /dev/video0: by the start of the name that the kernel knows, and the port
# that it is plugged into: the second UVC camera, which sends no Huffman tables, is in another.
camera_of() {  # uvcvideo|vivid [2]
    local node prefix="UVC simulator" second=${2:-}
    [ "$1" = vivid ] && prefix=vivid
    for node in /sys/class/video4linux/video*; do
        [ "$(cat "$node/index")" = 0 ] || continue
        [ "$1" = vivid ] || grep -qx "UVCSIM000${second:-1}" "$node/device/../serial" || continue
        case $(cat "$node/name") in "$prefix"*) echo "/dev/${node##*/}" && return ;; esac
    done
    return 1
}

# one_line WORDS FILE PATTERN: the file is one line, and it has the pattern.
one_line() {
    if [ "$(wc -l < "$2")" -eq 1 ] && grep -qE "$3" "$2"; then pass "$1"; else fail "$1: $(head -c 300 "$2" | tr '\n' '/')"; fi
}

# On the host: the recording $out/NAME, made while NAME.out was printed, gives the same events byte for byte.
replays_alike() {  # NAME [with-events: there must be some]
    grep -v '"wayside\.\(watch\|camera\)\.' "$out/$1.out" > "$out/$1.live"
    "$wayside" replay "$out/$1" --json --quiet > "$out/$1.replayed" 2> "$out/$1.replay.err"
    [ -z "${2:-}" ] || check "$1: there were events" test -s "$out/$1.live"
    check "$1: the recording replays to the same events, byte for byte" cmp -s "$out/$1.live" "$out/$1.replayed"
}

# End of the scenario, with the number of failed checks as the status.
done_checking() { exit $((fails > 100 ? 100 : fails)); }
