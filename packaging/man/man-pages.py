#!/usr/bin/env python3
"""Writes the manual pages from what the program says of itself: one page for the program, one per verb, in mdoc(7).

    wayside --experimental-dump-help | man-pages.py DIRECTORY

Nothing about options or verbs is written here, so no page can be older than its program. What the program does not say of itself
(files, environment, exit codes) stands in wayside.1.in beside this file. The date is SOURCE_DATE_EPOCH's, else today's.
"""

import json
import os
import re
import sys
import textwrap
import time
from pathlib import Path

WIDTH = 78
# Words in backquotes are what a person types; they are set as literals.
LITERAL = re.compile(r"`([^`]+)`")
# After a new sentence mdoc wants a new line.
SENTENCE = re.compile(r"(?<=[a-z0-9)`][.?!]) (?=[A-Z`])")


def escape(text):
    """Text as roff takes it: backslashes as they are typed, and no control line by accident."""
    text = text.replace("\\", "\\e")
    return "\\&" + text if text[:1] in (".", "'") else text


def argument(text):
    """One argument of a macro: quoted where roff would split it, kept from being read as a macro."""
    text = text.replace("\\", "\\e").replace('"', "\\(dq")
    if text in ("|", "(", ")", "[", "]", ".", ",", ":", ";", "?", "!") or re.fullmatch(r"[A-Z%][A-Za-z0-9]{1,2}", text):
        text = "\\&" + text
    return f'"{text}"' if " " in text or not text else text


def prose(text):
    """Lines of running text: a line per sentence, wrapped, literals as macros."""
    lines = []
    for paragraph in filter(None, (part.strip() for part in text.split("\n\n"))):
        if lines:
            lines.append(".Pp")
        for sentence in SENTENCE.split(" ".join(paragraph.split())):
            lines += sentence_lines(sentence)
    return lines


def sentence_lines(sentence):
    """One sentence, its literals on lines of their own."""
    lines, position = [], 0
    for match in LITERAL.finditer(sentence):
        before, after = sentence[position : match.start()].rstrip(), sentence[match.end() :]
        opening = "(" if before.endswith("(") else ""
        before = before.removesuffix("(").rstrip()
        closing = re.match(r"[.,:;)?!]+", after)
        closing = closing.group() if closing else ""
        if before:
            lines += wrapped(before)
        lines.append(" ".join([".Ql", *opening, argument(match.group(1)), *closing]))
        position = match.end() + len(closing)
    rest = sentence[position:].strip()
    if rest:
        lines += wrapped(rest)
    return lines


def wrapped(text):
    lines = textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
    return [escape(line) for line in lines]


def sentence(text):
    """An abstract as a sentence for .Nd: small first letter unless it is a name, no full stop."""
    text = text.strip().rstrip(".")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def flags(argument_info):
    """The names of an option as mdoc wants them, without the leading hyphen."""
    order = {"short": 0, "longWithSingleDash": 1, "long": 2}
    names = sorted(argument_info.get("names", []), key=lambda name: order[name["kind"]])
    return [("-" if name["kind"] == "long" else "") + name["name"] for name in names]


def shown(command):
    """Arguments that help shows, positional ones last as they are typed."""
    arguments = [a for a in command.get("arguments", []) if a.get("shouldDisplay", True)]
    return sorted(arguments, key=lambda a: a["kind"] == "positional")


def value(argument_info):
    return argument(argument_info.get("valueName", "value"))


def synopsis(arguments):
    lines = []
    for info in arguments:
        more = " ..." if info.get("isRepeating") else ""
        words = f"Ar {value(info)}" if info["kind"] == "positional" else f"Fl {flags(info)[-1]}"
        if info["kind"] == "option":
            words += f" Ar {value(info)}"
        lines.append((".Op " if info.get("isOptional") else ".") + words + more)
    return lines


def items(arguments):
    lines = [".Bl -tag -width Ds"]
    for info in arguments:
        if info["kind"] == "positional":
            lines.append(f".It Ar {value(info)}")
        else:
            names = " , ".join(f"Fl {name}" for name in flags(info))
            lines.append(f".It {names}" + (f" Ar {value(info)}" if info["kind"] == "option" else ""))
        lines += prose(" ".join(filter(None, [info.get("abstract", ""), info.get("discussion", "")])))
        default = info.get("defaultValue")
        if default and info["kind"] != "flag":
            lines += prose(f"The default is `{default}`.")
    return lines + [".El"]


def header(name, about, date):
    about = sentence(about).replace("`", "")
    return [f".Dd {date}", f".Dt {name.upper()} 1", ".Os", ".Sh NAME", f".Nm {name}", f".Nd {about}"]


def verbs(command):
    return [c for c in command.get("subcommands", []) if c["commandName"] != "help"]


def verb_page(command, date):
    """The page of one verb, its sub-verbs as sections of their own."""
    name = command["commandName"]
    lines = header(f"wayside-{name}", command["abstract"], date) + [".Sh SYNOPSIS"]
    for path, part in leaves(command, [name]):
        lines += [f".Nm wayside {' '.join(path)}", *synopsis(shown(part))]
    lines += [".Sh DESCRIPTION", *prose(command["abstract"] + "\n\n" + command.get("discussion", ""))]
    nested = verbs(command)
    if not nested:
        lines += [".Pp", "The options are as follows:", *items(shown(command))]
    for path, part in leaves(command, [name]) if nested else []:
        lines += [f".Ss wayside {' '.join(path)}", *prose(part["abstract"] + "\n\n" + part.get("discussion", ""))]
        lines += [".Pp", "The options are as follows:", *items(shown(part))]
    return lines + [".Sh EXIT STATUS", "Those of", ".Xr wayside 1 .", ".Sh SEE ALSO", ".Xr wayside 1"]


def leaves(command, path):
    """Commands that do something, with the words that are typed for them."""
    nested = verbs(command)
    if not nested:
        return [(path, command)]
    return [leaf for part in nested for leaf in leaves(part, [*path, part["commandName"]])]


def program_page(command, frame, date):
    """The page of the program: the frame, with its verbs and pages filled in."""
    table = [".Bl -tag -width Ds"]
    for verb in verbs(command):
        table += [f".It Xr wayside-{verb['commandName']} 1", *prose(verb["abstract"])]
    names = sorted(f"wayside-{verb['commandName']}" for verb in verbs(command))
    pages = [f".Xr {name} 1" + (" ," if name != names[-1] else "") for name in names]
    parts = {
        "HEADER": header("wayside", command["abstract"], date),
        "ABOUT": prose(command["abstract"] + "\n\n" + command.get("discussion", "")),
        "VERBS": table + [".El"],
        "PAGES": pages,
    }
    lines = []
    for line in frame.splitlines():
        if not line.startswith('.\\"'):
            lines += parts.get(line.strip("@"), [line]) if line.startswith("@") else [line]
    return lines


def main():
    directory = Path(sys.argv[1])
    directory.mkdir(parents=True, exist_ok=True)
    command = json.load(sys.stdin)["command"]
    moment = time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", time.time())))
    date = f"{time.strftime('%B', moment)} {moment.tm_mday}, {moment.tm_year}"
    frame = (Path(__file__).parent / "wayside.1.in").read_text()
    pages = {"wayside": program_page(command, frame, date)}
    for verb in verbs(command):
        pages[f"wayside-{verb['commandName']}"] = verb_page(verb, date)
    for name, lines in pages.items():
        (directory / f"{name}.1").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
