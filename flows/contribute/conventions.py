"""Contributed tables and what is known in; the rows that `karabakh accept` refuses whatever they say, as findings.

The rules are those of accept itself: what may not become of an identifier, and the conventions for names and sources.
They hold between tables, so all files of a contribution are looked at together.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

import numpy as np
import pyarrow as pa

from karabakh.flows.contribute.accept import identity, policy
from karabakh.flows.contribute.accept.draft import Draft, Key, key_of
from karabakh.flows.contribute.accept.problem import MUST, Problem
from karabakh.flows.contribute.known import GAZETTEER, Known
from karabakh.flows.contribute.present import present
from karabakh.schemas import fields, model
from karabakh.schemas.content import violations
from karabakh.schemas.contribution import Typed
from karabakh.schemas.findings import Said, Violation

MOST: Final = 20_000  # new rows; they are judged one by one
TOO_MANY: Final = f"more than {MOST:,} rows are new: conventions between rows are left to `karabakh accept`"

Where = Mapping[tuple[str, Key], Sequence[tuple[int, int]]]  # the tables, by id, and rows that have a key


def refused(tables: Iterable[Typed], known: Known) -> dict[int, list[Violation]]:
    """Return what accept refuses, by ``id`` of the table; a row that is not valid by itself is left to its schema.

    Where there are `too_many` new rows nothing is looked at.
    """
    some = [typed for typed in tables if typed.name in GAZETTEER]
    if too_many(some, known):
        return {}
    wrong = {id(typed): _wrong(typed) for typed in some}
    new = {id(typed): np.setdiff1d(_new(typed, known), wrong[id(typed)]) for typed in some}
    if not any(len(rows) for rows in new.values()):
        return {}
    draft = Draft.of({name: known[name] for name in GAZETTEER})
    before = {row["place_id"]: row for row in draft.rows["places"].values()}
    where: dict[tuple[str, Key], list[tuple[int, int]]] = defaultdict(list)
    for typed in sorted(some, key=lambda one: one.name):
        rows = new[id(typed)].tolist()
        for at, row in zip(rows, typed.rows.take(pa.array(rows, pa.int64())).to_pylist(), strict=True):
            where[typed.name, key_of(typed.name, row)].append((id(typed), at))
            draft.put(typed.name, row, 0)
    unsure = _unsure([typed for typed in some if len(wrong[id(typed)])], wrong)
    every = [*identity.problems(draft, before, {}), *policy.problems(draft)]
    problems = [one for one in every if (one.rule, "") not in unsure and (one.rule, str(one.key[0])) not in unsure]
    found: dict[int, list[Violation]] = defaultdict(list)
    for table, violation in _violations(problems, where):
        found[table].append(violation)
    return found


def too_many(tables: Iterable[Typed], known: Known) -> bool:
    """Whether more rows are certain to be new than can be judged one by one: more than are known already."""
    some = [typed for typed in tables if typed.name in GAZETTEER]
    more = [max(0, typed.rows.num_rows - known[typed.name].num_rows) for typed in some]
    return bool(sum(more) > MOST)


def _new(typed: Typed, known: Known) -> Any:
    """Return the positions of the rows that are not known cell for cell."""
    there = present(fields.key(model(typed.name)), typed.rows, known[typed.name])
    return np.flatnonzero(there.new(typed.rows.num_rows))


def _wrong(typed: Typed) -> Any:
    """Return the positions of the rows that are not valid by themselves."""
    found = [violation.rows for violation in violations(typed.name, model(typed.name), typed.rows, {})]
    found += [np.asarray(positions, dtype=np.int64) for positions in typed.unfit.values()]
    return np.unique(np.concatenate(found)) if found else np.array([], dtype=np.int64)


def _unsure(tables: Iterable[Typed], wrong: Mapping[int, Any]) -> set[tuple[str, str]]:
    """Return the rules that rows may seem to break only because others are not valid yet, and of which place.

    A name that is wrong is one when it is mended, and a place that is wrong has its number in turn.
    """
    found: set[tuple[str, str]] = set()
    for typed in tables:
        if typed.name == "places":
            found.add(("number", ""))
        elif typed.name == "place_names":
            ids = typed.rows["place_id"].take(pa.array(wrong[id(typed)])).to_pylist()
            found |= {(rule, name or "") for name in ids for rule in ("label", "nameless")}
    return found


def _violations(problems: Iterable[Problem], where: Where) -> Iterable[tuple[int, Violation]]:
    told: dict[tuple[int, str, str], dict[int, Problem]] = defaultdict(dict)
    for one in problems:
        for table, row in where.get((one.table, one.key), ()):
            told[table, one.rule, one.column].setdefault(row, one)
    for (table, rule, column), broken in told.items():
        rows = np.array(sorted(broken), dtype=np.int64)
        yield table, Violation(rule, column, MUST[rule], rows, say=partial(_say, broken))


def _say(broken: Mapping[int, Problem], row: int) -> Said:
    return Said(broken[row].message, broken[row].meant)


def joined(found: Sequence[Violation], more: Sequence[Violation]) -> list[Violation]:
    """Return what was found of a table, and ``more`` of the rows in which there is no error yet.

    A warning that an error repeats is left out.
    """
    errors = [violation.rows for violation in found if violation.severity == "error"]
    wrong = np.concatenate(errors) if errors else np.array([], dtype=np.int64)
    added = [replace(one, rows=np.setdiff1d(one.rows, wrong)) for one in more]
    kept = [_without(one, added) if one.severity == "warning" else one for one in found]
    return [one for one in [*kept, *added] if len(one.rows)]


def _without(warning: Violation, errors: Iterable[Violation]) -> Violation:
    same = [one.rows for one in errors if (one.rule, one.column) == (warning.rule, warning.column)]
    return replace(warning, rows=np.setdiff1d(warning.rows, np.concatenate(same))) if same else warning
