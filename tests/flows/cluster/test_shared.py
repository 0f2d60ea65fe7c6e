"""What machines share: whole or not there, and gone with the run, also with one that was killed."""

import os
import time
from pathlib import Path
from typing import Any

import pytest

from karabakh.flows.cluster.shared import HELLO, Shared, shared


@pytest.fixture(params=["a folder", "an address"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Shared:
    if request.param == "a folder":
        return Shared(str(tmp_path))
    request.getfixturevalue("s3").makedirs("shared-places", exist_ok=True)
    return Shared(f"s3://shared-places/{tmp_path.name}")


def test_what_is_put_is_got_and_replaced_and_removed(place: Shared) -> None:
    for content in (b"rows " * 1_000, b"", os.urandom(5_000)):
        place.put("in-1", content)
        assert place.get("in-1") == content
    place.remove("in-1")
    place.remove("in-1")
    with pytest.raises(FileNotFoundError):
        place.get("in-1")


def test_it_is_seen_or_not(place: Shared) -> None:
    with pytest.raises(FileNotFoundError):
        place.look()
    place.greet()
    place.look()


def test_half_of_it_is_nothing(tmp_path: Path) -> None:
    place = Shared(str(tmp_path))
    place.put("out-1", b"rows " * 1_000)
    path = tmp_path / "out-1"
    whole = path.read_bytes()
    for part in (whole[:-1], whole[:20], b"", whole[:-1] + b"x"):
        path.write_bytes(part)
        with pytest.raises(FileNotFoundError):
            place.get("out-1")


def test_where_it_cannot_be_written_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        Shared(str(tmp_path)).put("out-1", b"rows")
    assert list(tmp_path.iterdir()) == []


def test_an_address_is_left_as_it_was_and_what_a_killed_run_left_goes(s3: Any) -> None:
    s3.mkdir("place-of-runs")
    address = "s3://place-of-runs/scratch/"
    s3.pipe_file("place-of-runs/scratch/of-others", b"theirs")
    killed, alive, silent = (Shared(f"{address}karabakh-{name}") for name in ("killed", "alive", "silent"))
    killed.put(HELLO, str(time.time() - 100_000).encode())
    killed.put("in-1", b"texts")
    alive.greet()
    silent.put("out-7", b"rows")
    with shared(address, Path("unused")) as place:
        place.put("in-1", b"texts")
        assert place.where.startswith("s3://place-of-runs/scratch/karabakh-")
    s3.invalidate_cache()
    assert sorted(s3.find("place-of-runs")) == [
        "place-of-runs/scratch/karabakh-alive/hello",
        "place-of-runs/scratch/of-others",
    ]


def test_a_folder_of_the_run_is_used_where_no_address_is_named(tmp_path: Path) -> None:
    with shared(None, tmp_path) as place:
        assert Path(place.where).parent == tmp_path
        place.look()
