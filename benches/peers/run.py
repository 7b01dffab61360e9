#!/usr/bin/env python3
"""Aligns the same sentences with bitext and with the peers that are installed, and prints speed, strict F1 and ratios.

    cargo build --release --features cli
    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install galechurch
    BITEXT_DATA=FOLDER /tmp/peers/bin/python benches/peers/run.py target/release/bitext [--hunalign COMMAND] [--repeat N]

The peers: galechurch (PyPI, 0.1.0; Gale and Church 1993, in Rust), where this Python has it; Hunalign, built by yourself
from its repository and found as `hunalign` or named by `--hunalign "PATH OPTIONS"`, without a dictionary unless
`--dictionary FILE` gives one. By its bytes it does far better on Chinese than by its characters: recent versions need
`--hunalign "hunalign -onebyteencoding"` for that. A peer that is missing or fails is named and left out.

The texts: those of corpora/parallel, sentences as their gold has them; where BITEXT_DATA names a folder, each
beads/SET/NAME.{zh,en,gold} in it (one sentence a line, gold as Vecalign writes it), and the first lines of
scale/law.{zh,en}, whose gold is line by line. Chinese is the source. Nothing is downloaded or kept.

Time is processor time of a whole process for each document, start, reading and writing included; the least of N runs.
F1 is that of `bitext eval`, by Vecalign's convention, over all documents of a set.
"""

import argparse
import importlib.metadata
import importlib.util
import json
import os
import resource
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CORPORA = Path(__file__).resolve().parents[2] / "corpora" / "parallel"
LAW_LINES = 5000

GALECHURCH = """
import sys, galechurch
source, target, answer = sys.argv[1:]
read = lambda path: open(path, encoding="utf-8").read().split("\\n")[:-1]
with open(answer, "w", encoding="utf-8") as file:
    file.writelines(line + "\\n" for line in galechurch.align(read(source), read(target)).to_pharaoh_lines())
"""


def of_corpora():
    """Documents of our own: sentences and gold from the places that gold.tsv names."""
    documents = []
    for folder in sorted(path for path in CORPORA.iterdir() if path.is_dir()):
        texts = [(folder / name).read_bytes() for name in ("zh.txt", "en.txt")]
        header, *rows = (line.split("\t") for line in (folder / "gold.tsv").read_text("utf-8").splitlines())
        columns = [header.index(name) for name in ("zh", "en")]
        beads = [[row[column].split(",") if row[column] else [] for column in columns] for row in rows]
        sides = []
        for side, text in enumerate(texts):
            places = sorted((place for bead in beads for place in bead[side]), key=lambda it: int(it.split("-")[0]))
            # A line end inside a sentence is a blank: one sentence a line.
            cut = (text[slice(*map(int, place.split("-")))].decode() for place in places)
            sides.append(([" ".join(sentence.split()) for sentence in cut], {place: at for at, place in enumerate(places)}))
        gold = [[[sides[side][1][place] for place in bead[side]] for side in (0, 1)] for bead in beads]
        documents.append((sides[0][0], sides[1][0], gold))
    return documents


def lines(path, most=None):
    return path.read_text("utf-8").split("\n")[:-1][:most]


def sets(data):
    """Name and documents of each set that is there: source, target, gold."""
    yield "corpora", of_corpora()
    if data is None:
        print("BITEXT_DATA is not set: only corpora/", file=sys.stderr)
        return
    for folder in sorted((data / "beads").glob("*")):
        golds = sorted(folder.glob("*.gold"))
        if golds:
            yield folder.name, [
                (lines(gold.with_suffix(".zh")), lines(gold.with_suffix(".en")), beads(gold.read_text("utf-8"))) for gold in golds
            ]
    law = [data / "scale" / f"law.{lang}" for lang in ("zh", "en")]
    if all(path.exists() for path in law):
        source, target = (lines(path, LAW_LINES) for path in law)
        yield f"law, {len(source)} lines", [(source, target, [[[at], [at]] for at in range(len(source))])]


def beads(text):
    """Beads as Vecalign writes them: `[0,1]:[2]:0.97`."""
    return [[json.loads(side) for side in line.split(":")[:2]] for line in text.splitlines() if line.strip()]


def ladder(text):
    """Beads of Hunalign's ladder: between two rungs lies one."""
    rungs = [tuple(map(int, line.split("\t")[:2])) for line in text.splitlines() if line.strip()]
    return [[list(range(a[side], b[side])) for side in (0, 1)] for a, b in zip(rungs, rungs[1:])]


