"""The sources.csv of the repository agrees with the texts beside it."""

from pathlib import Path

from karabakh.flows.ingest import read, read_sources


def test_each_seed_text_has_a_row_and_each_row_a_text(root: Path) -> None:
    stems = {path.stem for path in (root / "seeds" / "texts").iterdir()}
    assert set(read_sources(root / "seeds" / "sources.csv")) == stems


def test_no_seed_text_is_passed_on_and_nothing_is_to_be_noted(root: Path) -> None:
    found = read([root / "seeds" / "texts"], root / "seeds" / "sources.csv")
    assert [document.redistributable for document in found.documents] == [False] * 3
    assert [document.status for document in found.documents] == ["ok"] * 3
    assert list(found.notes) == []
    assert list(found.rejected) == []
