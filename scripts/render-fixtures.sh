#!/bin/bash
# Renders every fixture anew from its scene: fixtures/scenes/NAME.yaml becomes fixtures/NAME. The same scene gives the
# same bytes, so that `git status` shows whether a scene or the renderer changed.
# Usage: scripts/render-fixtures.sh WAYSIDE
set -euo pipefail
wayside=$1
for scene in fixtures/scenes/*.yaml; do
    name=$(basename "$scene" .yaml)
    rm -rf "fixtures/$name"
    "$wayside" simulate "$scene" --out "fixtures/$name"
done
