"""Corpora: one document a row, in CSV, JSON Lines and Parquet alike."""

from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from karabakh.flows.errors import CallError
from karabakh.flows.ingest import InputError, read

FORMATS = ["csv", "jsonl", "parquet"]
TEXT = "The road was closed."


@pytest.fixture
def raw(tmp_path: Path):
    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.mark.parametrize("ending", FORMATS)
def test_a_row_is_a_document(corpus, ending: str) -> None:
    text = 'A "quoted" text,\r\nwith lines\nand | and \\ and ; and \u2028 and 🙂'
    row = {
        "document_id": "a",
        "text": text,
        "published": "2020-11-10",
        "language": "EN",
        "url": "https://example.org/a",
        "publisher": "The Agency",
        "licence": "CC0-1.0",
        "speaker": "nobody asks",
    }
    found = read([corpus(f"corpus.{ending}", [row, {**row, "document_id": "b", "text": TEXT}])])
    first = found.documents[0]
    assert (first.document_id, first.text, first.source_file) == ("a", text, f"corpus.{ending}")
    assert (first.published, first.language, first.url) == (date(2020, 11, 10), "en", "https://example.org/a")
    assert (first.publisher, first.licence, first.redistributable) == ("The Agency", "CC0-1.0", False)
    assert (first.encoding, first.source_sha256, first.status) == ("utf-8", None, "ok")
    assert (found.files, found.cells) == (0, 2)


@pytest.mark.parametrize("ending", FORMATS)
def test_empty_cells_are_null_and_empty_texts_documents(corpus, ending: str) -> None:
    row = {"document_id": "a", "text": "", "published": "", "language": "", "url": " ", "publisher": ""}
    (document,) = read([corpus(f"corpus.{ending}", [row])]).documents
    assert (document.status, document.language, document.published) == ("empty", None, None)
    assert (document.url, document.publisher, document.licence) == (None, None, None)


@pytest.mark.parametrize("ending", FORMATS)
def test_a_value_that_is_wrong_is_left_out_and_noted(corpus, ending: str) -> None:
    found = read(
        [corpus(f"c.{ending}", [{"document_id": "a", "text": TEXT, "published": "1994", "language": "English"}])]
    )
    (document,) = found.documents
    assert (document.published, document.language) == (None, "en")
    assert list(found.notes) == [
        f"c.{ending}, row 1: language 'English' is left out; it should be a BCP 47 language tag such as en or az-Latn",
        f"c.{ending}, row 1: published '1994' is left out; it should be a day such as 2020-11-10",
    ]


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("identifier", ["../../x", "/etc/passwd", ".x", "a:b", "a|b", "a\nb", "", "x" * 201])
def test_hostile_ids_are_rejected_with_their_row(corpus, ending: str, identifier: str) -> None:
    rows = [{"document_id": "a", "text": TEXT}, {"document_id": identifier, "text": "Another text."}]
    found = read([corpus(f"corpus.{ending}", rows)])
    (rejection,) = found.rejected
    assert (rejection.table, rejection.key, rejection.rule) == ("documents", f"corpus.{ending}", "invalid_document_id")
    assert (rejection.column, rejection.ordinal) == ("document_id", 2)
    assert rejection.value is None or (len(rejection.value) <= 80 and rejection.value.isprintable())
    assert [document.document_id for document in found.documents] == ["a"]


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize(("columns", "missing"), [(["id", "text"], "document_id"), (["document_id", "body"], "text")])
def test_a_missing_column_is_a_wrong_call_that_names_those_found(corpus, ending, columns, missing) -> None:
    with pytest.raises(CallError, match=f"no column '{missing}'; the columns found are '{columns[0]}', '{columns[1]}'"):
        read([corpus(f"corpus.{ending}", [dict.fromkeys(columns, "x")])])


@pytest.mark.parametrize(("ending", "content"), [("csv", "document_id,text\n"), ("jsonl", ""), ("jsonl", "\n\n")])
def test_a_corpus_without_rows_is_a_wrong_call(raw, ending: str, content: str) -> None:
    with pytest.raises(CallError, match="there is no document in it"):
        read([raw(f"corpus.{ending}", content)])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.text(max_size=6), st.text(st.characters(exclude_categories=["Cs"]))), min_size=1, max_size=8),
    st.sampled_from(["jsonl", "csv"]),
)
def test_nothing_is_lost(corpus, rows: list[tuple[str, str]], ending: str) -> None:
    found = read([corpus(f"corpus.{ending}", [{"document_id": name, "text": text} for name, text in rows])])
    assert len(found.documents) + len(found.rejected) == found.cells == len(rows)
    assert {document.text for document in found.documents} <= {text for _, text in rows}
    keys = [(row.table, row.key, row.rule, row.column, row.ordinal) for row in found.rejected]
    assert len(set(keys)) == len(keys)


