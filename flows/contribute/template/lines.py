"""A table's declaration in; what a contributor must know of it out, line by line, in the words of the schema."""

from collections.abc import Iterator
from typing import Final

import pyarrow as pa

from karabakh.flows.contribute.accept.cells import OF_SOURCES, elsewhere
from karabakh.flows.contribute.accept.policy import KINDS, SOURCE_FORMS, TRADITIONS
from karabakh.flows.contribute.checks.letters import SCRIPT_OF
from karabakh.flows.extraction.corrections import FIXED, MENTIONS
from karabakh.schemas import fields, model
from karabakh.schemas.contribution import TYPE_WORDS
from karabakh.schemas.fields import Column
from karabakh.schemas.patterns import FORMS

# Which tables people write rows of; cells of the others that are in MENTIONS, and of documents, can be corrected.
WRITTEN: Final = ("places", "place_names", "place_links", "sources", "corrections", "corpus")


def about(name: str) -> Iterator[str]:
    """Yield what a row of the table is, and what becomes of rows that are sent."""
    table = model(name)
    yield f"{fields.title(table)}. {fields.description(table)}"
    if name in MENTIONS:
        fixed = ", ".join(column.name for column in fields.columns(table) if column.name in FIXED)
        yield (
            "Send published rows in which you mended cells: each cell that differs from the published one becomes a "
            f"correction. A row that you leave out deletes nothing. Not to be changed: {fixed}."
        )
    elif name == "documents":
        yield (
            f"Send published rows in which you mended any of {', '.join(OF_SOURCES)}: what differs goes to sources. "
            "For a new document send its text, or rows of the table corpus."
        )
    elif name not in WRITTEN:
        yield f"This table is not contributed: {elsewhere(name)}."


def columns(name: str) -> Iterator[str]:
    """Yield for each column what it holds and must be, and each code of a closed list with its meaning."""
    for column in fields.columns(model(name)):
        yield f"{column.name} ({_need(column)}): {' '.join(_said(column))}"
        for code, meaning in (column.codes or {}).items():
            yield f"    {code}: {meaning}"


def _need(column: Column) -> str:
    if column.optional:
        return "may be left out"
    return "may be empty" if column.nullable or pa.types.is_list(column.type) else "required"


def _said(column: Column) -> Iterator[str]:
    yield column.description
    if column.pattern:
        yield f"Must be {FORMS.get(column.pattern, column.pattern)}."
    elif column.codes is None and column.type != pa.string():
        yield f"Must be {TYPE_WORDS[fields.type_name(column.type)]}."
    if column.unit:
        yield f"Unit: {column.unit}."
    bounds = (("at least", column.ge), ("at most", column.le))
    if column.ge is not None or column.le is not None:
        yield f"Must be {' and '.join(f'{words} {bound:g}' for words, bound in bounds if bound is not None)}."
    if column.max_length:
        yield f"At most {column.max_length:,} characters."
    if column.example:
        yield f"For example {column.example}."
    if column.codes:
        yield "One of:"


def rules(name: str) -> Iterator[str]:
    """Yield what must hold between columns and rows."""
    table = model(name)
    yield f"no two rows may have the same {', '.join(fields.key(table))}."
    for rule in fields.rules(table):
        yield f"{rule.must}."
    for link in fields.foreign_keys(table):
        yield f"{', '.join(link.columns)} must be in {', '.join(link.other_columns)} of {link.other}."
    if {"source", "label_source"} & {column.name for column in fields.columns(table)}:
        yield f"a source must be written as one of {SOURCE_FORMS}."
    if name == "place_names":
        for language, kinds in KINDS.items():
            said = f"in {SCRIPT_OF[language].title()} letters, of tradition {' or '.join(TRADITIONS[language])}"
            yield f"a name in {language} must be {said}, of kind {' or '.join(kinds)}."


def ways(name: str, free: str) -> Iterator[str]:
    """Yield where to find what the rows refer to, and how to check and send them. ``free`` is the first free id."""
    if name == "places":
        yield f"The first free place_id is {free}; for several places count on from it."
        yield "Send the names of a new place with it (karabakh template place_names); its label must be one of them."
    if name in ("place_names", "place_links"):
        yield 'To find the place_id of a place: karabakh explain "NAME".'
    if name == "place_names":
        yield "If you do not know whether a name is ambiguous, write false: accept sees whether another place has it."
    if name == "corpus":
        yield "Only send texts whose licence lets them be passed on, or say in the column licence what is known."
    yield f"To check what you wrote: karabakh validate {name}.csv"
    if name in WRITTEN or name in MENTIONS or name == "documents":
        yield f"To send it: add the file as seeds/contributions/{name}.csv in a pull request; CONTRIBUTING.md says how."
