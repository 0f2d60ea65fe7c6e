import pytest

from karabakh.flows.extraction.layout import lay_out


def sentences(text):
    return [" ".join(text[start:end].split()) for start, end in lay_out(text).sentences]


@pytest.mark.parametrize(
    "text",
    [
        "Town\tDay\tLeft\nGoris\t3 June 2021\t14 left\nKapan\t5 June 2021\t7 left",
        "| Town | Day | Left |\n| Goris | 3 June 2021 | 14 left |\n| Kapan | 5 June 2021 | 7 left |",
        "Goris was left on 3 June 2021\nKapan, 7 wounded",
        "03/06/2021, 14:03 - Anna: They left Goris\n03/06/2021, 14:09 - Boris: And Kapan\n05/06/2021, 09:00 - Anna: No",
        "[03/06/2021, 14:03:07] Anna: They left Goris\n[03/06/2021, 14:09:00] Boris: And Kapan",
        "2021-06-03 14:03 Anna: They left Goris\n2021-06-03 14:09 Boris: And Kapan",
        "🔥 Goris: 14 left on 3 June 2021\n🔥 Kapan: 7 wounded",
        "1991: they left Goris\n1992: they came back\n1993 – they stayed",
    ],
)
def test_each_record_of_a_line_is_a_sentence(text):
    assert sentences(text) == [" ".join(line.lstrip("[").split()) for line in text.split("\n")]


@pytest.mark.parametrize(
    "text",
    [
        "They left Goris on 3\nJune 2021", "They left Goris in\nJune 2021", "They left Goris,\nKapan and Sisian",
        "They left Goris (14 of them on\nSunday) early", "They saw the U.S.\nEmbassy", "They saw Gen.\nPerson leave",
        "They left on 3 June 2021 for the\nCaucasus", "They left under Resolution 12\n(XX) of the council",
        "He said on 3 June:\n“They left”", "The fields near the river were sown again by the men of New\nGoris",
    ],
)  # fmt: skip
def test_a_line_that_ends_open_goes_on(text):
    assert sentences(text) == [" ".join(text.split())]


def test_a_wrapped_text_is_not_cut_at_the_ends_of_its_lines():
    text = "They left the town of\nGoris in June and went to the\nCaucasus, where the\nArmy\nof the north\nstood."
    assert sentences(text) == [" ".join(text.split())]