class TestJsonLines:
    def test_each_bad_line_is_a_rejection_with_its_number(self, raw) -> None:
        lines = [
            '{"document_id": "a", "text": "one"}',
            "not json",
            "[1]",
            '{"document_id": "b"}',
            '{"text": "no id"}',
            '{"document_id": "c", "text": 3}',
            '{"document_id": "d", "text": "\\ud800"}',
            '{"document_id": "e", "text": "a\\u0000b"}',
            '{"document_id": null, "text": "x"}',
            '{"document_id": ["f"], "text": "x"}',
            "[" * 100_000,
            "",
            '{"document_id": 7, "text": null}',
        ]
        found = read([raw("c.jsonl", "\n".join(lines).encode() + b'\n{"document_id": "\xff"}')])
        assert [(rejection.ordinal, rejection.rule, rejection.column) for rejection in found.rejected] == [
            (9, "invalid_document_id", "document_id"),
            (10, "invalid_document_id", "document_id"),
            (14, "undecodable", None),
            (2, "unparsable", None),
            (3, "unparsable", None),
            (6, "unparsable", None),
            (11, "unparsable", None),
            (5, "unparsable", "document_id"),
            (4, "unparsable", "text"),
            (7, "undecodable", "text"),
            (8, "undecodable", "text"),
        ]
        assert [(document.document_id, document.status) for document in found.documents] == [
            ("7", "empty"),
            ("a", "ok"),
        ]
        assert found.cells == 13

    def test_a_byte_order_mark_is_no_part_of_the_first_line(self, raw) -> None:
        assert len(read([raw("c.jsonl", b'\xef\xbb\xbf{"document_id": "a", "text": "one"}')]).documents) == 1

    def test_a_line_separator_of_unicode_ends_no_line(self, raw) -> None:
        (document,) = read([raw("c.jsonl", '{"document_id": "a", "text": "one\u2028two\u0085"}')]).documents
        assert document.text == "one\u2028two\u0085"


class TestCsv:
    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    @pytest.mark.parametrize("newline", ["\n", "\r\n"])
    def test_the_header_tells_the_separator(self, raw, separator: str, newline: str) -> None:
        content = newline.join([f'"document_id"{separator}text', f'a{separator}"one, two; three"', ""])
        assert read([raw("c.csv", content)]).documents[0].text == "one, two; three"

    def test_legacy_encodings_are_decoded_and_recorded(self, raw) -> None:
        text = "The mayor’s café in the old town was “closed” — nobody knew why."
        (document,) = read([raw("c.csv", f'document_id,text\na,"{text}"\n'.encode("cp1252"))]).documents
        assert (document.text, document.encoding) == (text, "windows-1252")

    def test_a_row_with_too_many_or_too_few_cells_is_rejected(self, raw) -> None:
        found = read([raw("c.csv", "document_id,text\na,one\nb,cut, here\nc\n\nd,two\n")])
        assert [(rejection.ordinal, rejection.rule) for rejection in found.rejected] == [
            (2, "unparsable"),
            (3, "unparsable"),
        ]
        assert [document.document_id for document in found.documents] == ["a", "d"]

    def test_a_quote_that_is_never_closed_fails_the_run(self, raw) -> None:
        with pytest.raises(InputError, match=r"c\.csv cannot be read as csv behind row [0-9]+: unexpected end of data"):
            read([raw("c.csv", 'document_id,text\na,one\nb,"two\nc,three\n')])

    def test_a_cell_of_five_megabytes_is_read(self, raw) -> None:
        (document,) = read([raw("c.csv", "document_id,text\na," + "x" * 5_000_000)]).documents
        assert document.n_characters == 5_000_000

    def test_a_cell_that_is_longer_than_any_text_fails_the_run(self, raw, monkeypatch) -> None:
        import csv

        before = csv.field_size_limit(1000)
        monkeypatch.setattr("karabakh.flows.ingest.table.MAX_CELL", 1000)
        try:
            with pytest.raises(InputError, match="field larger than field limit"):
                read([raw("c.csv", "document_id,text\na," + "x" * 1001)])
        finally:
            csv.field_size_limit(before)

    def test_a_hundred_thousand_columns_are_bounded(self, raw) -> None:
        names = ",".join(f"c{number}" for number in range(100_000))
        (document,) = read([raw("c.csv", f"{names},document_id,text\n{',' * 100_000}a,one\n")]).documents
        assert document.text == "one"
        with pytest.raises(CallError) as caught:
            read([raw("d.csv", names + "\n")])
        assert len(str(caught.value)) < 500

    def test_a_column_named_twice_is_a_wrong_call(self, raw) -> None:
        with pytest.raises(CallError, match="more than one column 'text'"):
            read([raw("c.csv", "document_id,text,text\na,one,two\n")])

    def test_a_file_that_is_no_text_fails_the_run(self, raw) -> None:
        with pytest.raises(InputError, match="not a text"):
            read([raw("c.csv", b"\x89PNG\r\n\x1a\n\0\0\0")])


