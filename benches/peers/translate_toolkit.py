#!/usr/bin/env python3
"""Times the matcher of translate-toolkit on the texts that `examples/tm_scale.rs --write FOLDER` leaves.

    python3 -m venv /tmp/peer && /tmp/peer/bin/pip install translate-toolkit rapidfuzz
    /tmp/peer/bin/python benches/peers/translate_toolkit.py FOLDER [QUERIES]

The matcher keeps all units in working memory, sorted by length, and compares those that are not too long or short.
It sees the first `max_length` characters only (70 unless told); here it is given 1,000, so that it compares
what we compare. 75 per cent is the least it takes by itself; it is given our 70.
"""

import sys
import time
from pathlib import Path

from translate.search import match
from translate.storage import base, po


# Version 3.20 keeps its candidates in a heap of pairs of similarity and unit, and stops with an error when two
# similarities are equal, because units have no order. Any order will do here.
base.TranslationUnit.__lt__ = lambda one, other: id(one) < id(other)


def percentile(times, percent):
    return sorted(times)[(len(times) - 1) * percent // 100]


def main():
    folder = Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    for lang in ("zh", "en"):
        texts = (folder / f"memory.{lang}").read_text("utf-8").splitlines()
        queries = (folder / f"queries.{lang}").read_text("utf-8").splitlines()[:count]
        start = time.process_time()
        store = po.pofile()
        for text in texts:
            store.addsourceunit(text).target = "x"
        matcher = match.matcher(store, max_candidates=5, min_similarity=70, max_length=1000)
        loaded = time.process_time() - start
        times, hits = [], 0
        for query in queries:
            start = time.process_time()
            hits += len(matcher.matches(query))
            times.append(time.process_time() - start)
        print(
            f"{lang}: loaded in {loaded:.1f} s; p50 {percentile(times, 50) * 1000:.0f} ms, "
            f"p95 {percentile(times, 95) * 1000:.0f} ms, {hits / len(queries):.1f} hits a query"
        )


if __name__ == "__main__":
    main()
