"""Tests align.py for real: python test.py PROGRAM (the path of `bitext`), where pyspark is installed.

The data set is recombined from `corpora/`, with bad records in it. The rows must be the same bytes, sorted, as those of
one process of the program alone: with 1, 4 and 7 partitions on threads of one machine, on separate executors, and on
executors one of which is killed while it works.
"""

import json
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from pyspark.sql import SparkSession

sys.path.insert(0, str(Path(__file__).resolve().parent))
import align  # noqa: E402
import records  # noqa: E402

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
DOCUMENTS = 60
# How long the kill may take to become possible, in seconds.
PATIENCE = 180

# Lines that are not documents, and what their status rows must say.
BAD = [
    (b"", "JSONDecodeError"),
    (b"not JSON", "JSONDecodeError"),
    (b"[1, 2]", "a JSON object is expected"),
    (b'{"id": "latin 1", "source": "caf\xe9", "target": "x"}', "UnicodeDecodeError"),
    (b'{"id": NaN, "source": "a", "target": "b"}', "NaN is no JSON"),
    (b"[" * 100_000, "RecursionError"),
    (b'{"id": "no target", "source": "It rained."}', "missing field `target`"),
    (b'{"id": "number", "source": "It rained.", "target": 7}', "not the record expected here"),
    (b'{"id": "mixed", "source": "It rained.", "target": ["\xe4\xb8\x8b\xe9\x9b\xa8\xe4\xba\x86\xe3\x80\x82"]}', "both be texts or both be lists"),
    (b'{"id": "surrogate", "source": "\\ud800", "target": "b"}', "hex escape"),
]

# Lines that are odd, and documents all the same.
ODD = [
    b'{"id": "crlf", "source": "It rained.", "target": "\xe4\xb8\x8b\xe9\x9b\xa8\xe4\xba\x86\xe3\x80\x82"}\r',
    '{"id": "separators", "source": "It rained.\u2028All night.", "target": "下雨了。\u0085\\n下了一夜。"}'.encode(),
    b'{"id": 123456789012345678901234567890, "source": "", "target": ""}',
    b'{"source": "No identity.", "target": "\xe6\xb2\xa1\xe6\x9c\x89\xe8\xba\xab\xe4\xbb\xbd\xe3\x80\x82"}',
    b'{"id": ["twice"], "source": "It rained.", "target": "\xe4\xb8\x8b\xe9\x9b\xa8\xe4\xba\x86\xe3\x80\x82"}',
    b'{"id": ["twice"], "source": "It rained.", "target": "\xe4\xb8\x8b\xe9\x9b\xa8\xe4\xba\x86\xe3\x80\x82"}',
    b'{"id": "sentences", "source": ["It rained.", "All night."], "target": ["\xe4\xb8\x8b\xe4\xba\x86\xe4\xb8\x80\xe5\xa4\x9c\xe9\x9b\xa8\xe3\x80\x82"]}',
]


def data_set() -> list[bytes]:
    """Documents of runs of beads of several texts, either language first, with other lines between them."""
    beads = []
    for gold in sorted(CORPORA.glob("parallel/*/gold.tsv")):
        header, *rows = (row.split("\t") for row in gold.read_text("utf-8").splitlines())
        zh, en = header.index("zh_text"), header.index("en_text")
        beads.append([(row[en], row[zh]) for row in rows])
    chance = random.Random(1)
    lines = []
    for number in range(DOCUMENTS):
        taken = []
        for _ in range(chance.randint(1, 3)):
            text = chance.choice(beads)
            start = chance.randrange(len(text))
            taken += text[start : start + chance.randint(1, 12)]
        english, chinese = " ".join(pair[0] for pair in taken), "".join(pair[1] for pair in taken)
        source, target = (english, chinese) if number % 2 else (chinese, english)
        document = {"id": f"document {number}", "source": source, "target": target}
        lines.append(json.dumps(document, ensure_ascii=number % 3 == 0).encode())
    lines += ODD + [line for line, _ in BAD]
    chance.shuffle(lines)
    return lines


def alone(program: str, lines: list[bytes]) -> dict[str, list[str]]:
    """The rows that one process of the program makes."""
    requests = "".join(records.request(line) + "\n" for line in lines)
    task = align.command(program, []).split()
    done = subprocess.run(task, input=requests.encode(), capture_output=True, check=True)
    # Not str.splitlines: texts have other line ends in them.
    answers = done.stdout.decode().removesuffix("\n").split("\n")
    assert len(answers) == len(lines), "one answer a line"
    return {
        "alignments": sorted(row for answer in answers for row in records.alignments(answer)),
        "status": sorted(map(records.status, answers)),
    }


def written(output: Path) -> dict[str, list[str]]:
    """The rows in the two folders, sorted; only complete folders count."""
    found = {}
    for name in ("alignments", "status"):
        assert (output / name / "_SUCCESS").exists(), f"{output / name} is not complete"
        # Not str.splitlines: texts have other line ends in them.
        parts = [part.read_bytes().decode().split("\n") for part in (output / name).glob("part-*")]
        assert all(part[-1] == "" for part in parts), "a row that is not complete"
        found[name] = sorted(row for part in parts for row in part[:-1])
    return found


