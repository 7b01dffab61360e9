#!/usr/bin/env python3
"""Reads TBX that bitext writes with translate-toolkit, and compares all terms of all concepts.

    python3 -m venv /tmp/peer && /tmp/peer/bin/pip install translate-toolkit
    bitext convert tests/data/format/terms.tsv terms.tbx
    /tmp/peer/bin/python benches/peers/tbx.py tests/data/format/terms.tsv terms.tbx

The table has the columns English, Simplified and Traditional, terms of a cell separated by `;`. Exit status 1 if a term
is missing, changed or in the other script; control characters stand as their pictures and are left out of the comparison.
With OMEGAT_JAR naming the program OmegaT, whose package has a schema of TBX, the file is also validated by it.
"""

import os
import sys
import zipfile
from pathlib import Path

from lxml import etree
from translate.storage import tbx

CHINESE = ["zh", "zh-Hans", "zh-Hant"]


def plain(text):
    """The text without control characters and their pictures."""
    return "".join(c for c in text if not ("\u2400" <= c <= "\u241f" or c < " "))


def wanted(path):
    """The terms of each row: English, Simplified, Traditional."""
    for row in Path(path).read_text("utf-8").split("\n")[1:]:
        if row and not row.startswith("#"):
            yield [[plain(term).strip() for term in cell.split(";")] for cell in row.split("\t")]


def found(path):
    """The terms of each concept by language."""
    with open(path, "rb") as file:
        store = tbx.tbxfile(file, sourcelanguage="en")
    for unit in store.units:
        terms = {"en": [plain(term.text) for term in unit.get_source_terms()]}
        for language in CHINESE:
            terms[language] = [plain(term.text) for term in unit.get_target_terms(language)]
        yield terms


def same(row, terms):
    """Whether a concept has the terms of a row, in the right languages."""
    english, simplified, traditional = row
    chinese = [term for language in CHINESE for term in terms[language]]
    return (
        terms["en"] == english
        and set(chinese) == set(simplified) | set(traditional)
        and set(terms["zh-Hans"]) <= set(simplified)
        and set(terms["zh-Hant"]) <= set(traditional)
    )


def valid(path):
    """Whether the file is as the schema of OmegaT has it; `None` where there is none."""
    jar = os.environ.get("OMEGAT_JAR")
    if not jar:
        return None
    with zipfile.ZipFile(jar) as names:
        # lxml knows the namespace of XML by itself, and opens no other file.
        schema = names.read("schemas/tbx.xsd")
    folder = Path(os.environ.get("TMPDIR", "/tmp"))
    with zipfile.ZipFile(jar) as names:
        (folder / "xml.xsd").write_bytes(names.read("schemas/xml.xsd"))
    (folder / "tbx.xsd").write_bytes(schema)
    checker = etree.XMLSchema(etree.parse(str(folder / "tbx.xsd")))
    is_valid = checker.validate(etree.parse(path))
    for error in list(checker.error_log)[:3]:
        print(f"{path}: {error.line}: {error.message}")
    return is_valid


def main():
    rows = list(wanted(sys.argv[1]))
    status = 0
    for path in sys.argv[2:]:
        concepts = list(found(path))
        wrong = [pair for pair in zip(rows, concepts) if not same(*pair)]
        print(f"{path}: {len(concepts)} of {len(rows)} concepts, {len(wrong)} differ {wrong[:1]}")
        is_valid = valid(path)
        print(f"{path}: schema of OmegaT: {is_valid}")
        status |= len(concepts) != len(rows) or bool(wrong) or is_valid is False
    return status


if __name__ == "__main__":
    sys.exit(main())
