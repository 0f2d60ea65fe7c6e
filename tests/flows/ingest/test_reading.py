"""Texts and sources.csv in, documents and rejections out; nothing is lost."""

import hashlib
import pickle
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from karabakh.flows.batches.batch import taken
from karabakh.flows.ingest import Account, Rejection, read, stream
from karabakh.flows.ingest.portion import Portion
from karabakh.flows.ingest.shelf import Shelf
from karabakh.schemas import model
from karabakh.schemas.arrow import arrow_schema

HEADER = "document_id,publisher,url,licence,redistributable,language,published,retrieved,date_order,sentence_order,note"


@pytest.fixture
def sources(tmp_path: Path):
    def write(*rows: str) -> Path:
        path = tmp_path / "sources.csv"
        path.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
        return path

    return write


def test_a_text_without_a_row_has_nulls(folder) -> None:
    data = "The café was closed.\r\n".encode("cp1252")
    (document,) = read([folder({"a.txt": data})]).documents
    assert document.text == "The café was closed.\r\n"
    assert document.n_characters == 22
    assert (document.publisher, document.url, document.licence, document.published) == (None, None, None, None)
    assert (document.redistributable, document.language, document.status) == (False, "en", "ok")
    assert (document.encoding, document.date_order, document.sentence_order) == ("iso-8859-1", None, None)
    assert document.source_sha256 == hashlib.sha256(data).hexdigest()
    assert document.text_sha256 == hashlib.sha256("The café was closed.\r\n".encode()).hexdigest()


def test_a_row_of_sources_says_where_a_text_comes_from(folder, sources) -> None:
    path = sources("a,The Agency,https://example.org/a,CC0-1.0,true,en-GB,2020-11-10,,mdy,shuffled,")
    (document,) = read([folder({"a.txt": "The road was closed."})], path).documents
    assert (document.publisher, document.url, document.licence) == ("The Agency", "https://example.org/a", "CC0-1.0")
    assert (document.redistributable, document.language, document.published) == (True, "en-GB", date(2020, 11, 10))
    assert (document.date_order, document.sentence_order, document.status) == ("mdy", "shuffled", "ok")


def test_the_header_of_a_text_tells_the_day_where_nothing_else_does(folder) -> None:
    (document,) = read([folder({"a.txt": " date 2021-03-04 The road was closed."})]).documents
    assert document.published == date(2021, 3, 4)
    assert document.text.startswith(" date ")


def test_sources_go_before_the_corpus_and_that_before_the_header_and_differences_are_noted(corpus, sources) -> None:
    text = " date 2021-03-04 The road was closed."
    rows = [
        {"document_id": name, "text": f"{text} {name}", "published": day, "publisher": "The Gazette"}
        for name, day in {"a": "2021-03-03", "b": "2021-03-03", "c": None, "d": "2021-03-04"}.items()
    ]
    found = read(
        [corpus("c.jsonl", rows)], sources("a,The Agency,,,,,2021-03-02,,,,", "d,The Gazette,,,,,2021-03-04,,,,")
    )
    assert [str(document.published) for document in found.documents] == [
        "2021-03-02",
        "2021-03-03",
        "2021-03-04",
        "2021-03-04",
    ]
    assert list(found.notes) == [
        "a: sources.csv says publisher The Agency, which is taken; c.jsonl says The Gazette",
        "a: sources.csv says published 2021-03-02, which is taken; c.jsonl says 2021-03-03",
        "a: sources.csv says published 2021-03-02, which is taken; the text's header says 2021-03-04",
        "b: c.jsonl says published 2021-03-03, which is taken; the text's header says 2021-03-04",
    ]


def test_notes_of_a_kind_do_not_go_on_without_end(corpus) -> None:
    rows = [{"document_id": f"d{number}", "text": f"text {number}", "published": "soon"} for number in range(500)]
    notes = read([corpus("c.csv", rows)]).notes
    assert len(notes) == 11
    assert notes[-1] == "invalid published: 490 more like these"


