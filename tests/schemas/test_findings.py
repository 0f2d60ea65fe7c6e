"""Bad rows become findings: the first of each rule one by one, the rest counted, and each says what it says once."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given
from hypothesis import strategies as st

from karabakh.schemas import TABLES
from karabakh.schemas.content import unique
from karabakh.schemas.distinct import FEW, of_each
from karabakh.schemas.findings import CAP, Finding, Said, Violation, findings

MODEL = TABLES["places"]


def test_what_is_said_of_a_row_is_asked_only_of_those_that_are_shown(make) -> None:
    places = make()["places"]
    asked: list[int] = []

    def say(row: int) -> Said:
        asked.append(row)
        return Said(f"it is {row}", "K0001")

    rows = np.arange(places.num_rows)
    violation = Violation("odd", "label", "label must be even", rows, "warning", say)
    first, rest = findings("places", MODEL, places, [violation], cap=1)
    assert asked == [0]
    assert (first.message, first.detail, first.suggestion, first.severity) == (
        "label must be even",
        "it is 0",
        "K0001",
        "warning",
    )
    assert (rest.count, rest.severity, rest.ordinal) == (places.num_rows - 1, "warning", None)


def test_a_finding_reads_as_a_line() -> None:
    finding = Finding("t", "k", "c", "v\u200b", "r", "c must be good", row=2, part="s", detail="d", suggestion="v")
    assert str(finding) == "sheet s, row 2, t, key k, c: c must be good (is 'v\\u200b'); d; perhaps 'v' [r]"


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([None, "x", "y"])), max_size=12))
def test_a_key_is_unique_where_no_row_before_has_it(pairs: list[tuple[str, str | None]]) -> None:
    model = TABLES["place_links"]
    rows = [{"place_id": one, "relation": "r", "other_id": "o", "system": other, "source": "s"} for one, other in pairs]
    from karabakh.schemas.arrow import arrow_schema

    found = unique(model, pa.Table.from_pylist(rows, schema=arrow_schema(model)))
    assert found.rows.tolist() == [at for at, pair in enumerate(pairs) if pair in pairs[:at]]
    assert found.before.tolist() == [pairs.index(pairs[at]) for at in found.rows.tolist()]


@given(values=st.lists(st.none() | st.text(max_size=3), max_size=20), times=st.sampled_from([1, FEW]))
def test_a_test_of_values_answers_alike_whether_or_not_they_repeat(values: list[str | None], times: int) -> None:
    array = pa.array(values * times, pa.string())
    asked = of_each(array, lambda some: pc.match_substring_regex(some, "[a-m0]"))
    plain = pc.fill_null(pc.match_substring_regex(array, "[a-m0]"), False)
    assert asked.to_pylist() == plain.to_pylist()


def test_the_cap_is_what_the_library_shows() -> None:
    assert CAP == 100


def test_what_a_finding_says_is_bounded_and_a_suggestion_is_something_else() -> None:
    long = "x" * 1_000_000
    finding = Finding("t", long, "c", "v", "r", "c must be good", detail=long, suggestion=long)
    told = (finding.key, finding.detail, finding.suggestion)
    assert all(one is not None and len(one) == 300 and one.endswith("…") for one in told)
    assert Finding("t", None, "c", "v", "r", "c must be good", suggestion="v").suggestion is None
