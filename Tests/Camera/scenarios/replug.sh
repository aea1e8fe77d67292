#!/bin/bash
# Unplugging and plugging in, CYCLES times: seen within a second, frames again within two seconds of return, and no growth
# of open descriptors or mappings. Then the camera comes back under another number, and is found by its name.
# vm: --camera both --second-uvc frames=640x480 frames=1280x720
# shellcheck disable=SC2317 # the functions are called by name
# shellcheck source=SCRIPTDIR/lib.sh
. "$(dirname "$0")/lib.sh"
[ "$phase" = vm ] || exit 0
camera=$(camera_of uvcvideo)
by_id=/dev/v4l/by-id/usb-Test_UVC_simulator-video-index0
mkdir -p /dev/v4l/by-id  # no udev here
ln -sf "../../${camera#/dev/}" "$by_id"

mark() { printf '%s {"mark":"%s"%s}\n' "$EPOCHREALTIME" "$1" "${2:-}" >> "$out/marks"; }  # NAME [FIELDS]
has_lines() { [ "$(grep -c "signal-lost.*\"phase\":\"$1\"" "$out/cycles.timed")" -ge "$2" ]; }  # PHASE COUNT

: > "$out/marks"
start cycles watch "$by_id" --pixels mjpeg --format 640x480 --rate 15 --duration 24h --json
sleep 6
for ((cycle = 1; cycle <= ${CYCLES:-50}; cycle++)); do
    mark unplug
    uvc unplug
    within 5 has_lines began "$cycle" || break
    within 5 test ! -e "$camera"  # the kernel takes the old node away a moment after the stream has ended
    uvc plug
    within 10 test -e "$camera"
    mark return
    within 10 has_lines ended "$cycle" || break
    mark cycle ",\"descriptors\":$(find "/proc/$pid/fd" -mindepth 1 | wc -l),\"mappings\":$(wc -l < "/proc/$pid/maps")"
done

exec 9<> "$camera"  # its number stays taken
uvc unplug
within 5 has_lines began "$cycle"
uvc plug
within 5 camera_of uvcvideo > "$out/renumbered"
exec 9>&-
check "the camera came back as another number" test "$(cat "$out/renumbered")" != "$camera"
ln -sf "../../$(sed 's|/dev/||' "$out/renumbered")" "$by_id"
check "and was found again by its name" within 10 has_lines ended "$cycle"
kill -TERM "$pid"
finish cycles
judge "$((cycle - 1)) cycles:" watch="$out/cycles.out" timed="$out/cycles.timed" marks="$out/marks" << END
all were made | sum(m["mark"] == "cycle" for m in marks) == ${CYCLES:-50}
each was seen within a second | max(delays(marks, "unplug", lost(timed, "began"))) <= 1
frames came again within two seconds of return | max(delays(marks, "return", lost(timed, "ended"))) <= 2
no growth of open descriptors | flat(marks, "descriptors")
no growth of mappings | flat(marks, "mappings")
every frame of all streams is accounted for | accounted(watch_summary)
END
done_checking
