"""Corrections: what may be corrected, what follows from it, and what a correction that does not fit says."""

from collections.abc import Callable, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.errors import CallError, DataError
from karabakh.flows.extraction.corrections import Correction, Corrections, apply, demand, read_corrections
from karabakh.flows.extraction.extract import extract
from karabakh.flows.extraction.find import Found, find
from karabakh.flows.ingest import Document, Rejection, SourcesError
from karabakh.flows.places import Gazetteer, load_gazetteer
from karabakh.schemas import TABLES, model
from karabakh.schemas.arrow import arrow_schema, table
from karabakh.schemas.csv import write_csv

TEXT = "In May 1992 shelling near Goris killed 12 people. Fighting went on around Agdam in the summer of 1993."
PLACE, DATE, FIGURE = "a:p26-31", "a:d3-11", "a:f39-41"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="module")
def found(gazetteer: Gazetteer) -> Found:
    return find(TEXT, gazetteer)


@pytest.fixture
def corrected(found: Found, gazetteer: Gazetteer) -> Callable[..., tuple[Found, list[Rejection]]]:
    def run(*corrections: Correction) -> tuple[Found, list[Rejection]]:
        return apply("a", sha256(TEXT.encode()).hexdigest(), found, corrections, gazetteer.types)

    return run


def correction(key: str, column: str, expected: str | None, right: str | None, **more: str) -> Correction:
    tables = {"p": "place_mentions", "d": "date_mentions", "f": "figures"}
    name = more.pop("table", tables.get(key.rpartition(":")[2][:1], "places"))
    return Correction(f"c-{column}", name, key, column, expected, right, "the map", "a reader", **more)


def goris(found: Found) -> str:
    return str(found.places[0].place_id)


def rules(rejected: Sequence[Rejection]) -> list[str]:
    return [rejection.rule for rejection in rejected]


def test_the_keys_of_these_tests_are_right(found: Found) -> None:
    assert [(one.start, one.end) for one in (found.places[0], found.dates[0], found.figures[0])] == [
        tuple(map(int, key[3:].split("-"))) for key in (PLACE, DATE, FIGURE)
    ]


def test_a_place_is_put_right_and_the_others_stay(corrected, found: Found) -> None:
    other = found.places[1].place_id
    after, rejected = corrected(correction(PLACE, "place_id", goris(found), other))
    assert rejected == []
    assert [one.place_id for one in after.places] == [other, other]
    assert after.places[1:] == found.places[1:]
    assert (after.dates, after.figures) == (found.dates, found.figures)


def test_the_bounds_of_a_date_follow_from_it(corrected) -> None:
    after, rejected = corrected(correction(DATE, "edtf", "1992-05", "1993-05-02/1993-05-08"))
    first = after.dates[0]
    assert rejected == []
    assert (first.earliest, first.latest, first.year_start) == (date(1993, 5, 2), date(1993, 5, 8), 1993)
    assert (first.precision, first.qualifier, first.timex_value) == ("interval", "exact", "1993-05-02/1993-05-08")


def test_a_date_that_is_only_less_sure_keeps_its_timex_value(corrected) -> None:
    after, _ = corrected(correction(DATE, "edtf", "1992-05", "1992-05~"))
    assert (after.dates[0].qualifier, after.dates[0].timex_value) == ("approximate", "1992-05")


def test_a_date_that_cannot_be_known_has_no_bounds(corrected) -> None:
    after, rejected = corrected(correction(DATE, "edtf", "1992-05", None))
    first = after.dates[0]
    assert rejected == []
    assert (first.edtf, first.earliest, first.year_end, first.timex_value) == (None, None, None, None)
    assert first.basis == "unresolved"


def test_several_cells_of_a_row_are_corrected_together(corrected) -> None:
    after, rejected = corrected(correction(FIGURE, "low", "12", "20"), correction(FIGURE, "high", "12.0", None))
    assert rejected == []
    assert (after.figures[0].low, after.figures[0].high) == (20.0, None)


def test_a_mention_is_taken_out_by_its_key(corrected, found: Found) -> None:
    after, rejected = corrected(correction(PLACE, "place_mention_id", PLACE, None))
    assert rejected == []
    assert after.places == found.places[1:]


def test_a_decided_place_has_no_candidates_left(corrected, found: Found, gazetteer: Gazetteer) -> None:
    one, other = sorted(gazetteer.types)[:2]
    undecided, rejected = corrected(
        correction(PLACE, "place_id", goris(found), None), correction(PLACE, "candidates", None, f"{one}|{other}")
    )
    assert rejected == []
    assert (undecided.places[0].place_id, undecided.places[0].candidates) == (None, (one, other))
    decided, rejected = apply("a", "", undecided, [correction(PLACE, "place_id", None, one)], gazetteer.types)
    assert rejected == []
    assert (decided.places[0].place_id, decided.places[0].candidates) == (one, ())


