"""A pattern over token classes comes in; a regular expression over class characters, with its beginnings, goes out.

The language: names of classes or of sets of classes; ``label:NAME`` keeps the token for the builder; ``( | )`` and
``?`` as usual, ``{2,5}`` repeats; ``!NAME`` "not followed by", ``^NAME`` "not preceded by"; ``<`` and ``>``, never in
brackets, are the two ends of the span, what stands outside is context. No repeat is unbounded, so that matching is
linear.
"""

import re
from typing import NamedTuple

from karabakh.flows.dates.classes import CODES, SETS

_ITEM = re.compile(
    r"\s*(?:(?P<label>[a-z_0-9]+):)?(?P<not>[!^]?)(?P<name>[A-Z][A-Z_0-9]*)|\s*(?P<op>[()|?<>]|\{\d+,\d+\})"
)
_START, _END = "(?P<_start>)", "(?P<_end>)"


# how a match can begin: its first class, and its second or None where it can be over after one
Beginning = tuple[str, str | None]


class Compiled(NamedTuple):
    """A pattern as a regular expression over class characters, with what is known of its matches before looking.

    ``beginnings`` are the beginnings of all matches; ``needs`` has for each alternative the sets of class characters of
    which every match has at least one.
    """

    regex: re.Pattern[str]
    beginnings: frozenset[Beginning]
    needs: tuple[tuple[frozenset[str], ...], ...]


def charset(name: str) -> str:
    """Return the class characters of a class or a set of classes.

    Raises KeyError for a name that is neither.
    """
    return "".join(CODES[member] for member in SETS.get(name, (name,)))


def compile_pattern(pattern: str) -> Compiled:
    """Compile a pattern of the rule table; raises ValueError for what the language does not have."""
    parts: list[str] = []
    items: list[tuple[str, str]] = []
    place = depth = 0
    while pattern[place:].strip():
        match = _ITEM.match(pattern, place)
        depth += 0 if match is None else (match["op"] == "(") - (match["op"] == ")")
        if match is None or (depth and match["op"] in ("<", ">")):
            raise ValueError(f"pattern {pattern!r} is wrong at {pattern[place:]!r}")
        place = match.end()
        if match["op"]:
            parts.append(_operator(match["op"]))
            items.append((match["op"], ""))
        else:
            parts.append(_class(match))
            if not match["not"]:
                items.append(("class", charset(match["name"])))
    beginnings = {(text[0], text[1:] or None) for text in _beginnings(items)}
    return Compiled(re.compile("".join(parts)), frozenset(beginnings), _needs(items))


def _operator(op: str) -> str:
    return {"<": _START, ">": _END, "(": "(?:"}.get(op, op)


def _class(match: re.Match[str]) -> str:
    chars = f"[{charset(match['name'])}]"
    if match["not"]:
        return f"(?!{chars})" if match["not"] == "!" else f"(?<!{chars})"
    return f"(?P<{match['label']}>{chars})" if match["label"] else chars


def _needs(items: list[tuple[str, str]]) -> tuple[tuple[frozenset[str], ...], ...]:
    """Return for each alternative of a pattern the sets of classes, or of a group's, that it cannot do without."""
    alternatives: list[list[frozenset[str]]] = [[]]
    depth = 0
    group: set[str] = set()
    for (op, chars), (following, _) in zip(items, [*items[1:], (">", "")], strict=True):
        depth += (op == "(") - (op == ")")
        group |= set(chars)
        if depth or op in "<>":
            continue
        if op == "|":
            alternatives.append([])
        elif op in ("class", ")") and following != "?" and not following.startswith("{0"):
            alternatives[-1].append(frozenset(group))
        group = set()
    return tuple(map(tuple, alternatives))


def _beginnings(items: list[tuple[str, str]]) -> set[str]:
    """Return the first two class characters of all that a pattern can match, or the only one."""
    place = 0

    def alternatives() -> set[str]:
        nonlocal place
        found, here = set(), {""}
        while place < len(items) and items[place][0] != ")":
            if items[place][0] == "|":
                found |= here
                here = {""}
                place += 1
            else:
                here = _joined(here, repeated())
        place += 1
        return found | here

    def repeated() -> set[str]:
        nonlocal place
        kind, chars = items[place]
        place += 1
        if kind in "<>":
            return {""}
        once = alternatives() if kind == "(" else set(chars)
        if place < len(items) and items[place][0][0] in "?{":
            times = items[place][0]
            place += 1
            low, high = (0, 1) if times == "?" else map(int, times[1:-1].split(","))
            many = {""}
            for n in range(min(high, low + 2)):
                more = _joined(many, once)
                many = many | more if n >= low else more
            return many
        return once

    return alternatives()


def _joined(left: set[str], right: set[str]) -> set[str]:
    return {(a + b)[:2] for a in left for b in right} if any(len(a) < 2 for a in left) else left
