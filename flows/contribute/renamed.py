"""Contributed corrections in; those that make a mention another place and leave it the name of the one it was, out."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.contribute.checks import Subject
from karabakh.schemas.findings import Said, Violation

_MENTIONS = "place_mentions"


def check(subject: Subject) -> Iterator[Violation]:
    """Yield the new corrections of a place_id whose mention keeps a name that the corrected place does not have."""
    rows = subject.rows
    version = subject.known.version
    if subject.table != "corrections" or version is None:
        return
    of_mentions = pc.and_kleene(pc.equal(rows["table"], _MENTIONS), rows["corrected"].is_valid())
    at = subject.only_new(pc.and_kleene(of_mentions, pc.equal(rows["column"], "place_id")))
    keys = rows["key"].take(pa.array(at, pa.int64())).to_pylist()
    wanted = pc.field("place_mention_id").isin(pa.array([key for key in keys if key], pa.string()))
    published = version.rows(_MENTIONS, ("place_mention_id", "name"), wanted) if len(at) else None
    if published is None:
        return
    names = dict(zip(published["place_mention_id"].to_pylist(), published["name"].to_pylist(), strict=True))
    names |= _corrected(rows)
    kept = {row: names.get(key) for row, key in zip(at.tolist(), keys, strict=True)}
    has = _names(subject, {subject.cell("corrected", row) for row in kept})
    to = {row: subject.cell("corrected", row) for row in kept}
    there = {row: name for row, name in kept.items() if name and to[row] in subject.near.labels}
    wrong = {row: name for row, name in there.items() if (to[row], name) not in has}
    must = "the mention's name should be one of the place; correct the column name, too"
    found = np.array(sorted(wrong), dtype=np.int64)
    yield Violation("name_of_another", "corrected", must, found, "warning", partial(_say, subject, wrong))


def _corrected(rows: pa.Table) -> dict[str, str | None]:
    """Return the names that other rows of the corrections give to mentions."""
    some = rows.filter(pc.and_kleene(pc.equal(rows["table"], _MENTIONS), pc.equal(rows["column"], "name")))
    return dict(zip(some["key"].to_pylist(), some["corrected"].to_pylist(), strict=True))


def _names(subject: Subject, ids: set[Any]) -> set[tuple[str, str]]:
    """Return the pairs of place and name that the gazetteer and the contribution have, of some places."""
    tables = [subject.known["place_names"], *filter(None, [subject.given.get("place_names")])]
    wanted = pa.array(sorted(filter(None, ids)), pa.string())
    pairs: set[tuple[str, str]] = set()
    for table in tables:
        some = table.filter(pc.is_in(table["place_id"], value_set=wanted))
        pairs |= set(zip(some["place_id"].to_pylist(), some["name"].to_pylist(), strict=True))
    return pairs


def _say(subject: Subject, names: dict[int, str], row: int) -> Said:
    place = subject.near.described(subject.cell("corrected", row))
    return Said(f"the mention keeps the name {names[row]!r}, which {place} does not have")
