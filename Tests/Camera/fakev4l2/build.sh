#!/bin/bash
# Builds the stand-in for libv4l2 as the shared library named, unless it is newer than its sources.
# Usage: build.sh LIBRARY
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
library=$1
sources=("$here"/*.c "$here/../uvcsim/pictures.c")
newest=$(find "$here" "$here/../uvcsim" -name '*.[ch]' -newer "$library" -print -quit 2> /dev/null || echo missing)
if [ -e "$library" ] && [ -z "$newest" ]; then exit 0; fi
mkdir -p "$(dirname "$library")"
gcc -std=gnu17 -O2 -Wall -Wextra -Werror -shared -fPIC -fvisibility=hidden -o "$library.$$" "${sources[@]}" -pthread
mv "$library.$$" "$library"  # in one step: others may be starting with it
