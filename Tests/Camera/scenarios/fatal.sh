#!/bin/bash
# What only vivid can do: a driver taken away under a stream, a fatal streaming error, a disconnect, refusals of the driver.
# vm: --camera both --second-uvc frames=640x480 frames=1280x720
# shellcheck source=SCRIPTDIR/lib.sh
. "$(dirname "$0")/lib.sh"
[ "$phase" = vm ] || exit 0
camera=$(camera_of vivid)
watch() { start "$1" watch "$camera" --pixels yuyv --format 640x480 --rate 15 --duration 20s --json; }  # NAME
driver=/sys/bus/platform/drivers/vivid

watch error
sleep 7
v4l2-ctl -d "$camera" --set-ctrl=inject_fatal_streaming_error=1
finish error
judge "a fatal streaming error:" watch="$out/error.out" << 'END'
it is told by name, and frames came again | watch_summary["losses"].get("failed", 0) == 1 and len(lost(watch_events, "ended")) == 1
everything is accounted for | accounted(watch_summary)
END

watch flagged
sleep 7
v4l2-ctl -d "$camera" --set-ctrl=inject_v4l2_buf_flag_error=1
finish flagged
judge "a buffer with the error flag:" watch="$out/flagged.out" << 'END'
it is counted as flagged, and the stream goes on | skipped(watch_summary, "flagged") >= 1 and accounted(watch_summary)
END

watch unbound
sleep 7
echo -n vivid.0 > $driver/unbind
sleep 2
echo -n vivid.0 > $driver/bind
finish unbound
judge "a driver taken away and brought back:" watch="$out/unbound.out" << 'END'
it is told as unplugged, and frames came again | watch_summary["losses"].get("unplugged", 0) == 1 and len(lost(watch_events, "ended")) == 1
everything is accounted for | accounted(watch_summary)
END

watch disconnected
sleep 7
v4l2-ctl -d "$camera" --set-ctrl=disconnect=1
sleep 2
echo -n vivid.0 > $driver/unbind
echo -n vivid.0 > $driver/bind
finish disconnected
judge "a disconnect:" watch="$out/disconnected.out" << 'END'
it is told as unplugged, and everything is accounted for | watch_summary["losses"].get("unplugged", 0) >= 1 and accounted(watch_summary)
END
done_checking
