"""What a page is made of: the tables' own counts, evidence with its licence, nothing that depends on chance."""

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from karabakh.flows.batches.harvest import completed, counted
from karabakh.flows.extraction.extract import extract
from karabakh.flows.ingest import read
from karabakh.flows.page.content import content
from karabakh.flows.page.jsontext import json_text
from karabakh.flows.places import load_gazetteer
from karabakh.flows.publish import facts
from karabakh.flows.publish.edition import Edition, settled
from karabakh.schemas import INPUTS, TABLES
from karabakh.schemas.arrow import arrow_schema, table
from karabakh.schemas.csv import write_csv


@dataclass(frozen=True)
class Pieces:
    """Rows of a table in pieces of any size, read anew each time."""

    table: pa.Table
    seed: int

    @property
    def schema(self) -> pa.Schema:
        return self.table.schema

    @property
    def num_rows(self) -> int:
        return len(self.table)

    def batches(self) -> Iterator[pa.RecordBatch]:
        chance, first = random.Random(self.seed), 0
        while first < self.table.num_rows:
            size = chance.randint(1, 40)
            yield from self.table.slice(first, size).to_batches()
            first += size


SAID = (
    "On 3 March 1993 shelling was heard near Khankendi and, from Shushi, in Agdam. About 40 people were wounded.",
    "The First Karabakh War lasted for years.\nIn mid-1994 between 20 and 30 soldiers were killed north of Lachin.",
    "It fell & rose: <b>Stepanakert</b> had 4,500 inhabitants in the 1920s, fewer than Shusha.",
)
FREE = (0, 2)


