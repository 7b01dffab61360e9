"""Aligns a data set of document pairs on a Spark cluster, through the program `bitext`.

    python align.py documents.jsonl aligned --program /usr/local/bin/bitext -- --mode comparable

The data set is JSON lines, {"id","source","target"}, as `bitext align --jsonl` reads them. `aligned/alignments` gets
one row for each aligned document, with its beads; `aligned/status` one row for every line of the data set. What follows
`--` are options of `bitext align`.
"""

import argparse
import json
import shlex
import sys
from pathlib import Path

from pyspark import RDD, StorageLevel
from pyspark.sql import SparkSession
from pyspark.sql.functions import col

sys.path.insert(0, str(Path(__file__).resolve().parent))
import records  # noqa: E402


class Lost(Exception):
    """Lines and status rows do not match."""


def align(spark: SparkSession, data: str, output: str, command: str, partitions: int | None = None) -> dict[str, int]:
    """Aligns the lines of `data` and says how many there were and what became of them.

    The rows do not depend on the number of partitions. Raises if the program fails, or if a line has no status row.
    """
    context = spark.sparkContext
    context.addPyFile(str(Path(records.__file__).resolve()))
    lines = read(spark, data, partitions)
    answers = lines.map(records.request).pipe(command, checkCode=True)
    # Two folders are written from one pass of the program. What a lost executor held is made again, the same.
    answers = answers.persist(StorageLevel.DISK_ONLY)
    answers.flatMap(records.alignments).saveAsTextFile(f"{output}/alignments")
    answers.map(records.status).saveAsTextFile(f"{output}/status")
    answers.unpersist()
    # Counted in what was read and in what was written, not on the way: a task that is run again counts twice there.
    written = context.textFile(f"{output}/status").map(lambda row: json.loads(row)["status"]).countByValue()
    counts = {"documents": read(spark, data, None).count(), "aligned": written["aligned"], "failed": written["failed"]}
    if counts["documents"] != counts["aligned"] + counts["failed"]:
        raise Lost(f"lines of the data set and status rows differ: {counts}")
    return counts


def read(spark: SparkSession, data: str, partitions: int | None) -> RDD[bytes]:
    """The lines of a data set, byte for byte: `RDD.textFile` would put U+FFFD in place of what is no UTF-8."""
    frame = spark.read.option("lineSep", "\n").text(data).select(col("value").cast("binary"))
    if partitions is not None:
        frame = frame.repartition(partitions)
    return frame.rdd.map(lambda row: bytes(row[0]))


def command(program: str, options: list[str]) -> str:
    """The command of each task.

    `checkCode=True` fails the task on any status but 0, and so it must: without it, rows are lost in silence. Bad records
    are answered with an error each and must not fail it; `--bad-records ok` says so. (A shell that turns status 65 into
    0 would also hide a glossary that cannot be read, and with it every row.) Spark runs one task for each core.
    """
    return shlex.join([program, "align", "--jsonl", "--bad-records", "ok", "--threads", "1", *options])


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Aligns a data set of document pairs on a Spark cluster.",
        usage="%(prog)s [OPTIONS] DATA OUTPUT [-- OPTIONS OF bitext align]",
    )
    parser.add_argument("data", help="JSON lines: a file, or a folder of files, packed or not")
    parser.add_argument("output", help="a folder that does not exist yet")
    parser.add_argument("--program", default="bitext", help="where every machine has it; ./bitext if --files sends it")
    parser.add_argument("--master", help="local[4] and the like; spark-submit has its own --master")
    parser.add_argument("--partitions", type=int, help="how many tasks; as many as Spark thinks fit, if not given")
    # What follows `--` is not for this program: argparse would take only what comes before the first of its options.
    given = sys.argv[1:]
    end = given.index("--") if "--" in given else len(given)
    arguments, options = parser.parse_args(given[:end]), given[end + 1 :]
    builder = SparkSession.builder.appName("bitext")
    if arguments.master:
        builder = builder.master(arguments.master)
    spark = builder.getOrCreate()
    try:
        task = command(arguments.program, options)
        counts = align(spark, arguments.data, arguments.output, task, arguments.partitions)
    finally:
        spark.stop()
    print(json.dumps(counts))


if __name__ == "__main__":
    main()
