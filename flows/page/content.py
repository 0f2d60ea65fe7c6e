"""An edition in, all that its page shows out, as JSON: exact counts, and as much evidence as there is room for.

Everything comes from the tables, which are read in blocks and never held whole. The same tables give the same content,
whatever the pieces they come in. Where a version is larger than a page may be, each part is made smaller by a rule of
its own, and ``left_out`` says what is not there and why.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow.compute as pc

from karabakh.flows.page import places, statements
from karabakh.flows.page.about import about, lasting
from karabakh.flows.page.base_map import states
from karabakh.flows.page.budget import ADDRESS_CHARACTERS, CONTENT_BYTES, MARKS, SLACK_BYTES, STEP_BYTES
from karabakh.flows.page.choice import RULE
from karabakh.flows.page.codelists import code_list, traditions
from karabakh.flows.page.counts import Counts, counts, totals
from karabakh.flows.page.documents import COLUMNS, Documents, Shelf, shelf
from karabakh.flows.page.jsontext import as_columns, size
from karabakh.flows.page.languages import listed
from karabakh.flows.page.leftout import LeftOut
from karabakh.flows.page.numbering import Numbers
from karabakh.flows.page.shorten import Shortener
from karabakh.flows.page.spans import Shown
from karabakh.flows.page.spans import shown as shown_spans
from karabakh.flows.page.tally import COUNT
from karabakh.flows.page.usage import TOGETHER, UNKNOWN
from karabakh.flows.publish import facts
from karabakh.flows.publish.edition import Edition
from karabakh.schemas import codes

Content = dict[str, Any]

_LISTS: Final[Mapping[str, codes.Codes]] = {
    "kinds": codes.FIGURE_KIND,
    "place_types": codes.PLACE_TYPE,
}
_MERGED: Final = "each {unit} stands for all of its days, for there are too many days"
_CELLS: Final = "those of the places shown; where these are too many, those that count most"
_OWN: Final = "those of the statements shown"
_POINTED: Final = f"{_OWN}, and those that name a place most often"


def content(edition: Edition, folder: Path | None = None) -> Content:
    """Return the page's data; ``folder`` holds the other files of the version, None where they are not made yet."""
    cut, left = Shortener(), LeftOut()
    counted = counts(edition, cut)
    gazetteer = places.Places(edition, counted.named, counted.usage.uses, cut)
    shown = gazetteer.shown(left)
    index = counted.named.index(len(shown))
    spans = shown_spans(counted.statements.spans, index)
    documents = Documents(edition, counted.numbering, cut)
    kept = _pointed(shown, counted.mentioned.top, index, documents)
    made = {
        "version": edition.version,
        "title": facts.TITLE,
        "description": facts.DESCRIPTION,
        "totals": totals(edition) | {"places": len(counted.named.order), "names": gazetteer.names()},
        "languages": listed(row["labels"] for row in shown),
        "traditions": traditions(),
        **{name: code_list(meanings) for name, meanings in _LISTS.items()},
        "places": as_columns(shown, places.COLUMNS),
        "states": gazetteer.states(states(), shown),
        **_times(counted, spans, left),
        "usage": _usage(counted, index, left),
        "about": about(edition, folder, left, cut),
    }
    made["totals"]["dated"] = sum(spans.spans[COUNT]) if "statements" in edition.content else None
    taken = size({**made, "about": lasting(made["about"])}) + size(counted.usage.publishers) + kept.bytes
    room = CONTENT_BYTES - SLACK_BYTES - STEP_BYTES - taken
    rows = _evidence(edition, counted, spans, kept, made["places"]["id"], room, cut)
    made |= _documented(made, kept, _publishers(counted, cut), rows)
    told, found = sum(len(row["marks"]) for row in rows), sum(row["found"] for row in rows)
    left.tell(
        "marks in statements", told, found, None, f"the first {MARKS}, and those in what is shown of the sentence"
    )
    _tell(edition, made, kept, left, cut)
    return {**made, "left_out": left.entries}


def _pointed(shown: Sequence[dict[str, Any]], top: Numbers, index: Numbers, documents: Documents) -> Shelf:
    """Let places point at documents by their numbers, and return these documents."""
    kept, top = shelf(documents, top[index[top[:, 0]] >= 0])
    for row in shown:
        row["top_documents"] = []
    for place, document, count in top.tolist():
        shown[index[place]]["top_documents"].append([document, count])
    return kept