def test_rows_of_sources_for_texts_that_are_not_there_are_noted(folder, sources) -> None:
    found = read([folder({"a.txt": "x"})], sources("b,,,,,,,,,,", "a,,,,,,,,,,", "c,,,,,,,,,,"))
    assert list(found.notes) == ["sources.csv has rows for texts that are not there: b, c"]


@pytest.mark.parametrize(
    ("language", "status"), [("en", "ok"), ("en-US", "ok"), ("az", "unsupported_language"), ("und", "ok"), ("", "ok")]
)
def test_a_language_that_is_given_is_believed(folder, sources, language: str, status: str) -> None:
    (document,) = read([folder({"a.txt": "The road was closed."})], sources(f"a,,,,,{language},,,,,")).documents
    assert document.status == status


def test_a_text_in_another_language_is_a_document_that_is_not_searched(folder) -> None:
    text = "Рано утром начался дождь, и дорога в деревню закрылась, поэтому автобус не приехал."
    (document,) = read([folder({"a.txt": text})]).documents
    assert (document.status, document.language) == ("unsupported_language", "ru")


@pytest.mark.parametrize("content", ["", " ", "\n\r\n\t", "\u00a0\u2003", "\ufeff"])
def test_no_bytes_or_white_space_alone_is_an_empty_document(folder, content: str) -> None:
    (document,) = read([folder({"a.txt": content})]).documents
    assert (document.status, document.language) == ("empty", None)


def test_what_cannot_be_decoded_is_rejected_with_the_reason(folder) -> None:
    found = read([folder({"a.txt": b"\x89PNG\r\n\x1a\n\0\0", "b.txt": "The road was closed."})])
    (rejection,) = found.rejected
    assert (rejection.table, rejection.key, rejection.rule) == ("documents", "a", "undecodable")
    assert (rejection.column, rejection.ordinal, rejection.value) == ("text", None, None)
    assert rejection.message == "a.txt: it holds NUL characters, so it is not a text"


def test_documents_and_rejections_fit_their_tables(folder) -> None:
    found = read([folder({"a.txt": "x", "b.txt": "x", "c:d.txt": "y", "e.png": "z", ".f.txt": "x"})])
    columns = set(arrow_schema(model("documents")).names)
    counted = {"n_sentences", "n_place_mentions", "n_date_mentions", "n_figures"}
    assert all(hasattr(found.documents[0], column) for column in columns - counted - {"place_id"})
    model("rejected").to_schema()
    assert set(arrow_schema(model("rejected")).names) == set(Rejection.__dataclass_fields__)


def test_documents_come_one_after_the_other(folder) -> None:
    root = folder({"a.txt": "x", "b.txt": "y"})
    account = Account()
    items = stream([root], {}, account)
    first = next(items)
    assert not isinstance(first, Rejection)
    assert first[0].document_id == "a"
    assert account.files == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=60), min_size=1, max_size=6))
def test_every_file_is_a_document_or_a_rejection(tmp_path_factory, contents: list[bytes]) -> None:
    root = tmp_path_factory.mktemp("texts")
    for number, content in enumerate(contents):
        (root / f"{number}.txt").write_bytes(content)
    found = read([root])
    assert len(found.documents) + len(found.rejected) == found.files == len(contents)
    assert [document.document_id for document in found.documents] == sorted(
        document.document_id for document in found.documents
    )
    for document in found.documents:
        content = contents[int(document.document_id)]
        assert document.source_sha256 == hashlib.sha256(content).hexdigest()
        assert document.status == "duplicate" or document.duplicate_of is None


def test_a_text_of_five_megabytes_without_a_space_is_read(folder) -> None:
    found = read([folder({"a.txt": "a" * 5_000_000, "b.txt": "(" * 5_000_000, "c.txt": "ə" * 5_000_000})])
    assert [document.status for document in found.documents] == ["ok"] * 3


def test_front_matter_says_where_a_text_comes_from_and_is_part_of_the_text(folder) -> None:
    text = (
        "---\ntitle: The bridge\ndate: 2021-03-15T08:00:00Z\nsource: The Courier\nurl: https://courier.example/a\n"
        "lang: en-GB\nlicense: CC0-1.0\n---\n\n# The bridge\n\nThe road was closed.\n"
    )
    first, second = read([folder({"a.md": text, "b.txt": text + "It was opened again."})]).documents
    for document in (first, second):
        assert (document.published, document.publisher) == (date(2021, 3, 15), "The Courier")
        assert (document.url, document.language) == ("https://courier.example/a", "en-GB")
        assert (document.licence, document.redistributable) == ("CC0-1.0", False)
    assert first.text == text


