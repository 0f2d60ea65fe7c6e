"""Names that only look right, that are there already or that other places have are told, with what would be right."""

from collections.abc import Callable

import pytest

from karabakh.flows.contribute.checks.letters import respelt

SCHWA = "Xank\u0259ndi\u0259bad"


@pytest.mark.parametrize(
    ("name", "language", "rule", "suggestion"),
    [
        ("\u0410gdamabad", "en", "homoglyph", "Agdamabad"),  # Cyrillic А
        ("Xank\u01ddndi\u0259bad", "az-Latn", "homoglyph", SCHWA),  # the turned e for the schwa
        ("Xank\u04d9ndi\u0259bad", "az-Latn", "homoglyph", SCHWA),  # the schwa of Cyrillic
        ("Шушaкенд", "ru", "homoglyph", "Шушакенд"),  # Latin a
        ("Shu\u200bshakend", "en", "printable", "Shushakend"),
        ("\u202eShushakend", "en", "printable", "Shushakend"),
        ("Shu\nshakend", "en", "printable", "Shu shakend"),
        ("Shu\u00adshakend", "en", "printable", "Shushakend"),
        ("Shushakend", "hy", "script", "hy-Latn"),
        ("Шушакенд", "az-Latn", "script", "az-Cyrl"),
        ("Шушакенд", "ru-Latn", "script", "ru"),
        ("Шушакенд", "en", "script", None),
        ("XankÉ™ndiabad", "az-Latn", "mojibake", "Xankəndiabad"),
        ("Ð¨ÑƒÑˆÐ°ÐºÐµÐ½Ð´", "ru", "mojibake", "Шушакенд"),
        ("Shusha\u00a0kend", "en", "spaces", "Shusha kend"),
        ("Shusha  kend", "en", "spaces", "Shusha kend"),
    ],
)
def test_letters_that_deceive(
    found: Callable[..., list], name: str, language: str, rule: str, suggestion: str | None
) -> None:
    findings = found("place_names", {"name": name, "language": language})
    assert [(one.rule, one.suggestion) for one in findings] == [(rule, suggestion)]
    assert findings[0].severity == ("warning" if rule == "spaces" else "error")


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("قره\u200cکند", "fa"),
        ("Şuşakəndabad", "az-Latn"),
        ("Ts\u02bckhinkend", "hy-Latn"),
        ("Ստեփանակենդ", "hy"),
        ("Верхний-Кенд", "ru"),
        ("Kend 2 (upper)", "en"),
    ],
)
def test_names_as_they_are_written_are_left_alone(found: Callable[..., list], name: str, language: str) -> None:
    assert found("place_names", {"name": name, "language": language}) == []


def test_a_name_that_another_place_has_should_be_ambiguous(found: Callable[..., list]) -> None:
    (finding,) = found("place_names", {"place_id": "K0005", "name": "AGDAM", "source": "usage: another list"})
    assert (finding.rule, finding.severity, finding.column) == ("name_elsewhere", "warning", "ambiguous")
    assert finding.suggestion == "true"
    assert "K0042 (Agdam)" in finding.detail
    assert found("place_names", {"place_id": "K0005", "name": "AGDAM", "ambiguous": "true"}) == []


def test_rows_that_are_there_already_are_told_unless_the_file_is_a_copy(write, check, known) -> None:
    (cells,) = known["place_names"].slice(0, 1).to_pylist()
    row = {name: "" if value is None else str(value).replace("False", "false") for name, value in cells.items()}
    path = write("place_names", row)
    assert check(path).findings == ()
    assert check(path).files[0].notes == ("every row is there already",)
    path = write("place_names", row, {})
    assert [(one.rule, one.row, one.severity) for one in check(path).findings] == [("already_there", 2, "warning")]
    path = write("place_names", {**row, "source": "usage: another"})
    (finding,) = check(path).findings
    assert (finding.rule, finding.severity) == ("changes", "warning")
    assert row["source"] in finding.detail


def test_a_key_that_is_there_twice_says_where_first(found: Callable[..., list]) -> None:
    (finding,) = found("place_names", {"name": "Akend"}, {"name": "Bkend"}, {"name": "Akend"})
    assert (finding.rule, finding.row, finding.detail) == ("unique", 4, "it is that of row 2")


def test_a_word_in_one_alphabet_is_spelt_as_it_is() -> None:
    assert respelt("Agdam", None, frozenset("Agdam")) == ([], None)
    assert respelt("\u0416agdam", None, frozenset("agdam")) == (["\u0416"], None)  # no Latin letter looks like it
