"""A line of JSON in, the TIMEX3 expressions of its text out: what public scorers of temporal taggers read."""

import json
from typing import Any

from karabakh.flows.clean import clean
from karabakh.flows.dates import find_timexes
from karabakh.flows.errors import CallError
from karabakh.flows.sentences import shuffled, split


def tag(line: str, place: str) -> dict[str, Any]:
    """Tag the text of a line ``{"doc_id", "dct", "text"}``; ``place`` names the line in errors.

    ``dct`` is null, a date or a date and time. Returns ``{"doc_id", "timexes": [{"start", "end", "type", "value",
    "mod"}]}``, offsets in code points of the text. Raises CallError where the line is not of that form.
    """
    try:
        document = json.loads(line)
        name, text, dct = document["doc_id"], document["text"], document.get("dct")
        if not isinstance(text, str) or not (dct is None or isinstance(dct, str)):
            raise TypeError
    except (ValueError, KeyError, TypeError, AttributeError):
        raise CallError(f"{place}: a JSON object with doc_id, text and dct (null or a date) is wanted") from None
    marks = clean(text)
    sentences = split(text, marks)
    found = find_timexes(text, sentences, dct, shuffled=shuffled(text, sentences, marks), marks=marks)
    return {"doc_id": name, "timexes": [timex._asdict() for timex in found]}
