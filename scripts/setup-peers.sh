#!/bin/bash
# Installs what `make bench-peers` measures Wayside beside, as Debian packages. Idempotent. What cannot be installed is
# named and the benchmark leaves it out, so this never fails.
set -euo pipefail

# Motion; OpenCV with the compiler for its program; ffmpeg, which puts the very JPEGs into a container for Motion.
packages=(motion libopencv-dev g++ ffmpeg)

say() { printf 'setup-peers: %s\n' "$*" >&2; }
installed() { dpkg-query --show --showformat='${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed; }

missing=()
for package in "${packages[@]}"; do installed "$package" || missing+=("$package"); done
[ ${#missing[@]} -eq 0 ] && exit 0

root=()
[ "$(id -u)" -eq 0 ] || root=(sudo)
say "installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
if command -v apt-get >/dev/null && { [ ${#root[@]} -eq 0 ] || command -v sudo >/dev/null; }; then
    "${root[@]}" apt-get update -qq || say "apt-get update failed; trying with the lists at hand"
    for package in "${missing[@]}"; do
        "${root[@]}" apt-get install -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends "$package" >&2 || true
    done
fi
for package in "${missing[@]}"; do
    installed "$package" || say "$package could not be installed; the benchmark goes without it (apt-get install $package)"
done
