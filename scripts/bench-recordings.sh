#!/bin/bash
# Renders the recordings of `make bench` once: the courtyard at three sizes, with the noise of a webcam's sensor, so that
# a picture weighs what a webcam sends.
# Usage: scripts/bench-recordings.sh WAYSIDE DIRECTORY
set -euo pipefail
wayside=$1 out=$2
scene=fixtures/scenes/courtyard.yaml

mkdir -p "$out"
for size in "640, 480" "1280, 720" "1920, 1080"; do
    name=${size/, /x}
    [ -e "$out/$name/truth.yaml" ] && continue
    rm -rf "${out:?}/$name.part"
    sed -e "s/^size:.*/size: [$size]/" -e "s/^sensor:.*/sensor: {noise: 2.5}/" "$scene" > "$out/$name.yaml"
    "$wayside" simulate "$out/$name.yaml" --out "$out/$name.part" --quality 82
    mv "$out/$name.part" "$out/$name"
done
