#!/usr/bin/env python3
"""Long runs of `wayside daemon`, each of which ends with one line of figures and exit 1 when a promise is broken.

  soak-daemon.py pace   [--seconds 600] [--cameras 4]   real pace: flat memory, every picture accounted for
  soak-daemon.py reload [--times 200]                   SIGHUP under load: nothing uncounted, unchanged cameras untouched
  soak-daemon.py kill   [--times 200]                   kill -9 and restart: every event told committed is there once

Takes `wayside` from .build/release, or --wayside PATH; works in a temporary directory.
"""
import argparse, json, os, random, re, shutil, signal, socket, sqlite3, subprocess, sys, tempfile, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TEXT = """wayside: 1
site: {id: soak}
purpose: Show that the daemon keeps going
policy: %s/seeds/policy.yaml
cameras:
"""
CAMERA = """  - id: %s
    source: "fixture:%s"
    smallest_object: %s
"""


def camera(name, source, own, smallest=0.06):
    """A camera that sees the shipped recording with the places and rules that it was made with."""
    return CAMERA % (name, source, smallest) + own


def places_and_rules(fixture):
    """The `places` and `rules` of a fixture, indented as those of a camera in a list."""
    lines, keep = [], False
    for line in open(fixture + "/fixture.yaml"):
        if line.startswith("  ") and not line.startswith("   ") and line.strip():
            keep = line.strip().split(":")[0] in ("places", "rules", "calibration")
        elif not line.startswith(" "):
            keep = False
        if keep:
            lines.append("  " + line)
    return "".join(lines)


class Daemon:
    def __init__(self, wayside, directory, events=None):
        self.directory = directory
        command = [wayside, "daemon", "--config", directory + "/wayside.yaml"]
        self.log = open(directory + "/log", "a")
        self.process = subprocess.Popen(
            command + (["--events", events] if events else []), stdout=subprocess.DEVNULL, stderr=self.log)

    def status(self):
        """The daemon's status; None when it does not answer."""
        try:
            with socket.socket(socket.AF_UNIX) as s:
                s.settimeout(10)
                s.connect(self.directory + "/state/status.sock")
                return json.loads(b"".join(iter(lambda: s.recv(65536), b"")))
        except (OSError, ValueError):
            return None

    def ready(self):
        while self.process.poll() is None:
            status = self.status()
            if status and status["process"] == self.process.pid:
                return status
            time.sleep(0.01)
        sys.exit("the daemon ended: " + open(self.directory + "/log").read()[-2000:])

    def memory_kib(self):
        for line in open("/proc/%d/status" % self.process.pid):
            if line.startswith("VmRSS"):
                return int(line.split()[1])

    def files(self):
        return len(os.listdir("/proc/%d/fd" % self.process.pid))

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


def frames(status):
    return {c["id"]: c["frames"] for c in status["cameras"]}


def uncounted(status):
    """Pictures that came and are neither processed nor skipped."""
    return sum(f["received"] - f["processed"] - sum(f["skipped"].values()) for f in frames(status).values())


def dropped(status):
    return sum(sum(f["dropped"].values()) for f in frames(status).values())


def verdict(name, broken, **figures):
    print(name, " ".join("%s=%s" % item for item in figures.items()), "BROKEN: " + "; ".join(broken) if broken else "ok")
    sys.exit(1 if broken else 0)


