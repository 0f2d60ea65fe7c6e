"""The libraries are written when the package is built; where one is missing it is said how to get it."""

from pathlib import Path

import pytest

from karabakh.flows.errors import KarabakhError
from karabakh.flows.page import libraries
from karabakh.flows.page.vendor import NAMES, write


def test_a_library_that_is_missing_is_said_to_be_made_by_an_installation(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(libraries, "_VENDOR", tmp_path)
    with pytest.raises(KarabakhError, match=r"nowhere\.js.*pip install"):
        libraries._text("nowhere.js")


@pytest.mark.slow
def test_what_is_missing_is_written_and_what_is_current_stays(tmp_path: Path) -> None:
    write(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(NAMES)
    (tmp_path / "vega.js").unlink()
    (tmp_path / "datatables.js").write_text("old")
    write(tmp_path)
    assert (tmp_path / "vega.js").stat().st_size > 500_000
    assert (tmp_path / "datatables.js").read_text() != "old"
    (tmp_path / "datatables.js").write_text("kept")
    write(tmp_path)
    assert (tmp_path / "datatables.js").read_text() == "kept"
