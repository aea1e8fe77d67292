#!/usr/bin/env python3
"""What the event stream does with 100 clients of which one takes nothing: `make bench-stream`.

  bench-stream.py [--wayside PATH] [--clients 100] [--cameras 12] [--seconds 30] [--rounds 3]

A daemon watches the shipped recording on many cameras at real pace. In turns all clients but one read, and then they read while
one more has asked for the whole stream from the beginning and takes nothing of it. Measured is the time from when an event stood
in the daemon's own file of committed events until each client had it. Exit 1 when a client missed an event or had it twice, or
when a picture is neither processed nor counted; a delay is told and never judged.
"""
import argparse, asyncio, importlib.util, json, os, re, shutil, socket, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
SPEC = importlib.util.spec_from_file_location("soak", HERE + "/soak-daemon.py")
soak = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(soak)
FRAME = re.compile(rb"id: (\d+)\nevent: ([a-z-]+)\ndata: ([^\n]*)\n\n")
EVENT = re.compile(rb'"id":"([0-9a-f]+)"')
HEAD = "GET /api/v1/stream HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n%s\r\n"


class Reader(asyncio.Protocol):
    """A client that takes everything, and notes when it had which event."""

    def __init__(self):
        self.rest, self.had, self.numbers, self.lost = b"", {}, [], False

    def connection_made(self, transport):
        self.transport = transport
        transport.write((HEAD % "").encode())

    def connection_lost(self, reason):
        self.lost = True

    def data_received(self, data):
        now, text, end = time.monotonic(), self.rest + data, 0
        for frame in FRAME.finditer(text):
            end = frame.end()
            self.numbers.append(int(frame[1]))
            if frame[2] == b"event":
                self.had.setdefault(EVENT.search(frame[3])[1], now)
        self.rest = text[end:]

    def missed(self):
        """How many numbers between its first and its last it has not had once."""
        return self.numbers[-1] - self.numbers[0] + 1 - len(self.numbers) if self.numbers else 0


async def follow(path, committed):
    """Notes when each event stood in the daemon's file."""
    while not os.path.exists(path):
        await asyncio.sleep(0.01)
    rest = b""
    with open(path, "rb") as lines:
        while True:
            if data := lines.read():
                now, text = time.monotonic(), rest + data
                *whole, rest = text.split(b"\n")
                for line in whole:
                    committed[EVENT.search(line)[1]] = now
            await asyncio.sleep(0.001)


def stalled(port):
    """A client that asks for everything and takes nothing."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.connect(("127.0.0.1", port))
    client.sendall((HEAD % "Last-Event-ID: 0\r\n").encode())
    return client


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))] * 1e3 if values else float("nan")


def metric(port, name):
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        text = b"".join(iter(lambda: client.recv(65536), b"")).decode()
    return sum(float(value) for value in re.findall(rf"^{name} (\S+)$", text, re.MULTILINE))


async def measure(arguments, daemon, port, events):
    loop, committed = asyncio.get_running_loop(), {}
    following = asyncio.create_task(follow(events, committed))
    readers = [(await loop.create_connection(Reader, "127.0.0.1", port))[1] for _ in range(arguments.clients - 1)]
    await asyncio.sleep(3)
    delays = {"alone": [], "beside one that takes nothing": []}
    print(f"{arguments.clients - 1} clients that read: {daemon.memory_kib() / 1024:.1f} MiB")
    sleepers, most_kib = [], dict.fromkeys(delays, 0)
    for turn in range(2 * arguments.rounds):
        name = list(delays)[turn % 2]
        if turn % 2:
            sleepers.append(stalled(port))
        before = set(committed)
        for _ in range(arguments.seconds):
            await asyncio.sleep(1)
            most_kib[name] = max(most_kib[name], daemon.memory_kib())
        for event in set(committed) - before:
            delays[name] += [reader.had[event] - committed[event] for reader in readers if event in reader.had]
        if turn % 2:
            sleepers[-1].close()
    await asyncio.sleep(1)
    following.cancel()
    for name, values in delays.items():
        print(f"{name}: {len(values)} deliveries, ms: p50 {percentile(values, 0.5):.1f}, p99 {percentile(values, 0.99):.1f}, "
              f"longest {percentile(values, 1):.1f}; memory at the most {most_kib[name] / 1024:.1f} MiB")
    slow = metric(port, re.escape('wayside_stream_closed_total{reason="slow"}'))
    print(f"streams closed because their client took too little: {slow:.0f}")
    return [f"{reader.missed()} entries missed" for reader in readers if reader.missed() or reader.lost]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wayside", default=soak.ROOT + "/.build/release/wayside")
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--cameras", type=int, default=12)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    directory = tempfile.mkdtemp(prefix="wayside-stream-")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    try:
        fixture = soak.ROOT + "/fixtures/courtyard"
        own = soak.places_and_rules(fixture)
        soak.write(directory, [soak.camera(f"c{n}", fixture + "?loop=forever", own) for n in range(arguments.cameras)])
        with open(directory + "/wayside.yaml", "a") as file:
            file.write(f'serve: {{address: "127.0.0.1:{port}"}}\n')
        daemon = soak.Daemon(arguments.wayside, directory, directory + "/events")
        daemon.ready()
        time.sleep(2)
        print(f"{arguments.cameras} cameras: {daemon.memory_kib() / 1024:.1f} MiB")
        broken = asyncio.run(measure(arguments, daemon, port, directory + "/events"))
        status = daemon.status()
        if soak.uncounted(status):
            broken.append(f"{soak.uncounted(status)} pictures uncounted")
        processed = sum(frames["processed"] for frames in soak.frames(status).values())
        print(f"pictures: {processed} processed, {soak.dropped(status)} dropped and counted")
        if daemon.stop():
            broken.append("the daemon ended with an error")
        soak.verdict("stream", broken, clients=arguments.clients)
    finally:
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    main()