@pytest.fixture(scope="module")
def licensed(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """A version of texts of which some may be passed on, as the table of sources says."""
    folder = tmp_path_factory.mktemp("licensed")
    texts = [{"document_id": f"d{at}", "text": text} for at, text in enumerate([*SAID, *SAID[:1]])]
    (folder / "texts.jsonl").write_text("".join(json.dumps(row) + "\n" for row in texts), encoding="utf-8")
    sources = [
        {"document_id": f"d{at}", "licence": "CC0-1.0" if at in FREE else None, "redistributable": at in FREE}
        for at in range(len(texts))
    ]
    write_csv(table(INPUTS["sources"], sources), folder / "sources.csv")
    documents = read([folder / "texts.jsonl"], folder / "sources.csv").documents
    made = completed(documents, extract(documents, load_gazetteer()))
    made["documents"] = counted(made["documents"], made)
    return Edition("1.0.0", settled({**edition.gazetteer(), **made}))


Tables = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def tables(edition: Edition) -> Tables:
    """The rows of the tables of the edition, to be counted one by one."""
    return {name: edition.table(name).to_pylist() for name in edition.tables}


def rows(columns: dict[str, list[Any]], *names: str) -> list[tuple[Any, ...]]:
    return list(zip(*(columns[name] for name in names), strict=True))


def test_totals_are_those_of_the_tables(edition: Edition, data: dict[str, Any]) -> None:
    totals = data["totals"]
    for name in ("documents", "statements", "place_mentions", "date_mentions", "figures"):
        assert totals[name] == edition.rows[name]
    assert totals["places"] == len(data["places"]["id"])
    assert totals["dated"] + data["undated"] == totals["statements"]
    assert not data["left_out"]


def days(day: date | None) -> int | None:
    return None if day is None else (day - date(1970, 1, 1)).days


def most(counted: Counter[Any]) -> list[tuple[Any, int]]:
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def test_mentions_are_counted_as_they_stand(tables: Tables, data: dict[str, Any]) -> None:
    mentions = [row for row in tables["place_mentions"] if row["place_id"] is not None]
    counted = most(Counter(row["place_id"] for row in mentions))
    documents = {place: {row["document_id"] for row in mentions if row["place_id"] == place} for place, _ in counted}
    assert rows(data["places"], "id", "mentions", "documents") == [
        (place, count, len(documents[place])) for place, count in counted
    ]


def test_traditions_years_and_documents_of_a_place(tables: Tables, data: dict[str, Any]) -> None:
    published = {row["document_id"]: row["published"] for row in tables["documents"]}
    for at, place in enumerate(data["places"]["id"]):
        mentions = [row for row in tables["place_mentions"] if row["place_id"] == place]
        assert dict(data["places"]["traditions"][at]) == Counter(row["tradition"] for row in mentions)
        years = Counter(published[row["document_id"]].year for row in mentions)
        assert data["places"]["by_year"][at] == [list(pair) for pair in sorted(years.items())]
        top = [(data["documents"]["id"][number], count) for number, count in data["places"]["top_documents"][at]]
        assert top == most(Counter(row["document_id"] for row in mentions))[:20]


def test_spans_and_cells_are_the_statements(tables: Tables, data: dict[str, Any]) -> None:
    said = [
        (row["place_ids"], (days(row["date_start"]), days(row["date_end"]), row["date_prec"]))
        for row in tables["statements"]
    ]
    spans = rows(data["spans"], "start", "end", "precision", "n")
    assert {span[:3]: span[3] for span in spans} == Counter(span for _, span in said if any(span[:2]))
    assert sum(n for *_, n in spans) + data["undated"] == len(said)
    cells = {
        (data["places"]["id"][place], spans[at][:3] if at >= 0 else (None, None, None)): n
        for place, at, n in rows(data["cells"], "place", "span", "n")
    }
    assert cells == Counter((place, span) for places, span in said for place in places)
    assert len(cells) == len(data["cells"]["n"])


def test_publication_is_that_of_documents(tables: Tables, data: dict[str, Any]) -> None:
    counted = Counter(days(row["published"]) for row in tables["documents"])
    assert data["unpublished"] == counted.pop(None, 0)
    assert rows(data["published"], "day", "n") == sorted(counted.items())


def test_usage_is_the_table_of_usage(tables: Tables, data: dict[str, Any]) -> None:
    counted: Counter[Any] = Counter()
    for row in tables["name_usage"]:
        year = row["published"] and row["published"].year
        counted[row["place_id"], row["publisher"], year, row["tradition"], row["name"]] += row["count"]
    used = {
        (data["places"]["id"][place], data["publishers"][publisher] if publisher >= 0 else None, *rest): n
        for place, publisher, *rest, n in rows(data["usage"], "place", "publisher", "year", "tradition", "name", "n")
    }
    assert used == counted


def test_each_statement_is_there_with_what_it_says(edition: Edition, data: dict[str, Any]) -> None:
    shown = data["statements"]
    ids = [
        f"{data['documents']['id'][document]}:s{start}-{end}"
        for document, start, end in rows(shown, "document", "start", "end")
    ]
    table = {row["statement_id"]: row for row in edition.table("statements").to_pylist()}
    assert sorted(ids) == sorted(table)
    for at, statement_id in enumerate(ids):
        row = table[statement_id]
        assert [data["places"]["id"][place] for place in shown["places"][at]] == row["place_ids"]
        assert shown["edtf"][at] == row["edtf"]
        assert len(shown["figures"][at]) == len(row["figure_ids"])
        assert all(data["figures"]["statement"][figure] == at for figure in shown["figures"][at])
        span = shown["span"][at]
        assert (span >= 0) == (row["date_start"] is not None or row["date_end"] is not None)
        if span >= 0:
            assert data["spans"]["precision"][span] == row["date_prec"] == shown["date_prec"][at]


def test_marks_stand_in_the_sentence_and_say_what_they_mean(licensed: Edition) -> None:
    made = content(licensed)
    shown, kinds = made["statements"], Counter[str]()
    for at, marks in enumerate(shown["marks"]):
        text, length = shown["text"][at], shown["end"][at] - shown["start"][at]
        assert marks == sorted(marks, key=lambda mark: mark[:2])
        for start, end, kind, surface, value, index in marks:
            kinds[kind] += 1
            assert 0 <= start < end <= length
            assert value
            assert text is None or (len(text) == length and text[start:end] == surface)
            if kind == "p" and index is not None:
                assert f"{made['places']['label'][index]} ({made['places']['id'][index]})" in value
            if kind == "f":
                assert index in shown["figures"][at]
                assert made["figures"]["surface"][index] == surface
    assert set(kinds) == {"p", "d", "f"}
    values = {mark[4] for marks in shown["marks"] for mark in marks}
    assert "wounded about 40 people" in values
    assert "1993-03-03" in values
    assert any(value.endswith("in an event's name") for value in values)


def test_text_is_given_where_it_may_be_passed_on_and_nowhere_else(licensed: Edition) -> None:
    made = content(licensed)
    free = made["documents"]["redistributable"]
    assert free == [True, False, True, False]
    for document, text in rows(made["statements"], "document", "text"):
        assert (text is not None) == free[document]
        assert text is None or text in SAID[document]


def test_text_of_a_document_that_may_not_be_passed_on_is_not_given_even_if_the_table_has_it(licensed: Edition) -> None:
    sentences = licensed.table("sentences")
    at = sentences.schema.get_field_index("text")
    told = sentences.set_column(at, sentences.schema.field(at), pa.array(["a secret"] * sentences.num_rows))
    made = content(replace(licensed, content={**licensed.content, "sentences": told}))
    for document, text in rows(made["statements"], "document", "text"):
        assert text == ("a secret" if made["documents"]["redistributable"][document] else None)


def test_what_is_marked_up_in_a_text_cannot_leave_the_script_element(licensed: Edition) -> None:
    made = content(licensed)
    assert any("<b>" in (text or "") for text in made["statements"]["text"])
    embedded = json_text(made)
    assert not set("<>&\u2028\u2029") & set(embedded)
    assert json.loads(embedded) == made


def test_the_pieces_that_rows_come_in_do_not_show(edition: Edition, data: dict[str, Any]) -> None:
    for seed in (1, 2):
        pieces = {name: Pieces(edition.table(name), seed) for name in edition.tables}
        assert json_text(content(Edition("1.0.0", pieces))) == json_text(data)


@pytest.mark.parametrize("missing", [*TABLES, ("places", "place_names", "place_links"), ("documents", "sentences")])
def test_a_table_that_is_missing_takes_its_part_away(edition: Edition, missing: str | tuple[str, ...]) -> None:
    gone = {missing} if isinstance(missing, str) else set(missing)
    made = content(Edition("1.0.0", {name: rows for name, rows in edition.content.items() if name not in gone}))
    json.loads(json_text(made))
    assert {table["name"] for table in made["about"]["tables"]} == {*TABLES, "changes"} - gone
    for name in gone & {"documents", "statements", "figures", "place_mentions"}:
        assert made["totals"][name] is None
    if "statements" in gone:
        assert not made["spans"]["n"]
        assert not made["statements"]["start"]
    if "places" in gone and "place_names" in gone:
        assert made["places"]["label"] == made["places"]["id"]
        assert made["places"]["id"]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_that_lacks_what_others_refer_to_is_no_obstacle(edition: Edition, name: str) -> None:
    made = content(replace(edition, content={**edition.content, name: edition.table(name).slice(0, 1)}))
    assert json.loads(json_text(made)) == made


def test_a_version_without_a_row_has_a_page() -> None:
    nothing = {name: arrow_schema(model).empty_table() for name, model in TABLES.items()}
    made = content(Edition("1.0.0", nothing))
    json.loads(json_text(made))
    assert set(made["totals"].values()) == {0}
    assert not made["left_out"]


def test_about_has_the_files_with_their_checksums(edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "parquet").mkdir()
    (tmp_path / "parquet" / "places.parquet").write_bytes(b"abc")
    (tmp_path / "README.md").write_text("card", encoding="utf-8")
    for name in ("index.html", "SHA256SUMS"):
        (tmp_path / name).write_text("made after it", encoding="utf-8")
    files = content(edition, tmp_path)["about"]["files"]
    assert [file["path"] for file in files] == ["README.md", "parquet/places.parquet"]
    assert files[1]["bytes"] == 3
    assert files[1]["sha256"].startswith("ba7816bf")
    assert (files[1]["table"], files[1]["form"]) == ("places", "parquet")


def test_about_tells_how_to_cite_and_what_names_mean(data: dict[str, Any]) -> None:
    about = data["about"]
    assert about["citation"] == facts.citation("1.0.0")
    assert "equal rank" in about["naming"]
    assert about["changes"] is None
    assert {column["name"] for table in about["tables"] for column in table["columns"]} >= {"edtf", "tradition"}
    assert all(column["constraints"] for table in about["tables"] for column in table["columns"])
    assert about["quality"]


def test_lists_of_codes_are_in_the_order_of_the_alphabet_and_none_is_missing(data: dict[str, Any]) -> None:
    codes = [each["code"] for each in data["traditions"]]
    assert codes == sorted(codes)
    assert "shared" in codes
    assert {tradition for place in data["places"]["traditions"] for tradition, _ in place} <= set(codes)