def check(found: dict[str, list[str]], expected: dict[str, list[str]], counts: dict[str, int], lines: list[bytes]) -> None:
    assert found == expected, "other rows than those of the program alone"
    failed = [row for row in map(json.loads, found["status"]) if row["status"] == "failed"]
    assert counts == {"documents": len(lines), "aligned": len(found["alignments"]), "failed": len(failed)}, counts
    assert len(failed) == len(BAD), failed


def session(master: str) -> SparkSession:
    # Tasks that fail because an executor was killed are run again at once.
    settings = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.executor.memory": "512m", "spark.sql.shuffle.partitions": "4"}
    builder = SparkSession.builder.appName("bitext test").master(master)
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    return spark


def leave(spark: SparkSession) -> None:
    """Stops, and removes what executors leave in the folder of Spark itself."""
    name = spark.sparkContext.applicationId
    spark.stop()
    home = os.environ.get("SPARK_HOME") or str(Path(sys.modules["pyspark"].__file__).parent)
    shutil.rmtree(Path(home, "work", name), ignore_errors=True)


def offspring() -> dict[int, str]:
    """The processes that this one has started, however far down: number and command."""
    parents, commands = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                # The name of the program, in brackets, may hold anything.
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                commands[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except (FileNotFoundError, ProcessLookupError):
                continue
    ours, new = set(), {os.getpid()}
    while new:
        ours |= new
        new = {child for child, parent in parents.items() if parent in new} - ours
    return {number: commands.get(number, "") for number in ours}


def kill_an_executor(spark: SparkSession) -> int:
    """Kills one executor while tasks run, after some have ended; says which process it was."""
    tracker = spark.sparkContext.statusTracker()
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        if any(stage and stage.numCompletedTasks >= 2 and stage.numActiveTasks >= 1 for stage in stages):
            processes = offspring()
            executors = sorted(number for number, name in processes.items() if "CoarseGrainedExecutorBackend" in name)
            if len(executors) == 2 and any("slow-bitext" in name for name in processes.values()):
                os.kill(executors[0], signal.SIGKILL)
                return executors[0]
        time.sleep(0.05)
    raise AssertionError("no executor was seen at work")


def main() -> None:
    program = str(Path(sys.argv[1]).resolve())
    lines = data_set()
    expected = alone(program, lines)
    reasons = [json.loads(row).get("error", "") for row in expected["status"]]
    for _, reason in BAD:
        assert any(reason in given for given in reasons), f"no row says {reason}: {reasons}"
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        # Two files, as data sets are.
        data = folder / "documents"
        data.mkdir()
        half = len(lines) // 2
        (data / "a.jsonl").write_bytes(b"".join(line + b"\n" for line in lines[:half]))
        (data / "b.jsonl").write_bytes(b"".join(line + b"\n" for line in lines[half:]))
        task = align.command(program, [])

        spark = session("local[2]")
        for partitions in (1, 4, 7):
            output = folder / f"local-{partitions}"
            counts = align.align(spark, str(data), str(output), task, partitions)
            check(written(output), expected, counts, lines)
            print(f"local[2], {partitions} partitions: {counts}, the same bytes")
        try:
            align.align(spark, str(data), str(folder / "wrong"), align.command(program, ["--table", "/nowhere"]), 4)
        except Exception as error:
            assert "66" in str(error), error
            assert not (folder / "wrong" / "alignments" / "_SUCCESS").exists(), "a failed run looks complete"
            print("local[2], a table that is not there: fails with status 66, no rows")
        else:
            raise AssertionError("a program that fails must fail the run")
        leave(spark)

        spark = session("local-cluster[2,1,1024]")
        output = folder / "cluster"
        counts = align.align(spark, str(data), str(output), task, 7)
        check(written(output), expected, counts, lines)
        print(f"local-cluster, 7 partitions: {counts}, the same bytes")

        slow = folder / "slow-bitext"
        slow.write_text(f'#!/bin/sh\nsleep 1\nexec "{program}" "$@"\n')
        slow.chmod(slow.stat().st_mode | stat.S_IXUSR)
        output, result = folder / "killed", {}
        # Twelve tasks on two executors: some have ended, some run, some wait.
        job = threading.Thread(
            target=lambda: result.update(align.align(spark, str(data), str(output), align.command(str(slow), []), 12))
        )
        job.start()
        killed = kill_an_executor(spark)
        job.join()
        assert killed not in offspring(), "the executor lives"
        store = spark.sparkContext._jsc.sc().statusStore()
        lost = store.executorList(False).size() - store.executorList(True).size()
        assert lost >= 1, "Spark has lost no executor"
        check(written(output), expected, result, lines)
        print(f"local-cluster, executor {killed} killed, {lost} lost: {result}, the same bytes")
        leave(spark)
    left = [name for name in offspring().values() if "slow-bitext" in name or name.startswith(program)]
    assert not left, f"still running: {left}"


if __name__ == "__main__":
    main()
