"""A pattern over token classes comes in; a regular expression over class characters, with its edges, goes out.

The language: names of classes or of sets of classes; ``label:NAME`` keeps the token for the builder; ``( | )`` and
``?`` as usual, ``{2,5}`` repeats; ``!NAME`` "not followed by", ``^NAME`` "not preceded by"; ``<`` and ``>``, never in
brackets, are the two ends of the span, what stands outside is context. No repeat is unbounded, so that matching is
linear.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from karabakh.flows.dates.classes import CODES, SETS

_ITEM = re.compile(
    r"\s*(?:(?:(?P<label>[a-z_0-9]+):)?(?P<not>[!^]?)(?P<name>[A-Z][A-Z_0-9]*)|(?P<op>[()|?<>])|\{(?P<low>\d+),(?P<high>\d+)\})"
)
Pairs = frozenset[tuple[str, str]]


class Compiled(NamedTuple):
    """A pattern as a regular expression over class characters, with what is known of its matches before looking.

    ``beginnings`` and ``endings`` are the first two and the last two characters of all matches, or the only one;
    ``ahead`` are pairs of a character and another that the pattern looks for after it, ``behind`` characters that it
    looks for before a match; ``span`` are the characters that the span can begin and end with; ``needs`` has for each
    alternative the sets of characters of which a match must have one.
    """

    regex: re.Pattern[str]
    beginnings: frozenset[str]
    endings: frozenset[str]
    ahead: Pairs
    behind: frozenset[str]
    span: tuple[frozenset[str], frozenset[str]]
    needs: tuple[tuple[frozenset[str], ...], ...]


class _Node(NamedTuple):
    """A part of a pattern: a set of characters, a lookaround, an end of the span, or parts in a row or in choice."""

    kind: str
    chars: frozenset[str] = frozenset()
    parts: tuple["_Node", ...] = ()
    label: str = ""
    low: int = 1
    high: int = 1


def charset(name: str) -> str:
    """Return the class characters of a class or a set of classes.

    Raises KeyError for a name that is neither.
    """
    return "".join(CODES[member] for member in SETS.get(name, (name,)))


def compile_pattern(pattern: str) -> Compiled:
    """Compile a pattern of the rule table; raises ValueError for what the language does not have."""
    items = list(_items(pattern))
    node = _choice(items, pattern, depth=0)
    if items:
        raise ValueError(f"pattern {pattern!r} has a bracket too many")
    beginnings, endings = _edges(node, 1), _edges(node, -1)
    ahead, behind = frozenset(_ahead(node, {""})), frozenset(_behind(node))
    return Compiled(re.compile(_regex(node)), beginnings, endings, ahead, behind, _span(node), _needs(node))


def _items(pattern: str) -> Iterator[re.Match[str]]:
    place = 0
    while pattern[place:].strip():
        match = _ITEM.match(pattern, place)
        if match is None:
            raise ValueError(f"pattern {pattern!r} is wrong at {pattern[place:]!r}")
        yield match
        place = match.end()


def _choice(items: list[re.Match[str]], pattern: str, depth: int) -> _Node:
    """Take the alternatives up to the closing bracket or the end off the items."""
    rows: list[list[_Node]] = [[]]
    while items and items[0]["op"] != ")":
        item = items.pop(0)
        if item["op"] == "|":
            rows.append([])
        elif item["op"] == "(":
            rows[-1].append(_choice(items, pattern, depth + 1))
            if not items:
                raise ValueError(f"pattern {pattern!r} has a bracket too few")
            items.pop(0)
        elif item["op"] in ("<", ">"):
            if depth:
                raise ValueError(f"pattern {pattern!r} has an end of the span in brackets")
            rows[-1].append(_Node(item["op"]))
        elif item["name"]:
            kind = {"": "set", "!": "ahead", "^": "behind"}[item["not"]]
            rows[-1].append(_Node(kind, frozenset(charset(item["name"])), label=item["label"] or ""))
        else:
            low, high = (0, 1) if item["op"] else (int(item["low"]), int(item["high"]))
            rows[-1][-1] = rows[-1][-1]._replace(low=low, high=high)
    return _Node("choice", parts=tuple(_Node("row", parts=tuple(row)) for row in rows))


def _regex(node: _Node) -> str:
    chars = f"[{''.join(sorted(node.chars))}]"
    if node.kind == "set":
        inner = f"(?P<{node.label}>{chars})" if node.label else chars
    elif node.kind == "choice":
        inner = f"(?:{'|'.join(map(_regex, node.parts))})"
    elif node.kind == "row":
        return "".join(map(_regex, node.parts))
    else:
        return {"ahead": f"(?!{chars})", "behind": f"(?<!{chars})", "<": "(?P<_start>)", ">": "(?P<_end>)"}[node.kind]
    return inner + {(1, 1): "", (0, 1): "?"}.get((node.low, node.high), f"{{{node.low},{node.high}}}")


def _edges(node: _Node, way: int) -> frozenset[str]:
    """Return the first two (``way`` 1) or last two (-1) characters of all that a part can match, or the only one."""
    if node.kind == "set":
        once = node.chars
    elif node.kind == "choice":
        once = frozenset().union(*(_edges(part, way) for part in node.parts))
    elif node.kind == "row":
        here = _EMPTY
        for part in node.parts[::way]:
            here = _joined(here, _edges(part, way), way)
        return here
    else:
        return _EMPTY
    if node.low == node.high == 1:
        return once
    many = _EMPTY
    for n in range(min(node.high, node.low + 2)):
        more = _joined(many, once, way)
        many = many | more if n >= node.low else more
    return many


_EMPTY = frozenset({""})


def _joined(left: frozenset[str], right: frozenset[str], way: int) -> frozenset[str]:
    if right == _EMPTY:
        return left
    if left == _EMPTY:
        return right
    if way > 0:
        return frozenset((a + b)[:2] for a in left for b in right) if min(map(len, left)) < 2 else left
    return frozenset((b + a)[-2:] for a in left for b in right) if min(map(len, left)) < 2 else left


def _ahead(node: _Node, before: set[str]) -> Iterator[tuple[str, str]]:
    """Yield what is looked for after which character; ``before`` are those that can stand before this part."""
    if node.kind == "ahead":
        yield from ((a, b) for a in before for b in node.chars)
    for part in node.parts:
        yield from _ahead(part, before)
        if node.kind == "row":
            last = {text[-1:] for text in _edges(part, -1)}
            before = (last - {""}) | (before if "" in last else set())


def _behind(node: _Node) -> Iterator[str]:
    if node.kind == "behind":
        yield from node.chars
    for part in node.parts:
        yield from _behind(part)


def _span(node: _Node) -> tuple[frozenset[str], frozenset[str]]:
    rows = []
    for row in node.parts:
        kinds = [part.kind for part in row.parts]
        first = kinds.index("<") if "<" in kinds else 0
        last = kinds.index(">") if ">" in kinds else len(kinds)
        rows.append(_Node("row", parts=row.parts[first:last]))
    inner = _Node("choice", parts=tuple(rows))
    return frozenset(text[0] for text in _edges(inner, 1)), frozenset(text[-1] for text in _edges(inner, -1))


def _needs(node: _Node) -> tuple[tuple[frozenset[str], ...], ...]:
    rows = ([part for part in row.parts if part.low and part.kind in ("set", "choice")] for row in node.parts)
    return tuple(tuple(frozenset(_consumed(part)) for part in row) for row in rows)


def _consumed(node: _Node) -> Iterator[str]:
    if node.kind == "set":
        yield from node.chars
    for part in node.parts:
        yield from _consumed(part)
