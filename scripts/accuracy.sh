#!/bin/bash
# Measures detection and writes docs/accuracy.md with its plots, and out/accuracy/accuracy.html.
#
#   FOOTAGE=DIR MODEL=NAME scripts/accuracy.sh WAYSIDE
#
# FOOTAGE is a directory of recordings, each with fixture.yaml and truth.yaml, or one with an expand.sh that makes such a
# directory (it is then expanded into out/accuracy/footage). Without it only rendered scenes are measured, the result
# stays in out/accuracy, and docs/accuracy.md stays as it is: its figures of recordings cannot be made anew.
# MODEL is an object finder that `wayside model list` knows; its figures then stand beside those of motion alone.
# Sequences in FOOTAGE/tracking, in the form of MOTChallenge, judge the tracker alone.
# WALKERS is how many walk in each group of parity (default 100).
set -euo pipefail

say() { printf 'accuracy: %s\n' "$*" >&2; }
[ $# -eq 1 ] || { say "usage: FOOTAGE=DIR MODEL=NAME $0 WAYSIDE"; exit 64; }
wayside=$(realpath "$1") footage=${FOOTAGE:-} model=${MODEL:-}
[ -z "$footage" ] || footage=$(realpath -m "$footage")
cd "$(dirname "$0")/.."
out=out/accuracy
mkdir -p "$out"
more=()

if [ -z "$model" ]; then
    say "no model: figures are of motion alone; say MODEL=NAME to have an object finder's beside them"
elif ! "$wayside" evaluate --help | grep -q -e '--model'; then
    say "this version has no model runtime, so MODEL=$model cannot be used; leave it out"
    exit 69
else
    more+=(--model "$model")
fi

clips=()
sequences=()
for info in "$footage"/tracking/*/seqinfo.ini; do
    [ -n "$footage" ] && [ -f "$info" ] && sequences+=("${info%/seqinfo.ini}")
done
if [ -z "$footage" ]; then
    say "no footage: say FOOTAGE=DIR; only rendered scenes are measured, and docs/accuracy.md stays as it is"
    more+=(--note "No footage was at hand: this report is of rendered scenes alone.")
elif [ ! -d "$footage" ]; then
    say "the footage $footage is not there; say FOOTAGE=DIR"
    exit 66
else
    if [ -f "$footage/expand.sh" ]; then
        command -v ffmpeg >/dev/null || { say "the footage must be expanded with ffmpeg; apt-get install ffmpeg"; exit 69; }
        say "expanding the footage into $out/footage"
        sh "$footage/expand.sh" "$PWD/$out/footage" >&2
        footage=$out/footage
    fi
    for directory in "$footage"/*/; do
        [ -f "$directory/fixture.yaml" ] && [ -f "$directory/truth.yaml" ] && clips+=("${directory%/}")
    done
    [ ${#clips[@]} -gt 0 ] || { say "no recording with fixture.yaml and truth.yaml in $footage"; exit 66; }
fi

target=docs/accuracy.md
[ ${#clips[@]} -gt 0 ] || target=$out/accuracy.md
rm -f "${target%.md}"/*.svg

status=0
"$wayside" evaluate "${clips[@]}" fixtures/scenes/*.yaml --parity --walkers "${WALKERS:-100}" \
    --peers docs/accuracy-peers.csv "${more[@]}" --markdown "$target" --html "$out/accuracy.html" >"$out/events.txt" || status=$?
[ $status -eq 0 ] || { say "evaluate failed ($status)"; exit $status; }
# The tracker alone, on MOTChallenge sequences in FOOTAGE/tracking.
if [ ${#sequences[@]} -gt 0 ]; then
    tracks=$("$wayside" evaluate --mot "${sequences[@]}")
    {
        printf '\n## The tracker alone\n'
        printf 'Boxes that other detectors gave, followed without a look at the pictures (`evaluate --mot`, see [tracking.md](tracking.md)).\n'
        printf 'Frames per second are of the tracker alone on one core.\n\n```\n%s\n```\n' "$tracks"
    } >>"$target"
else
    say "no tracking/ in the footage: the tracker alone is not measured"
fi
say "wrote $target and $out/accuracy.html"
