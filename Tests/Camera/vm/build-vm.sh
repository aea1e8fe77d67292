#!/bin/bash
# Builds what run-in-vm.sh boots, and prints its folder: Debian's own kernel, unpacked and not installed, and an initial
# file system of busybox, the camera and file system modules, and uvcsim. Needs no root. Built once per kernel version,
# and the initial file system once per change of uvcsim or init. Exit 77: something is missing, said in one line.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=${WAYSIDE_VM_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/wayside-vm}
export PATH=$PATH:/usr/sbin:/sbin

stop() { echo "vm: $*" >&2; exit 77; }

for tool in busybox cpio zstd gcc modprobe depmod dpkg-deb apt-get flock; do
    command -v "$tool" > /dev/null || stop "$tool is missing; run scripts/setup-camera.sh"
done
mkdir -p "$cache"
exec 9> "$cache/lock"
flock 9  # two test runs at once build once

# The kernel that Debian installs by default; when apt does not know it, the last one unpacked here.
package=$(apt-cache depends linux-image-amd64 2> /dev/null | awk '/Depends: linux-image-/ {print $2; exit}')
version=${package#linux-image-}
if [ -z "$version" ]; then
    version=$(cd "$cache" && find . -path './kernel-*/vmlinuz' | sed 's|./kernel-\(.*\)/vmlinuz|\1|' | sort -V | tail -n 1)
    [ -n "$version" ] || stop "apt does not know linux-image-amd64; run apt-get update"
fi
kernel=$cache/kernel-$version
unpacked=$kernel.part/unpacked

# Copies the modules named, and those they need, into the kernel's folder, and their order of loading into LIST.list.
collect_modules() {  # ROOT LIST MODULE...
    local root=$1 list=$2 module file
    shift 2
    for module; do
        modprobe -d "$root" -S "$version" --show-depends "$module" | awk '{print $2}'
    done | awk '!seen[$0]++' | while read -r file; do
        strip -g -o "$kernel.part/modules/$(basename "$file")" "$file"
        basename "$file"
    done > "$kernel.part/modules/$list.list"
}

if [ ! -e "$kernel/vmlinuz" ]; then
    rm -rf "$kernel.part"
    mkdir -p "$kernel.part/modules" "$unpacked"
    (cd "$kernel.part" && apt-get download "$package" > /dev/null 2>&1) ||
        stop "$package cannot be downloaded; check the network, or run apt-get update"
    dpkg-deb -x "$kernel.part/$package"_*.deb "$unpacked"
    depmod -b "$unpacked" "$version"
    collect_modules "$unpacked" core virtio_pci 9pnet_virtio 9p overlay
    collect_modules "$unpacked" vivid vivid
    collect_modules "$unpacked" uvc vhci-hcd uvcvideo
    cp "$unpacked/boot/vmlinuz-$version" "$kernel.part/vmlinuz"
    rm -rf "$unpacked" "$kernel.part/$package"_*.deb
    rm -rf "$kernel"
    mv "$kernel.part" "$kernel"
fi

stamp=$(cat "$here"/../uvcsim/*.[ch] "$here/init" "$0" | sha256sum | cut -c1-12)
out=$kernel/$stamp
if [ ! -e "$out/initrd.zst" ]; then
    find "$kernel" -mindepth 2 -name initrd.zst -mtime +7 -delete  # those of older trees
    part=$kernel/$stamp.part
    rm -rf "$part"
    mkdir -p "$part"/base/{bin,mod,dev,proc,sys,tmp,host,share}
    cp "$(command -v busybox)" "$part/base/bin/"
    cp "$kernel"/modules/* "$part/base/mod/"
    gcc -std=gnu17 -O2 -static -Wall -Wextra -Werror -o "$part/base/bin/uvcsim" "$here"/../uvcsim/*.c
    install -m755 "$here/init" "$part/base/init"
    (cd "$part/base" && find . | cpio -o -H newc --quiet -R 0:0) | zstd -q -3 > "$part/initrd.zst"
    rm -rf "$part/base" "$out"
    ln "$kernel/vmlinuz" "$part/vmlinuz"
    mv "$part" "$out"
fi
echo "$out"
