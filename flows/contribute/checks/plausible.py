"""Contributed names of places in; what is no name, or a word rather than a name, and why, out."""

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.contribute.checks.letters import NAMES
from karabakh.flows.contribute.checks.subject import Subject
from karabakh.flows.contribute.known import GAZETTEER
from karabakh.schemas.distinct import of_each
from karabakh.schemas.findings import Said, Violation

_NEVER: Final = {
    r"\x{fffd}": "it has U+FFFD, which stands for a character that was lost",
    r"^\s*#": "it is an error of a spreadsheet, or a comment",
    r"[<>{}]|&(?:#?\w{1,10});": "it has signs of markup",
    r"(?i)://|\bwww\.|^\s*mailto:": "it is an address",
    r"[?\x{ff1f}\x{61f}\x{37e}\x{55e}]": "it has question marks, perhaps for letters that were lost",
    r"^[\P{L}]*\p{N}[\P{L}]*$": "it is a number",
}
"""What no name holds, as regular expressions of the RE2 kind, and what to say of it; the first that fits is said."""
_LETTERS: Final = r"\p{L}.*\p{L}|[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]"
_FEW: Final = "it has fewer than two letters"
_ANY: Final = "|".join(f"(?:{pattern})" for pattern in _NEVER)
_WORDS: Final = frozenset({"an English word", "generic words only"})
_PARTS: Final = r"[ \-]+"


def check(subject: Subject) -> Iterator[Violation]:
    """Yield the new names and labels that no place can have, and those that are words."""
    if subject.table not in GAZETTEER:
        return
    for name in sorted(NAMES.intersection(subject.rows.column_names)):
        yield _no_name(subject, name)
        yield _words(subject, name)


def _no_name(subject: Subject, name: str) -> Violation:
    bad = of_each(subject.rows[name], _is_none)

    def say(row: int) -> Said:
        return Said(why(subject.cell(name, row) or ""))

    must = f"{name} must be a name: two letters or more, and nothing that no name holds"
    return Violation("no_name", name, must, subject.only_new(bad), say=say)


def _is_none(values: pa.Array) -> pa.Array:
    # what is empty is told already
    few = pc.and_(pc.invert(pc.match_substring_regex(values, _LETTERS)), pc.greater(pc.binary_length(values), 0))
    return pc.or_(few, pc.match_substring_regex(values, _ANY))


def why(name: str) -> str | None:
    """Return why a text can be no name.

    >>> why("????"), why("Q"), why("Kend 2")
    ('it has question marks, perhaps for letters that were lost', 'it has fewer than two letters', None)
    """
    one = pa.array([name])
    said = (told for pattern, told in _NEVER.items() if pc.match_substring_regex(one, pattern)[0].as_py())
    return next(said, _FEW if _is_none(one)[0].as_py() else None)


def _words(subject: Subject, name: str) -> Violation:
    """Return the names, as they are printed, that are made of words: a text has these where it means no place."""
    reasons: dict[str, str | None] = {}
    values = subject.rows[name]
    bad = of_each(values, lambda some: _are_words(some, reasons))
    if "kind" in subject.rows.column_names:
        bad = pc.and_not(_whole(bad), pc.fill_null(pc.equal(_whole(subject.rows["kind"]), "adjective"), False))

    def say(row: int) -> Said:
        text = subject.cell(name, row) or ""
        return Said(f"{reasons.get(text)}; texts have it where they mean no place")

    must = f"{name} should be a name rather than words"
    return Violation("words", name, must, subject.only_new(bad), "warning", say)


def _whole(values: Any) -> pa.Array:
    return values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values


def _are_words(values: pa.Array, reasons: dict[str, str | None]) -> pa.Array:
    found = np.zeros(len(values), dtype=bool)
    for at in _candidates(values).tolist():
        text = values[at].as_py()
        reasons[text] = _reason(text)
        found[at] = reasons[text] is not None
    return pa.array(found)


def _reason(name: str) -> str | None:
    from karabakh.flows.gazetteer.naming import against

    last = re.split(_PARTS, name.lower())[-1]
    if last in _events():
        return f"{last!r} is a word for an event"
    reason = against(name)
    return f"it is {reason.removesuffix(' only')}" if reason in _WORDS else None


def _candidates(values: pa.Array) -> Any:
    """Return the positions of the names that are looked at by themselves: of listed words alone, or ending in one."""
    parts = pc.split_pattern_regex(pc.utf8_lower(values), _PARTS)
    words, of_name = parts.flatten(), pc.list_parent_indices(parts).to_numpy(zero_copy_only=False)
    listed = pc.is_in(words, value_set=_listed()).to_numpy(zero_copy_only=False)
    event = pc.is_in(words, value_set=pa.array(sorted(_events()), pa.string())).to_numpy(zero_copy_only=False)
    only = np.bincount(of_name[~listed], minlength=len(values)) == 0
    only[of_name[event]] = True
    return np.flatnonzero(only & values.is_valid().to_numpy(zero_copy_only=False))


@cache
def _events() -> frozenset[str]:
    return frozenset(_of_contexts("event"))


def _of_contexts(*kinds: str) -> Iterator[str]:
    """Yield the words of the finder of places of some kinds, without that finder, which takes a second to import."""
    rows = csv.DictReader((files("karabakh.flows") / "places" / "contexts.csv").read_text("utf-8").splitlines())
    yield from (row["form"].lower() for row in rows if row["class"] in kinds)


@cache
def _listed() -> pa.Array:
    """Return the words that `karabakh.flows.gazetteer.naming.against` knows, in small letters."""
    folder = files("karabakh.flows.gazetteer")
    rows = csv.DictReader((folder / "generic.csv").read_text("utf-8").splitlines())
    listed = {*(folder / "english.txt").read_text("utf-8").lower().split()}
    listed |= {word for row in rows for word in row["words"].lower().split()}
    listed |= {*_of_contexts("designator", "designator_before", "event", "guarded", "organisation")}
    return pa.array(sorted(listed), pa.string())
