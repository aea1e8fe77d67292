#!/bin/bash
# Runs a command beside a real V4L2 driver: in a small virtual machine with Debian's kernel and this machine's own files.
#
#   run-in-vm.sh [OPTION]... COMMAND ARGUMENT...
#
#   --camera KIND    vivid (raw formats), uvc (MJPEG and YUYV; see ../uvcsim), both, or none; vivid unless told
#   --frames PATH    what the UVC camera shows: a folder of *.jpg or a file of JPEG images; once per frame size
#   --uvc-args WORDS more options for uvcsim, e.g. "--strip-dht --serial X"
#   --second-uvc     a second UVC camera, UVCSIM0002, which leaves the Huffman tables out as many cameras do
#   --nodrop         uvcvideo hands broken frames out instead of dropping them
#   --out DIR        is /run/vm inside; what is written there stays
#   --systemd        systemd and udev run inside; --unit FILE installs a unit first (and implies --systemd)
#   --timeout S, --memory MIB, --cpus N; 180, 1024, 2
#   -v               say how long the start took
#
# The command sees this machine's files at their own paths; what it writes is forgotten, but for /run/vm. It runs as root.
# /run/uvcsim.ctl takes uvcsim's commands (/run/uvcsim2.ctl the second camera's), and `count` writes /run/vm/uvcsim.json.
# Exit status: the command's; 77 nothing was run, for the reason said; 124 out of time; 125 the machine failed.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
camera=vivid uvc_args='' second='' nodrop='' out='' systemd='' timeout_s=180 memory_mib=1024 cpus=2 verbose=''
frames=() units=()
while [ $# -gt 0 ]; do
    case $1 in
    --camera) camera=$2; shift 2 ;;
    --frames) frames+=("$(realpath "$2")"); shift 2 ;;
    --uvc-args) uvc_args=$2; shift 2 ;;
    --second-uvc) second=1; shift ;;
    --nodrop) nodrop=1; shift ;;
    --out) out=$2; shift 2 ;;
    --systemd) systemd=1; shift ;;
    --unit) units+=("$2"); systemd=1; shift 2 ;;
    --timeout) timeout_s=$2; shift 2 ;;
    --memory) memory_mib=$2; shift 2 ;;
    --cpus) cpus=$2; shift 2 ;;
    -v) verbose=1; shift ;;
    --) shift; break ;;
    -*) echo "run-in-vm: no such option: $1" >&2; exit 64 ;;
    *) break ;;
    esac
done
[ $# -gt 0 ] || { sed -n '2,22s/^# \{0,1\}//p' "$0" >&2; exit 64; }
case $camera in uvc | both) [ ${#frames[@]} -gt 0 ] || { echo "run-in-vm: --camera $camera needs --frames" >&2; exit 64; } ;; esac

command -v qemu-system-x86_64 > /dev/null || { echo "vm: qemu-system-x86_64 is missing; run scripts/setup-camera.sh" >&2; exit 77; }
vm=$("$here/build-vm.sh") || exit 77

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
share=${out:-$scratch/share}
mkdir -p "$share"
share=$(cd "$share" && pwd)
control=$share/.vm  # what the host and `init` say to each other
rm -rf "$control"
mkdir -p "$control/units"
[ ${#units[@]} -eq 0 ] || cp "${units[@]}" "$control/units/"
printf '%s\n' "${frames[@]}" > "$control/frames"
{
    printf 'camera=%s\nuvc_args="%s"\nsecond=%s\nnodrop=%s\nsystemd=%s\nverbose=%s\n' \
        "$camera" "$uvc_args" "$second" "$nodrop" "$systemd" "$verbose"
} > "$control/settings"
{
    printf 'export PATH=%q HOME=/tmp LANG=C.UTF-8 WAYSIDE_IN_VM=1\n' "$PATH"
    printf 'cd %q\nexec' "$PWD"
    printf ' %q' "$@"
    echo
} > "$control/command"

# Software emulation, always: a /dev/kvm that is there need not work (some nested ones hang a stock kernel).
case ${WAYSIDE_VM_ACCEL:-tcg} in
kvm) accelerator=(-accel kvm -cpu host) ;;
*) accelerator=(-accel "tcg,thread=multi" -cpu "${WAYSIDE_VM_CPU:-Nehalem}") ;;
esac
timeout --foreground "$timeout_s" qemu-system-x86_64 "${accelerator[@]}" -smp "$cpus" -m "$memory_mib" \
    -nodefaults -no-user-config -display none -serial stdio -no-reboot \
    -device isa-debug-exit,iobase=0xf4,iosize=4 \
    -virtfs "local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap" \
    -virtfs "local,path=$share,mount_tag=share,security_model=none,multidevs=remap" \
    -kernel "$vm/vmlinuz" -initrd "$vm/initrd.zst" \
    -append "console=ttyS0 quiet loglevel=1 oops=panic panic=-1 rdinit=/init" < /dev/null | tr -d '\r'
qemu_status=${PIPESTATUS[0]}
[ "$qemu_status" != 124 ] || { echo "vm: no end after $timeout_s s" >&2; exit 124; }
status=$(cat "$control/status" 2> /dev/null) || { echo "vm: ended without a result (qemu: $qemu_status)" >&2; exit 125; }
rm -rf "$control"
exit "$status"
