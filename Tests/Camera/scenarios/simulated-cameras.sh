#!/bin/bash
# The cameras that the other scenarios rely on behave as those suppose; needs nothing of wayside.
# vm: --camera both --second-uvc frames=640x480 frames=1280x720
# shellcheck disable=SC2317 # the functions are called by name
# shellcheck source=SCRIPTDIR/lib.sh
. "$(dirname "$0")/lib.sh"
[ "$phase" = vm ] || exit 0
uvc_camera=$(camera_of uvcvideo) vivid_camera=$(camera_of vivid)

v4l2-ctl -d "$uvc_camera" --list-formats-ext > "$out/uvc.formats"
v4l2-ctl -d "$vivid_camera" --list-formats-ext > "$out/vivid.formats"
# Whether a format has both sizes: the lines from its name on, up to the next format.
offers() { sed -n "/'$2'/,/: '/p" "$out/$1.formats" | grep -cE "Discrete (640x480|1280x720)" | grep -qx 2; }  # CAMERA FOURCC
for fourcc in MJPG YUYV; do check "the UVC camera offers $fourcc in both sizes" offers uvc $fourcc; done
for fourcc in YUYV NV12 GREY; do check "vivid offers $fourcc in both sizes" offers vivid $fourcc; done

stream() {  # NAME FORMAT COUNT: what v4l2-ctl says of each buffer
    v4l2-ctl -d "$uvc_camera" --set-fmt-video="$2" --set-parm=10 --stream-mmap --stream-count="$3" --verbose > "$out/$1.txt" 2>&1
}
buffers_with() { grep -c "dqbuf.*$2" "$out/$1.txt"; }  # NAME PATTERN
is_between() { [ "$1" -ge "$2" ] && [ "$1" -le "$3" ]; }  # NUMBER LEAST MOST

stream faults width=640,height=480,pixelformat=MJPG 80 &
within 15 test -s "$out/faults.txt"
for fault in "errbit 2" "truncate 3" "garbage 4" "empty 2" "stall 1"; do
    sleep 1
    # shellcheck disable=SC2086 # a command and its number
    uvc $fault
done
wait $!
uvc_count faults
judge "what was sent" sent="$out/faults.sent" << 'END'
every fault was sent as often as asked | [sent[0]["sent"][k] for k in ("error_flagged", "truncated", "garbage", "empty", "stalled")] == [2, 3, 4, 2, 1]
END
check "garbage arrives as good buffers" is_between "$(buffers_with faults 'bytesused: 30000 ')" 1 4
check "frames flagged and empty leave gaps" is_between "$(buffers_with faults 'dropped: ')" 2 20
check "a stalled transfer gives back the buffers with the error flag" is_between "$(buffers_with faults '(error')" 1 4

for cycle in 1 2 3; do
    uvc unplug
    check "unplugging takes the node away ($cycle)" within 1 test ! -e "$uvc_camera"
    uvc plug
    check "plugging brings it back ($cycle)" within 2 test -e "$uvc_camera"
done
exec 9<> "$uvc_camera"
uvc unplug
within 1 test ! -e "$uvc_camera"
uvc plug 3
within 2 camera_of uvcvideo > "$out/renumbered"
check "a camera whose old node is held comes back as another" test "$(cat "$out/renumbered")" != "$uvc_camera"
exec 9>&-
done_checking