def test_statements_and_name_usage_follow(found: Found, gazetteer: Gazetteer) -> None:
    other = str(found.places[1].place_id)
    corrections = [
        correction(PLACE, "place_id", goris(found), other),
        correction(DATE, "edtf", "1992-05", "1993-05"),
        correction(FIGURE, "figure_id", FIGURE, None),
        correction("a:p0-5", "name", "x", "y"),
    ]
    document = Document("a", TEXT, "a.txt", "utf-8", None, sha256(TEXT.encode()).hexdigest(), "ok")
    tables = extract([document], gazetteer, {"a": corrections})
    first, _ = tables["statements"].to_pylist()
    assert (first["place_ids"], first["edtf"], first["figure_ids"]) == ([other], ["1993-05"], [])
    assert (first["date_start"], first["date_end"]) == (date(1993, 5, 1), date(1993, 5, 31))
    assert {row["place_id"] for row in tables["name_usage"].to_pylist()} == {other}
    assert tables["figures"].num_rows == 0
    assert [(row["table"], row["rule"]) for row in tables["rejected"].to_pylist()] == [
        ("corrections", "correction_key")
    ]


@pytest.mark.parametrize(
    ("wrong", "rule", "says"),
    [
        (correction("a:p0-5", "place_id", "K0001", "K0002"), "correction_key", "there is no such row"),
        (correction(FIGURE, "low", "13", "14"), "correction_expected", "it holds '12' where expected was '13'"),
        (correction(FIGURE, "low", "13", "12"), "correction_expected", "as it should, so take the correction out"),
        (
            correction(FIGURE, "group", "men", "women"),
            "correction_expected",
            "nothing where expected was 'men'",
        ),
        (
            correction(FIGURE, "low", "12", "14", text_sha256="0" * 64),
            "correction_text",
            "another text",
        ),
        (correction(FIGURE, "low", "12", "many"), "correction_value", "must be a number"),
        (correction(FIGURE, "low", "12", "14"), "correction_value", "low must not be after high"),
        (correction(FIGURE, "unit", "people", "km"), "correction_value", "unit must be km2 for an area"),
        (correction(DATE, "edtf", "1992-05", "May 1993"), "correction_value", "edtf must be a date in EDTF"),
        (correction(DATE, "edtf", "1992-05", "1993-13"), "correction_value", "edtf must be a date"),
        (correction(DATE, "precision", "month", "fortnight"), "correction_value", "precision must be one of"),
        (correction(PLACE, "tradition", "armenian", None), "correction_value", "tradition must not be empty"),
    ],
)
def test_a_correction_that_does_not_fit_changes_nothing_and_says_why(
    corrected, found: Found, wrong: Correction, rule: str, says: str
) -> None:
    after, rejected = corrected(wrong)
    assert after == found
    assert [(one.table, one.key, one.rule, one.column) for one in rejected] == [
        ("corrections", wrong.correction_id, rule, wrong.column)
    ]
    assert says in rejected[0].message
    assert wrong.key in rejected[0].message


def test_a_place_is_one_of_the_gazetteer(corrected, found: Found) -> None:
    _, rejected = corrected(correction(PLACE, "place_id", goris(found), "K9999999"))
    assert rules(rejected) == ["correction_value"]
    assert "no place K9999999" in rejected[0].message


def test_a_place_is_not_made_unknown_without_candidates(corrected, found: Found) -> None:
    after, rejected = corrected(correction(PLACE, "place_id", goris(found), None))
    assert rules(rejected) == ["correction_value"]
    assert "candidates must be" in rejected[0].message
    assert after == found


def test_one_that_fails_does_not_cost_the_others_of_its_row(corrected) -> None:
    after, rejected = corrected(
        correction(FIGURE, "group", "men", None), correction(FIGURE, "approximate", "false", "true")
    )
    assert rules(rejected) == ["correction_expected"]
    assert after.figures[0].approximate


KEYS = st.sampled_from([PLACE, DATE, FIGURE, "a:p1-2", "a:f:9"])
COLUMNS = st.sampled_from(["place_id", "edtf", "low", "high", "kind", "candidates", "confidence", "anchor"])
EXPECTED = st.none() | st.sampled_from(["1992-05", "12", "K0169", "killed"]) | st.text(max_size=5)
CORRECTED = st.none() | st.sampled_from(["1993", "[..1990]", "13", "nan", "K0041|K0169"]) | st.text(max_size=5)


