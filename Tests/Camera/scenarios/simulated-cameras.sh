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

# What v4l2-ctl says of each buffer, until it is ended. Faults are waited for: under load, what should take a second takes ten.
v4l2-ctl -d "$uvc_camera" --set-fmt-video=width=640,height=480,pixelformat=MJPG --set-parm=10 --stream-mmap --verbose \
    > "$out/faults.txt" 2>&1 &
stream=$!
within 15 test -s "$out/faults.txt"
buffers_with() { grep -c "dqbuf.*$1" "$out/faults.txt"; }  # PATTERN
is_between() { [ "$1" -ge "$2" ] && [ "$1" -le "$3" ]; }  # NUMBER LEAST MOST
is_sent() { uvc_count faults && grep -qE "\"$1\":$2[,}]" "$out/faults.sent"; }  # KIND NUMBER
send() {  # COMMAND NUMBER KIND NUMBER-IN-ALL
    uvc "$1" "$2"
    within 20 is_sent "$3" "$4"
}
send errbit 2 error_flagged 2
send truncate 3 truncated 3
send garbage 4 garbage 4
send empty 2 empty 2
has_error() { [ "$(buffers_with '(error')" -ge 1 ]; }
# A reader that is behind holds every buffer, and then none is left to give back.
stalls_give_back() {
    local try
    for try in 1 2 3 4 5; do
        sleep 1
        send stall 1 stalled "$try"
        if within 3 has_error; then return; fi
    done
    return 1
}
check "a stalled transfer gives back the buffers with the error flag" stalls_give_back
kill "$stream"
wait "$stream"
uvc_count faults
judge "what was sent" sent="$out/faults.sent" << 'END'
every fault was sent as often as asked | [sent[0]["sent"][k] for k in ("error_flagged", "truncated", "garbage", "empty")] == [2, 3, 4, 2]
END
check "garbage arrives as good buffers" is_between "$(buffers_with 'bytesused: 30000 ')" 1 4
check "frames flagged and empty leave gaps" is_between "$(buffers_with 'dropped: ')" 2 40

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
