#!/bin/bash
# A minute on the UVC camera in each format and size: frames sent = frames processed + drops and skips by reason. Each is
# recorded at the same time, and on the host the recording gives the same events, byte for byte.
# vm: --camera both --second-uvc frames=640x480 frames=1280x720
# shellcheck source=SCRIPTDIR/lib.sh
. "$(dirname "$0")/lib.sh"
streams="mjpeg:640x480:30 mjpeg:1280x720:10 yuyv:640x480:15 yuyv:1280x720:5"
[ -z "$quick" ] || streams="mjpeg:640x480:15 mjpeg:1280x720:5 yuyv:640x480:10"

watch_and_record() {  # NAME PIXELS SIZE RATE
    run "$1" watch "$(camera_of uvcvideo)" --pixels "$2" --format "$3" --rate "$4" --duration "${watch_s}s" \
        --json --record "$out/$1"
    uvc_count "$1"
    check "$1: watch ends with 0" test "$status" = 0
    judge "$1:" watch="$out/$1.out" sent="$out/$1.sent" << END
every frame that the driver numbered is accounted for by reason | accounted(watch_summary)
the camera sent what the driver numbered, but for those under way at the end | 0 <= sum(sent[0]["sent"].values()) - watch_summary["driver"]["sent"] <= 8
frames came, and nearly all were processed | watch_summary["processed"] > $least_share * watch_summary["driver"]["sent"]
nothing was skipped | skipped(watch_summary) == 0
END
}

for stream in $streams; do
    IFS=: read -r pixels size rate <<< "$stream"
    if [ "$phase" = vm ]; then
        watch_and_record "$pixels-$size" "$pixels" "$size" "$rate"
    else
        replays_alike "$pixels-$size" with-events
    fi
done
done_checking
