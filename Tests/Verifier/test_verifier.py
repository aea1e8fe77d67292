#!/usr/bin/env python3
"""Tries to get a changed export past the verifier.

  test_verifier.py EXPORT [MUTATIONS]    EXPORT: a small one, as `wayside ledger export` wrote it; MUTATIONS: default 10 000

Mutations are drawn from a fixed seed, so that a failure can be seen again.
"""
import base64
import hashlib
import io
import json
import os
import random
import sys
import unittest

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import wayside_verify
from wayside_entries import ACTS, Bad, canonical_json, time_ms, time_text

EXPORT, MUTATIONS = "", 10_000
ENTRIES = wayside_verify.ENTRIES


class Files:
    """The files of an export, in memory."""

    def __init__(self, files):
        self.files = files

    @classmethod
    def read(cls, path):
        directory = wayside_verify.Directory(path)
        return cls({name: wayside_verify.read(directory, name) for name in directory.names()})

    def names(self):
        return list(self.files)

    def open(self, name):
        return io.BytesIO(self.files[name])

    def changed(self, name, data):
        return Files({**self.files, name: data})


def found(export):
    """Where the verifier finds the first thing that is wrong; None when it finds nothing."""
    try:
        wayside_verify.verify(export)
    except Bad as bad:
        return bad
    return None


# Changes to files as they are ----------------------------------------------------------------------------------------

def flip(data, chance):
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ chance.randrange(1, 256)]) + data[at + 1:]


def drop(data, chance):
    lines = data.splitlines(keepends=True)
    del lines[chance.randrange(len(lines))]
    return b"".join(lines)


def swap(data, chance):
    lines = data.splitlines(keepends=True)
    a, b = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]
    return b"".join(lines)


def backdate(data, chance):
    """Puts one of the times some while before what it was; other files than entries have none and are truncated."""
    times = list(wayside_verify.re.finditer(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", data))
    if not times:
        return truncate(data, chance)
    match = chance.choice(times)
    earlier = time_text(time_ms(match[0].decode()) - chance.randrange(1, 10**chance.randrange(1, 11)))
    return data[:match.start()] + earlier.encode() + data[match.end():]


def truncate(data, chance):
    return data[:chance.randrange(len(data))]


CHANGES = [flip, flip, drop, swap, backdate, truncate]


def owners(data):
    """For each line of entries.jsonl where it ends, and to which entry it belongs."""
    ends, end, number = [], 0, -1
    for line in data.splitlines(keepends=True):
        number, end = number + (not line.startswith(wayside_verify.EVENT_START)), end + len(line)
        ends.append((end, number))
    return ends


def first_changed(data, changed, ends):
    """The entry to which the first byte belongs that is not what it was."""
    at = next((index for index, (a, b) in enumerate(zip(data, changed)) if a != b), min(len(data), len(changed)))
    return next((number for end, number in ends if at < end), ends[-1][1] + 1)


class Mutations(unittest.TestCase):
    def test_what_was_exported_is_accepted(self):
        self.assertIsNone(found(Files.read(EXPORT)))

    def test_every_mutation_is_rejected_and_the_first_bad_entry_named(self):
        export, chance, drawn = Files.read(EXPORT), random.Random(6962), 0
        names, ends = sorted(export.names()), owners(export.files[ENTRIES])
        erased = b'"kind":"erasure"' in export.files[ENTRIES]
        while drawn < MUTATIONS:
            name = ENTRIES if drawn % 3 else chance.choice(names)
            data, change = export.files[name], chance.choice(CHANGES)
            changed = change(data, chance)
            if changed == data:
                continue
            drawn += 1
            with self.subTest(mutation=drawn, file=name, change=change.__name__):
                bad = found(export.changed(name, changed))
                self.assertIsNotNone(bad, "was accepted")
                if name == ENTRIES:
                    right = first_changed(data, changed, ends)
                    # Where events were erased a line that is missing or strange may be the event's or the next entry's.
                    self.assertLessEqual(abs(bad.where - right), 1 if erased else 0, str(bad))

    def test_a_file_that_is_gone_or_does_not_belong_is_found(self):
        export = Files.read(EXPORT)
        for name in export.names():
            if name == wayside_verify.NOTES:
                continue  # they are on request
            with self.subTest(file=name):
                self.assertIsNotNone(found(Files({other: data for other, data in export.files.items() if other != name})))
        self.assertIsNotNone(found(export.changed("policies/more.json", b"{}\n")))


# Changes by somebody who can sign ------------------------------------------------------------------------------------

class Forger:
    """Signs whatever it is given, with a key of its own: what only computing the numbers again can find."""

    def __init__(self, export):
        self.export, self.pairs = export, []
        self.secret = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"forger").digest())
        for line in export.files[ENTRIES].splitlines():
            if line.startswith(wayside_verify.EVENT_START):
                self.pairs[-1][1] = json.loads(line)
            else:
                self.pairs.append([json.loads(line), None])

    def signed(self, pairs):
        """An export of these entries and events, with everything about them as it must be."""
        lines, leaves, tree = [], [], wayside_verify.Frontier()
        for entry, event in pairs:
            written = canonical_json(event).encode() if event else None
            if written and "content" in entry:
                entry = {**entry, "content": hashlib.sha256(written).hexdigest()}
            line = canonical_json(entry).encode()
            leaf = wayside_verify.leaf_hash(line)
            tree.add(leaf)
            lines += [line, written] if written else [line]
            leaves.append(leaf.hex().encode())
        public = b"\1" + self.secret.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        identity = hashlib.sha256(b"forged\n" + public).digest()[:4]
        text = f"forged\n{len(leaves)}\n{base64.b64encode(tree.root()).decode()}\n"
        mark = base64.b64encode(identity + self.secret.sign(text.encode())).decode()
        return Files({
            **self.export.files, ENTRIES: b"\n".join(lines) + b"\n",
            wayside_verify.LEAVES: b"\n".join(leaves) + b"\n",
            wayside_verify.KEY: f"forged+{identity.hex()}+{base64.b64encode(public).decode()}\n".encode(),
            wayside_verify.CHECKPOINT: f"{text}\n— forged {mark}\n".encode()})

    def with_entry(self, place, **members):
        pairs = list(self.pairs)
        pairs[place] = [{**pairs[place][0], **members}, pairs[place][1]]
        return self.signed(pairs)


