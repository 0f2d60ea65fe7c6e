"""Equal ids, equal texts, and texts that are nearly equal."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.ingest import Document, Ingested, read
from karabakh.flows.ingest.repeats import Known, duplicates, signed

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


def test_a_few_words_with_other_newlines_are_another_text(folder) -> None:
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


WIRE = (
    "The ministry said that shelling had been heard in three villages along the line of contact during the night, and "
    "that nobody was hurt. Observers who came in the morning counted eleven craters in a field and left before noon. "
    "Talks between the two governments are to go on next week, and mediators hope to agree on a list of prisoners. A "
    "spokesman asked both sides to keep their guns silent until then, and said that he had been given assurances."
)
COPY = f"GORIS -- {WIRE} (Agency)"
REWRITTEN = (
    WIRE.replace("shelling", "gunfire").replace("eleven", "eight").replace("field", "yard").replace("next", "this")
)


def test_a_wire_copy_is_a_duplicate_of_the_earliest_published_then_the_least_id(corpus) -> None:
    rows = [
        {"document_id": "a", "text": COPY, "published": "2021-01-02"},
        {"document_id": "b", "text": WIRE, "published": "2021-01-01"},
        {"document_id": "c", "text": WIRE.upper(), "published": "2021-01-01"},
        {"document_id": "d", "text": WIRE, "published": None},
        {"document_id": "e", "text": REWRITTEN, "published": "2020-01-01"},
    ]
    duplicate = ("duplicate", "b")
    assert statuses(read([corpus("c.jsonl", rows)])) == {
        "a": duplicate,
        "b": ("ok", None),
        "c": duplicate,
        "d": duplicate,
        "e": ("ok", None),
    }


def test_the_header_is_no_part_of_what_is_compared(folder) -> None:
    short = "It rained on the town for three days, and the road was closed."
    found = read([folder({"a.txt": f" date 2021-05-12 {short}", "b.txt": short, "c.txt": f" date 2021-05-11 {short}"})])
    assert statuses(found) == {"a": ("duplicate", "c"), "b": ("duplicate", "c"), "c": ("ok", None)}


def test_the_dateline_is_no_part_of_what_is_compared(folder) -> None:
    short = "The road to the town was closed for three days, because rain had washed a bridge away, officials said."
    heads = {
        "a": "",
        "b": "GORIS, May 12 (Reuters) - ",
        "c": "AGDAM (AP) — ",
        "d": "By Anna Smith\n\nGORIS, May 14, TASS. ",
    }
    found = read([folder({f"{name}.txt": head + short for name, head in heads.items()})])
    assert statuses(found) == {"a": ("ok", None), **dict.fromkeys("bcd", ("duplicate", "a"))}


def test_the_copies_of_a_copy_have_its_original(corpus) -> None:
    rows = [{"document_id": name, "text": text} for name, text in zip("dbca", (WIRE, COPY, COPY, WIRE), strict=True)]
    assert statuses(read([corpus("c.jsonl", rows)])) == {"a": ("ok", None), **dict.fromkeys("bcd", ("duplicate", "a"))}


def test_texts_that_are_not_searched_are_no_duplicates(corpus) -> None:
    french = (
        "Le ministère a déclaré que la route de la ville était fermée depuis trois jours, et que personne n'y passe."
    )
    rows = [{"document_id": name, "text": french, "language": "fr"} for name in "ab"]
    assert statuses(read([corpus("c.jsonl", rows)])) == dict.fromkeys("ab", ("unsupported_language", None))


def test_noise_around_a_short_text_does_not_hide_that_it_is_a_copy(corpus) -> None:
    noisy = f"Share this: Facebook Twitter\n\n{WIRE}[1]\n\n© 2020 The Daily. All rights reserved.\n\nAdvertisement\n"
    rows = [{"document_id": "a", "text": WIRE}, {"document_id": "b", "text": noisy}]
    assert statuses(read([corpus("c.jsonl", rows)])) == {"a": ("ok", None), "b": ("duplicate", "a")}


TEXTS = st.sampled_from([WIRE, COPY, REWRITTEN, f"{COPY} More follows.", SAME, "Closed."])
DAYS = st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 3))


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(TEXTS, DAYS)), st.randoms())
def test_duplicates_do_not_depend_on_the_order_and_no_original_is_one(rows, order) -> None:
    texts = {name: text for name, (text, _) in rows.items()}
    known = [
        Known(name, day, str(hash(text)), signature)
        for (name, (text, day)), signature in zip(rows.items(), signed(texts.values()), strict=True)
    ]
    found = duplicates(known, texts.__getitem__)
    order.shuffle(known)
    assert duplicates(known, texts.__getitem__) == found
    assert not set(found) & set(found.values())
    for copy, original in found.items():
        older, newer = ((rows[name][1] is None, rows[name][1] or date.min, name) for name in (original, copy))
        assert older < newer
