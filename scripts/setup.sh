#!/bin/bash
# Makes a Debian machine ready to build and test Wayside. Idempotent, and quick when nothing is missing.
set -euo pipefail

say() { printf 'setup: %s\n' "$*" >&2; }
stop() { say "$*"; exit 69; }  # EX_UNAVAILABLE

# libmosquitto is what MQTT is spoken with; the broker, its tools, openssl and curl are for the tests, which start one on a free port.
# pkg-config finds SQLite for GRDB; zlib and libstdc++ come with the compiler's own needs. Python is for the verifier of exports
# (Tests/Verifier), which the tests run and which shares no code with Wayside.
packages=(libjpeg-dev libpng-dev libsqlite3-dev libv4l-dev libmosquitto-dev mosquitto mosquitto-clients openssl curl zlib1g-dev pkg-config python3 python3-cryptography)

# The toolchain first: without it the packages are of no use.
version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1)
[ -n "$version" ] || stop "Swift is missing; install Swift 6.3 or newer from https://www.swift.org/install/linux/"
major=${version%%.*}
rest=${version#*.}
minor=${rest%%.*}
if [ "$major" -lt 6 ] || { [ "$major" -eq 6 ] && [ "$minor" -lt 3 ]; }; then
    stop "Swift $version is too old; install 6.3 or newer from https://www.swift.org/install/linux/"
fi

missing=()
for package in "${packages[@]}"; do
    dpkg-query --show --showformat='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

command -v apt-get >/dev/null || stop "apt-get is missing; install these yourself: ${missing[*]}"
root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || stop "no rights to install; run as root: apt-get install ${missing[*]}"
    root=(sudo)
fi
say "installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${root[@]}" apt-get update -qq || say "apt-get update failed; trying with the lists at hand"
"${root[@]}" apt-get install -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends "${missing[@]}" >&2 ||
    stop "could not install ${missing[*]}; run: apt-get install ${missing[*]}"
