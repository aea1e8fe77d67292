#!/usr/bin/env python3
"""Checks an export of a Wayside ledger without any of Wayside's own code.

  wayside_verify.py EXPORT [--key KEY] [--checkpoint FILE]    everything; prints "N entries verified" or the first bad entry
  wayside_verify.py standings EXPORT --at TIME                where every place stood, recomputed from policies and events
  wayside_verify.py proof FILE [--checkpoint FILE] --key KEY  that an entry is in the ledger that the checkpoint is of

EXPORT is what `wayside ledger export` wrote; docs/ledger.md says what is in it, docs/scoring.md how numbers come about.
KEY (NAME+HASH+BASE64) and the checkpoint FILE are those that somebody else has kept: without them an export that was
made up as a whole, by somebody with a signing key of their own, is as good as any.

Needs Python 3.11 and `cryptography` (for Ed25519). This file reads the export and checks that it is what was signed;
wayside_entries.py knows the form of every entry, wayside_recompute.py computes every number again with
wayside_merits.py, and wayside_acts.py knows who may do what. Exit code 0 when everything is right, 1 when something is not, 2 when there is no export to look at.
"""
import argparse
import base64
import hashlib
import json
import os
import re
import sys
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from wayside_entries import Bad, parse_canonical, read_entry, read_event, time_ms
from wayside_recompute import Policy, Recompute

ENTRIES, LEAVES, CHECKPOINT, KEY, NOTES, README = (
    "entries.jsonl", "leaves.txt", "checkpoint.txt", "key.txt", "notes.jsonl", "README.txt")
README_SHA256 = "d1c74a938f923b96791d88d64ad3a9a8f500b59187218cdbad046a15c001ecf7"
ED25519 = 1  # what the note format calls it
EVENT_START = b'{"specversion"'


# Where the files come from ------------------------------------------------------------------------------------------

class Directory:
    """The files of an export."""

    def __init__(self, path):
        self.path = path

    def names(self):
        return [os.path.relpath(os.path.join(folder, name), self.path)
                for folder, _, names in os.walk(self.path) for name in names]

    def open(self, name):
        return open(os.path.join(self.path, name), "rb")


def read(export, name):
    with export.open(name) as file:
        return file.read()


# The Merkle tree (RFC 6962, 2.1) -------------------------------------------------------------------------------------

def leaf_hash(line):
    return hashlib.sha256(b"\0" + line).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


class Frontier:
    """The roots of the full trees at the left, one for each binary digit of the number of leaves that is 1."""

    def __init__(self):
        self.count, self.roots = 0, []

    def add(self, leaf):
        self.count += 1
        full = self.count
        while full % 2 == 0:
            leaf, full = node_hash(self.roots.pop(), leaf), full // 2
        self.roots.append(leaf)

    def root(self):
        if not self.roots:
            return hashlib.sha256(b"").digest()
        root = self.roots[-1]
        for left in reversed(self.roots[:-1]):
            root = node_hash(left, root)
        return root


# The checkpoint (C2SP signed-note and tlog-checkpoint) ---------------------------------------------------------------

def base64_bytes(text, where):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Bad(where, "is not base64 where it must be") from None
    if base64.b64encode(data).decode() != text:
        raise Bad(where, "is base64 in another spelling")
    return data


@dataclass
class Key:
    """With what checkpoints are checked."""
    name: str
    identity: bytes
    public: bytes

    @classmethod
    def read(cls, text, where):
        parts = text.split("+", 2)
        if len(parts) != 3 or not parts[0] or re.search(r"\s", parts[0]):
            raise Bad(where, "is no key of the form NAME+HASH+BASE64")
        data = base64_bytes(parts[2], where)
        identity = hashlib.sha256(parts[0].encode() + b"\n" + data).digest()[:4]
        if len(data) != 33 or data[0] != ED25519 or identity.hex() != parts[1]:
            raise Bad(where, "is no Ed25519 key, or its hash is not its own")
        return cls(parts[0], identity, data[1:])


