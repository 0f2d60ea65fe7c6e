"""Contributed names of places in; those in the letters of another language, or of other places, out."""

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.contribute.checks import periods
from karabakh.flows.contribute.checks.alphabets import alphabet, letters_used
from karabakh.flows.contribute.checks.letters import BROKEN, HOMOGLYPHS, SCRIPT_OF, TURNED, named, respelt, script
from karabakh.flows.contribute.checks.subject import Subject
from karabakh.schemas.distinct import of_each
from karabakh.schemas.findings import Said, Violation

_LISTED: Final = 5


def check(subject: Subject) -> Iterator[Violation]:
    """Yield the names of place_names that their language does not write so, and those that another place has, too."""
    yield periods.check(subject)
    yield _script(subject)
    yield _strange(subject)
    yield _elsewhere(subject)


def used(subject: Subject) -> Iterator[Violation]:
    """Yield the names that mentions or counts say the gazetteer has, and it does not."""
    names = subject.known["place_names"]["name"]
    given = [subject.given["place_names"]["name"]] if "place_names" in subject.given else []
    there = pa.chunked_array([*names.chunks, *(chunk for one in given for chunk in one.chunks)], pa.string())
    lacking = of_each(subject.rows["name"], lambda some: _not_in(some, there.combine_chunks()))
    must = "name should be a name of the gazetteer"

    def say(row: int) -> Said:
        return Said(None, subject.near.name(subject.cell("name", row) or ""))

    yield Violation("unknown_name", "name", must, subject.only_new(lacking), "warning", say)


def _not_in(values: pa.Array, there: pa.Array) -> pa.Array:
    return pc.and_(values.is_valid(), pc.invert(pc.is_in(values, value_set=there)))


def _script(subject: Subject) -> Violation:
    """Return the names with letters that are not of the script of their language."""
    languages = subject.rows["language"].combine_chunks()
    names = subject.rows["name"].combine_chunks()
    bad = np.zeros(len(names), dtype=bool)
    for name in {script_name.title() for script_name in SCRIPT_OF.values()}:
        tags = [tag for tag, script_name in SCRIPT_OF.items() if script_name.title() == name]
        at = np.flatnonzero(pc.is_in(languages, value_set=pa.array(tags)).to_numpy(zero_copy_only=False))
        # a letter that is neither of this script nor of all of them
        pattern = rf"[^\P{{L}}\p{{{name}}}\p{{Common}}\p{{Inherited}}]"
        some = names.take(pa.array(at)) if len(at) < len(names) else names
        strange = of_each(some, partial(pc.match_substring_regex, pattern=pattern))
        bad[at[strange.to_numpy(zero_copy_only=False)]] = True
    bad = _not_told(bad, names)
    must = "language must be one that is written in the letters of the name"
    return Violation("script", "language", must, subject.only_new(bad), say=lambda row: _fitting(subject, row))


def _not_told(bad: Any, names: pa.Array) -> Any:
    """Return the mask without the names whose letters are of several scripts in one word, or broken: it is told."""
    at = np.flatnonzero(bad)
    told = pc.match_substring_regex(names.take(pa.array(at)), f"{HOMOGLYPHS}|{BROKEN}")
    bad[at] = ~pc.fill_null(told, False).to_numpy(zero_copy_only=False)
    return bad


def _strange(subject: Subject) -> Violation:
    """Return the names with letters of the right script that no known name in the language has."""
    languages, names = subject.rows["language"].combine_chunks(), subject.rows["name"].combine_chunks()
    bad = np.zeros(len(names), dtype=bool)
    for tag in sorted(SCRIPT_OF.keys() & set(pc.unique(languages).to_pylist())):
        at = np.flatnonzero(pc.fill_null(pc.equal(languages, tag), False).to_numpy(zero_copy_only=False))
        for letters in (letters_used, alphabet):  # the second takes long to make, and is seldom wanted
            if len(at):
                at = at[_with_others(names.take(pa.array(at)), SCRIPT_OF[tag], letters(subject.near, tag))]
        bad[at] = True
    bad = _not_told(bad, names)
    must = "name should have letters that other names in the language have"

    def say(row: int) -> Said:
        language, name = subject.cell("language", row), subject.cell("name", row)
        known = alphabet(subject.near, language) | TURNED
        wanted = SCRIPT_OF[language]
        strange = sorted({sign for sign in name if script(sign) == wanted and sign not in known})
        return Said(", ".join(f"{sign} is {named(sign)}" for sign in strange) or None)

    return Violation("letters", "name", must, subject.only_new(bad), "warning", say)


def _with_others(names: pa.Array, script_name: str, letters: frozenset[str]) -> Any:
    """Return the mask of names with letters of a script that are none of some."""
    known = "".join(sorted(letters | TURNED))
    pattern = rf"[^\P{{L}}\p{{Lm}}\P{{{script_name.title()}}}{known}]"
    return of_each(names, partial(pc.match_substring_regex, pattern=pattern)).to_numpy(zero_copy_only=False)


def _fitting(subject: Subject, row: int) -> Said:
    """Say which letters the language has, and which language of the name's letters is near it."""
    name, language = subject.cell("name", row) or "", subject.cell("language", row) or ""
    scripts = sorted({one for one in map(script, name) if one})
    wanted = SCRIPT_OF.get(language, "")
    family = language.partition("-")[0]
    fitting = [tag for tag, one in SCRIPT_OF.items() if [one] == scripts and tag.partition("-")[0] == family]
    known = alphabet(subject.near, language) if language in SCRIPT_OF else frozenset()
    spelt = respelt(name, wanted, known)[1] if wanted in scripts else None
    written = " and ".join(one.title() for one in scripts) or "other"
    told = f"{language} is written in {wanted.title()} letters, {name!r} has {written} ones"
    if not fitting and spelt:
        told += f"; was {spelt!r} meant?"
    return Said(told, fitting[0] if fitting else None)


def _elsewhere(subject: Subject) -> Violation:
    """Return the names that another place has, where the row does not say that they are ambiguous."""
    spread = subject.near.spread
    lower = pc.utf8_lower(subject.rows["name"].combine_chunks())
    at = pc.index_in(lower, value_set=spread.names)
    others = pc.or_(
        spread.several.take(at), pc.not_equal(spread.least.take(at), subject.rows["place_id"].combine_chunks())
    )
    plain = pc.equal(subject.rows["ambiguous"].combine_chunks(), False)
    rows: Any = subject.only_new(pc.and_(others, plain))
    must = "ambiguous should be true where another place has the name, too"

    def say(row: int) -> Said:
        own = subject.cell("place_id", row)
        name = subject.cell("name", row) or ""
        ids = sorted(spread.places[pc.utf8_lower(pa.scalar(name)).as_py()] - {own})
        told = ", ".join(subject.near.described(one) for one in ids[:_LISTED])
        more = f" and {len(ids) - _LISTED} more" if len(ids) > _LISTED else ""
        return Said(f"{name!r} is also a name of {told}{more}", "true")

    return Violation("name_elsewhere", "ambiguous", must, rows, "warning", say)