def pace(arguments, directory, fixture, own):
    """Cameras at real pace. How many pictures were due is known from the recording's own clock."""
    rate = 10
    write(directory, [camera("c%d" % i, fixture + "?loop=forever", own) for i in range(arguments.cameras)])
    daemon = Daemon(arguments.wayside, directory)
    daemon.ready()
    samples, begin = [], time.monotonic()
    while time.monotonic() - begin < arguments.seconds:
        time.sleep(min(10, arguments.seconds / 6))
        status = daemon.status()
        due = {name: status["uptime_s"] * rate for name in frames(status)}
        behind = max(due[name] - f["received"] for name, f in frames(status).items())
        samples.append((daemon.memory_kib(), daemon.files(), behind))
        print("%4.0f s  %6d KiB  %d files  %d behind  %d events" % (
            time.monotonic() - begin, *samples[-1], status["ledger"]["events"]), flush=True)
    code, broken = daemon.stop(), []
    # The first loop fills caches; from then on memory must stay.
    settled = [kib for kib, _, _ in samples[len(samples) // 3:]]
    half = len(settled) // 2
    growth = sum(settled[half:]) / len(settled[half:]) - sum(settled[:half]) / max(1, half)
    if growth > 2048: broken.append("memory grew")
    if uncounted(status) or dropped(status): broken.append("pictures are missing")
    if samples[-1][2] > 5 * rate: broken.append("the daemon is %d pictures behind" % samples[-1][2])
    if samples[0][1] != samples[-1][1]: broken.append("descriptors %d, then %d" % (samples[0][1], samples[-1][1]))
    if code: broken.append("exit code %d" % code)
    verdict("pace", broken, seconds=arguments.seconds, cameras=arguments.cameras,
            pictures=sum(f["received"] for f in frames(status).values()), dropped=dropped(status), uncounted=uncounted(status),
            kib_first=samples[0][0], kib_settled=settled[0], kib_last=samples[-1][0], growth_kib=int(growth),
            p50_ms=status["ledger"].get("p50_ms"), p99_ms=status["ledger"].get("p99_ms"), events=status["ledger"]["events"])


def reload(arguments, directory, fixture, own):
    """Every reload changes one camera, adds or removes another, and each fifth file is wrong; `kept` never changes."""
    def configure(i):
        cameras = [camera("kept", fixture + "?loop=forever", own),
                   camera("changed", fixture + "?loop=forever", own, 0.06 + 0.01 * (i % 2))]
        if i % 2: cameras.append(camera("sometimes", fixture + "?loop=forever", own))
        write(directory, cameras, "bad: 1\n" if i % 5 == 4 else "")
    configure(0)
    daemon = Daemon(arguments.wayside, directory)
    before, broken, refused = daemon.ready(), [], 0
    for i in range(1, arguments.times + 1):
        configure(i)
        refused += i % 5 == 4
        daemon.process.send_signal(signal.SIGHUP)
        while True:
            status = daemon.status()
            if status is None: sys.exit("the daemon does not answer after reload %d" % i)
            if status["configuration"]["reloads"] + status["configuration"]["refused"] == i: break
            time.sleep(0.005)
        for name, counts in frames(before).items():
            if counts["received"] > frames(status)[name]["received"]: broken.append("%s lost counts at %d" % (name, i))
        if uncounted(status): broken.append("uncounted pictures at %d" % i)
        before = status
        time.sleep(random.random() * 0.2)
    kept = [c for c in status["cameras"] if c["id"] == "kept"][0]
    behind = status["uptime_s"] * 10 - kept["frames"]["received"]
    files, memory = daemon.files(), daemon.memory_kib()
    if kept["starts"] != 1: broken.append("the unchanged camera was started %d times" % kept["starts"])
    if behind > 30: broken.append("the unchanged camera is %d pictures behind" % behind)
    if status["configuration"]["refused"] != refused: broken.append("refused %d" % status["configuration"]["refused"])
    code = daemon.stop()
    if code: broken.append("exit code %d" % code)
    verdict("reload", broken, times=arguments.times, refused=refused, kept_received=kept["frames"]["received"],
            kept_behind=int(behind), starts=sum(c["starts"] for c in status["cameras"]), uncounted=uncounted(status),
            dropped=dropped(status), files=files, kib=memory, seconds=int(status["uptime_s"]))


def kill(arguments, directory, fixture, own):
    """Killed at random moments under load. Only whole lines of the events' file were told."""
    fast = directory + "/fast"
    os.mkdir(fast)
    os.symlink(os.path.realpath(fixture) + "/frames.mjpeg", fast + "/frames.mjpeg")
    write(directory, [camera("c%d" % i, fast + "?loop=forever", own) for i in range(2)])
    events, slowest, text = directory + "/events", 0, open(fixture + "/fixture.yaml").read()
    for i in range(arguments.times):
        # Six times as fast, and another day each time, so that every run has events that the ledger does not know.
        day = time.strftime("%Y-%m-%dT12:00:00Z", time.gmtime(1767268800 + i * 86400))
        with open(fast + "/fixture.yaml", "w") as f:
            f.write(re.sub(r"(?m)^start: .*", "start: " + day, re.sub(r"(?m)^rate: .*", "rate: 60", text)))
        begin = time.monotonic()
        daemon = Daemon(arguments.wayside, directory, events)
        daemon.ready()
        slowest = max(slowest, time.monotonic() - begin)
        time.sleep(1.2 + 1.2 * random.random())
        daemon.process.kill()
        daemon.process.wait()
    daemon = Daemon(arguments.wayside, directory, events)
    daemon.ready()
    code, broken = daemon.stop(), []
    told = [line for line in open(events).read().split("\n")]
    partial = 1 if told and told.pop() else 0
    told = {json.loads(line)["id"]: line for line in told}
    with sqlite3.connect(directory + "/state/ledger.sqlite") as ledger:
        listing = [row[0] for row in ledger.execute("SELECT json FROM evidence WHERE json IS NOT NULL ORDER BY sequence")]
    kept = [json.loads(line)["id"] for line in listing]
    missing = set(told) - set(kept)
    changed = [i for i, line in zip(kept, listing) if i in told and told[i] != line]
    if missing: broken.append("%d events told and not there" % len(missing))
    if len(set(kept)) != len(kept): broken.append("%d events twice" % (len(kept) - len(set(kept))))
    if changed: broken.append("%d events not as they were told" % len(changed))
    if not told: broken.append("no event was told")
    if code: broken.append("exit code %d" % code)
    verdict("kill", broken, times=arguments.times, told=len(told), in_ledger=len(kept), missing=len(missing),
            twice=len(kept) - len(set(kept)), partial_lines=partial, slowest_start_s="%.2f" % slowest)


def write(directory, cameras, extra=""):
    path = directory + "/wayside.yaml"
    with open(path + ".new", "w") as f:
        f.write(TEXT % ROOT + "".join(cameras) + extra)
    os.rename(path + ".new", path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", choices=["pace", "reload", "kill"])
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--cameras", type=int, default=4)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--wayside", default=ROOT + "/.build/release/wayside")
    parser.add_argument("--fixture", default=ROOT + "/fixtures/courtyard")
    arguments = parser.parse_args()
    directory = tempfile.mkdtemp(prefix="soak-")
    try:
        fixture = arguments.fixture
        {"pace": pace, "reload": reload, "kill": kill}[arguments.run](
            arguments, directory, fixture, places_and_rules(fixture))
    finally:
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    main()
