"""Batches: every document once, in order, cut where the texts say so."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.batches.batch import batches, harvest_here
from karabakh.flows.ingest.document import Document
from karabakh.flows.places import GazetteerError


def documents(texts: list[str]) -> list[Document]:
    return [
        Document(
            document_id=f"d{number:06}",
            text=text,
            source_file=f"d{number:06}.txt",
            encoding="utf-8",
            source_sha256=None,
            text_sha256=sha256(text.encode()).hexdigest(),
            status="ok" if text.strip() else "empty",
        )
        for number, text in enumerate(texts)
    ]


@given(st.lists(st.integers(0, 9)), st.integers(1, 12))
def test_batches_keep_every_document_in_order_within_their_size(sizes: list[int], limit: int) -> None:
    todo = documents(["x" * size for size in sizes])
    made = list(batches(todo, limit))
    assert [document for batch in made for document in batch] == todo
    assert all(len(batch) == 1 or sum(len(document.text) for document in batch) <= limit for batch in made)


CORPUS = documents([f"{number} {'word ' * (number * 7919 % 60)}" for number in range(3_000)])
EDITS: dict[str, Callable[[int], list[Document]]] = {
    "changed": lambda at: [*CORPUS[:at], *documents([f"another text {at}"]), *CORPUS[at + 1 :]],
    "added": lambda at: [*CORPUS[:at], *documents([f"one more text {at}"]), *CORPUS[at:]],
    "removed": lambda at: [*CORPUS[:at], *CORPUS[at + 1 :]],
}


def cuts(corpus: list[Document]) -> set[tuple[str, ...]]:
    return {tuple(document.text_sha256 for document in batch) for batch in batches(corpus, 6_000)}


@pytest.mark.parametrize("edit", EDITS)
def test_a_document_that_changes_changes_few_batches(edit: str) -> None:
    before = cuts(CORPUS)
    assert len(before) > 70
    new = [len(cuts(EDITS[edit](at)) - before) for at in range(0, len(CORPUS), 61)]
    assert sum(new) / len(new) < 1.5  # nearly always its own batch alone
    assert max(new) <= 12


def test_batches_are_no_smaller_than_a_quarter_of_what_they_may_be_but_the_last() -> None:
    sizes = [sum(len(document.text) for document in batch) for batch in batches(CORPUS, 6_000)]
    assert min(sizes[:-1]) >= 1_500
    assert max(sizes) <= 6_000


def test_a_gazetteer_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"places\.csv"):
        harvest_here(documents(["Goris"]), tmp_path, tmp_path / "none")
