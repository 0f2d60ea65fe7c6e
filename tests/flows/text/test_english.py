"""Many texts at once: what is called English beyond doubt, the closer look calls English, too."""

from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.text.english import surely_english
from karabakh.flows.text.language import detect

REPORT = "The road to the village was closed in the morning, and the people of the town were told to wait for buses.\n"
WORDS = (
    """
the|of|and|was|in|with|town|road|Goris|Şuşa|Xankəndi|QUICK|CLOSED|Le|la|rue|est|dans|les|der|und|Straße|үчүн|дорога|город
və|üçün|kənd|yolu|İstanbul|ǅ|ª|½|12|a_b|x1y|don't|\n|\n\n|. |, |-|\u00ad|\u0301|\ud800|Ս|ստեփանակերտ
""".strip()
    .replace("\n", "|")
    .split("|")
)
TEXTS = st.lists(st.sampled_from([*WORDS, "\n", REPORT]), max_size=80).map(" ".join)


def test_running_english_is_sure_with_names_headings_and_short_lines_in_it() -> None:
    named = "The people of Ağdam, Füzuli and Xocalı were told that the road had been closed by the snow of the night.\n"
    heading = "THE ROAD\n\n- Askeran\n- Hadrut\n\n"
    texts = [REPORT, REPORT * 200, f"{REPORT}{heading}{named * 3}{REPORT}", f"{heading}{named * 4}"]
    assert surely_english(texts) == [True] * len(texts)


def test_another_language_and_what_says_too_little_are_not() -> None:
    french = "La route du village a été fermée tôt le matin, donc les gens de la ville sont restés sur place.\n"
    russian = "Рано утром начался дождь, и дорога в деревню закрылась, поэтому автобус не приехал.\n"
    assert surely_english([french, russian, f"{REPORT}{russian * 3}", "Goris", REPORT.upper()]) == [False] * 5


def test_a_text_of_nothing_and_no_text_at_all() -> None:
    assert surely_english(["", "\n\n"]) == [detect("") == "en"] * 2
    assert surely_english([]) == []


@given(st.lists(TEXTS, max_size=6))
def test_none_is_sure_that_the_closer_look_finds_otherwise(texts: list[str]) -> None:
    sure = surely_english(texts)
    assert len(sure) == len(texts)
    for text, is_sure in zip(texts, sure, strict=True):
        assert not is_sure or detect(text) == "en"


@given(st.lists(st.one_of(TEXTS, st.just(REPORT)), max_size=6), st.integers(0, 5))
def test_what_stands_beside_a_text_makes_none_of_them_wrong(texts: list[str], repeat: int) -> None:
    long = REPORT * 100 * repeat
    assert not long or surely_english([*texts, long])[-1]
