"""What `explain` shows: the values, and what they rest on."""

from datetime import date

import pytest

from karabakh.flows.explain import explain
from karabakh.flows.places import Gazetteer, load_gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def test_each_mention_stands_under_its_sentence_with_its_value(gazetteer: Gazetteer) -> None:
    lines = explain("It rained. In Khankendi at least 12 people were killed on 8 May 1992.", gazetteer).splitlines()
    assert lines[0].startswith("69 characters, 2 sentences in order, no date of publication")
    assert lines.index("[0:10] It rained.") < lines.index(
        "[11:69] In Khankendi at least 12 people were killed on 8 May 1992."
    )
    text = "\n".join(lines)
    assert "'Khankendi' [14:23] -> K" in text
    assert "'8 May 1992' [58:68] -> 1992-05-08, 1992-05-08 to 1992-05-08; DATE 1992-05-08" in text
    assert "'at least 12' [24:35] -> killed" in text
    assert "statement place_ids K" in text


def test_the_date_of_publication_anchors(gazetteer: Gazetteer) -> None:
    shown = explain("Shelling went on yesterday.", gazetteer, date(2020, 10, 30))
    assert "2020-10-29" in shown
    assert "document_date from 2020-10-30" in shown


def test_the_header_is_shown(gazetteer: Gazetteer) -> None:
    shown = explain(" date 2021-03-02 Shelling went on yesterday.", gazetteer)
    assert "published 2021-03-02" in shown
    assert "header" in shown
    assert "2021-03-01" in shown


def test_nothing_is_nothing(gazetteer: Gazetteer) -> None:
    assert explain("", gazetteer).startswith("0 characters, 0 sentences")
