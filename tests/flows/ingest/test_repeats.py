"""Equal ids and equal texts."""

from datetime import date

import pytest

from karabakh.flows.ingest import Document, Ingested, read

SAME = "The road was closed for the day."


def statuses(found: Ingested) -> dict[str, tuple[str, str | None]]:
    return {document.document_id: (document.status, document.duplicate_of) for document in found.documents}


def test_of_equal_ids_with_the_same_text_the_first_is_kept(folder) -> None:
    found = read([folder({"a.md": SAME, "a.txt": SAME, "sub/a": SAME})])
    assert [document.source_file for document in found.documents] == ["a.md"]
    assert [(row.key, row.rule, row.column, row.ordinal, row.value) for row in found.rejected] == [
        ("a", "duplicate_id", "document_id", 1, "a"),
        ("a", "duplicate_id", "document_id", 2, "a"),
    ]
    assert found.rejected[0].message == "a.txt: its id is also that of a.md, with the same text, which is kept there"


def test_of_equal_ids_with_different_texts_none_is_kept(folder, corpus) -> None:
    root = folder({"a.txt": SAME, "sub/a.txt": SAME, "b.txt": "Another text."})
    path = corpus("corpus.csv", [{"document_id": "a", "text": "It was open."}])
    found = read([root, path])
    assert list(statuses(found)) == ["b"]
    assert [rejection.rule for rejection in found.rejected] == ["duplicate_id"] * 3
    assert len({rejection.ordinal for rejection in found.rejected}) == 3
    assert "corpus.csv, row 1" in found.rejected[0].message
    assert found.files + found.cells == len(found.documents) + len(found.rejected)


def test_ids_are_equal_in_any_normal_form(corpus) -> None:
    found = read([corpus("c.jsonl", [{"document_id": "\u015f", "text": "a"}, {"document_id": "s\u0327", "text": "b"}])])
    assert not found.documents
    assert [rejection.ordinal for rejection in found.rejected] == [1, 2]


def test_the_original_is_the_earliest_published_then_the_least_id(corpus) -> None:
    days = {"a": None, "b": "2021-01-02", "c": "2020-01-02", "d": "2020-01-02"}
    found = read(
        [corpus("c.jsonl", [{"document_id": name, "text": SAME, "published": day} for name, day in days.items()])]
    )
    assert statuses(found) == {
        "a": ("duplicate", "c"),
        "b": ("duplicate", "c"),
        "c": ("ok", None),
        "d": ("duplicate", "c"),
    }


def test_the_order_of_reading_does_not_matter_for_duplicates(corpus) -> None:
    rows = [{"document_id": name, "text": SAME} for name in "cab"]
    assert statuses(read([corpus("c.csv", rows)])) == statuses(read([corpus("c.csv", rows[::-1])]))


def test_the_same_words_with_other_newlines_are_another_text(folder) -> None:
    found = read([folder({"a.txt": "one\ntwo", "b.txt": "one\r\ntwo"})])
    assert [document.status for document in found.documents] == ["ok", "ok"]


def test_empty_texts_are_no_duplicates(folder) -> None:
    found = read([folder({"a.txt": "", "b.txt": "", "c.txt": " \n\t", "d.txt": "\ufeff".encode()})])
    assert statuses(found) == dict.fromkeys("abcd", ("empty", None))


def test_a_duplicate_keeps_everything_else(corpus) -> None:
    rows = [{"document_id": name, "text": SAME, "publisher": name, "published": "2020-01-02"} for name in "ab"]
    second: Document = read([corpus("c.jsonl", rows)]).documents[1]
    assert (second.publisher, second.published, second.text) == ("b", date(2020, 1, 2), SAME)


@pytest.mark.parametrize("times", [2, 3])
def test_the_same_input_named_twice_gives_each_document_once(folder, times: int) -> None:
    found = read([folder({"a.txt": SAME})] * times)
    assert (len(found.documents), len(found.rejected), found.files) == (1, times - 1, times)
