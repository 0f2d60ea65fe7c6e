from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.header import FORMS, read_header


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_form_reads_its_example(form):
    assert read_header(form.example) is not None


@pytest.mark.parametrize(
    ("text", "published", "surface"),
    [
        (" date 2022-09-13 Shelling began.", date(2022, 9, 13), "date 2022-09-13"),
        ("date 2022-09-13", date(2022, 9, 13), "date 2022-09-13"),
        ("\r\n\tdate 2024-02-29\nShelling began.", date(2024, 2, 29), "date 2024-02-29"),
    ],
)
def test_the_header_is_read_without_the_white_space_around_it(text, published, surface):
    header = read_header(text)
    assert header is not None
    assert header.published == published
    assert header.span.of(text) == surface


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Shelling began. date 2022-09-13 It went on.",
        "date 2023-02-29 There is no such day.",
        "date 2022-13-01 There is no such month.",
        "date 0000-01-01 There is no such year.",
        "date 2022-09-131 There is no such day.",
        "update 2022-09-13 Shelling began.",
        "date ２０２２-09-13 Shelling began.",
    ],
)
def test_what_is_no_header_is_left_alone(text):
    assert read_header(text) is None


@given(st.dates(), st.text(alphabet=" \t\n", max_size=3), st.text())
def test_every_day_of_the_calendar_is_read(day, margin, rest):
    header = read_header(f"{margin}date {day.isoformat()} {rest}")
    assert header is not None
    assert header.published == day
