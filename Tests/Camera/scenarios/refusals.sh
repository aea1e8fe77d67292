#!/bin/bash
# No device, busy, no permission, an unsupported format: one clear line each, and the documented exit codes.
# vm: --camera both --second-uvc frames=640x480 frames=1280x720
# shellcheck source=SCRIPTDIR/lib.sh
. "$(dirname "$0")/lib.sh"
[ "$phase" = vm ] || exit 0
camera=$(camera_of uvcvideo)

refused() {  # NAME CODE PATTERN: how the last run ended
    check "$1: exit code $2" test "$status" = "$2"
    one_line "$1: one line with the mend" "$out/$1.err" "$3"
    check "$1: nothing on standard output" test ! -s "$out/$1.out"
}

run absent watch /dev/video9 --duration 5s --json
refused absent 66 "/dev/video9.*; "
run no-camera watch /dev/null --duration 5s --json
refused no-camera 66 "/dev/null.*; "
run format watch "$camera" --pixels nv12 --duration 5s --json
refused format 69 "$camera.*MJPG"

v4l2-ctl -d "$camera" --stream-mmap --stream-count=400 > /dev/null 2>&1 &
holder=$!
sleep 2
run busy watch "$camera" --duration 5s --json
refused busy 75 "$camera.*; "
kill "$holder"
wait "$holder" 2> /dev/null

chmod 660 "$camera"
export HOME=/tmp
setpriv --reuid=65534 --regid=65534 --clear-groups "$wayside" watch "$camera" --duration 5s --json \
    > "$out/permission.out" 2> "$out/permission.err" < /dev/null
status=$?
refused permission 77 "$camera.*video.*; |$camera.*; .*video"
chmod 666 "$camera"
done_checking