@dataclass
class Checkpoint:
    """What a ledger was: whose, how many entries, and the root over them."""
    origin: str
    count: int
    root: bytes

    @classmethod
    def read(cls, data, key, where):
        """Reads a note and checks that the key signed it. Signatures of keys that are not known are left alone."""
        try:
            text, marks = data.decode().rsplit("\n\n", 1)
        except (UnicodeDecodeError, ValueError):
            raise Bad(where, "is no signed note") from None
        text += "\n"
        signed = False
        for line in marks.split("\n")[:-1]:
            parts = line.split(" ")
            if len(parts) != 3 or parts[0] != "—":
                raise Bad(where, "is no signed note")
            signature = base64_bytes(parts[2], where)
            if parts[1] == key.name and signature[:4] == key.identity:
                try:
                    Ed25519PublicKey.from_public_bytes(key.public).verify(signature[4:], text.encode())
                except InvalidSignature:
                    raise Bad(where, "has a signature that is wrong") from None
                signed = True
        if not signed or not marks.endswith("\n"):
            raise Bad(where, f"is not signed by {key.name}")
        lines = text.split("\n")
        if len(lines) < 4 or not re.fullmatch("0|[1-9][0-9]*", lines[1]):
            raise Bad(where, "is no checkpoint")
        root = base64_bytes(lines[2], where)
        if len(root) != 32:
            raise Bad(where, "is no checkpoint")
        return cls(lines[0], int(lines[1]), root)


# What was signed is here, whole and in order --------------------------------------------------------------------------

class Lines:
    """The lines of a file, with a look at the next ones. A last line without a line feed keeps its shape, and is bad."""

    def __init__(self, file):
        self.file, self.ahead = file, []

    def peek(self, index=0):
        while len(self.ahead) <= index:
            self.ahead.append(self.file.readline())
        return self.ahead[index]

    def take(self):
        line = self.peek()
        del self.ahead[0]
        return line


def is_leaf(line, leaf):
    return line.endswith(b"\n") and leaf_hash(line[:-1]) == leaf


def event_hash(line):
    return hashlib.sha256(line[:-1]).hexdigest().encode() if line.endswith(b"\n") else b""


def read_leaves(export, checkpoint):
    """The leaf hashes of all entries, 32 bytes each, once they give the root that was signed."""
    leaves, frontier = bytearray(), Frontier()
    with export.open(LEAVES) as file:
        for line in file:
            try:
                leaf = bytes.fromhex(line.decode())
            except ValueError:
                break
            if len(leaf) != 32 or leaf.hex().encode() + b"\n" != line:
                break
            leaves += leaf
            frontier.add(leaf)
        whole = file.read(1) == b"" and len(leaves) == 32 * frontier.count
    if whole and frontier.count == checkpoint.count and frontier.root() == checkpoint.root:
        return bytes(leaves)
    blame_leaves(export, leaves, checkpoint)


def blame_leaves(export, leaves, checkpoint):
    """Names the first entry whose line in leaves.txt is not what the entry gives."""
    number = 0
    with export.open(ENTRIES) as file:
        for line in file:
            if line.startswith(EVENT_START):
                continue
            if not is_leaf(line, leaves[32 * number:32 * number + 32]):
                raise Bad(number, f"{LEAVES} does not have the hash of its line, and does not give the root that was signed")
            number += 1
    raise Bad(min(number, checkpoint.count), f"from here on {LEAVES} or {ENTRIES} is not what was signed")


class Missing:
    """Events whose lines are not there. That is right only for those that an erasure covers."""

    def __init__(self):
        self.first, self.last, self.count, self.erased_before = None, None, 0, None
        self.waiting = []  # (time, entry), as long as no erasure covers them

    def note(self, number, time, content):
        self.last, self.count = (number, content), self.count + 1
        self.waiting.append((time, number))

    def blame_earlier(self, line):
        """Whether a line that is wrong where it stands is the event that is missing from the entry before."""
        if self.last and event_hash(line) == self.last[1]:
            raise Bad(self.last[0], "its event stands elsewhere")

    def erased(self, before):
        self.waiting = [(time, number) for time, number in self.waiting if time >= before]

    def judge(self):
        if self.waiting:
            raise Bad(min(number for _, number in self.waiting), "its event is missing, and no erasure covers it")


CONTENT = re.compile(rb'"kind":"event",.*?","time":"([^"]*)",.*?"evidence":"([^"]*)","content":"([0-9a-f]{64})"')
ERASURE = re.compile(rb'"kind":"erasure".*,"events_before":"([^"]*)"')


def check_lines(export, leaves):
    """Every entry is the one that was signed, and every event the one that its entry names by its hash."""
    count, missing = len(leaves) // 32, Missing()
    with export.open(ENTRIES) as file:
        lines = Lines(file)
        for number in range(count):
            line = lines.take()
            if not is_leaf(line, leaves[32 * number:32 * number + 32]):
                blame_line(number, line, missing)
            if match := CONTENT.search(line):
                check_event_line(number, match, lines, leaves, missing)
            elif line.find(b'"kind":"event"', 0, 60) > 0 and lines.peek().startswith(EVENT_START):
                lines.take()  # entries of older programs do not name their event's hash
            elif match := ERASURE.search(line):
                missing.erased(match[1])
        if lines.peek():
            missing.blame_earlier(lines.peek())
            raise Bad(count, "is here and was not signed")
    missing.judge()


