#!/usr/bin/env python3
"""How many cameras one core carries: a daemon with N cameras over one 1080p recording, at its real pace.

  bench-cameras.py RECORDING [--cameras 30] [--seconds 20] [--rate 30] [--smallest 0.08] [--core 0 | --core any]

RECORDING is a fixture's directory (`make bench` renders one); it is played at --rate pictures a second whatever its own rate is.
Each camera plays it once, so that nothing but cameras is measured: a recording of one file is made long enough by playing it
there and back. What happens while the recordings are opened (each camera reads the whole file once) is told apart. Takes `wayside` from .build/release, or --wayside.
"""
import argparse, importlib.machinery, os, re, shutil, sys, tempfile, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
soak = importlib.machinery.SourceFileLoader("soak", ROOT + "/scripts/soak-daemon.py").load_module()


def there_and_back(path, to, count):
    """Writes the pictures of an .mjpeg file there and back, so that none jumps, until there are enough."""
    pictures = open(path, "rb").read().replace(b"\xff\xd9\xff\xd8", b"\xff\xd9\0\xff\xd8").split(b"\xff\xd9\0")
    pictures = [picture + b"\xff\xd9" for picture in pictures[:-1]] + pictures[-1:]
    turn = pictures + pictures[-2:0:-1]
    with open(to, "wb") as file:
        for i in range(max(count, len(pictures))):
            file.write(turn[i % len(turn)])


def played_at(recording, rate, directory, seconds):
    """The same pictures as a fixture of another rate, and at least of this length."""
    os.mkdir(directory)
    for name in ("frames", "frames.pgm"):
        if os.path.exists(recording + "/" + name):
            os.symlink(os.path.abspath(recording + "/" + name), directory + "/" + name)
    if os.path.exists(recording + "/frames.mjpeg"):
        there_and_back(recording + "/frames.mjpeg", directory + "/frames.mjpeg", int(rate * seconds))
    text = re.sub(r"(?m)^(rate|times):.*", "rate: %g" % rate, open(recording + "/fixture.yaml").read(), count=1)
    open(directory + "/fixture.yaml", "w").write(text)
    return directory


def used(process):
    """Processor seconds, and the most memory in MB."""
    fields = open("/proc/%d/stat" % process).read().rsplit(")", 1)[1].split()
    peak = re.search(r"VmHWM:\s+(\d+)", open("/proc/%d/status" % process).read())
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), int(peak.group(1)) / 1024


def sums(status):
    """Pictures processed, skipped and dropped, of all cameras."""
    count = lambda name: sum(sum(camera["frames"][name].values()) for camera in status["cameras"])
    return [sum(camera["frames"]["processed"] for camera in status["cameras"]), count("skipped"), count("dropped")]


def opened(daemon):
    """The first status in which every camera is at work."""
    while daemon.process.poll() is None:
        status = daemon.status()
        if status and all(camera["state"] == "running" for camera in status["cameras"]):
            return status
        if status and any(camera["state"] in ("failed", "finished") for camera in status["cameras"]):
            sys.exit("bench-cameras: a camera is %s; is the recording long enough?" % status["cameras"][0]["state"])
        time.sleep(0.1)
    sys.exit("bench-cameras: the daemon has ended")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recording")
    parser.add_argument("--cameras", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rate", type=float, default=30)
    parser.add_argument("--smallest", type=float, default=0.08, help="0.08 of 1080p is looked at at 1/8, 0.06 at 1/4")
    parser.add_argument("--core", default="0", help="the only core the daemon may use, or `any`")
    parser.add_argument("--wayside", default=ROOT + "/.build/release/wayside")
    wish = parser.parse_args()
    directory = tempfile.mkdtemp(prefix="wb-")
    # Besides what is measured: the daemon's start, two seconds to settle, and a second for each camera to be opened.
    recording = played_at(wish.recording, wish.rate, directory + "/recording", wish.seconds + wish.cameras + 10)
    own, names = soak.places_and_rules(recording), ["c%d" % i for i in range(wish.cameras)]
    with open(directory + "/wayside.yaml", "w") as file:
        file.write(soak.TEXT % ROOT)
        file.writelines(soak.camera(name, recording, own, wish.smallest) for name in names)
    # The daemon's threads inherit it; the pictures of all cameras are then worked at in one turn.
    everything = os.sched_getaffinity(0)
    if wish.core != "any":
        os.sched_setaffinity(0, {int(wish.core)})
    daemon = soak.Daemon(wish.wayside, directory)
    os.sched_setaffinity(0, everything)
    try:
        opened(daemon)
        time.sleep(2)
        before, (spent, _), began = daemon.status(), used(daemon.process.pid), time.monotonic()
        time.sleep(wish.seconds)
        status, (cpu, peak), seconds = daemon.status(), used(daemon.process.pid), time.monotonic() - began
        opened(daemon)  # none of them has come to its end meanwhile
        tell(wish, before, status, cpu - spent, seconds, peak)
    finally:
        daemon.process.terminate()
        daemon.process.wait()
        shutil.rmtree(directory)


def tell(wish, before, status, cpu, seconds, peak):
    """One line per figure; exit 1 when a picture was dropped while all cameras were at work."""
    (processed, skipped, dropped) = (b - a for a, b in zip(sums(before), sums(status)))
    due = processed + skipped + dropped
    rates = sorted(
        (b["frames"]["processed"] - a["frames"]["processed"]) / seconds
        for a, b in zip(before["cameras"], status["cameras"]))
    delays = [camera["delay_ms"] for camera in status["cameras"] if "delay_ms" in camera]
    middle = lambda name: sorted(delay[name] for delay in delays)[len(delays) // 2]
    worst = lambda name: max(delay[name] for delay in delays)
    print("cameras            %d at %g pictures a second, %s" % (wish.cameras, wish.rate, status["cameras"][0]["format"]))
    print("pictures           %d due in %.1f s: %d processed, %d skipped, %d dropped" % (due, seconds, processed, skipped, dropped))
    print("per camera         %.1f to %.1f pictures a second" % (rates[0], rates[-1]))
    print("while opening      %d dropped" % sums(before)[2])
    print("processor          %.0f %% of a core, %.3f ms a picture" % (100 * cpu / seconds, 1000 * cpu / max(1, processed)))
    print("peak memory        %.1f MB" % peak)
    print("picture complete to the end of its detection, last 10 s:")
    for name in ("p50", "p99", "longest"):
        print("  %-8s ms      %.2f in the middle camera, %.2f in the worst" % (name, middle(name), worst(name)))
    if status["ledger"].get("p50_ms") is not None:
        print("picture complete to its events committed, since the start: p50 %.1f ms, p99 %.1f ms"
              % (status["ledger"]["p50_ms"], status["ledger"]["p99_ms"]))
    if dropped:
        sys.exit(1)


main()
