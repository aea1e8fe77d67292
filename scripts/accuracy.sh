#!/bin/bash
# Measures detection and writes docs/accuracy.md, and out/accuracy/accuracy.html with plots.
#
#   scripts/accuracy.sh WAYSIDE [FOOTAGE]
#
# FOOTAGE is a directory of recordings, each with fixture.yaml and truth.yaml, or one with an expand.sh that makes such a
# directory (it is then expanded into out/accuracy/footage). Without it only rendered scenes are measured, the result
# stays in out/accuracy, and docs/accuracy.md stays as it is: its figures of recordings cannot be made anew.
set -euo pipefail

say() { printf 'accuracy: %s\n' "$*" >&2; }
[ $# -ge 1 ] || { say "usage: $0 WAYSIDE [FOOTAGE]"; exit 64; }
wayside=$(realpath "$1") footage=${2:-}
cd "$(dirname "$0")/.."
out=out/accuracy
mkdir -p "$out"

clips=()
note=()
if [ -z "$footage" ]; then
    say "no footage: say make accuracy FOOTAGE=DIR; rendered scenes and parity are measured all the same"
elif [ ! -d "$footage" ]; then
    say "the footage $footage is not there"
    exit 66
else
    if [ -f "$footage/expand.sh" ]; then
        command -v ffmpeg >/dev/null || { say "ffmpeg is missing, and $footage/expand.sh needs it; apt-get install ffmpeg"; exit 69; }
        say "expanding $footage"
        sh "$footage/expand.sh" "$out/footage"
        footage=$out/footage
    fi
    for directory in "$footage"/*/; do
        [ -f "$directory/fixture.yaml" ] && [ -f "$directory/truth.yaml" ] && clips+=("${directory%/}")
    done
    [ ${#clips[@]} -gt 0 ] || { say "no recording with fixture.yaml and truth.yaml in $footage"; exit 66; }
fi

target=docs/accuracy.md
if [ ${#clips[@]} -eq 0 ]; then
    target=$out/accuracy.md
    note=(--note "No footage was at hand: this report is of rendered scenes alone.")
fi

status=0
"$wayside" evaluate "${clips[@]}" fixtures/scenes/*.yaml --parity --peers docs/accuracy-peers.csv "${note[@]}" \
    --markdown "$target" --html "$out/accuracy.html" >"$out/events.txt" || status=$?
[ $status -eq 0 ] || { say "evaluate failed ($status)"; exit $status; }
say "wrote $target and $out/accuracy.html"
[ ${#clips[@]} -gt 0 ] || say "docs/accuracy.md stays as it is: it needs the footage"