def blame_line(number, line, missing):
    """An entry is not what was signed. When its place was taken by the event before it, that event's entry is the first."""
    missing.blame_earlier(line)
    if not line and missing.count == 1 and missing.last[0] == number - 1:
        raise Bad(number - 1, "its event is missing")
    raise Bad(number, "is not what was signed" if line else "is missing")


def check_event_line(number, match, lines, leaves, missing):
    """The event's line after its entry's. It may be missing, when it was erased; another may not be there."""
    time, evidence, content = match.groups()
    line, after = lines.peek(), leaves[32 * number + 32:32 * number + 64]
    if event_hash(line) == content:
        lines.take()
    elif not line or is_leaf(line, after):
        missing.note(number, time, content)
    else:
        missing.blame_earlier(line)
        start = EVENT_START + b':"1.0","id":"' + evidence
        # The file may end within the line; as long as it could be the next entry as well, it is, if events were erased.
        own = line.startswith(start) or (start.startswith(line) and (len(line) > 3 or not missing.count))
        if own or not after or is_leaf(lines.peek(1), after):
            raise Bad(number, "its event is not the one that was entered")
        missing.note(number, time, content)
        blame_line(number + 1, line, missing)


# The whole -----------------------------------------------------------------------------------------------------------

def read_policies(export, names):
    """Every policy by the hash of its file, which is what entries name. Its rules stand beside it as JSON."""
    policies = {}
    for name in sorted(names):
        match = re.fullmatch(r"policies/([0-9a-f]{64})\.yaml", name)
        if match and hashlib.sha256(read(export, name)).hexdigest() == match[1]:
            rules = f"policies/{match[1]}.json"
            policies[match[1]] = Policy(match[1], read(export, rules) if rules in names else b"")
    return policies


def expected_names(policies, with_notes):
    files = {ENTRIES, LEAVES, CHECKPOINT, KEY, README} | ({NOTES} if with_notes else set())
    return files | {f"policies/{hash}.{form}" for hash in policies for form in ("yaml", "json")}


def entries_of(export):
    """Each entry with its event (None where there is none), read and held to its canonical form."""
    with export.open(ENTRIES) as file:
        line, number = file.readline(), 0
        while line:
            after = file.readline()
            entry, event = read_entry(number, line[:-1]), None
            if entry["kind"] == "event" and after.startswith(EVENT_START):
                event, after = read_event(number, after[:-1]), file.readline()
            yield entry, event
            line, number = after, number + 1


def check_notes(export, acts):
    """Every note and picture is what an entry commits to, and none is missing but those that were erased."""
    waiting = {commitment: number for commitment, number in acts.committed.items() if commitment not in acts.erased}
    before = (-1, "")
    with export.open(NOTES) as file:
        for line in file:
            note = parse_canonical(NOTES, line[:-1], "a line")
            if not line.endswith(b"\n") or list(note) != ["commitment", "sequence", "media", "salt", "bytes"]:
                raise Bad(NOTES, "has a line that is no note")
            if type(note["sequence"]) is not int or (note["sequence"], str(note["commitment"])) <= before:
                raise Bad(NOTES, "is not in order of entries")
            before = (note["sequence"], str(note["commitment"]))
            commitment, number = str(note["commitment"]), waiting.pop(str(note["commitment"]), NOTES)
            try:
                content = bytes.fromhex(note["salt"]) + base64_bytes(note["bytes"], number)
            except (ValueError, TypeError):
                raise Bad(number, "its note has no salt, or no content") from None
            if note["media"] not in ("text/plain", "image/jpeg", "image/png") or note["salt"] != note["salt"].lower():
                raise Bad(number, "its note is not in the form that it must have")
            if number != note["sequence"] or hashlib.sha256(content).hexdigest() != commitment:
                raise Bad(number, "has a note that no entry commits to, or that is there twice" if number == NOTES
                          else "its note is not what it commits to")
    if waiting:
        raise Bad(min(waiting.values()), "its note is missing, and no erasure says so")


