#!/bin/bash
# Measures Wayside beside Motion, OpenCV and libjpeg-turbo, prints tables and writes docs/performance.md.
#
#   [ROUNDS=5] [FOOTAGE=CLIP] [ONLY=NAME] [DATE=DAY] scripts/bench-peers.sh WAYSIDE PROGRAMS
#
# PROGRAMS is the directory of the built `bench` and `peers`. FOOTAGE is a film or a directory of JPEG that is used in place
# of rendered scenes. ONLY measures the recordings with this in their name. With FOOTAGE or ONLY the document goes to
# out/bench-peers and docs/performance.md stays as it is. DATE is written into the document; without it there is none.
set -euo pipefail

[ $# -eq 2 ] || { echo "usage: [ROUNDS=5] [FOOTAGE=CLIP] [ONLY=NAME] [DATE=DAY] $0 WAYSIDE PROGRAMS" >&2; exit 64; }
wayside=$(realpath "$1") programs=$(realpath "$2") footage=${FOOTAGE:-} only=${ONLY:-}
[ -z "$footage" ] || footage=$(realpath "$footage")
cd "$(dirname "$0")/.."
out=$PWD/out/bench-peers recordings=Benchmarks/.build/recordings/peers document=docs/performance.md
origin="rendered by \`wayside simulate\` from \`Benchmarks/scenes/square.yaml\` with noise of luma and chroma (\`scripts/peer-recordings.sh\`)"
mkdir -p "$out"
[ -z "$footage$only" ] || document=$out/performance.md
if [ -n "$footage" ]; then
    # Each clip has recordings of its own.
    recordings=Benchmarks/.build/recordings/footage-$(printf %s "$footage" | cksum | cut -d " " -f 1)
    origin="made by ffmpeg of a clip, enlarged (\`scripts/peer-recordings.sh\`)"
fi

scripts/setup-peers.sh
FOOTAGE=$footage scripts/peer-recordings.sh "$wayside" "$recordings"

opencv=
if command -v g++ >/dev/null && pkg-config --exists opencv4; then
    opencv=$out/opencv
    # shellcheck disable=SC2046 # flags are words
    g++ -O2 -o "$opencv" Benchmarks/peers/opencv.cpp $(pkg-config --cflags opencv4) \
        -lopencv_core -lopencv_imgcodecs -lopencv_imgproc -lopencv_video
fi
motion=$(command -v motion || true)
command -v ffmpeg >/dev/null || motion=

package() { dpkg-query --show --showformat='${Version}' "$1" 2>/dev/null || echo "not installed"; }
fact() { printf '%s\t%s\n' "$1" "$2"; }
{
    [ -z "${DATE:-}" ] || fact date "$DATE"
    fact processor "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) processors"
    fact system "$(. /etc/os-release && echo "$PRETTY_NAME"), Linux $(uname -r)"
    fact Wayside "commit $(git rev-parse --short HEAD 2>/dev/null || echo unknown)"
    fact Swift "$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9.]*\).*/\1/p' | head -n 1)"
    fact libjpeg-turbo "$(package libjpeg62-turbo)"
    fact Motion "$(package motion)"
    fact OpenCV "$(package libopencv-dev)"
    fact ffmpeg "$(package ffmpeg)"
} >"$out/facts"

"$programs/peers" --wayside "$wayside" --bench "$programs/bench" --opencv "$opencv" --motion "$motion" \
    --recordings "$recordings" --work "$out/work" --rounds "${ROUNDS:-5}" --only "$only" --origin "$origin" \
    --facts "$out/facts" --document "$document" | tee "$out/tables.txt"
