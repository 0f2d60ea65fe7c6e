"""No regular expression of ours uses what some of the supported versions of Python match wrongly."""

import re
from pathlib import Path

import pytest

# an atomic group, or a possessive repeat of a group: wrong before Python 3.11.5 (python/cpython#106052)
UNSAFE = re.compile(r"\(\?>|\)(?:[*+?]|\{[0-9]*,?[0-9]*\})\+")


@pytest.mark.parametrize(("pattern", "unsafe"), [("(?:a|b)++", True), ("(?>ab)", True), ("[ab]*+c", False)])
def test_the_check_itself(pattern: str, unsafe: bool) -> None:
    assert (UNSAFE.search(pattern) is not None) == unsafe


def test_no_possessive_or_atomic_groups(root: Path) -> None:
    files = sorted(path for folder in ("flows", "schemas") for path in (root / folder).rglob("*.py"))
    assert len(files) > 100
    found = [
        f"{path.name}:{number}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if UNSAFE.search(line)
    ]
    assert found == []