def verify(export, key=None, kept=None, at=None, progress=None):
    """Checks everything; returns the recomputed ledger.

    key: whose checkpoint it must be, NAME+HASH+BASE64. kept: bytes of a checkpoint that was kept elsewhere.
    """
    names = set(export.names())
    for name in (KEY, CHECKPOINT, LEAVES, ENTRIES, README):
        if name not in names:
            raise Bad(name, "is missing")
    text = read(export, KEY).decode(errors="replace")
    own = Key.read(text.removesuffix("\n"), KEY)
    if not text.endswith("\n") or (key is not None and key != text[:-1]):
        raise Bad(KEY, "is not the key that was given")
    checkpoint = Checkpoint.read(read(export, CHECKPOINT), own, CHECKPOINT)
    if hashlib.sha256(read(export, README)).hexdigest() != README_SHA256:
        raise Bad(README, "is not the one that belongs to this form of export")
    leaves = read_leaves(export, checkpoint)
    if kept is not None:
        check_kept(Checkpoint.read(kept, own, "the checkpoint that was kept"), leaves)
    check_lines(export, leaves)
    policies = read_policies(export, names)
    ledger = Recompute(policies, standings_at=at)
    for entry, event in entries_of(export):
        try:
            ledger.take(entry, event)
        except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError, OverflowError) as error:
            raise Bad(entry["sequence"], f"cannot be computed again: {error!r}") from error
        if progress and entry["sequence"] % 50_000 == 0:
            progress(entry["sequence"], checkpoint.count)
    ledger.finish()
    if NOTES in names:
        check_notes(export, ledger.acts)
    strangers = names ^ expected_names(policies, NOTES in names)
    if strangers:
        raise Bad(min(strangers), "does not belong to an export, or is missing from it")
    return ledger


def check_kept(kept, leaves):
    frontier = Frontier()
    for number in range(kept.count):
        frontier.add(leaves[32 * number:32 * number + 32])
    if 32 * kept.count > len(leaves):
        raise Bad(len(leaves) // 32, "was there when the checkpoint was signed that was kept, and is missing")
    if frontier.root() != kept.root:
        raise Bad("the checkpoint that was kept", f"had other entries among the first {kept.count}")


def check_proof(proof, note, key):
    """That an entry is in the ledger of which the note is a checkpoint. `proof` is what `wayside ledger prove --json` or
    `wayside explain --proof --json` printed, which has the checkpoint in it; the path is RFC 9162's, 2.1.3.2."""
    try:
        value = json.loads(proof)
        value = value.get("proof", value)
        if note is None:
            note = value["checkpoint"].encode()
        number, size, line = value["sequence"], value["entries"], value["entry"].encode()
        path = [bytes.fromhex(hash) for hash in value["path"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Bad("the proof", "is none, or no checkpoint goes with it") from None
    checkpoint = Checkpoint.read(note, Key.read(key, "the key"), "the checkpoint")
    if size != checkpoint.count or not 0 <= number < size:
        raise Bad(number, f"the proof is about {size} entries, the checkpoint about {checkpoint.count}")
    if read_entry(number, line)["sequence"] != number:
        raise Bad(number, "the proof is about another entry")
    hash, place, last = leaf_hash(line), number, size - 1
    for sibling in path:
        if last == 0:
            raise Bad(number, "the proof is too long")
        if place % 2 == 1 or place == last:
            hash = node_hash(sibling, hash)
            while place % 2 == 0:
                place, last = place // 2, last // 2
        else:
            hash = node_hash(hash, sibling)
        place, last = place // 2, last // 2
    if last != 0 or hash != checkpoint.root:
        raise Bad(number, "the proof does not lead to the root that was signed")
    return number, size


def parse(arguments):
    if arguments[:1] not in (["standings"], ["proof"]):
        arguments = ["verify"] + arguments
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for command in ("verify", "standings"):
        options = commands.add_parser(command)
        options.add_argument("export")
        options.add_argument("--key")
        options.add_argument("--checkpoint")
        if command == "standings":
            options.add_argument("--at", required=True)
    options = commands.add_parser("proof")
    options.add_argument("file")
    options.add_argument("--key", required=True)
    options.add_argument("--checkpoint")
    return parser.parse_args(arguments)


def file_bytes(path):
    with open(path, "rb") as file:
        return file.read()


def run(options):
    if options.command == "proof":
        note = file_bytes(options.checkpoint) if options.checkpoint else None
        number, size = check_proof(file_bytes(options.file), note, options.key)
        print(f"entry {number} is in the ledger of {size} entries that was signed")
        return
    at = None
    if options.command == "standings":
        at = time_ms(options.at)
        if at is None:
            raise SystemExit(f"{options.at} is not a time like 2026-05-04T14:00:00.000Z")
    kept = file_bytes(options.checkpoint) if options.checkpoint else None
    progress = (lambda done, count: print(f"\r{done} of {count} entries", end="", file=sys.stderr)) \
        if sys.stderr.isatty() else None
    ledger = verify(Directory(options.export), options.key, kept, at, progress)
    if progress:
        print("\r", end="", file=sys.stderr)
    for line in ledger.standings() if at is not None else [f"{ledger.count} entries verified"]:
        print(line)


def main(arguments):
    options = parse(arguments)
    try:
        run(options)
    except Bad as bad:
        print(bad)
        return 1
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
