"""Serves the page's files and a House over HTTP, with the headers that the daemon sends. For tests of the page alone."""

import base64
import http.server
import json
import pathlib
import threading
import urllib.parse

from house import Refused

ASSETS = pathlib.Path(__file__).resolve().parents[2] / "Sources/CPage/assets"
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; form-action 'none'; "
          "frame-ancestors 'none'; base-uri 'none'")
KINDS = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml"}
# A grey picture of 2 x 2, as a camera's.
PICTURE = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////"
    "wAALCAACAAIBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z")


# What asking for something takes, by the first part of its path.
NEEDED = {"health": "read.health", "cameras": "read.cameras", "places": "read.places", "events": "read.events", "entries": "read.entries",
          "policies": "read.policies", "transparency": "public.transparency", "board": "public.board", "appeals": "public.appeals",
          "observations": "observations.read"}


def answer(house, method, path, body, token):
    """The JSON that a path of /api/v1 is answered with; raises Refused."""
    me = house.who(token) if token else house.me
    needed = NEEDED.get(path[0])
    if needed and needed not in me["may"]:
        raise Refused(403 if token else 401, "Token needed", "this needs a token", "sign in")
    match path:
        case ["health"]: return house.health()
        case ["me"]: return me
        case ["cameras"]: return {"items": house.cameras(), "next": None}
        case ["cameras", house.camera]: return house.camera_facts()
        case ["cameras", house.camera, "zones"]: return house.zones()
        case ["cameras", house.camera, "looks"] if method == "POST":
            if "pictures.look" not in me["may"]:
                raise Refused(401, "Token needed", "looking needs a token")
            return PICTURE
        case ["places"]: return house.places()
        case ["places", "local", house.camera, place, *rest] if place in (house.gate, house.way):
            return {(): house.place, ("history",): house.history, ("explanation",): house.place_why}[tuple(rest)](place)
        case ["events"]: return {"items": [house.told(event) for event in house.events[::-1]], "next": None}
        case ["events", id_, *rest] if found := next((event for event in house.events if event["id"] == id_), None):
            if rest == ["looks"]:
                if "pictures.look" not in me["may"]:
                    raise Refused(401, "Token needed", "looking needs a token")
                return PICTURE
            return house.event_why(found) if rest else house.told(found) | {"picture": found["sequence"] == 8}
        case ["entries", number]: return {"entry": {"sequence": int(number), "kind": "escalation", "source": house.source, "subject": house.gate,
                                                     "time": house.events[0]["time"], "policy": "ab" * 32, "appeal": 1, "due": house.events[0]["time"]},
                                           "words": [house.words], "canonical": '{"sequence":3}'}
        case ["entries", number, "proof"]: return {"sequence": int(number), "entries": 14, "entry": "{}", "root": "cd" * 32, "path": ["ef" * 32],
                                                    "checkpoint": "wayside-ledger/1\n14\nqqqq\n"}
        case ["entries", number, "looks"]: return {"entry": int(number), "parts": [
            {"commitment": "ab" * 32, "media": "text/plain", "text": house.words},
            {"commitment": "cd" * 32, "media": "image/jpeg", "base64": base64.b64encode(PICTURE).decode()}]}
        case ["appeals"]: return house.appeal(2) if method == "POST" else {"items": house.appeals(), "next": None}
        case ["appeals", number]: return house.appeal(int(number), "appeals.decide" in me["may"])
        case ["appeals", number, "replies"]: return house.appeal(int(number))
        case ["appeals", number, "decision"]:
            if "appeals.decide" not in me["may"]:
                raise Refused(403, "Not allowed", "that needs the role reviewer")
            house.verdict = body["verdict"]
            return {"appeal": house.appeal(int(number)), "entries": [], "standing": house.standing(house.gate)}
        case ["observations"]: return house.observation(4) if method == "POST" else house.observations(me.get("name"))
        case ["observations", number, "confirmation"]:
            house.verdict_by_hand = {"outcome": body["verdict"], "by": me["name"]}
            return {"observation": house.observation(int(number)), "entries": []}
        case ["policies"]: return house.policies()
        case ["policies", "diff"]: return house.diff()
        case ["policies", hash_]: return house.policy_text(hash_)
        case ["transparency"]: return house.transparency()
        case ["board"]: return house.board()
    raise Refused(404, "Not found", "there is nothing here")


class Handler(http.server.BaseHTTPRequestHandler):
    """One request after another; the stream tells one event and stays open."""

    protocol_version = "HTTP/1.1"
    house = None
    closing = None

    def log_message(self, *_):
        pass

    def do_GET(self):
        if self.gone():
            return None
        path = [urllib.parse.unquote(part) for part in urllib.parse.urlsplit(self.path).path.split("/")[1:]]
        if path == ["api", "v1", "stream"]:
            return self.stream()
        if path[:2] == ["api", "v1"]:
            return self.api(path[2:], None)
        name = "index.html" if path == [""] else path[-1]
        file = ASSETS / name
        if path[0] not in ("", "assets") or len(path) > 2 or file not in ASSETS.iterdir():
            return self.send(404, b"", "text/plain")
        return self.send(200, file.read_bytes(), KINDS[file.suffix])

    def do_POST(self):
        if self.gone():
            return None
        body = self.rfile.read(int(self.headers["Content-Length"]))
        path = [urllib.parse.unquote(part) for part in urllib.parse.urlsplit(self.path).path.split("/")[1:]]
        self.api(path[2:], json.loads(body))

    def gone(self):
        """Whether the server has been closed, though a connection to it is still open."""
        if self.closing.is_set():
            self.close_connection = True
        return self.closing.is_set()

    def api(self, path, body):
        try:
            made = answer(self.house, self.command, path, body, (self.headers["Authorization"] or "")[7:])
        except Refused as refused:
            return self.send(refused.status, json.dumps(refused.problem).encode(), "application/problem+json")
        if isinstance(made, bytes):
            return self.send(200, made, "image/jpeg", {"Wayside-Entry": "14", "Wayside-Time": self.house.events[0]["time"], "Wayside-Followed": "[[0.400,0.300,0.050,0.200]]"})
        return self.send(200, json.dumps(made).encode(), "application/json")

    def send(self, status, body, kind, more=None):
        self.send_response(status)
        headers = {"Content-Type": kind, "Content-Length": str(len(body)), "Cache-Control": "no-store", "Content-Security-Policy": POLICY,
                   "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"} | (more or {})
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def stream(self):
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        house = self.house
        told = [f"id: {event['sequence']}\nevent: event\ndata: {json.dumps(event)}\n\n" for event in house.news()]
        self.wfile.write("retry: 500\n\n: here\n\n".encode() + "".join(told).encode())
        self.wfile.flush()
        self.closing.wait(60)


class Standin:
    """A server on a port of its own, or on one that another had before, for a `with`."""

    def __init__(self, house, port=0):
        closing = threading.Event()
        handler = type("Handling", (Handler,), {"house": house, "closing": closing})
        self.closing, self.server = closing, http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.address = f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()
