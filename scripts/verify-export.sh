#!/bin/bash
# Exports the ledger that `make bench-ledger KEEP=--keep` left, verifies the export with the verifier in Python, and prints both
# times.
#   verify-export.sh WAYSIDE LEDGER    LEDGER: directory with the ledger; it is copied first
set -euo pipefail
wayside=$1 ledger=$2
[ -e "$ledger/ledger.sqlite" ] || { echo "verify-export: no ledger in $ledger; run \`make bench-ledger KEEP=--keep\`" >&2; exit 66; }
work=$(mktemp -d "${TMPDIR:-/tmp}/wayside-export.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir "$work/state"
cp "$ledger"/ledger.sqlite* "$work/state"

# Somebody with the right to export: the first account is an administrator's and makes the others.
WAYSIDE_TOKEN=$("$wayside" steward add anna --role administrator --state "$work/state" | grep -oE '[0-9a-f]{64}')
export WAYSIDE_TOKEN
WAYSIDE_TOKEN=$("$wayside" steward add otto --role auditor --state "$work/state" | grep -oE '[0-9a-f]{64}')

timed() {  # what, then the command: wall and processor seconds, most memory
    /usr/bin/time -f "$1: %e s, %U s of the processor, at most %M KiB" "${@:2}"
}
timed exported "$wayside" ledger export --state "$work/state" --out "$work/export" --use audit
timed verified python3 "$(dirname "$0")/../Tests/Verifier/wayside_verify.py" "$work/export"
