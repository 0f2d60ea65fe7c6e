"""What decides how a text is read: every file of the package, and the libraries."""

import re
import tomllib
from pathlib import Path

import pytest

from karabakh.flows.cache import rules as module
from karabakh.flows.cache.rules import LIBRARIES, rules, sources, versions

# what rows and published files do not depend on
NO_RULES = {"click", "fastapi", "filelock", "fsspec", "httpx", "packaging", "platformdirs", "prefect", "pydantic",
            "pydantic-settings", "rich", "sqlalchemy", "starlette", "uvicorn"}  # fmt: skip


def test_every_library_is_a_rule_or_known_to_be_none(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.match(r"[A-Za-z0-9-]+", line)[0] for line in project["dependencies"]}  # type: ignore[index]
    assert needed - NO_RULES <= set(LIBRARIES)
    assert not NO_RULES & set(LIBRARIES)


def test_every_file_of_the_package_counts(root: Path) -> None:
    listed = {line.split()[0] for line in sources()}
    assert len(listed) > 300
    for name in (
        "flows/extraction/find.py",
        "flows/places/firstwords.py",
        "flows/gazetteer/features.csv",
        "schemas/patterns.py",
    ):
        assert (root / name).is_file()
        assert f"karabakh.{name}" in listed
    assert not [name for name in listed if "__pycache__" in name]


def test_another_file_or_library_is_another_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = set()
    (tmp_path / "words.csv").write_text("Goris", encoding="utf-8")
    monkeypatch.setattr(module, "files", lambda _package: tmp_path)

    def told() -> str:
        rules.cache_clear()
        return rules()

    seen.add(told())
    assert told() in seen
    (tmp_path / "words.csv").write_text("Gorus", encoding="utf-8")
    seen.add(told())
    (tmp_path / "words.csv").rename(tmp_path / "names.csv")
    seen.add(told())
    monkeypatch.setattr("importlib.metadata.version", lambda _name: "0.1")
    seen.add(told())
    rules.cache_clear()
    assert len(seen) == 4


def test_a_library_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LIBRARIES", ("no-such-library-at-all",))
    assert list(versions())[1:] == ["no-such-library-at-all none"]
