"""The sources.csv of the repository agrees with the texts beside it."""

from pathlib import Path

from karabakh.flows.ingest import read, read_sources

WITHOUT_LICENCE = {"000_ea24fa6412025f7d", "001_94a815136f17aa42", "002_18ab8304e45c7120"}


def test_each_seed_text_has_a_row_and_each_row_a_text(root: Path) -> None:
    stems = {path.stem for path in (root / "seeds" / "texts").iterdir()}
    assert set(read_sources(root / "seeds" / "sources.csv")) == stems


def test_nothing_is_to_be_noted_and_the_first_three_are_not_passed_on(root: Path) -> None:
    found = read([root / "seeds" / "texts"], root / "seeds" / "sources.csv")
    documents = list(found.documents)
    first = [document for document in documents if document.document_id in WITHOUT_LICENCE]
    assert [document.redistributable for document in first] == [False] * 3
    assert {document.status for document in documents} == {"ok"}
    assert list(found.notes) == []
    assert list(found.rejected) == []
