#!/bin/bash
# Installs the package in a minimal Debian 12 that has never seen Wayside, and looks at it as an administrator would: once without a
# service manager, once started with systemd in a container. Removes it, and looks what is left. Runs as root.
# Usage: scripts/test-package.sh PACKAGE DIRECTORY    DIRECTORY keeps Debian's base for the next time
set -euo pipefail
. "$(dirname "$0")/packages.sh"
[ "$(id -u)" -eq 0 ] || stop "this needs root: a chroot and a container"
package=$(realpath "$1")
mkdir -p "$2"
directory=$(realpath "$2")
base=$directory/base.tar root=$directory/root
install_packages debootstrap systemd-container

mounted=()
tidy() {
    [ -z "${container:-}" ] || { kill "$container" 2> /dev/null; wait "$container" 2> /dev/null; } || true
    for mount in "${mounted[@]}"; do umount -l "$mount" 2> /dev/null || true; done
    rm -rf --one-file-system "$root"
}
trap tidy EXIT

failed=0
# check WORDS COMMAND...
check() {
    local words=$1
    shift
    if "$@" > "$directory/words" 2>&1; then echo "ok    $words"; else
        echo "FAIL  $words"
        sed 's/^/      /' "$directory/words" | tail -n 20
        failed=1
    fi
}
within() { chroot "$root" "$@"; }
not() { ! "$@"; }
# until SECONDS COMMAND...: as soon as the command succeeds.
until_true() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ $SECONDS -lt $end ] || return 1
        sleep 0.2
    done
}

# Debian's base is fetched once; each part begins with a fresh copy.
if [ ! -e "$base" ]; then
    say "fetching Debian 12 (200 MB)"
    rm -rf "$root"
    debootstrap --variant=minbase bookworm "$root" http://deb.debian.org/debian > "$directory/debootstrap.log"
    tar -C "$root" -cf "$base.part" . && mv "$base.part" "$base"
fi

fresh() {
    rm -rf --one-file-system "$root"
    mkdir -p "$root"
    tar -C "$root" -xf "$base"
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    cp "$package" "$root/var/cache/wayside.deb"
}
install_in_root() {
    within env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
        within env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}
# Every path of ours that is left, wherever.
leftovers() {
    find "$root" -xdev -name '*wayside*' ! -path "$root/var/cache/wayside.deb" ! -path "$root/proc/*" | sed "s,^$root,,"
    within getent passwd wayside || within getent group wayside || true
}
nothing_left() { [ -z "$(leftovers | tee /dev/stderr)" ]; }

# An event with its level and number.
scored() { "$@" wayside events --state /var/lib/wayside 2> /dev/null | grep -E ' (info|low|medium|high|severe) [0-9]+ '; }
# The container has this machine's network, and so its loopback.
page_answers() {
    python3 -c 'import urllib.request as u
answer = u.urlopen("http://127.0.0.1:8420/", timeout=5)
assert answer.status == 200 and b"<html" in answer.read(), answer.status
health = u.urlopen("http://127.0.0.1:8420/api/v1/health", timeout=5)
assert health.status == 200, health.status
event = u.urlopen("http://127.0.0.1:8420/api/v1/events?limit=1", timeout=5).read()
assert b"\"level\"" in event, event'
}

echo "Without a service manager: $(basename "$package") in a minbase of Debian 12"
fresh
mount --bind /proc "$root/proc" && mounted+=("$root/proc")
check "apt installs it, with what it depends on" install_in_root /var/cache/wayside.deb
check "only the two files of /etc/wayside are configuration files" \
    test "$(within dpkg-query -W -f '${Conffiles}' wayside | grep -c /etc/wayside/)" = "$(within dpkg-query -W -f '${Conffiles}' wayside | grep -c .)"
check "every library is found" not grep -q 'not found' <(within ldd /usr/bin/wayside)
check "the configuration and the policy are right" within wayside check /etc/wayside/wayside.yaml /etc/wayside/policy.yaml
chroot "$root" wayside daemon --quiet > "$directory/daemon.log" 2>&1 &
daemon=$!
check "an event is scored within a minute" until_true 60 scored within
check "wayside status answers" within wayside status --config /etc/wayside/wayside.yaml
kill -TERM "$daemon" && wait "$daemon" || true
check "what was committed is whole" within wayside ledger verify --state /var/lib/wayside
within env DEBIAN_FRONTEND=noninteractive apt-get purge -y -qq wayside > /dev/null 2>&1 || true
check "purge leaves nothing" nothing_left
umount "$root/proc" && mounted=()

echo "With systemd, started in a container"
fresh
mount --bind /proc "$root/proc" && mounted+=("$root/proc")
check "systemd is installed" install_in_root systemd systemd-sysv dbus
umount "$root/proc" && mounted=()
systemd-nspawn --quiet --directory="$root" --machine=wayside-test --register=no --keep-unit --boot > "$directory/boot.log" 2>&1 < /dev/null &
container=$!
leader() { pgrep --parent "$container" -x systemd; }
check "the container starts" until_true 60 leader
inside() { nsenter --target "$(leader)" --mount --uts --ipc --net --pid --cgroup --root --wd -- "$@"; }
check "its service manager answers" until_true 60 inside systemctl is-system-running --wait
began=$SECONDS
check "apt installs it" inside env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends /var/cache/wayside.deb
check "the service runs, confined, and is enabled" inside sh -c 'systemctl is-active wayside && systemctl is-enabled wayside'
check "the service for object finders does not" not inside systemctl is-active wayside-inference
check "an event is scored within a minute" until_true 60 scored inside
echo "      first scored event $((SECONDS - began)) s after apt began"
check "the page, the API and the event in it answer" until_true 20 page_answers
check "the service's user is its own and owns its state" inside sh -c '
    main=$(systemctl show -P MainPID wayside)
    test "$(stat -c %a /var/lib/private/wayside)" = 700 && test "$(stat -c %u "/proc/$main")" -ge 61184 &&
        test "$(stat -c %u /var/lib/private/wayside)" = "$(stat -c %u "/proc/$main")"'
check "reload is taken" inside systemctl reload wayside
check "a wrong configuration is refused on reload, and the daemon runs on" inside sh -c '
    cp -p /etc/wayside/wayside.yaml /run/kept && echo "camera: 1" >> /etc/wayside/wayside.yaml && systemctl reload wayside
    sleep 1; systemctl is-active wayside && journalctl -u wayside -p warning | grep -q wayside.yaml; code=$?
    mv /run/kept /etc/wayside/wayside.yaml; exit $code'
first_event() { inside wayside events --state /var/lib/wayside --limit 1 --json; }
before=$(first_event) || true
echo "# mine" >> "$root/etc/wayside/wayside.yaml"
check "installing it again keeps what was changed and what was committed" inside env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
    --reinstall -o Dpkg::Options::=--force-confold /var/cache/wayside.deb
check "... the configuration" grep -q '^# mine' "$root/etc/wayside/wayside.yaml"
check "... the first event" test "$(first_event)" = "$before"
check "... and the service runs again" until_true 20 inside systemctl is-active wayside
check "removal" inside apt-get remove -y -qq wayside
check "... stops it and keeps configuration and ledger" inside sh -c '
    ! systemctl is-active wayside && test -e /etc/wayside/wayside.yaml && test -e /var/lib/private/wayside/ledger.sqlite'
check "purge" inside apt-get purge -y -qq wayside
check "... leaves nothing" nothing_left
exit $failed