class TestParquet:
    @pytest.mark.parametrize(
        "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())]
    )
    def test_strings_of_every_kind_are_read(self, tmp_path: Path, kind: pa.DataType) -> None:
        table = pa.table({"document_id": pa.array(["a", "b"]).cast(kind), "text": pa.array(["one", "şuşa"]).cast(kind)})
        pq.write_table(table, tmp_path / "c.parquet")
        assert [document.text for document in read([tmp_path / "c.parquet"]).documents] == ["one", "şuşa"]

    def test_whole_numbers_are_ids_and_days_and_times_days(self, tmp_path: Path) -> None:
        for published in (pa.array([date(2020, 11, 10)]), pa.array([datetime(2020, 11, 10, 8)], pa.timestamp("ns"))):
            pq.write_table(
                pa.table({"document_id": [7], "text": ["x"], "published": published}), tmp_path / "c.parquet"
            )
            (document,) = read([tmp_path / "c.parquet"]).documents
            assert (document.document_id, document.published) == ("7", date(2020, 11, 10))

    def test_null_ids_are_rejected_and_null_texts_empty(self, tmp_path: Path) -> None:
        pq.write_table(pa.table({"document_id": [None, "b"], "text": ["x", None]}), tmp_path / "c.parquet")
        found = read([tmp_path / "c.parquet"])
        assert [(rejection.rule, rejection.value) for rejection in found.rejected] == [("invalid_document_id", None)]
        assert [(document.document_id, document.status) for document in found.documents] == [("b", "empty")]

    def test_a_string_that_is_not_utf8_is_rejected_alone(self, tmp_path: Path) -> None:
        text = pa.array([b"one", b"\xff\xfe"], pa.binary()).view(pa.string())
        pq.write_table(pa.table({"document_id": ["a", "b"], "text": text}), tmp_path / "c.parquet")
        found = read([tmp_path / "c.parquet"])
        assert [(rejection.rule, rejection.ordinal) for rejection in found.rejected] == [("undecodable", 2)]
        assert [document.document_id for document in found.documents] == ["a"]

    def test_rows_are_counted_across_row_groups(self, tmp_path: Path) -> None:
        names = [f"d{number:04}" for number in range(999)] + ["a:b"]
        pq.write_table(pa.table({"document_id": names, "text": names}), tmp_path / "c.parquet", row_group_size=300)
        found = read([tmp_path / "c.parquet"])
        assert (len(found.documents), [rejection.ordinal for rejection in found.rejected]) == (999, [1000])

    @pytest.mark.parametrize("column", ["document_id", "text"])
    def test_a_column_of_another_type_is_a_wrong_call(self, tmp_path: Path, column: str) -> None:
        pq.write_table(pa.table({"document_id": ["a"], "text": ["b"]} | {column: [[1.5]]}), tmp_path / "c.parquet")
        with pytest.raises(CallError, match=f"its column '{column}' holds list"):
            read([tmp_path / "c.parquet"])

    @pytest.mark.parametrize("kept", [0, 3, 100, -1, -100])
    def test_a_file_that_is_cut_off_fails_the_run(self, tmp_path: Path, kept: int) -> None:
        path = tmp_path / "c.parquet"
        pq.write_table(pa.table({"document_id": ["a", "b"], "text": ["one", "two"]}), path)
        path.write_bytes(path.read_bytes()[:kept])
        with pytest.raises(InputError, match=r"c\.parquet cannot be read as [Pp]arquet: .+"):
            read([path])
