"""Which names can be a document_id."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.ingest.identifier import document_id, escaped
from karabakh.schemas import patterns


@pytest.mark.parametrize("name", ["a", "000_ea24", "a.b", "two words", "Şuşa", "x" * 200, "=1+1", "-"])
def test_names_that_can_be(name: str) -> None:
    assert document_id(name) == name


def test_a_whole_number_is_an_id() -> None:
    assert document_id(17) == "17"


def test_ids_are_nfc() -> None:
    assert document_id(unicodedata.normalize("NFD", "Şuşa")) == unicodedata.normalize("NFC", "Şuşa")


NO_NAMES = ("", None, " ", ".", "..", "../x", "../../etc/passwd", "/x", "a/b", "a:b", "a|b", "a\nb", "a\0b", "a\x7fb")


@pytest.mark.parametrize(
    "name", [*NO_NAMES, "a\x85b", "x" * 201, "ə" * 101, "\ud800", 1.5, True, ["a"], {"a": 1}, b"a"]
)
def test_names_that_cannot_be(name: object) -> None:
    with pytest.raises(ValueError, match=r"^an id "):
        document_id(name)


@given(st.text())
def test_what_is_accepted_is_what_the_schema_accepts(name: str) -> None:
    try:
        identifier = document_id(name)
    except ValueError:
        return
    assert re.fullmatch(patterns.DOCUMENT_ID, identifier)
    assert document_id(identifier) == identifier
    assert len(identifier.encode()) <= 200


@given(st.text(st.characters()))
def test_what_is_shown_of_a_name_is_one_line_of_valid_unicode(name: str) -> None:
    shown = escaped(name)
    assert shown.encode() is not None
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in shown)
