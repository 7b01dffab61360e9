#!/usr/bin/env python3
"""Reads XLIFF that bitext writes with translate-toolkit, and compares the texts of all units.

    python3 -m venv /tmp/peer && /tmp/peer/bin/pip install translate-toolkit
    bitext convert tests/data/format/hard.jsonl hard.xlf       # XLIFF 1.2
    bitext convert tests/data/format/hard.jsonl hard.xlf2      # XLIFF 2.0
    /tmp/peer/bin/python benches/peers/xliff.py tests/data/format/hard.jsonl hard.xlf hard.xlf2

Exit status 1 if a text differs. Control characters stand as their pictures in 1.2 and are elements in 2.0, so both
are left out of the comparison.
"""

import json
import sys
from pathlib import Path

from translate.storage import xliff, xliff2


def plain(text):
    """The text without control characters and their pictures."""
    return "".join(c for c in text if not ("\u2400" <= c <= "\u241f" or c < " " and c not in "\t\n"))


def text(node):
    """All text of an element but what is inside codes of 1.2, which is no text."""
    codes = {"bpt", "ept", "ph", "it"}
    parts = [node.text or ""]
    for child in node:
        if isinstance(child.tag, str) and child.tag.rsplit("}")[-1] not in codes:
            parts.append(text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def main():
    records = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
    wanted = [(plain(it["source"]["text"]), plain(it["target"]["text"])) for it in records]
    status = 0
    for path in sys.argv[2:]:
        kind = xliff2.Xliff2File if path.endswith("2") else xliff.xlifffile
        with open(path, "rb") as file:
            store = kind.parsefile(file)
        units = [unit for unit in store.units if unit.istranslatable() or unit.source]
        found = [(plain(text(unit.source_dom)), plain(text(unit.target_dom))) for unit in units]
        wrong = [pair for pair in zip(wanted, found) if pair[0] != pair[1]]
        good = len(found) == len(wanted) and not wrong
        print(f"{path}: {len(found)} of {len(wanted)} units, {len(wrong)} differ {wrong[:1]}")
        status |= not good
    return status


if __name__ == "__main__":
    sys.exit(main())
