#!/bin/bash
# Renders the shipped fixtures anew from their scenes and compares: the same scene gives the same bytes. Where they
# differ, the new fixture takes the place of the old one and the script fails, so that nobody misses it.
# Usage: scripts/render-fixtures.sh WAYSIDE
set -euo pipefail
wayside=$1

# NAME and JPEG quality. One scene is shipped as pictures, the others as scenes, which `wayside evaluate` renders itself:
# a rendered minute and a half weighs 20 MB at this quality, and twice that at the standard one.
shipped=("courtyard 40")

changed=()
for line in "${shipped[@]}"; do
    read -r name quality <<< "$line"
    old=fixtures/$name new=fixtures/$name.part
    rm -rf "$new"
    "$wayside" simulate "fixtures/scenes/$name.yaml" --out "$new" --quality "$quality"
    if diff -rq "$old" "$new" >&2; then
        rm -rf "$new"
        echo "fixtures: $old is what its scene gives"
    else
        rm -rf "$old"
        mv "$new" "$old"
        changed+=("$old")
    fi
done
[ ${#changed[@]} -eq 0 ] || { echo "fixtures: changed: ${changed[*]}; commit them, or find out why they changed" >&2; exit 1; }
