"""A pattern over token classes comes in; a regular expression over class characters, with its beginnings, goes out.

The language: names of classes or of sets of classes; ``label:NAME`` keeps the token for the builder; ``( | )`` and
``?`` as usual, ``{2,5}`` repeats; ``!NAME`` "not followed by", ``^NAME`` "not preceded by"; ``<`` and ``>`` are the
two ends of the span, what stands outside is context. Patterns have no unbounded repeats, so that matching is linear.
"""

import re
from typing import NamedTuple

from karabakh.flows.dates.classes import CODES, SETS

_ITEM = re.compile(
    r"\s*(?:(?P<label>[a-z_0-9]+):)?(?P<not>[!^]?)(?P<name>[A-Z][A-Z_0-9]*)|\s*(?P<op>[()|?<>]|\{\d+,\d+\})"
)
_START, _END = "(?P<_start>)", "(?P<_end>)"


class Compiled(NamedTuple):
    """A pattern as a regular expression over class characters, with the characters it can begin with."""

    regex: re.Pattern[str]
    first: frozenset[str]


def charset(name: str) -> str:
    """Return the class characters of a class or a set of classes.

    Raises KeyError for a name that is neither.
    """
    return "".join(CODES[member] for member in SETS.get(name, (name,)))


def compile_pattern(pattern: str) -> Compiled:
    """Compile a pattern of the rule table; raises ValueError for what the language does not have."""
    parts: list[str] = []
    items: list[tuple[str, str]] = []
    place = 0
    while pattern[place:].strip():
        match = _ITEM.match(pattern, place)
        if match is None:
            raise ValueError(f"pattern {pattern!r} is wrong at {pattern[place:]!r}")
        place = match.end()
        if match["op"]:
            parts.append(_operator(match["op"]))
            items.append((match["op"], ""))
        else:
            parts.append(_class(match))
            if not match["not"]:
                items.append(("class", charset(match["name"])))
    first, _, _ = _first(items, 0)
    return Compiled(re.compile("".join(parts)), frozenset(first))


def _operator(op: str) -> str:
    return {"<": _START, ">": _END, "(": "(?:"}.get(op, op)


def _class(match: re.Match[str]) -> str:
    chars = f"[{charset(match['name'])}]"
    if match["not"]:
        return f"(?!{chars})" if match["not"] == "!" else f"(?<!{chars})"
    return f"(?P<{match['label']}>{chars})" if match["label"] else chars


def _first(items: list[tuple[str, str]], place: int) -> tuple[set[str], bool, int]:
    """Return the possible first characters of an alternation, whether it can be empty, and where it ends."""
    first: set[str] = set()
    empty_alternative = False
    empty = True
    while place < len(items):
        kind, chars = items[place]
        place += 1
        if kind == ")":
            break
        if kind == "|":
            empty_alternative |= empty
            empty = True
            continue
        if kind in "<>":
            continue
        here, here_empty = set(chars), False
        if kind == "(":
            here, here_empty, place = _first(items, place)
        if place < len(items) and items[place][0][0] in "?{":
            here_empty |= items[place][0][0] == "?" or items[place][0].startswith("{0")
            place += 1
        if empty:
            first |= here
        empty &= here_empty
    return first, empty or empty_alternative, place
