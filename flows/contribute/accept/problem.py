"""What is wrong with a row of a draft: which rule it breaks, in which column, and the sentence that says so."""

from typing import Final, NamedTuple

from karabakh.flows.contribute.accept.draft import Key, key_name

MUST: Final = {
    "alphabet": "name must be written in the alphabet of its language",
    "double": "the place must not be there already under another place_id",
    "identity": "a place_id must keep its meaning",
    "kind": "kind must be one that names of this language have",
    "label": "label must be one of the names of the place",
    "nameless": "a place must have a name",
    "neutral": "notes and sources must take no side",
    "number": "place_id must be the first free number; numbers are given in turn",
    "replacement": "replaced_by must be a place in use",
    "same_name": "name must be one that the place has not yet in this language and tradition",
    "source_form": "a source must have one of the forms that CONTRIBUTING names",
    "tradition": "tradition must be one that names of this language have",
}
"""What would be right, by rule; the words for findings, which say beside it what is wrong with the row."""


class Problem(NamedTuple):
    """Why a row cannot be accepted; ``where`` says which row it is where ``message`` does not.

    ``meant`` is what the cell may have meant, where that is one thing.
    """

    rule: str
    table: str
    key: Key
    column: str
    message: str
    where: str = ""
    meant: str | None = None

    def __str__(self) -> str:
        return f"{self.where}{self.message}"


def of_row(rule: str, table: str, key: Key, column: str, message: str) -> Problem:
    """Return the problem of a row that the message does not name."""
    return Problem(rule, table, key, column, message, f"{table} {key_name(key)}: ")
