#!/bin/bash
# `wayside devices` lists both cameras with what they offer, and the names that outlive a replug.
# vm: --camera both --second-uvc frames=640x480 frames=1280x720
# shellcheck source=SCRIPTDIR/lib.sh
. "$(dirname "$0")/lib.sh"
[ "$phase" = vm ] || exit 0
uvc_camera=$(camera_of uvcvideo)
mkdir -p /dev/v4l/by-id  # no udev here
ln -sf "../../${uvc_camera#/dev/}" /dev/v4l/by-id/usb-Test_UVC_simulator-video-index0

run json devices --json
check "devices ends with 0" test "$status" = 0
judge "devices" cameras="$out/json.out" << 'END'
every camera is listed, and no metadata node | sorted(c["driver"] for c in cameras) == ["uvcvideo", "uvcvideo", "vivid"]
the UVC camera has its name by id | [c["byId"] for c in cameras if c.get("byId")] == ["/dev/v4l/by-id/usb-Test_UVC_simulator-video-index0"]
it offers MJPEG and YUYV in both sizes | all({(s["width"], s["height"]) for f in c["formats"] if f["fourcc"] == k for s in f["sizes"]} >= {(640, 480), (1280, 720)} for c in cameras if c["driver"] == "uvcvideo" for k in ("MJPG", "YUYV"))
at 30 to 5 frames per second | all(sorted(round(r) for r in s["rates"]) == [5, 10, 15, 25, 30] for c in cameras if c["driver"] == "uvcvideo" for f in c["formats"] if f["fourcc"] == "MJPG" for s in f["sizes"])
vivid offers YUYV, NV12 and GREY | {"YUYV", "NV12", "GREY"} <= {f["fourcc"] for c in cameras if c["driver"] == "vivid" for f in c["formats"]}
END
run text devices
check "the text names the node and the configuration line" grep -q "v4l2:/dev/" "$out/text.out"
done_checking
