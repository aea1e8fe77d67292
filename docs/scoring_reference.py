#!/usr/bin/env python3
"""Wayside's scoring rules once more, in Python with whole numbers only (docs/scoring.md says them in words).

  scoring_reference.py severity WS1/B:M/D:2/M:0/H:1/R:3/P:150/C:800    number, level and terms of a vector
  scoring_reference.py weight POINTS_MP PERCENT PERMILLE                weight before the cap, milli-points
  scoring_reference.py decay WEIGHT_MP AGE_MS HALF_LIFE_MS              what is left, milli-points
  scoring_reference.py vectors                                          the table in Tests/ScoreTests/DecayVectors.swift
"""
import random
import sys
from decimal import Decimal, getcontext

getcontext().prec = 120
ROOTS = [int(Decimal(2) ** (64 - 1 / Decimal(2 ** (i + 1)))) for i in range(32)]


def rounded(numerator, denominator):
    """To the nearest whole number, ties away from zero; denominator > 0."""
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return -size if numerator < 0 else size


def decay(weight_mp, age_ms, half_life_ms):
    halved, rest = divmod(age_ms, half_life_ms)
    if halved >= 63:
        return 0
    exponent, product = (rest << 32) // half_life_ms, 1 << 63
    for i in range(32):
        if exponent >> (31 - i) & 1:
            product = product * ROOTS[i] >> 64
    return rounded(weight_mp * product, 1 << (63 + halved))


def weight(points_mp, percent, permille):
    return rounded(points_mp * percent * permille, 100_000)


def severity(vector):
    version, *parts = vector.split("/")
    f = dict(part.split(":") for part in parts)
    assert version == "WS1" and list(f) == ["B", "D", "M", "H", "R", "P", "C"], "not a WS1 vector"
    terms = [("base", {"I": 10, "L": 35, "M": 60, "H": 85}[f["B"]]), ("duration", 4 * int(f["D"])),
             ("measure", 4 * int(f["M"])), ("hours", 8 * int(f["H"])), ("repetition", 3 * int(f["R"]))]
    terms.append(("place", rounded(sum(p for _, p in terms) * (int(f["P"]) - 100), 100)))
    terms.append(("confidence", -rounded(sum(p for _, p in terms) * (1000 - int(f["C"])), 2000)))
    terms.append(("limit", min(0, 100 - sum(p for _, p in terms))))
    number = sum(p for _, p in terms)
    return number, "info" if number < 25 else "low" if number < 50 else "medium" if number < 75 else "high", terms


def vectors():
    random.seed(7)
    hours = 3_600_000
    fixed = [(-2000, 0, 72 * hours), (-2000, 72 * hours, 72 * hours), (-2000, 36 * hours, 72 * hours), (1, 1, 1), (3, 1, 1),
             (-1, 1, 1), (-3, 1, 1), (1, 2, 1), (2**62 - 1, 62, 1), (2**62 - 1, 63, 1), (-(2**62 - 1), 1, 2**62 - 1),
             (1000, 10**15, 60_000), (-999_999, 1, 31_622_400_000), (5, 31_622_399_999, 31_622_400_000)]
    drawn = [(random.randint(-10**random.randint(1, 9), 10**random.randint(1, 9)), random.randint(0, 10**random.randint(3, 11)),
              random.randint(60_000, 10**random.randint(6, 10))) for _ in range(50)]
    return [(w, a, h, decay(w, a, h)) for w, a, h in fixed + drawn]


if __name__ == "__main__":
    what, arguments = sys.argv[1] if len(sys.argv) > 1 else "", sys.argv[2:]
    if what == "severity":
        print(*severity(arguments[0]))
    elif what == "weight":
        print(weight(*map(int, arguments)))
    elif what == "decay":
        print(decay(*map(int, arguments)))
    elif what == "vectors":
        for row in vectors():
            print("    DecayVector(" + ", ".join(map(str, row)) + "),")
    else:
        sys.exit(__doc__)