def _times(counted: Counts, spans: Shown, left: LeftOut) -> Content:
    """Return the counts of statements by what they speak of, and of documents by when they were published."""
    published = counted.published
    for what, unit, table, number in (
        ("days that statements speak of", spans.unit, "statements", sum(spans.spans[COUNT])),
        ("days of publication", published.unit, "documents", sum(published.days[COUNT])),
    ):
        if unit != "day":
            left.add(what, number, number, table, _MERGED.format(unit=unit))
    told = sum(spans.cells[COUNT])
    left.tell("places of statements, counted by span", told, told + spans.left_out, "statements", _CELLS)
    return {
        "spans": {**spans.spans, "unit": spans.unit},
        "undated": spans.undated,
        "cells": spans.cells,
        "published": {**published.days, "unit": published.unit},
        "unpublished": published.unknown,
    }


def _usage(counted: Counts, index: Numbers, left: LeftOut) -> Content:
    """Return who calls which place of the page what; a place that the page does not have is one of several."""
    used = counted.usage
    if used.merged:
        left.add("uses of names", used.shown, used.total, "name_usage", f"not told apart: {'; '.join(used.merged)}")
    at = [TOGETHER if place < 0 or index[place] < 0 else int(index[place]) for place in used.columns["place"]]
    return {**used.columns, "place": at}


def _publishers(counted: Counts, cut: Shortener) -> dict[int, str]:
    """Return the publishers of the uses of names, by their numbers there; those that are taken together as one."""
    used = {number: cut.cell(name) for number, name in enumerate(counted.usage.publishers)}
    if TOGETHER in counted.usage.columns["publisher"]:
        used[TOGETHER] = f"{counted.usage.others:,} other publishers"
    return used


def _evidence(
    edition: Edition, counted: Counts, spans: Shown, kept: Shelf, ids: Sequence[str], room: int, cut: Shortener
) -> list[dict[str, Any]]:
    """Return the rows of the statements that are shown, and keep their documents."""
    chosen = counted.statements.choice.rows
    if chosen is None:
        return []
    chosen = chosen.filter(pc.is_in(chosen["document_id"], value_set=counted.numbering.documents))
    labels: dict[str, str] = {}
    if "places" in edition.content:
        columns = edition.table("places").select(["place_id", "label"]).to_pydict()
        labels = dict(zip(columns["place_id"], columns["label"], strict=True))
    numbers = {place: at for at, place in enumerate(ids)}
    evidence = statements.Evidence(edition, counted.numbering, kept.documents, spans, numbers, labels, cut)
    return statements.fitted(evidence.rows(chosen), kept, room)


def _documented(made: Content, kept: Shelf, used: Mapping[int, str], rows: Sequence[dict[str, Any]]) -> Content:
    """Return documents, statements and figures, and what points at documents and publishers, by their places there.

    ``used`` are the publishers of the uses of names, by number.
    """
    order = sorted(kept.numbers)
    at = {number: place for place, number in enumerate(order)}
    documents = as_columns([kept.documents.row(number) for number in order], COLUMNS)
    publishers = _distinct([*documents["publisher"], *used.values()])
    pointers = [[[at[number], count] for number, count in top] for top in made["places"]["top_documents"]]
    own = [publishers.get(used.get(number), UNKNOWN) for number in made["usage"]["publisher"]]
    stated, figures = statements.columns(rows, at)
    return {
        "publishers": list(publishers),
        "places": {**made["places"], "top_documents": pointers},
        "usage": {**made["usage"], "publisher": own},
        "documents": {
            **documents,
            "publisher": [publishers.get(name, UNKNOWN) for name in documents["publisher"]],
        },
        "figures": figures,
        "statements": stated,
    }


def _distinct(texts: Sequence[str | None]) -> dict[str | None, int]:
    """Return the different texts in their order, and which of them each is."""
    return {text: at for at, text in enumerate(sorted({text for text in texts if text is not None}))}


def _tell(edition: Edition, made: Content, kept: Shelf, left: LeftOut, cut: Shortener) -> None:
    """Tell what is left out of statements, figures and documents, and which texts were cut."""
    for what, column, why in (("statements", "start", RULE), ("figures", "kind", _OWN), ("documents", "id", _POINTED)):
        left.tell(what, len(made[what][column]), edition.rows.get(what, 0), what, why)
    if count := cut.count(made):
        left.add("long texts", 0, count, None, "they are cut, and end with an ellipsis")
    long = sum(not kept.documents.row(number)["whole"] for number in kept.numbers)
    left.tell("long addresses", 0, long, "documents", f"not given where longer than {ADDRESS_CHARACTERS} characters")
