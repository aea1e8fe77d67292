#!/bin/bash
# Every fault of a UVC camera is counted under its own reason, and the stream is alive after each. The driver hands broken
# frames out here instead of dropping them, so that they reach us.
# vm: --camera both --second-uvc frames=640x480 frames=1280x720
# shellcheck disable=SC2317 # the functions are called by name
# shellcheck source=SCRIPTDIR/lib.sh
. "$(dirname "$0")/lib.sh"
[ "$phase" = vm ] || exit 0
camera=$(camera_of uvcvideo)
hand_out() {  # 1 or 0: whether the driver hands broken frames out; it asks when a camera is plugged in
    echo "$1" > /sys/module/uvcvideo/parameters/nodrop
    uvc unplug
    within 5 test ! -e "$camera"
    uvc plug
    within 5 test -e "$camera"
}
hand_out 1
watch() { start "$1" watch "$camera" --pixels mjpeg --format 640x480 --rate 15 --duration "$2" --json; }  # NAME DURATION
streaming() { uvc_count streaming && grep -q '"streaming":true' "$out/streaming.sent"; }

watch frames 30s
within 15 streaming
sleep 2
for fault in "truncate 3" "garbage 4" "errbit 2" "empty 5"; do
    # shellcheck disable=SC2086 # a command and its number
    uvc $fault
    sleep 2
done
finish frames
uvc_count frames
check "watch ends with 0" test "$status" = 0
judge "broken frames:" watch="$out/frames.out" sent="$out/frames.sent" << 'END'
truncated frames are counted as such | skipped(watch_summary, "truncated") == sent[0]["sent"]["truncated"] == 3
garbage is no JPEG, and counted so | skipped(watch_summary, "not-jpeg") == sent[0]["sent"]["garbage"] == 4
flagged frames are counted as such | skipped(watch_summary, "flagged") == sent[0]["sent"]["error_flagged"] == 2
empty frames never leave the driver: a gap, counted as its drop | watch_summary["dropped"]["driver"] >= sent[0]["sent"]["empty"] == 5
good frames came before, between and after | watch_summary["processed"] >= sent[0]["sent"]["good"] - 8 - watch_summary["dropped"].get("overload", 0)
everything is accounted for | accounted(watch_summary)
the signal was never lost | watch_summary["losses"] == {} or not any(watch_summary["losses"].values())
END

[ -z "$quick" ] || { hand_out 0; done_checking; }
watch stalled-transfer 16s
within 15 streaming
sleep 2
uvc stall 1
finish stalled-transfer
uvc_count stalled-transfer
judge "one failed transfer:" watch="$out/stalled-transfer.out" sent="$out/stalled-transfer.sent" << 'END'
the buffers that it spoilt are counted as flagged | skipped(watch_summary, "flagged") >= 1
the stream went on by itself | watch_summary["processed"] > 100
END

watch frozen 25s
within 15 streaming
sleep 2
uvc freeze 6000
finish frozen
judge "a camera that hangs:" watch="$out/frozen.out" << 'END'
it is told by name | watch_summary["losses"].get("stalled", 0) == 1
the loss has a beginning and an end | len(lost(watch_events, "began")) == 1 and len(lost(watch_events, "ended")) == 1
frames came again | watch_summary["processed"] > 100
END

watch dead-transfers 25s
within 15 streaming
sleep 2
uvc stall 5
finish dead-transfers
judge "all transfers failed:" watch="$out/dead-transfers.out" << 'END'
the stream that stays silent is begun anew | watch_summary["losses"].get("stalled", 0) == 1 and watch_summary["processed"] > 100
END
hand_out 0
done_checking
