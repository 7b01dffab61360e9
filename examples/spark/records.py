"""The records that go into the program, and the rows made of its answers. No Spark: one process makes the same rows."""

import json

# How much of a line that cannot be read its status row shows.
SHOWN = 80


def request(line: bytes) -> str:
    """The record for one line of the data set.

    Never raises: a line that cannot be read is sent all the same, with the reason as its identity, so that every line
    has one answer and the answers can be counted.
    """
    try:
        document = json.loads(line.decode("utf-8-sig"), parse_constant=_no_number)
        if not isinstance(document, dict):
            raise ValueError("a JSON object is expected")
        texts = {side: document[side] for side in ("source", "target") if side in document}
        # Escaped to ASCII: nothing in it can be taken for the end of a line, and half a surrogate pair can be sent.
        return json.dumps({"id": {"id": document.get("id")}} | texts, allow_nan=False)
    except (ValueError, RecursionError) as error:
        start = line[:SHOWN].decode("utf-8", "backslashreplace")
        return json.dumps({"id": {"unreadable": f"{type(error).__name__}: {error}", "line": start}})


def alignments(answer: str) -> list[str]:
    """The row of an aligned document, with its beads; none of a document that was not aligned."""
    fields = json.loads(answer)
    if "pairs" not in fields:
        return []
    return [_row({"id": fields["id"]["id"], "pairs": fields["pairs"]})]


def status(answer: str) -> str:
    """The status row of a document: `aligned`, or `failed` and why."""
    fields = json.loads(answer)
    identity = fields["id"]
    if "pairs" in fields:
        return _row({"id": identity["id"], "status": "aligned", "pairs": len(fields["pairs"])})
    if "unreadable" in identity:
        return _row({"id": None, "status": "failed", "error": identity["unreadable"], "line": identity["line"]})
    return _row({"id": identity["id"], "status": "failed", "error": fields["error"]})


def _row(fields: dict) -> str:
    return json.dumps(fields, ensure_ascii=False, sort_keys=True)


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