# What follows from policies and events, by kind; the rest of an entry says what was observed or done.
DERIVED = {
    "event": ("evidence", "behaviour", "phase", "term", "vector", "number", "level", "outcome", "points_mp", "weight_mp",
              "half_life_ms", "consequence"),
    "adjustment": ("evidence", "cause", "weight_mp", "half_life_ms", "source", "subject", "time"),
    "merit": ("evidence", "term", "start", "points_mp", "weight_mp", "half_life_ms"),
    "reversal": ("evidence", "appeal", "weight_mp", "half_life_ms", "source", "subject", "time"),
}
# Of an event whose text was erased these are only known from its entry.
TOLD_BY_EVENT = ("evidence", "behaviour", "phase")
OTHER = {"level": "low", "outcome": "no-term", "consequence": "digest", "phase": "ended", "behaviour": "fall"}


def other(name, value):
    """Some other value for a member."""
    if type(value) is int:
        return value + 1
    if name == "vector":
        return value.replace("/R:", "/R:1") if "/R:0" in value else value.replace("/H:0", "/H:1")
    if time_ms(value) is not None:
        return time_text(time_ms(value) - 1)
    if name in OTHER:
        return OTHER[name] if value != OTHER[name] else {"level": "high", "outcome": "counted", "consequence": "note",
                                                          "phase": "began", "behaviour": "motion"}[name]
    return value[:-1] + ("0" if value[-1] != "0" else "1")


class Forgeries(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.forger = Forger(Files.read(EXPORT))

    def test_what_is_signed_anew_and_not_changed_is_accepted(self):
        self.assertIsNone(found(self.forger.signed(self.forger.pairs)))

    def test_a_number_that_does_not_follow_is_found_whoever_signs_it(self):
        for entry, event in self.forger.pairs:
            for name in DERIVED.get(entry["kind"], ()):
                if name not in entry or (entry["kind"] == "event" and event is None and name in TOLD_BY_EVENT):
                    continue
                with self.subTest(entry=entry["sequence"], kind=entry["kind"], member=name):
                    bad = found(self.forger.with_entry(entry["sequence"], **{name: other(name, entry[name])}))
                    self.assertIsNotNone(bad, "was accepted")
                    self.assertEqual(bad.where, entry["sequence"], str(bad))

    def test_an_event_that_says_otherwise_is_found_at_its_entry(self):
        for number, (entry, event) in enumerate(self.forger.pairs):
            if event is None:
                continue
            confidence = event["data"]["confidence"]
            pairs = list(self.forger.pairs)
            pairs[number] = [entry, {**event, "data": {**event["data"], "confidence": 0.5 if confidence == 1 else 1}}]
            with self.subTest(entry=number):
                self.assertEqual(getattr(found(self.forger.signed(pairs)), "where", None), number)

    def test_what_follows_cannot_be_left_out(self):
        for number, (entry, _) in enumerate(self.forger.pairs):
            if entry["kind"] not in ("adjustment", "merit", "reversal"):
                continue
            pairs = [[{**other, "sequence": place}, event]
                     for place, (other, event) in enumerate(self.forger.pairs[:number] + self.forger.pairs[number + 1:])]
            with self.subTest(entry=number, kind=entry["kind"]):
                bad = found(self.forger.signed(pairs))
                self.assertIsNotNone(bad, "was accepted")
                # Reversals of one appeal may come in any order, so that one is missed when all others have come.
                self.assertTrue(bad.where == number or (entry["kind"] == "reversal" and bad.where > number), str(bad))

    def test_acts_are_in_order_of_time(self):
        acts = [entry for entry, _ in self.forger.pairs if entry["kind"] in ACTS]
        for before, entry in zip(acts, acts[1:]):
            earlier = time_text(time_ms(before["time"]) - 1)
            with self.subTest(entry=entry["sequence"]):
                bad = found(self.forger.with_entry(entry["sequence"], time=earlier))
                self.assertEqual(getattr(bad, "where", None), entry["sequence"])


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if not arguments or not os.path.isdir(arguments[0]):
        sys.exit(__doc__)
    EXPORT, MUTATIONS = arguments[0], int(arguments[1]) if len(arguments) > 1 else MUTATIONS
    unittest.main(argv=sys.argv[:1])
