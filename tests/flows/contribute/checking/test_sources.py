"""Rows on sources name documents that there are, licences as SPDX does, and no signs that nobody sees."""

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("licence", "suggestion"),
    [("CC BY 4.0", "CC-BY-4.0"), ("cc-by-sa-4.0", "CC-BY-SA-4.0"), ("CC0", "CC0-1.0"), ("CC-BY-4", "CC-BY-4.0")],
)
def test_a_licence_that_looks_like_one_of_spdx(found: Callable[..., list], licence: str, suggestion: str) -> None:
    (finding,) = [one for one in found("sources", {"licence": licence}) if one.column == "licence"]
    assert (finding.rule, finding.severity, finding.suggestion) == ("licence", "warning", suggestion)


@pytest.mark.parametrize("licence", ["CC-BY-4.0", "all rights reserved", "© the author, by permission"])
def test_licences_in_words_are_left_alone(found: Callable[..., list], licence: str) -> None:
    assert [one for one in found("sources", {"licence": licence}) if one.column == "licence"] == []


def test_a_document_that_nobody_has(found: Callable[..., list], write, check, tmp_path: Path) -> None:
    (finding,) = found("sources", {"document_id": "001_94a815136f17aa43"})
    assert (finding.rule, finding.severity) == ("unknown_document", "warning")
    assert finding.suggestion == "001_94a815136f17aa42"
    text = tmp_path / "report.txt"
    text.write_text("In May 1992 the road to Lachin was closed.\n", encoding="utf-8")
    path = write("sources", {"document_id": "report"})
    assert [one.rule for one in check(path).findings] == ["unknown_document"]
    assert [one.rule for one in check(path, text).findings] == []


def test_a_text_that_may_be_passed_on_has_a_licence(found: Callable[..., list]) -> None:
    assert "licence_unsaid" in [one.rule for one in found("sources", {"redistributable": "true"})]


def test_an_identifier_with_a_sign_that_nobody_sees_is_refused(found: Callable[..., list]) -> None:
    findings = found("sources", {"document_id": "re\u200bport"})
    (finding,) = [one for one in findings if one.rule == "printable"]
    assert (finding.severity, finding.suggestion, finding.detail) == ("error", "report", "U+200B ZERO WIDTH SPACE")
    assert "re\\u200bport" in str(finding)


def test_control_characters_stand_nowhere(found: Callable[..., list]) -> None:
    (finding,) = [one for one in found("sources", {"note": "\x1b[31mred"}) if one.column == "note"]
    assert (finding.rule, finding.suggestion) == ("printable", "[31mred")