def test_front_matter_that_is_not_valid_is_left_out_and_noted(folder) -> None:
    found = read([folder({"a.md": "---\ndate: soon\nurl: nowhere\nlang: English\n---\nThe road was closed."})])
    (document,) = found.documents
    assert (document.published, document.url, document.language) == (None, None, "en")
    assert list(found.notes) == [
        "a, header: url 'nowhere' is left out; it should be an address such as https://example.org/page",
        "a, header: language 'English' is left out; it should be a BCP 47 language tag such as en or az-Latn",
    ]


def test_a_dateline_names_the_agency_where_nothing_else_names_a_publisher(folder, sources) -> None:
    text = "GORIS, March 14, 2021 (Reuters) - The road was closed."
    found = read([folder({"a.txt": text, "b.txt": text + " It rained."})], sources("a,The Courier,,,,,2021-03-15,,,,"))
    assert [(document.publisher, str(document.published)) for document in found.documents] == [
        ("The Courier", "2021-03-15"),
        ("Reuters", "2021-03-14"),
    ]
    assert list(found.notes) == [
        "a: sources.csv says published 2021-03-15, which is taken; the text's header says 2021-03-14"
    ]


def test_texts_in_a_wrong_encoding_are_noted(folder) -> None:
    found = read([folder({"a.txt": "They met in XankÉ™ndi and in ÅžuÅŸa.", "b.txt": "They met in Şuşa."})])
    assert list(found.notes) == ["a: 3 places in a wrong encoding"]


def test_texts_on_a_shelf_are_the_texts(folder, tmp_path: Path) -> None:
    texts = folder({"a.txt": "Şuşa fell.", "b.txt": "", "c.txt": "Şuşa fell.", "d.txt": "x" * 3_000_000})
    held = read([texts]).documents
    with Shelf(tmp_path / "shelf") as shelf:
        lean = read([texts], None, shelf).documents
    assert held[2].duplicate_of == "a"
    assert [document.text for document in taken(list(lean), shelf.path)] == [document.text for document in held]
    assert [replace(one, text=other.text, shelved=None) for one, other in zip(lean, held, strict=True)] == list(held)
    assert {document.text for document in lean} == {""}
    assert [document.n_characters for document in lean] == [len(document.text) for document in held]


@pytest.mark.parametrize("text", ["", " \n\t", "\u00a0\u200b\ufeff \u202e\n"])
def test_a_text_of_nothing_that_can_be_seen_is_empty(folder, text: str) -> None:
    (document,) = read([folder({"a.txt": text})]).documents
    assert (document.status, document.language) == ("empty", None)


@pytest.mark.parametrize("elsewhere", [False, True])
def test_portions_that_are_done_elsewhere_give_the_same(folder, tmp_path: Path, sources, elsewhere: bool) -> None:
    texts = {f"{name}.txt": f"The road to {name} was closed in the morning, they said. {name}" for name in "abcdef"}
    texts |= {"g.txt": "", "h.txt": texts["a.txt"], "i:j.txt": "x", "k.txt": "They met in XankÉ™ndi, and left."}
    root = folder(texts)
    known = sources("a,Turan,,,true,,1992-05-08,,,,", "b,,,,,az,,,,,", "z,,,,,,,,,,")
    sent: list[Portion] = []

    def spread(work, portions):
        for portion in portions:
            sent.append(pickle.loads(pickle.dumps(portion)))
            yield work(sent[-1])

    with Shelf(tmp_path / "one") as shelf:
        here = read([root], known, shelf)
    with Shelf(tmp_path / "other") as shelf:
        assert read([root], known, shelf, spread if elsewhere else None) == here
    assert bool(sent) == elsewhere
    assert not any(found.text for portion in sent for found in portion.found)
    assert all(set(portion.sources) == {"a", "b"} for portion in sent)
