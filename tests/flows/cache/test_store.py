"""The cache gives back what was put there, or nothing."""

import os
import shutil
import stat
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from karabakh.flows.cache.store import Cache, opened, wanted
from karabakh.flows.download.cache import cache as downloads
from karabakh.flows.errors import CallError
from karabakh.flows.settings.model import Settings

Files = Callable[[], list[Path]]
KEYS = [f"{number:064x}" for number in range(40)]


def test_what_is_put_is_given_back(cache: Cache, files: Files) -> None:
    assert cache.get(KEYS[0]) is None
    assert cache.put(KEYS[0], b"rows")
    assert cache.put(KEYS[1], b"")
    assert (cache.get(KEYS[0]), cache.get(KEYS[1]), cache.get(KEYS[2])) == (b"rows", b"", None)
    assert len(files()) == 2


@pytest.mark.parametrize("damage", ["", "karabakh", "cut", "flipped", "longer", "another"])
def test_what_is_damaged_is_a_miss_and_is_replaced(cache: Cache, files: Files, damage: str) -> None:
    cache.put(KEYS[0], b"rows " * 100)
    cache.put(KEYS[1], b"other rows " * 100)
    path = next(path for path in files() if path.name == KEYS[0])
    whole = path.read_bytes()
    flipped = bytes([*whole[:-3], whole[-3] ^ 1, *whole[-2:]])
    path.write_bytes({"cut": whole[:-1], "flipped": flipped, "longer": whole + b"x"}.get(damage, damage.encode()))
    assert cache.get(KEYS[0]) is None
    assert not path.exists()
    cache.put(KEYS[0], b"rows")
    assert cache.get(KEYS[0]) == b"rows"


def test_it_may_be_deleted_at_any_moment(cache: Cache) -> None:
    cache.put(KEYS[0], b"rows")
    shutil.rmtree(cache.folder)
    assert cache.get(KEYS[0]) is None
    cache.prune()
    assert cache.put(KEYS[0], b"rows")
    assert cache.get(KEYS[0]) == b"rows"


def test_several_may_write_and_delete_at_once(cache: Cache) -> None:
    contents = [bytes([number]) * 50_000 for number in range(4)]
    seen: set[bytes | None] = set()
    stop: list[bool] = []

    def write(content: bytes) -> None:
        while not stop:
            cache.put(KEYS[0], content)

    def remove() -> None:
        while not stop:
            shutil.rmtree(cache.folder, ignore_errors=True)
            cache.prune()

    threads = [*(Thread(target=write, args=(content,)) for content in contents), Thread(target=remove)]
    for thread in threads:
        thread.start()
    until = time.monotonic() + 0.5
    while time.monotonic() < until:
        seen.add(cache.get(KEYS[0]))
    stop.append(True)
    for thread in threads:
        thread.join()
    assert seen <= {None, *contents}
    assert len(seen) > 1


def test_what_was_not_used_for_longest_goes_first(cache: Cache, files: Files) -> None:
    small = Cache(cache.folder, 20_000)
    for number, key in enumerate(KEYS):
        small.put(key, bytes(1_000))
        os.utime(next(path for path in files() if path.name == key), (number, number))
    small.get(KEYS[0])  # used now
    small.prune()
    left = {path.name for path in files()}
    assert sum(path.stat().st_size for path in files()) <= 20_000
    assert left == {KEYS[0], *KEYS[-16:]}
    small.prune()
    assert {path.name for path in files()} == left


def test_what_a_killed_run_was_writing_goes_away_later(cache: Cache) -> None:
    young, old = (cache.folder / "ab" / f".new-{name}" for name in ("young", "old"))
    young.parent.mkdir(parents=True)
    young.touch()
    old.touch()
    os.utime(old, (0, 0))
    cache.prune()
    assert (young.exists(), old.exists()) == (True, False)


def test_a_full_disk_is_no_failure(cache: Cache, monkeypatch: pytest.MonkeyPatch, files: Files) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert not cache.put(KEYS[0], b"rows")
    assert files() == []


@pytest.fixture
def texts(tmp_path: Path) -> list[str]:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("Goris", encoding="utf-8")
    return [str(tmp_path / "texts")]


def test_only_the_user_can_look_into_it(texts: list[str], tmp_path: Path, files: Files) -> None:
    cache = opened(Settings(texts=texts, cache=tmp_path / "cache", cache_size=3))
    assert cache is not None
    cache.put(KEYS[0], b"rows")
    assert cache.limit == 3_000_000
    for path in (cache.folder, next(cache.folder.iterdir())):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    (entry,) = cache.folder.glob("??/*")
    assert stat.S_IMODE(entry.stat().st_mode) == 0o600


def test_there_may_be_none(texts: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert opened(Settings(texts=texts, cache="off")) is None
    assert opened(Settings(texts=texts, cache=tmp_path / "cache", cache_size=0)) is None
    monkeypatch.setenv("KARABAKH_CACHE", "off")
    assert opened(Settings(texts=texts)) is None
    assert downloads().name == "karabakh-open-data"  # what is downloaded must lie somewhere
    (tmp_path / "file").touch()
    assert opened(Settings(texts=texts, cache=tmp_path / "file")) is None


def test_an_entry_under_the_name_of_another_is_none(tmp_path: Path) -> None:
    cache = Cache(tmp_path, 1_000_000)
    one, two = "1" * 64, "2" * 64
    cache.put(one, b"the rows of one")
    (tmp_path / "22").mkdir()
    (tmp_path / "11" / one).rename(tmp_path / "22" / two)
    assert cache.get(one) is None
    assert cache.get(two) is None


@pytest.mark.parametrize("given", ["s3://bucket/cache", "file:///cache"])
def test_a_cache_is_a_folder_of_this_computer(given: str) -> None:
    with pytest.raises(CallError, match="--cache"):
        Settings(texts=["."], data="s3://bucket/data", cache=given)


def test_off_is_no_folder_however_it_is_written() -> None:
    assert not wanted(Settings(texts=["."], data="s3://bucket/data", cache="OFF"))
