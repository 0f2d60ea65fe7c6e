"""Which names of a dump are taken, and what their letters tell of their language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.gazetteer.naming import against, language, plain


@pytest.mark.parametrize(
    ("name", "country", "main", "told"),
    [
        ("Ağbulaqlı", "AZ", True, ("az-Latn", "azerbaijani", "press")),
        ("Dəliməmmədli", "GE", False, ("az-Latn", "azerbaijani", "press")),
        ("Verkhniy Salakhly", "AZ", True, ("en", "international", "press")),
        ("Verkhniy Salakhly", "AZ", False, None),
        ("Kendalan", "AZ", True, ("en", "international", "press")),  # Azerbaijani or a romanisation: not told
        ("Norabats’", "AM", True, ("hy-Latn", "armenian", "romanisation")),
        ("Karakoyunlu", "TR", True, ("tr", "turkish", "press")),
        ("Նորաբաց", "AZ", False, ("hy", "armenian", "press")),
        ("Салахлы", "AZ", False, ("ru", "russian_soviet", "press")),
        ("Ҝөјҹәли", "AZ", False, ("az-Cyrl", "azerbaijani", "historical")),
        ("Көкшетау", "AZ", False, None),  # of several languages
        ("Ківерці", "AZ", False, None),
        ("قره‌باغلو", "AZ", False, ("fa", "persian", "press")),
        ("كردي", "AZ", False, None),  # Arabic letters that Persian does not use
        ("სალახლი", "AZ", False, None),
    ],
)
def test_only_what_the_letters_tell_is_said(name: str, country: str, main: bool, told: object) -> None:
    assert language(name, country, main=main) == told


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Zar", "too short to tell a place by"),
        ("Tağ", "too short to tell a place by"),
        ("GYD", "a code or an abbreviation"),
        ("HTTPSX", "a code or an abbreviation"),
        ("salakhly", "written small, so no name as people write it"),
        ("Bridge", "generic words only"),
        ("Hurricane", "an English word"),
        ("New School", "an English word"),
        ("Yeni Qala", "generic words only"),
        ("Новое Село", "generic words only"),
        ("Նոր Գյուղ", "generic words only"),
        ("Village", "generic words only"),
        ("Mammadov", "a person's name"),
        ("Petrosyan", "a person's name"),
        ("Heydar", "a person's name"),
        ("Yuzhnorusskiy", "an adjective"),
        ("Uchastok 5", "digits or signs that no name has"),
        ("=HYPERLINK(1)", "digits or signs that no name has"),
        ("../Salakhly", "digits or signs that no name has"),
        ("@salakhly", "digits or signs that no name has"),
        ("AZ 5700", "digits or signs that no name has"),
        ("12345", "letters of several scripts, or none"),
        ("Салахlы", "letters of several scripts, or none"),
        ("სალახლი", "a script that the gazetteer does not use"),
        ("Imeni Dvadtsati Shesti Kommunarov Sela", "too long for a name"),
    ],
)
def test_names_that_cost_precision_are_left_out(name: str, reason: str) -> None:
    assert against(name) == reason


@pytest.mark.parametrize("name", ["Ağbulaqlı", "Verkhniy Salakhly", "Norabats’", "Նորաբաց", "Салахлы", "قره‌باغلو"])
def test_names_that_can_be_told_apart_are_kept(name: str) -> None:
    assert against(name) is None


def test_the_turned_e_is_a_schwa() -> None:
    assert plain("K\u01ddnd\u0259lan \u018eli") == "Kəndəlan Əli"


@given(st.text(min_size=1, max_size=60))
def test_any_name_is_kept_or_has_a_reason(name: str) -> None:
    one = plain(name)
    if one:
        assert against(one) != ""
        language(one, "AZ", main=True)
