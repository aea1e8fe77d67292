#!/bin/bash
# A minute on vivid in each raw format and size, with nothing unexplained; and frames that the driver drops are counted.
# vm: --camera both --second-uvc frames=640x480 frames=1280x720
# shellcheck source=SCRIPTDIR/lib.sh
. "$(dirname "$0")/lib.sh"
streams="yuyv:640x480:15 nv12:640x480:15 grey:640x480:15 yuyv:1280x720:5 nv12:1280x720:5 grey:1280x720:5"
[ -z "$quick" ] || streams="yuyv:640x480:10 nv12:640x480:10 grey:1280x720:5"

watch_and_record() {  # NAME PIXELS SIZE RATE
    run "$1" watch "$camera" --pixels "$2" --format "$3" --rate "$4" --duration "${watch_s}s" --json --record "$out/$1"
    check "$1: watch ends with 0" test "$status" = 0
    judge "$1:" watch="$out/$1.out" << END
every frame that the driver numbered is accounted for by reason | accounted(watch_summary)
frames came, and nearly all were processed | watch_summary["processed"] > $least_share * watch_summary["driver"]["sent"]
nothing was skipped | skipped(watch_summary) == 0
END
}

if [ "$phase" = vm ]; then
    camera=$(camera_of vivid)
    for stream in $streams; do
        IFS=: read -r pixels size rate <<< "$stream"
        watch_and_record "$pixels-$size" "$pixels" "$size" "$rate"
    done
    v4l2-ctl -d "$camera" --set-ctrl=percentage_of_dropped_buffers=20
    run dropping watch "$camera" --pixels grey --format 640x480 --rate 15 --duration 10s --json
    v4l2-ctl -d "$camera" --set-ctrl=percentage_of_dropped_buffers=0
    judge "a driver that drops:" watch="$out/dropping.out" << 'END'
each drop is the driver's | 0.1 * watch_summary["driver"]["sent"] < watch_summary["dropped"]["driver"] < 0.35 * watch_summary["driver"]["sent"]
and everything is accounted for | accounted(watch_summary)
END
else
    for stream in $streams; do
        IFS=: read -r pixels size rate <<< "$stream"
        replays_alike "$pixels-$size"
    done
fi
done_checking
