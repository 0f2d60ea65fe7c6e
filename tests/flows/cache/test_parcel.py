"""A harvest goes through a parcel unchanged, and a parcel holds no more of a text than is published."""

from hashlib import sha256
from pathlib import Path

import pytest

from karabakh.flows.batches.batch import harvest_here
from karabakh.flows.batches.harvest import Harvest
from karabakh.flows.cache.parcel import pack, unpack
from karabakh.flows.ingest.document import Document

TEXT = "A sentence that nobody may pass on tells of the heron. On 8 May 1992 shelling began near Goris and Agdam."


def harvested(folder: Path, text: str = TEXT) -> Harvest:
    one = Document("d", text, "d.txt", "utf-8", None, sha256(text.encode()).hexdigest(), "ok")
    return harvest_here([one], folder)


def test_what_is_packed_is_unpacked(tmp_path: Path) -> None:
    before = harvested(tmp_path / "before")
    after = unpack(pack(before), tmp_path / "after")
    assert after.folder == tmp_path / "after"
    assert (after.extracted, after.rejected) == (before.extracted, before.rejected)
    assert {path.name: path.read_bytes() for path in after.folder.iterdir()} == {
        path.name: path.read_bytes() for path in before.folder.iterdir()
    }
    assert before.extracted["place_mentions"] == 2


def test_a_parcel_holds_surfaces_and_no_sentence(tmp_path: Path) -> None:
    parcel = pack(harvested(tmp_path))
    assert b"Goris" in parcel
    assert b"heron" not in parcel
    assert b"nobody may" not in parcel


@pytest.mark.parametrize(
    "parcel", [b"", b"\n", b"{}\n", b"[]\n", b'{"extracted": {}, "parts": [["rejected", 3]]}\nabc']
)
def test_other_bytes_are_no_parcel(parcel: bytes, tmp_path: Path) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        unpack(parcel, tmp_path / "none")
