#!/bin/bash
# `wayside record` keeps the camera's own bytes, of a camera that leaves the Huffman tables out, as many do.
# vm: --camera both --second-uvc frames=640x480 frames=1280x720
# shellcheck source=SCRIPTDIR/lib.sh
. "$(dirname "$0")/lib.sh"
if [ "$phase" = vm ]; then
    seconds=20
    [ -z "$quick" ] || seconds=6
    rm -rf "$out/recording"
    run record record "$(camera_of uvcvideo 2)" --out "$out/recording" --duration "${seconds}s"
    check "record ends with 0" test "$status" = 0
    run full record "$(camera_of uvcvideo 2)" --out "$out/limited" --duration "${seconds}s" --size 1MB
    check "a recording limited in size ends with 0 too" test "$status" = 0
    check "and stays within it" test "$(du -sk "$out/limited" | cut -f1)" -le 1200
    mkdir -p /mnt/tiny
    mount -t tmpfs -o size=3m tiny /mnt/tiny
    run disk record "$(camera_of uvcvideo 2)" --out /mnt/tiny/recording --duration "${seconds}s"
    check "a full disk is said in words" grep -qiE "full|no space" "$out/disk.err"
    run tiny replay /mnt/tiny/recording --json
    check "and what was recorded until then replays" test "$status" = 0
else
    "$wayside" replay "$out/recording" > "$out/replay.txt" 2> "$out/replay.err"
    check "it replays on the host, with no picture skipped" grep -q "none skipped" "$out/replay.txt"
    check "its pictures have no Huffman table, as the camera sent them" \
        /usr/bin/python3 -c 'import sys; sys.exit(b"\xff\xc4" in open(sys.argv[1], "rb").read(600))' "$out/recording/frames.mjpeg"
fi
done_checking
