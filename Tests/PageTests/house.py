"""A house without a daemon: answers as openapi.json describes them, made of a few invented events. Its names can be hostile."""

import datetime

HOSTILE = "<img src=x onerror=window.hacked=1>'\"`{n}${window.hacked=1}"
HASH = "ab" * 32
START = datetime.datetime(2026, 5, 4, 12, 0, 0, tzinfo=datetime.timezone.utc)
TOKENS = {"r" * 64: ("rita", "reviewer"), "a" * 64: ("ada", "administrator"), "s" * 64: ("sam", "steward")}
READ = [f"read.{name}" for name in "cameras entries events explanations health metrics places policies stream".split()]
PUBLIC = ["me", "public.page", "public.description", "public.board", "public.transparency", "public.appeals", "appeals.file", "appeals.reply"]
STEWARD = ["policies.compare", "observations.read", "appeals.escalate"]
MAY = {"reviewer": ["appeals.decide", "pictures.look", "notes.look", "observations.confirm"], "administrator": ["stewards.read"],
       "steward": ["pictures.look", "notes.look", "observations.enter", "observations.confirm"]}
LONG = "loading-bay-behind-the-old-brewery-north-entrance-by-the-bridge"


def at(seconds):
    """A time of the house, `seconds` after it opened."""
    return (START + datetime.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


class Refused(Exception):
    """An answer of RFC 9457."""

    def __init__(self, status, title, detail, mend="ask for the list"):
        super().__init__(title)
        self.status = status
        self.problem = {"type": "urn:wayside:problem:test", "title": title, "status": status, "detail": detail, "mend": mend}


class House:
    """
    One camera, two places, a handful of events, two appeals, two policies, three observations by hand. `anonymous` is what somebody
    without a token may (read, public or none); `long` gives names as long as they may be.
    """

    def __init__(self, hostile=False, anonymous="read", long=False):
        self.gate, self.way, self.camera = (HOSTILE + "g", HOSTILE + "w", HOSTILE + "c") if hostile else ("gate", "way", "yard")
        if long:
            self.gate, self.way, self.camera = LONG, "w" * 64, "camera-" + "x" * 57
        self.anonymous, self.verdict_by_hand = anonymous, None
        self.words = HOSTILE if hostile else "The van of the bakery; it comes at seven."
        self.name = HOSTILE if hostile else "Riverside depot"
        self.steward = HOSTILE if hostile else "rita"
        self.source = f"local/{self.camera}"
        self.verdict = None
        self.policy = {"id": HOSTILE if hostile else "starter", "version": 2, "hash": HASH}
        self.events = [
            self.event(4, 60, self.gate, "zone-entered", "began", "info", 10),
            self.event(5, 75, self.gate, "loitering", "began", "medium", 53, -1374),
            self.event(6, 95, self.gate, "loitering", "ended", "medium", 53, 0, began=5, outcome="end-of-stay"),
            self.event(7, 120, self.way, "line-crossed", "instant", "info", 10, direction="left"),
            self.event(8, 180, self.gate, "exit-blocked", "began", "high", 90, -4000),
            self.event(9, 200, self.way, "wrong-way", "instant", "medium", 60, -1500, reversed_=True),
            self.event(10, 220, self.gate, "overcrowding", "began", "medium", 60, -2000, erased=True),
        ]

    def event(self, sequence, seconds, place, behaviour, phase, level, number, weight=0, began=None, outcome="counted", direction=None,
              reversed_=False, erased=False):
        data = {"topic": "tns1:RuleEngine/Rule", "rule": f"{behaviour}@{place}", "phase": phase, "start": at(seconds - 1), "confidence": 0.97,
                "box": [0.3, 0.4, 0.08, 0.2], "detector": "wayside-motion/1", "policy": HASH}
        if phase == "ended":
            data |= {"end": at(seconds), "measures": {"lasted": {"value": 20, "unit": "s"}}}
        if direction:
            data["direction"] = direction
        observed = {"specversion": "1.0", "id": f"{sequence:032x}", "source": self.source, "type": f"wayside.observed.{behaviour}.v1",
                    "subject": place, "time": at(seconds), "data": data}
        answer = {"id": f"{sequence:032x}", "sequence": sequence, "source": self.source, "place": place, "path": f"{self.source}/{place}",
                  "time": at(seconds), "behaviour": behaviour, "phase": phase, "level": level, "number": number,
                  "vector": "WS1/B:M/D:0/M:0/H:0/R:1/P:150/C:970", "outcome": outcome, "points_mp": weight, "weight_mp": weight,
                  "half_life_ms": 259_200_000, "consequence": "alarm" if level == "high" else "note", "policy": HASH,
                  "reversed": reversed_, "observed": None if erased else observed}
        return answer | ({"began": f"{began:032x}"} if began else {})

    @property
    def me(self):
        may = {"read": READ + PUBLIC + ["policies.compare"], "public": PUBLIC, "none": PUBLIC[:3]}[self.anonymous]
        return {"subject": "anonymous", "may": may}

    def who(self, token):
        if token not in TOKENS:
            raise Refused(401, "Unknown token", "this token belongs to nobody", "ask an administrator for a new one")
        name, role = TOKENS[token]
        return {"subject": "steward", "may": READ + PUBLIC + STEWARD + MAY[role], "name": self.steward if role == "reviewer" else name, "roles": [role],
                "authority": "good-standing"}

    def health(self):
        return {"status": "ok", "version": "0.7.0", "time": at(300), "site": {"id": "local", "name": self.name}, "started": at(0), "uptime_s": 300,
                "cameras": {"configured": 1, "working": 1}, "queue": {"capacity": 1024, "depth": 0, "highest": 3, "waits": 0},
                "ledger": {"entries": 14, "commits": 9, "events": 7, "latest": at(220)}, "policy": self.policy,
                "problems": [], "streams": 1}

    def cameras(self):
        return [self.camera_facts()]

    def news(self):
        """What the stream tells of."""
        return [self.event(99, 299, self.gate, "fall", "began", "high", 85)]

    def appeals(self):
        return [self.appeal(2), self.appeal(1)]

    def camera_facts(self):
        return {"id": self.camera, "path": self.source, "state": "running", "purpose": self.words, "uses": ["safety", "appeal"],
                "places": [self.gate, self.way], "masked_permille": 20, "picture": True, "starts": 1, "returns": 0,
                "frames": {"received": 3000, "processed": 3000, "skipped": {}, "dropped": {}, "losses": {}}, "format": "640x480 MJPG 10 fps",
                "rate_fps": 10}

    def zones(self):
        return {"camera": self.camera, "places": [{"id": self.gate, "zone": [[0.2, 0.3], [0.6, 0.3], [0.6, 0.7], [0.2, 0.7]]},
                                                  {"id": self.way, "line": [[0.7, 0.9], [0.8, 0.3]]}],
                "masks": [[[0, 0], [0.2, 0], [0.2, 0.1]]], "rules": [{"id": "loitering", "behaviour": "loitering", "place": self.gate}],
                "smallest_object": 0.06}

    def standing(self, place):
        left = sum(event["weight_mp"] for event in self.events if event["place"] == place and not event["reversed"] and not self.taken_back(event))
        return {"start_mp": 80_000, "sum_mp": 80_000 + left, "shown_mp": 80_000 + left, "rated": True}

    def taken_back(self, event):
        return self.verdict == "upheld" and event["sequence"] == 8

    def told(self, event):
        return event | {"reversed": event["reversed"] or self.taken_back(event)}

    def exposure(self):
        return {"observed_ms": 280_000, "blind_ms": {"covered": 20_000}, "observed_permille": 933}

    def place(self, place):
        kinds = {event["behaviour"]: 1 for event in self.events if event["place"] == place}
        return {"source": self.source, "place": place, "path": f"{self.source}/{place}", "kind": "place", "time": at(300),
                "standing": self.standing(place), "exposure": self.exposure(), "policy": self.policy,
                "rates": {"observed_ms": 280_000, "behaviours": [
                    {"behaviour": name, "events": count, "per_observed_hour": 12.9} for name, count in kinds.items()]}}

    def places(self):
        return {"time": at(300), "policy": self.policy, "items": [self.place(self.gate), self.place(self.way)], "next": None,
                "roll_ups": [{"site": self.name, "places": 2, "rated_places": 2, "sum_mp": 76_000, "rated": True, "exposure": self.exposure()}]}

    def history(self, place):
        mine = [event for event in self.events if event["place"] == place and event["weight_mp"]]
        points = []
        for seconds in range(10, 310, 10):
            now = 80_000 + sum(event["weight_mp"] for event in mine if event["time"] <= at(seconds) and not event["reversed"])
            blind = 10_000 if 240 <= seconds < 260 else 0
            points.append({"time": at(seconds), "sum_mp": now, "shown_mp": now, "observed_ms": 10_000 - blind,
                           "blind_ms": {"covered": blind} if blind else {}})
        moved = [{"sequence": event["sequence"], "kind": "event", "time": event["time"], "weight_mp": event["weight_mp"], "evidence": event["id"],
                  "behaviour": event["behaviour"], "level": event["level"]} for event in mine]
        moved += [{"sequence": event["sequence"] + 20, "kind": "reversal", "time": event["time"], "weight_mp": -event["weight_mp"],
                   "evidence": event["id"], "appeal": 3} for event in mine if event["reversed"]]
        return {"path": f"{self.source}/{place}", "from": at(0), "to": at(300), "start_mp": 80_000, "lowest_mp": 0, "highest_mp": 100_000,
                "points": points, "moved": moved, "left_out": 0, "attention_below_mp": 60_000, "commend_from_mp": 90_000}

    def place_why(self, place):
        rest = [event for event in self.events if event["place"] == place and event["weight_mp"] and not event["reversed"]]
        standing = self.standing(place)
        return {"subject": f"{self.source}/{place}", "time": at(300), "start_mp": 80_000, "contributions": [
            {"event": event["id"], "entries": [event["sequence"]], "time": event["time"], "weight_mp": event["weight_mp"],
             "half_life_ms": 259_200_000, "remaining_mp": event["weight_mp"]} for event in rest if not self.taken_back(event)],
                "faded": 1, "sum_mp": standing["sum_mp"], "shown_mp": standing["shown_mp"], "observed_ms": 280_000,
                "blind_ms": {"covered": 20_000}, "rated": True, "policy": self.policy,
                "appeals": [{"number": 1, "state": "dismissed", "entry": 11, "due": at(1_814_400), "replies": [self.words],
                             "decided_by": self.steward, "decided": at(290), "reason": self.words}]}

    def event_why(self, event):
        names = [("base", "M", 60), ("duration", "0", 0), ("measure", "0", 0), ("hours", "0", 0), ("repetition", "1", 3), ("place", "150", 31),
                 ("confidence", "970", -1), ("limit", "100", 0)]
        return {"sequence": event["sequence"], "kind": "event", "entry": '{"sequence":8}', "event": event["id"], "behaviour": event["behaviour"],
                "phase": event["phase"], "subject": event["path"], "time": event["time"], "vector": event["vector"], "number": 93,
                "level": event["level"], "terms": [{"name": name, "factor": factor, "points": points} for name, factor, points in names],
                "weight": [{"name": "points", "factor": event["behaviour"], "milli_points": event["weight_mp"]},
                           {"name": "outcome", "factor": event["outcome"], "milli_points": 0}],
                "weight_mp": event["weight_mp"], "half_life_ms": 259_200_000, "consequence": event["consequence"],
                "entries": [event["sequence"]], "policy": HASH, "policy_name": self.policy, "content": HASH, "author": self.steward,
                "observation": 3, "judged_by": self.steward, "appeals": []}

    def appeal(self, number, may=False):
        event = self.events[4]
        answer = {"number": number, "state": "open", "filed": at(240), "due": at(1_814_400), "source": self.source, "place": self.gate,
                  "path": f"{self.source}/{self.gate}", "about": {"event": event["id"]}, "events": [event["id"]], "entry": 10 + number,
                  "replies": [{"time": at(241), "text": self.words, "entry": 12}, {"time": at(242), "text": None, "entry": 13}],
                  "decide": {"may": may}}
        verdict = "dismissed" if number == 1 else self.verdict
        if verdict:
            answer |= {"state": verdict, "decide": {"may": False, "why": "it was decided already, and a decision stands"},
                       "decision": {"verdict": verdict, "by": self.steward, "time": at(290), "reason": self.words, "entry": 13}}
        elif not may:
            answer["decide"]["why"] = f"{self.steward} may not decide this: {self.words}"
        return answer

    def observation(self, number, name=None):
        """The first waits, the second is the asker's own (sam's), the third is confirmed."""
        author = {3: "olga", 4: "sam", 5: "olga"}[number]
        verdict = {"outcome": "confirmed", "by": self.steward} if number == 5 else self.verdict_by_hand if number == 3 else None
        answer = {"sequence": number, "source": self.source, "place": self.gate, "path": f"{self.source}/{self.gate}", "behaviour": "exit-blocked",
                  "seen": at(100), "entered": at(130), "confidence_permille": 800, "author": author, "pictures": 0,
                  "confirm": {"may": name is not None and author != name and not verdict}}
        if verdict:
            answer |= {"verdict": verdict} | ({"event": f"{8:032x}"} if verdict["outcome"] == "confirmed" else {})
        if not answer["confirm"]["may"]:
            answer["confirm"]["why"] = f"{author} has entered this: {self.words}"
        return answer

    def observations(self, name=None):
        items = [self.observation(number, name) for number in (3, 4, 5)]
        return {"items": sorted(items, key=lambda each: "verdict" in each), "next": None}

    def policies(self):
        first = {"id": self.policy["id"], "version": 1, "hash": "cd" * 32, "title": self.words, "reason": self.words, "from": at(0), "entry": 0,
                 "in_force": False}
        return {"items": [first | self.policy | {"in_force": True, "entry": 2, "author": self.steward}, first], "next": None}

    def policy_text(self, hash_):
        return {"id": self.policy["id"], "version": 2, "hash": hash_, "title": self.words, "reason": self.words, "in_force": hash_ == HASH,
                "text": f"policy: 1\n# {self.words}\n", "rules": {
                    "rules": 1, "behaviours": [{"id": "loitering", "behaviour": "loitering", "places": [], "level": "low", "points_mp": -1000,
                                                "half_life_ms": 259_200_000}],
                    "merits": [{"id": "kept-clear", "merit": "kept-clear", "places": [self.gate], "points_mp": 100, "window_ms": 3_600_000,
                                "half_life_ms": 259_200_000}]}}

    def diff(self):
        stand = {"standing_mp": 74_626, "shown_mp": 74_626, "rated": True}
        after = {"standing_mp": 78_000, "shown_mp": 78_000, "rated": True}
        score = {"number": 90, "level": "high", "outcome": "counted", "weight_mp": -4000, "consequence": "alarm"}
        times = [at(seconds) for seconds in range(0, 310, 60)]
        return {"before": HASH, "candidate": "cd" * 32, "until": at(300), "same": False, "replayed": 7, "earlier": 0, "erased": 1, "reversed": 1,
                "changed": 2, "alarms": [1, 0], "digested": [0, 0], "levels": [[2, 0, 0, 0], [0, 0, 0, 0], [0, 1, 2, 0], [0, 0, 1, 0]],
                "outcomes": [[7, 0, 0, 0, 0]] + [[0] * 5] * 4, "times": times, "places": [
                    {"source": self.source, "place": self.gate, "before": stand, "after": after, "changed": 2, "merits": [0, 0],
                     "curve_before_mp": [80_000, 80_000, 78_626, 74_626, 74_626, 74_626],
                     "curve_after_mp": [80_000, 80_000, 79_000, 78_000, 78_000, 78_000]}],
                "events": [{"event": self.events[4]["id"], "source": self.source, "place": self.gate, "time": at(180), "behaviour": "exit-blocked",
                            "before": score, "after": score | {"number": 60, "level": "medium", "weight_mp": -1000}}]}

    def transparency(self):
        return {"time": at(300), "site": {"id": "local", "name": self.name, "organisation": self.words}, "purpose": self.words, "cameras": [
            {"id": self.camera, "purpose": self.words, "uses": ["safety"], "places": [self.gate, self.way],
             "behaviours": ["loitering", "wrong-way"], "masked_permille": 20}],
                "keep_events_ms": 7_776_000_000, "keeps_pictures": False, "policy": self.policy, "observed_ms": 560_000, "blind_ms": 40_000,
                "behaviours": [{"behaviour": "wrong-way", "events": 1, "reversed": 1}, {"behaviour": "loitering", "events": 1, "reversed": 0}],
                "events": {"kept": 6, "erased": 1}, "notes_kept": 1, "pictures_kept": 0,
                "appeals": {"total": 2, "waiting": 1, "late": 1, "upheld": 0, "dismissed": 1}, "decide_within_ms": 1_814_400_000,
                "accesses": [{"act": "look", "use": "safety", "outcome": "granted", "count": 2}], "erasures": 1,
                "latest": [{"sequence": 3, "kind": "access", "time": at(150), "words": self.words}], "contact": self.words}

    def board(self):
        return {"time": at(300), "title": self.name, "places": [
            {"path": f"{self.source}/{self.gate}", "rated": True, "shown_mp": 72_626, "exposure": self.exposure(), "commended": True,
             "attention": False},
            {"path": f"{self.source}/{self.way}", "rated": False, "shown_mp": None, "commended": False, "attention": False,
             "exposure": {"observed_ms": 0, "blind_ms": {}, "observed_permille": None}}], "roll_ups": [], "behaviours": [],
                "appeals": {"total": 2, "waiting": 1, "late": 1, "upheld": 0, "dismissed": 1}, "decide_within_ms": 1_814_400_000,
                "policy": self.policy}


class NewHouse(House):
    """Before anything was seen: no event, no number, no appeal, and no camera or (`lost`) one that has gone, without a place."""

    def __init__(self, lost=False, **more):
        super().__init__(**more)
        self.lost, self.events = lost, []

    def health(self):
        return super().health() | {"problems": ["camera yard: lost (it does not answer); look at its cable"] if self.lost else []}

    def cameras(self):
        return [self.camera_facts() | {"state": "lost", "reason": "signal-lost", "places": []}] if self.lost else []

    def zones(self):
        return super().zones() | {"places": [], "masks": []}

    def news(self):
        return []

    def places(self):
        return {"time": at(0), "policy": self.policy, "items": [], "next": None, "roll_ups": []}

    def appeals(self):
        return []

    def observations(self, name=None):
        return {"items": [], "next": None}

    def policies(self):
        return {"items": super().policies()["items"][:1], "next": None}

    def transparency(self):
        return super().transparency() | {"behaviours": [], "accesses": [], "latest": [], "observed_ms": 0, "cameras": [],
                                         "events": {"kept": 0, "erased": 0}, "notes_kept": 0, "erasures": 0,
                                         "appeals": {"total": 0, "waiting": 0, "late": 0, "upheld": 0, "dismissed": 0}}

    def board(self):
        return super().board() | {"places": []}
