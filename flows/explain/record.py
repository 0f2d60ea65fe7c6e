"""What is found in a text in, one object of JSON out, for programs."""

import json
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from typing import Any

from karabakh.flows.explain.explanation import Explanation, Mention
from karabakh.flows.explain.meaning import meaning
from karabakh.flows.places import PlaceMention


def as_json(explained: Explanation) -> str:
    """Return the object: the text's length, order and day, its marks, and its sentences with what is found in each."""
    found = explained.found
    told = {
        "characters": len(explained.text),
        "published": explained.published,
        "sentence_order": "shuffled" if found.shuffled else "running",
        "marks": [dict(zip(("start", "end", "reason", "read_as"), mark, strict=True)) for mark in found.marks],
        "dates": [_mention(mention, explained) for mention in found.dates if mention.role],
        "sentences": list(_sentences(explained)),
    }
    text = json.dumps(told, ensure_ascii=False, indent=2, default=str)
    return "\n".join("".join(map(_escaped, line)) for line in text.split("\n"))


def _sentences(explained: Explanation) -> Iterator[dict[str, Any]]:
    for sentence, mentions in explained.sentences():
        lists = {
            f"{kind}s": [_mention(mention, explained) for own, mention in mentions if own == kind]
            for kind in ("place", "date", "figure")
        }
        statement = explained.statements.get(sentence)
        own = None if statement is None else {name: value for name, value in statement.items() if name != "figures"}
        span = {"start": sentence.start, "end": sentence.end, "text": sentence.of(explained.text)}
        yield {**span, **lists, "statement": own}


def _mention(mention: Mention, explained: Explanation) -> dict[str, Any]:
    told = asdict(mention) if is_dataclass(mention) else mention._asdict()
    if isinstance(mention, PlaceMention) and mention.place_id:
        told["label"] = explained.gazetteer.labels[mention.place_id]
        told["type"] = explained.gazetteer.types[mention.place_id]
    if "parts" in told:
        told["parts"] = [part._asdict() for part in told["parts"]]
    return {**told, "meaning": meaning(mention, explained.gazetteer)}


def _escaped(sign: str) -> str:
    r"""Return a sign that a terminal would obey as JSON escapes it, any other as it is.

    >>> _escaped("ş"), _escaped(chr(0x202E))
    ('ş', '\\u202e')
    """
    return sign if sign.isprintable() else json.dumps(sign)[1:-1]