class Peer:
    """Something that aligns two files of sentences: its name, its command, how its answer is read."""

    def __init__(self, name, command, read):
        self.name, self.command, self.read = name, command, read

    def align(self, source, target, answer):
        """The beads and the processor time of one run."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        with open(answer, "wb") as out:
            done = subprocess.run(self.command(source, target, answer), stdout=out, stderr=subprocess.PIPE, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode != 0:
            message = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no message"]
            raise RuntimeError(f"status {done.returncode}: {message[-1]}")
        return self.read(answer.read_text("utf-8")), after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def peers(arguments, folder):
    """Those that are installed; the others are named."""
    program = str(arguments.program.resolve())
    ours = ["align", "--presegmented", "--format", "beads", "--quiet"]
    found = [Peer("bitext", lambda source, target, _: [program, *ours, str(source), str(target)], beads)]
    if importlib.util.find_spec("galechurch"):
        version = importlib.metadata.version("galechurch")
        command = lambda source, target, answer: [sys.executable, "-c", GALECHURCH, str(source), str(target), str(answer)]
        found.append(Peer(f"galechurch {version}", command, beads))
    else:
        print("galechurch is left out: pip install galechurch", file=sys.stderr)
    words = shlex.split(arguments.hunalign)
    if shutil.which(words[0]):
        dictionary = arguments.dictionary or folder / "null.dic"
        dictionary.touch()
        found.append(Peer("hunalign", lambda source, target, _: [*words, str(dictionary), str(source), str(target)], ladder))
    else:
        print(f"hunalign is left out: no program {words[0]!r}; build it and give --hunalign PATH", file=sys.stderr)
    return found


def strict(program, documents, answers):
    """Strict F1 over all documents, as `bitext eval` counts."""
    records = (json.dumps({"gold": gold, "system": answer}) for (_, _, gold), answer in zip(documents, answers))
    done = subprocess.run([program, "eval", "--jsonl"], input="\n".join(records).encode(), stdout=subprocess.PIPE, check=True)
    counts = [json.loads(line)["strict"] for line in done.stdout.decode().splitlines()]
    right, found = (sum(it[name] for it in counts) for name in ("right", "found"))
    met, expected = sum(round(it["recall"] * it["expected"]) for it in counts), sum(it["expected"] for it in counts)
    precision, recall = right / max(found, 1), met / max(expected, 1)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path, help="bitext")
    parser.add_argument("--hunalign", default="hunalign", help="the command, with options, quoted")
    parser.add_argument("--dictionary", type=Path, help="a dictionary for Hunalign")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each, of which the least time counts")
    arguments = parser.parse_args()
    data = os.environ.get("BITEXT_DATA")
    print("| set | sentences | aligner | sentences/s | time, bitext = 1 | strict F1 |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        here = peers(arguments, folder)
        for title, documents in sets(Path(data) if data else None):
            count = sum(len(source) + len(target) for source, target, _ in documents)
            base = None
            for peer in here:
                try:
                    answers, seconds = measured(peer, documents, folder, arguments.repeat)
                except (OSError, ValueError, RuntimeError) as error:
                    print(f"| {title} | {count} | {peer.name} | fails: {error} | | |", flush=True)
                    continue
                base = seconds if peer is here[0] else base
                score = strict(arguments.program.resolve(), documents, answers)
                ratio = f"{seconds / base:.2f}" if base else ""
                # galechurch 0.1.0 gives nothing for some texts, and says nothing.
                empty = sum(not answer for answer in answers)
                note = f", nothing for {empty} of {len(answers)} texts" if empty else ""
                print(f"| {title} | {count} | {peer.name} | {count / seconds:,.0f} | {ratio} | {score:.3f}{note} |", flush=True)


def measured(peer, documents, folder, repeat):
    """The answers for all documents, and the seconds that they take, each the least of its runs."""
    answers, seconds = [], 0.0
    for source, target, _ in documents:
        paths = folder / "source", folder / "target"
        for path, sentences in zip(paths, (source, target)):
            path.write_text("".join(sentence + "\n" for sentence in sentences), "utf-8")
        runs = [peer.align(*paths, folder / "answer") for _ in range(max(repeat, 1))]
        answers.append(runs[0][0])
        seconds += max(min(time for _, time in runs), 1e-3)
    return answers, seconds


if __name__ == "__main__":
    main()
