#!/bin/bash
# The shipped unit under the real service manager and udev: the daemon starts, watches a camera by its name, misses it and
# finds it again, reloads, refuses a bad file, and stops in order.
# vm: --camera uvc frames=640x480 unit=packaging/wayside.service
# shellcheck disable=SC2317 # the functions are called by name
# shellcheck source=SCRIPTDIR/lib.sh
. "$(dirname "$0")/lib.sh"
[ "$phase" = vm ] || exit 0
install -D -m755 "$wayside" /usr/bin/wayside  # the unit may not look into home directories
configuration=/etc/wayside/wayside.yaml
mkdir -p /etc/wayside
chmod 755 /etc/wayside
cat > $configuration << 'END'
wayside: 1
site: {id: yard, name: Test yard, organisation: example}
purpose: Try the daemon
cameras:
  - id: yard
    source: v4l2:/dev/v4l/by-id/usb-Test_UVC_simulator_UVCSIM0001-video-index0
    format: {width: 640, height: 480, rate: 10, pixels: mjpeg}
    places:
      - {id: middle, line: [[0.5, 0.95], [0.5, 0.3]]}
    rules:
      - {behaviour: line-crossed, place: middle, direction: any}
      - {behaviour: signal-lost}
policy: policy.yaml
END
cp "$tests/../../../seeds/policy.yaml" /etc/wayside/policy.yaml
chmod 644 $configuration /etc/wayside/policy.yaml

property() { systemctl show -P "$1" wayside; }
streams() { uvc_count now && grep -q '"streaming":true' "$out/now.sent"; }

check "the service starts and says that it is ready" systemctl start wayside
check "it is active" systemctl -q is-active wayside
check "it streams from the camera by its name" within 15 streams
sleep 5
check "its status line reached the service manager" test -n "$(property StatusText)"
sleep 5
"$wayside" status --json > "$out/running.json"
uvc unplug
sleep 3
"$wayside" status --json > "$out/lost.json"
uvc plug
check "the camera that came back streams" within 15 streams
sleep 3
"$wayside" status --json > "$out/returned.json"
judge "status:" running="$out/running.json" lost="$out/lost.json" returned="$out/returned.json" << 'END'
it tells a camera that runs | running[0]["cameras"][0]["state"] == "running" and running[0]["cameras"][0]["frames"]["processed"] > 0
its lost signal, with the reason | lost[0]["cameras"][0]["state"] == "lost" and lost[0]["cameras"][0]["reason"] in ("unplugged", "absent")
and its return | returned[0]["cameras"][0]["state"] == "running" and returned[0]["cameras"][0]["returns"] == 1
every picture received is processed or skipped by reason | all(c["frames"]["received"] == c["frames"]["processed"] + sum(c["frames"]["skipped"].values()) for c in returned[0]["cameras"])
END

check "it reloads" systemctl reload wayside
check "and is active" systemctl -q is-active wayside
sed 's/line-crossed, place: middle/line-crossed, place: nowhere/' $configuration > $configuration.bad
mv $configuration.bad $configuration
process=$(property MainPID)
systemctl reload wayside
sleep 3
check "a bad file is refused with its line" grep -qE "wayside.yaml:[0-9]+:[0-9]+" <(journalctl -q -u wayside --no-pager)
check "and the old configuration keeps running" test "$(property MainPID)" = "$process"
check "and streaming" within 5 streams

check "it stops in order" systemctl stop wayside
check "with success" test "$(property Result)" = success
journalctl -q -u wayside --no-pager > "$out/journal.txt"
check "no watchdog and no failure in between" test "$(property NRestarts)" = 0
done_checking
