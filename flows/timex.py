"""Lines of JSON in, the TIMEX3 expressions of their texts out: what public scorers of temporal taggers read."""

import json
import os
from pathlib import Path
from typing import Any

from karabakh.flows.dates import find_timexes
from karabakh.flows.errors import CallError
from karabakh.flows.ingest.encoding import well_formed
from karabakh.flows.layout import lay_out


def tag_file(source: Path, target: Path) -> int:
    """Tag every line of ``source`` into ``target``, which gets its name when complete; return their number."""
    if target.exists() and source.samefile(target):
        raise CallError(f"{target}: the file that is read cannot be the one that is written")
    if target.exists() and not target.is_file():  # a pipe or a terminal has no name to be given at the end
        return _tag_lines(source, target)
    staged = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        number = _tag_lines(source, staged)
        staged.replace(target)
    finally:
        staged.unlink(missing_ok=True)
    return number


def _tag_lines(source: Path, target: Path) -> int:
    number = 0
    with source.open("rb") as lines, target.open("w", encoding="utf-8", newline="\n") as out:
        for number, line in enumerate(lines, 1):
            tagged = tag(_decoded(line, number, source), f"{source}, line {number}")
            out.write(json.dumps(tagged, ensure_ascii=True) + "\n")
    return number


def _decoded(line: bytes, number: int, source: Path) -> str:
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise CallError(f"{source}, line {number}: it is not UTF-8 ({error.reason})") from None


def tag(line: str, place: str) -> dict[str, Any]:
    """Tag the text of a line ``{"doc_id", "dct", "text"}``; ``place`` names the line in errors.

    ``dct`` is null, a date or a date and time as ISO 8601 writes them; any other text counts as null. Returns
    ``{"doc_id", "timexes": [{"start", "end", "type", "value", "mod", "quant", "freq"}]}``, with offsets in code points.
    Raises CallError where the line is not of that form.
    """
    try:
        document = json.loads(line)
        name, text, dct = document["doc_id"], document["text"], document.get("dct")
        if not isinstance(text, str) or not (dct is None or isinstance(dct, str)):
            raise TypeError
        text = well_formed(text)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise CallError(f"{place}: a JSON object with doc_id, text and dct (null or a date) is wanted") from None
    layout = lay_out(text)
    found = find_timexes(layout.view.text, layout.read, dct, shuffled=layout.shuffled, marks=layout.kept,
                         publication=layout.publication)  # fmt: skip
    return {"doc_id": name, "timexes": [layout.standing(timex)._asdict() for timex in found]}