@given(st.lists(st.tuples(KEYS, COLUMNS, EXPECTED, CORRECTED), max_size=4))
def test_whatever_they_say_each_is_applied_or_rejected_and_every_row_stays_valid(found, gazetteer, said) -> None:
    wanted = [correction(key, column, *cells) for key, column, *cells in said]
    wanted = [one for one in wanted if one.table != "places" and one.column in table_columns(one.table)]
    after, rejected = apply("a", "", found, wanted, gazetteer.types)
    assert len(rejected) <= len(wanted)
    assert [one.start for one in after.places] == [one.start for one in found.places]
    if len(rejected) == len(wanted):
        assert after == found


def table_columns(name: str) -> list[str]:
    return arrow_schema(model(name)).names


def write(path: Path, *corrections: Correction) -> Path:
    names = table_columns("corrections")
    rows = [{name: getattr(one, name) for name in names} for one in corrections]
    write_csv(table(model("corrections"), rows), path)
    return path


def test_corrections_are_read_by_document(tmp_path: Path) -> None:
    one, other = correction(PLACE, "place_id", "K0001", "K0002"), correction("b:f1-3", "low", "=1", "'2")
    read = read_corrections(write(tmp_path / "c.csv", one, other))
    assert read.by_document == {"a": [one], "b": [other]}
    assert read.of(["b", "c"]) == {"b": [other]}
    assert read.refused == ()


def test_without_a_file_there_are_none() -> None:
    assert read_corrections(None) == Corrections()


@pytest.mark.parametrize(
    ("wrong", "rule", "says"),
    [
        (correction("K0001", "label", "Goris", "Göris", table="places"), "correction_table", "correct places.csv"),
        (correction("a", "publisher", None, "Turan", table="documents"), "correction_table", "sources.csv"),
        (correction("a:s1-2", "where_prec", "1", "2", table="statements"), "correction_table", "correct a place"),
        (correction("a", "x", "1", "2", table="towns"), "correction_table", "place_mentions, date_mentions, figures"),
        (correction(PLACE, "end", "31", "30"), "correction_column", "correct place_mention_id to nothing"),
        (correction(PLACE, "edtf", "31", "30"), "correction_column", "there are place_mention_id, place_id"),
        (correction(PLACE, "place_mention_id", PLACE, "a:p26-32"), "correction_column", "correct it to nothing"),
    ],
)
def test_what_cannot_be_corrected_is_refused_with_the_place_to_correct_it(
    tmp_path, wrong, rule: str, says: str
) -> None:
    read = read_corrections(write(tmp_path / "c.csv", wrong))
    (rejection,) = read.unmet({"a"})
    assert (rejection.rule, rejection.key) == (rule, wrong.correction_id)
    assert says in rejection.message


def test_corrections_of_a_document_that_is_not_there_are_not_forgotten(tmp_path: Path) -> None:
    read = read_corrections(write(tmp_path / "c.csv", correction("gone:p1-2", "name", "a", "b")))
    assert rules(read.unmet({"a"})) == ["correction_key"]
    assert read.unmet({"gone"}) == []


def test_a_file_that_is_not_valid_is_told_row_by_row(tmp_path: Path) -> None:
    twice = [correction(PLACE, "name", "a", "b"), correction(PLACE, "name", "a", "c")]
    path = write(tmp_path / "c.csv", *(Correction(f"c{n}", *list(_cells(one))[1:]) for n, one in enumerate(twice)))
    with pytest.raises(SourcesError, match=r"row 3, corrections, key c1, column: a cell must be corrected once"):
        read_corrections(path)
    with pytest.raises(SourcesError, match="corrected must differ from expected"):
        read_corrections(write(path, correction(PLACE, "name", "a", "a")))
    with pytest.raises(CallError, match="there is no such file of corrections"):
        read_corrections(tmp_path / "none.csv")


def _cells(one: Correction) -> list[str | None]:
    return [getattr(one, name) for name in table_columns("corrections")]


def test_the_fields_are_the_columns_of_the_schema() -> None:
    assert list(Correction.__dataclass_fields__) == table_columns("corrections")


def test_strict_asks_that_every_correction_applies(corrected) -> None:
    _, rejected = corrected(correction("a:p0-5", "place_id", "K0001", "K0002"))
    rows = [{name: getattr(one, name) for name in table_columns("rejected")} for one in rejected]
    with pytest.raises(DataError, match=r"1 correction does not apply.*\n.*there is no such row"):
        demand(table(TABLES["rejected"], rows))
    demand(table(TABLES["rejected"], [{"table": "documents", "key": "a", "rule": "undecodable", "message": "x"}]))


def test_the_corrections_of_the_repository_are_valid(root: Path) -> None:
    assert read_corrections(root / "seeds" / "corrections.csv").refused == ()
