#!/bin/bash
# Makes a Debian machine ready for the camera tests: QEMU, and what builds the small virtual machine that they boot.
# Idempotent, and quick when nothing is missing. Exit 69 with one line when the tests cannot run here.
set -euo pipefail

stop() { printf 'setup-camera: %s\n' "$*" >&2; exit 69; }  # EX_UNAVAILABLE

# gcc and libv4l-dev build the stand-in for libv4l2, v4l-utils drives the simulated cameras' faults.
packages=(qemu-system-x86 busybox-static cpio zstd kmod v4l-utils gcc libc6-dev libv4l-dev python3)

[ "$(uname -m)" = x86_64 ] || stop "the camera tests boot an x86-64 kernel; this machine is $(uname -m)"
missing=()
for package in "${packages[@]}"; do
    dpkg-query --show --showformat='${db:Status-Status}\n' "$package" 2> /dev/null | grep -qx installed || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

command -v apt-get > /dev/null || stop "apt-get is missing; install these yourself: ${missing[*]}"
root=()
if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2> /dev/null || stop "no rights to install; run as root: apt-get install ${missing[*]}"
    root=(sudo)
fi
printf 'setup-camera: installing %s\n' "${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
"${root[@]}" apt-get update -qq || printf 'setup-camera: apt-get update failed; trying with the lists at hand\n' >&2
"${root[@]}" apt-get install -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends "${missing[@]}" >&2 ||
    stop "could not install ${missing[*]}; run: apt-get install ${missing[*]}"
