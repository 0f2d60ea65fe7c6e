"""What stands before the running text, by content: front matter, lines of their own, datelines."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.header import FORMS, read_header
from karabakh.flows.header.agencies import AGENCIES, agency
from karabakh.flows.header.dateline import EXAMPLES, read_dateline

DAY = date(2021, 5, 12)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_form_reads_its_example(form):
    header = read_header(form.example)
    assert header is not None
    assert header.published == DAY
    assert header.date_span is not None
    assert "2021" in header.date_span.of(form.example)


@pytest.mark.parametrize(
    ("text", "published", "surface"),
    [
        (" date 2022-09-13 Shelling began.", date(2022, 9, 13), "date 2022-09-13"),
        ("date 2022-09-13", date(2022, 9, 13), "date 2022-09-13"),
        ("\r\n\tdate 2024-02-29\nShelling began.", date(2024, 2, 29), "date 2024-02-29"),
        ("Published: 12 May 2021\nShelling began.", DAY, "Published: 12 May 2021"),
        ("Posted on Wednesday, May 12th, 2021 at 10:30 AM GMT+4\r\nIt began.", DAY,
         "Posted on Wednesday, May 12th, 2021 at 10:30 AM GMT+4"),
        ("First published 12.05.2021 14:30\n\nIt began.", DAY, "First published 12.05.2021 14:30"),
        ("12 May 2021, 14:30\nIt began.", DAY, "12 May 2021, 14:30"),
        ("By Ann Other and Bo Some\n12 May 2021\n\nIt began.", DAY, "By Ann Other and Bo Some\n12 May 2021"),
        ("Updated: 13 May 2021\nPosted: 12 May 2021\nIt began.", DAY, "Updated: 13 May 2021\nPosted: 12 May 2021"),
        ("---\ntitle: x\ndate: 2021-05-12\n---\n\nIt began.", DAY, "---\ntitle: x\ndate: 2021-05-12\n---"),
        ("---\r\ndate: 2021-05-12T10:00:00Z\r\n---\r\nIt began.", DAY, "---\r\ndate: 2021-05-12T10:00:00Z\r\n---"),
        ('+++\ndate = 2021-05-12T10:00:00Z\n+++\nIt began.', DAY, "+++\ndate = 2021-05-12T10:00:00Z\n+++"),
        ("---\nsource: x\n---\nPosted: May 12, 2021\nIt began.", DAY, "---\nsource: x\n---\nPosted: May 12, 2021"),
    ],
)  # fmt: skip
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
        "12 May 2021 was a quiet day.",
        "Published: May 2021\nIt began.",
        "Published: 05/12/2021\nIt began.",
        "The chronicle\n\n9 May 1993\nIt began.\n\n12 May 1993\nIt ended.",
        "Published in 1999 in Paris, the book was forgotten.",
        "---\nA line between two others.\n---\nIt began.",
        "---\n- a\n- b\n---\nIt began.",
        "---\na: &x [1, 2]\nb: [*x, *x]\n---\nIt began.",
        "---\nnever: closed\nIt began.",
        "---\na: " + "[" * 5_000 + "\n---\nIt began.",
        "---\n" + "- " * 3_000 + "\n---\nIt began.",
        "---\n" + "? " * 3_000 + "\n---\nIt began.",
        "By the River\nIt began.",
    ],
)
def test_what_is_no_header_is_left_alone(text):
    assert read_header(text) is None


@given(st.dates(), st.text(alphabet=" \t\n", max_size=3), st.text())
def test_every_day_of_the_calendar_is_read(day, margin, rest):
    header = read_header(f"{margin}date {day.isoformat()} {rest}")
    assert header is not None
    assert header.published == day


@pytest.mark.parametrize(
    ("text", "place", "publisher", "published"),
    [
        ("GORIS, MARCH 14, ARMENPRESS. It began.", "GORIS", "Armenpress", None),
        ("GANJA, March 14, 2021 (Reuters) – It began.", "GANJA", "Reuters", date(2021, 3, 14)),
        ("GORIS (AP) — It began.", "GORIS", "AP", None),
        ("GANJA, Azerbaijan (AP) -- It began.", "GANJA, Azerbaijan", "AP", None),
        ("Ganja, 14 March, Turan: It began.", "Ganja", "Turan", None),
        ("Ganja. 14 March. APA. It began.", "Ganja", "APA", None),
        ("GORIS, March 14. /ARKA/. It began.", "GORIS", "ARKA", None),
        ("(Reuters) - It began.", None, "Reuters", None),
        ("A title of the report\n\nGORIS, 14 March 2021 (AFP) - It began.", "GORIS", "AFP", date(2021, 3, 14)),
        ("GORIS, RFE/RL — It began.", "GORIS", "RFE/RL", None),
        ("GORIS, March 14 — It began.", "GORIS", None, None),
        ("GORIS — It began.", "GORIS", None, None),
        ("By Ann Other, Reuters\nIt began.", None, "Reuters", None),
        (" date 2021-05-12 GANJA (AFP) - It began.", "GANJA", "AFP", DAY),
        ("---\nsource: The Courier\n---\nGANJA (AFP) - It began.", "GANJA", "The Courier", None),
    ],
)
def test_datelines_give_the_place_and_the_agency_and_stay_in_their_sentence(text, place, publisher, published):
    header = read_header(text)
    assert header is not None
    assert (header.place_span.of(text) if header.place_span else None) == place
    assert (header.publisher, header.published) == (publisher, published)
    assert "It began" not in header.span.of(text)
    assert place is None or place not in header.span.of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Goris, which lies in the hills, is quiet.",
        "On Monday, March 14 – the day of the talks – it rained.",
        "In Goris, March 14: a day of rain.",
        "Goris (AP) has no airport.",
        "Moscow, TASS said, was calm.",
        "The Mayor (Reuters) said so.",
        "Goris - a town in the hills - is quiet.",
        "NATO said so.",
        "Reuters: it began.",
        "March 14, 2021 – It began.",
    ],
)
def test_a_sentence_is_no_dateline(text):
    assert read_dateline(text) is None


@pytest.mark.parametrize("text", EXAMPLES)
def test_every_dateline_ends_where_the_report_begins(text):
    found = read_dateline(text)
    assert found is not None
    assert text[found.end :].strip() == "The talks went on."


def test_an_agency_has_one_name_and_the_names_stand_in_order():
    wordings = [words.lower() for names in AGENCIES.values() for words in names]
    assert len(wordings) == len(set(wordings))
    assert list(AGENCIES) == sorted(AGENCIES, key=str.lower)
    assert all(agency(name) == name for name in AGENCIES)


@given(st.text(st.sampled_from("-+\nGORIS, (AP) — 12 May 2021:./by Published")))
def test_any_text_has_a_header_within_it_or_none(text):
    header = read_header(text)
    if header is None:
        return
    for span in (header.span, header.date_span, header.place_span):
        assert span is None or 0 <= span.start <= span.end <= len(text)
    assert header.span.of(text) == header.span.of(text).strip()


@pytest.mark.parametrize("unit", ["a", "A ", "(", "12 May 2021 ", "12 May 2021\n", "---\n", "By A ", "\n", " ", "A, "])
def test_five_megabytes_of_anything_end(unit):
    read_header(unit * (5_000_000 // len(unit)))
    read_header("---\n" + unit * (5_000_000 // len(unit)))
