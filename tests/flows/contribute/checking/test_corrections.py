"""A correction is put to the row that it corrects: what would not apply is told before anybody accepts it."""

from collections.abc import Callable
from typing import Any

import pytest

from karabakh.flows.contribute.checking import check_files
from karabakh.flows.contribute.known import NO_VERSION, Known


@pytest.fixture(scope="module")
def mention(known: Known) -> dict[str, Any]:
    """A place mention of the published version that has a place."""
    assert known.version
    rows = known.version.rows("place_mentions")
    assert rows is not None
    return next(row for row in rows.to_pylist() if row["place_id"] not in (None, "K0041"))


@pytest.fixture
def told(found: Callable[..., list], mention: dict[str, Any]) -> Callable[..., list]:
    """Return the function that gives rule, column, severity and suggestion for a correction of that mention.

    That the mention keeps the name of the place it was is told, too, and left out.
    """

    def of(**cells: str) -> list[tuple[str, str, str, str | None]]:
        right = {"key": mention["place_mention_id"], "expected": mention["place_id"], "corrected": "K0041"}
        findings = found("corrections", {**right, **cells})
        return [(one.rule, one.column, one.severity, one.suggestion) for one in findings
                if one.rule != "name_of_another"]  # fmt: skip

    return of


def test_a_correction_that_fits_the_row_is_valid(
    told: Callable[..., list], mention: dict[str, Any], known: Known
) -> None:
    assert told() == []
    assert told(column="place_mention_id", expected=mention["place_mention_id"], corrected="") == []
    documents = known.version.rows("documents").to_pylist()
    sums = {row["document_id"]: row["text_sha256"] for row in documents}
    assert told(text_sha256=sums[mention["document_id"]]) == []


def test_what_is_not_as_expected_says_what_the_cell_holds(told: Callable[..., list], mention: dict[str, Any]) -> None:
    assert told(expected="K0005") == [("correction_expected", "expected", "error", mention["place_id"])]
    assert told(expected="K0005", corrected=mention["place_id"]) == [
        ("corrected_already", "corrected", "warning", None)
    ]


@pytest.mark.parametrize(
    ("cells", "rule", "column"),
    [
        ({"table": "documents"}, "correction_table", "table"),
        ({"column": "surface"}, "correction_column", "column"),
        ({"column": "colour"}, "correction_column", "column"),
        ({"column": "place_mention_id", "expected": "x", "corrected": "y"}, "correction_column", "column"),
        ({"key": "001_94a815136f17aa42:p999990-999999"}, "correction_key", "key"),
        ({"key": "nobody:p1-2"}, "correction_key", "key"),
        ({"corrected": "K99999"}, "correction_value", "corrected"),
        ({"column": "method", "expected": "", "corrected": "magic"}, "correction_expected", "expected"),
        ({"column": "confidence", "corrected": "much"}, "correction_expected", "expected"),
        ({"text_sha256": "0" * 64}, "correction_text", "text_sha256"),
    ],
)
def test_what_would_not_apply_is_an_error(
    told: Callable[..., list], cells: dict[str, str], rule: str, column: str
) -> None:
    ((found_rule, found_column, severity, _),) = told(**cells)
    assert (found_rule, found_column, severity) == (rule, column, "error")


def test_a_key_that_is_nearly_right_is_told(told: Callable[..., list], mention: dict[str, Any]) -> None:
    document, _, _ = mention["place_mention_id"].rpartition(":")
    wrong = f"{document}:p{mention['start']}-{mention['end'] + 1}"
    assert told(key=wrong) == [("correction_key", "key", "error", mention["place_mention_id"])]


def test_without_a_version_it_is_said_once_that_rows_are_not_compared(write, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = write("corrections", {"key": "a:p1-2", "corrected": "K0001"}, {"correction_id": "c2", "key": "a:p3-4"})
    checking = check_files([path], known=Known())
    assert checking.notes == (NO_VERSION,)
    assert [one.rule for one in checking.findings] == ["changes"]  # corrected is as expected: nothing
