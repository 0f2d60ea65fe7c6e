"""Texts as they were found, a portion of them, in; their documents, what tells repeats, and what is to be noted, out.

It depends on the texts and on what is said of them alone, so portions can be done by other processes than the one that
reads; what these are sent is where the texts stand on a shelf.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from karabakh.flows.clean import headers_of
from karabakh.flows.ingest.account import Account
from karabakh.flows.ingest.provenance import Found, document, is_stated
from karabakh.flows.ingest.repeats import Signed, signed
from karabakh.flows.ingest.shelf import texts
from karabakh.flows.ingest.sources import Source


@dataclass(frozen=True, slots=True)
class Portion:
    """Texts, what sources.csv has of them, by their ids, and the shelf on which they stand, if they do."""

    found: Sequence[Found]
    sources: Mapping[str, Source]
    shelf: Path | None = None


class Documented(NamedTuple):
    """The documents of a portion with what tells repeats, and what reading them has to say."""

    documents: list[Signed]
    account: Account


def documented(portion: Portion) -> Documented:
    """Return the documents of a portion, in order."""
    account = Account()
    found = list(_taken(portion))
    headers = headers_of([one.text for one in found])
    documents = [
        document(one, portion.sources.get(one.document_id), header, account, english)
        for one, header, english in zip(found, headers, _english(found, portion.sources), strict=True)
    ]
    searched = [one.status == "ok" for one in documents]
    signatures = signed(one.text for one, is_searched in zip(found, searched, strict=True) if is_searched)
    return Documented(
        [
            Signed(made, one.row, next(signatures) if is_searched else None)
            for made, one, is_searched in zip(documents, found, searched, strict=True)
        ],
        account,
    )


def _taken(portion: Portion) -> Iterable[Found]:
    """Return the texts, taken from the shelf if they stand there."""
    if portion.shelf is None:
        return portion.found
    words = texts(portion.shelf, (one.shelved for one in portion.found if one.shelved))
    return (replace(one, text=next(words)) if one.shelved else one for one in portion.found)


def _english(found: Sequence[Found], sources: Mapping[str, Source]) -> Iterator[bool]:
    """Say of each text whether it surely is English; false where its language is stated."""
    wanted = [not is_stated(one, sources.get(one.document_id)) for one in found]
    if any(wanted):
        from karabakh.flows.text.english import surely_english  # not above: few who read one text need it

        sure = iter(surely_english([one.text for one, is_wanted in zip(found, wanted, strict=True) if is_wanted]))
        return (is_wanted and next(sure) for is_wanted in wanted)
    return iter(wanted)
