"""A contributed table and what is known in; what a schema cannot know to be wrong, or worth a look, out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from karabakh.flows.contribute.checks import letters, links, names, places, plausible, presence, sources
from karabakh.flows.contribute.checks.subject import Subject
from karabakh.schemas.findings import Violation

__all__ = ["Subject", "check", "notes"]


def _corrections(subject: Subject) -> Iterable[Violation]:
    from karabakh.flows.contribute.checks import corrections  # what corrects also finds, and takes a second to import

    return corrections.check(subject)


OF_TABLE: Mapping[str, Callable[[Subject], Iterable[Violation]]] = {
    "corrections": _corrections,
    "name_usage": names.used,
    "place_links": links.check,
    "place_mentions": names.used,
    "place_names": names.check,
    "places": places.check,
    "sources": sources.check,
}


def notes(subject: Subject) -> list[str]:
    """Return what is to be said of a contributed table as a whole."""
    said = presence.note(subject)
    return [said] if said else []


def check(subject: Subject) -> list[Violation]:
    """Return the rules that some rows of a contributed table break: of any table, then of this one."""
    found = [*presence.check(subject), *letters.check(subject), *plausible.check(subject)]
    if subject.table in OF_TABLE:
        found += OF_TABLE[subject.table](subject)
    taken = [violation.rows for violation in found if violation.rule == "taken"]
    if taken:  # who gives an identifier to another place does not mean to change the one that has it
        found = [_without(violation, taken[0]) if violation.rule == "changes" else violation for violation in found]
    return [violation for violation in found if len(violation.rows)]


def _without(violation: Violation, rows: Any) -> Violation:
    return replace(violation, rows=np.setdiff1d(violation.rows, rows))
