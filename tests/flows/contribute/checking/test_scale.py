"""A contribution of many rows is checked in seconds, whether they are good or every one of them is bad."""

import csv
import time
from pathlib import Path

import pytest

from karabakh.flows.contribute.checking import check_files
from karabakh.flows.contribute.known import Known

ROWS = 300_000
GOOD = {"place_id": "K0041", "language": "en", "tradition": "international", "kind": "press", "ambiguous": "true"}
BAD = {
    "place_id": "KK1",
    "language": "xx",
    "tradition": "nobody",
    "kind": "pres",
    "ambiguous": "ja",
    "valid_to": "1.5.1993",
}


@pytest.mark.slow
@pytest.mark.parametrize(("cells", "errors"), [(GOOD, 0), (BAD, 7 * ROWS)])
def test_many_rows_take_seconds(known: Known, tmp_path: Path, cells: dict[str, str], errors: int) -> None:
    path = tmp_path / "names.csv"
    names = ["place_id", "name", "language", "tradition", "kind", "valid_from", "valid_to", "source", "ambiguous"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        for number in range(ROWS):
            name = f"Kend {number}" if errors == 0 else f"\u0410kend {number}"
            writer.writerow({"source": "usage: a list", "name": name, **cells})
    began = time.process_time()
    checking = check_files([path], None, known)
    assert time.process_time() - began < 10  # of CPU time, for others may use the machine; it takes 1 or 2
    assert (checking.count("error"), checking.files[0].rows) == (errors, ROWS)
    assert len(checking.findings) < 2_000
