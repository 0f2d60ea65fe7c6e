"""All files of a contribution get their place, or none: under SIGKILL, beside another accept, and with links about."""

import errno
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from filelock import FileLock

from karabakh.flows.contribute.accept import staging
from karabakh.flows.contribute.accept.errors import BusyError, SeedsError
from karabakh.flows.contribute.accept.merge import accept as merge
from karabakh.flows.contribute.accept.seeds import ours
from karabakh.flows.places.tables import gazetteer_tables

NAME = {
    "place_id": "K0038",
    "name": "Hankendi",
    "language": "tr",
    "tradition": "turkish",
    "kind": "press",
    "source": "usage: Turkish-language press",
    "ambiguous": "false",
}
CONTENTS = {"places.csv": b"new places\n", "texts/c.txt": b"new text\n", "contributions.csv": b"who\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "places.csv").write_bytes(b"old places\n")
    (tmp_path / "contributions.csv").write_bytes(b"nobody\n")
    (tmp_path / "texts").mkdir()
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_file_gets_its_place_and_nothing_is_left(folder: Path) -> None:
    staging.replace_all(folder, CONTENTS, ours)
    assert contents(folder) == CONTENTS


def listed(pending: Path, files: dict[str, Any]) -> None:
    text = json.dumps({"stamp": staging.stamp(pending), "files": files})
    (pending / staging.LIST).write_text(text, encoding="utf-8")


def half(folder: Path) -> None:
    """Leave what a run leaves that is killed when it has placed one file."""
    pending = folder / staging.PENDING
    pending.mkdir()
    (pending / staging.STAMP).touch()
    files = {}
    for number, (name, content) in enumerate(CONTENTS.items()):
        (pending / str(number)).write_bytes(content)
        files[name] = [staging.digest(folder / name), staging.digest(pending / str(number))]
    listed(pending, files)
    os.replace(pending / "0", folder / "places.csv")  # noqa: PTH105


def test_what_a_killed_run_began_is_completed(folder: Path) -> None:
    half(folder)
    assert staging.waits(folder, ours)
    assert staging.settle(folder, ours) == tuple(CONTENTS)
    assert contents(folder) == CONTENTS
    assert not staging.settle(folder, ours)


def test_what_it_had_not_begun_is_removed(folder: Path) -> None:
    (folder / staging.STAGED).mkdir()
    (folder / staging.STAGED / "0").write_bytes(b"half")
    assert not staging.settle(folder, ours)
    assert set(contents(folder)) == {"places.csv", "contributions.csv"}


def test_what_somebody_changed_in_between_is_not_written_over(folder: Path) -> None:
    half(folder)
    (folder / "contributions.csv").write_bytes(b"by hand\n")
    with pytest.raises(SeedsError, match="changed since an accept was stopped"):
        staging.settle(folder, ours)
    assert (folder / "contributions.csv").read_bytes() == b"by hand\n"
    assert not (folder / "texts" / "c.txt").exists()


@pytest.mark.parametrize(
    "name", ["../outside.csv", "/etc/x", "texts/../x.csv", "texts/.hidden", "README.md", "a/b/c", ""]
)
def test_a_list_that_somebody_put_there_writes_nowhere_else(folder: Path, name: str) -> None:
    pending = folder / staging.PENDING
    pending.mkdir()
    (pending / "0").write_bytes(b"bad")
    (pending / staging.STAMP).touch()
    listed(pending, {name: [None, staging.digest(pending / "0")]})
    with pytest.raises(SeedsError, match="which accept never writes"):
        staging.settle(folder, ours)


@pytest.mark.parametrize("name", ["texts/.hidden", "texts/a\xa0b.txt", "texts/con.txt", "other.csv", "../places.csv"])
def test_a_name_that_could_not_be_settled_is_refused_before_anything_is_written(folder: Path, name: str) -> None:
    before = contents(folder)
    with pytest.raises(SeedsError, match="cannot hold a file named"):
        staging.replace_all(folder, {**CONTENTS, name: b"x"}, ours)
    assert contents(folder) == before


def test_what_a_commit_or_a_copy_brought_is_refused_and_changes_nothing(folder: Path, tmp_path: Path) -> None:
    """Even with the very times that the files had, as an archive keeps them."""
    half(folder)
    copy = tmp_path / "checkout"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("checkout"))
    before = contents(copy)
    for settle in (staging.settle, staging.waits):
        with pytest.raises(SeedsError, match="came with a commit or a copy; look at it and remove it"):
            settle(copy, ours)
    assert contents(copy) == before
    shutil.rmtree(copy / staging.PENDING)
    assert staging.settle(copy, ours) == ()


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"places.csv": 1}', "null", '{"files": {}}', '{"stamp": [], "files": []}', "[" * 100_000]
)
def test_a_list_that_is_none_is_told(folder: Path, text: str) -> None:
    (folder / staging.PENDING).mkdir()
    (folder / staging.PENDING / staging.STAMP).touch()
    (folder / staging.PENDING / staging.LIST).write_text(text, encoding="utf-8")
    with pytest.raises(SeedsError, match="look at it and remove it"):
        staging.settle(folder, ours)


def test_links_are_not_written_through(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "kept.csv"
    outside.write_bytes(b"kept\n")
    half(folder)
    (folder / "contributions.csv").unlink()
    (folder / "contributions.csv").symlink_to(outside)
    with pytest.raises(SeedsError, match="symbolic link"):
        staging.settle(folder, ours)
    assert outside.read_bytes() == b"kept\n"


class TestStopped:
    """Where an accept was stopped, the next one says that it completes it, and a dry run does not."""

    @pytest.fixture
    def stopped(self, here: Path) -> Path:
        seeds = here / "seeds"
        pending = seeds / staging.PENDING
        pending.mkdir()
        (pending / staging.STAMP).touch()
        (pending / "0").write_bytes(b"It rained.\n")
        listed(pending, {"texts/c.txt": [None, staging.digest(pending / "0")]})
        return seeds

    def test_the_next_says_so(self, accept: Callable[..., Result], sheet: Any, stopped: Path) -> None:
        done = accept(sheet("place_names", NAME))
        assert done.exit_code == 0, done.output
        assert "an accept was stopped here before its end, and is completed now: texts/c.txt" in done.stderr
        assert (stopped / "texts" / "c.txt").read_bytes() == b"It rained.\n"

    def test_a_dry_run_completes_nothing(self, accept: Callable[..., Result], sheet: Any, stopped: Path) -> None:
        before = contents(stopped)
        done = accept(sheet("place_names", NAME), "--dry-run")
        assert done.exit_code == 2
        assert "--dry-run completes nothing" in done.stderr
        left = contents(stopped)
        left.pop(".lock", None)
        assert left == before

    @pytest.mark.parametrize("option", [(), ("--dry-run",)])
    def test_what_a_pull_request_planted_is_refused(
        self, accept: Callable[..., Result], sheet: Any, stopped: Path, option: tuple[str, ...]
    ) -> None:
        planted = stopped / "planted"
        shutil.copytree(stopped / staging.PENDING, planted)
        shutil.rmtree(stopped / staging.PENDING)
        planted.rename(stopped / staging.PENDING)
        done = accept(sheet("place_names", NAME), *option)
        assert done.exit_code == 2
        assert "came with a commit or a copy" in done.stderr
        assert not (stopped / "texts" / "c.txt").exists()


class TestSeeds:
    @pytest.mark.parametrize("name", ["places.csv", "contributions.csv", "texts", ".lock"])
    def test_a_folder_with_links_is_refused(
        self, accept: Callable[..., Result], sheet: Any, here: Path, name: str
    ) -> None:
        path = here / "seeds" / name
        if path.exists():
            path.rename(here / "elsewhere")
        (here / "elsewhere").touch() if not (here / "elsewhere").exists() else None
        path.symlink_to(here / "elsewhere")
        done = accept(sheet("place_names", NAME))
        assert done.exit_code == 2
        assert "symbolic link" in done.stderr

    def test_the_second_of_two_waits(self, here: Path, sheet: Any) -> None:
        file, said, first = sheet("place_names", NAME), [], FileLock(here / "seeds" / ".lock", thread_local=False)
        first.acquire()
        threading.Timer(0.3, first.release).start()
        done = merge([file], contributor="A", reason="r", waiting=lambda: said.append("waiting"))
        assert said == ["waiting"]
        assert done.anything

    def test_one_that_waits_too_long_says_so(self, here: Path, sheet: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        from karabakh.flows.contribute.accept import seeds

        monkeypatch.setattr(seeds.held.__wrapped__, "__defaults__", (0.2,))
        with (
            FileLock(here / "seeds" / ".lock", is_singleton=False),
            pytest.raises(BusyError, match="another accept") as failed,
        ):
            merge([sheet("place_names", NAME)], contributor="A", reason="r")
        assert failed.value.exit_code == 3

    def test_a_full_disk_leaves_all_as_it_was(
        self, accept: Callable[..., Result], sheet: Any, here: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = contents(here / "seeds")
        file = sheet("place_names", NAME)
        write = Path.write_bytes

        def full(path: Path, data: bytes) -> int:
            if path.parent.name == staging.STAGED and path.name == "1":
                raise OSError(errno.ENOSPC, "No space left on device")
            return write(path, data)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "write_bytes", full)
            done = accept(file)
        assert done.exit_code == 3
        assert "cannot be written: No space left on device" in done.stderr
        left = contents(here / "seeds")
        assert {name: left[name] for name in before} == before
        assert accept(file).exit_code == 0
        assert not [name for name in contents(here / "seeds") if staging.STAGED in name]

    @pytest.mark.slow
    def test_two_at_once_are_both_accepted(self, sheet: Any, here: Path) -> None:
        files = [
            sheet("place_names", {**NAME, "name": name}, file=f"{name}.csv") for name in ("Hankendi", "Stepanakert")
        ]
        said = "['accept', sys.argv[1], '--contributor', 'A', '--reason', 'r']"
        code = f"import sys; from karabakh.flows.cli import main; main({said})"
        runs = [subprocess.Popen([sys.executable, "-c", code, str(file)], cwd=here) for file in files]
        assert [run.wait(timeout=120) for run in runs] == [0, 0]
        names = (here / "seeds" / "place_names.csv").read_text(encoding="utf-8")
        assert all(f"K0038,{name},tr,turkish" in names for name in ("Hankendi", "Stepanakert"))
        assert len((here / "seeds" / "contributions.csv").read_text(encoding="utf-8").splitlines()) == 3

    @pytest.mark.skipif(os.geteuid() == 0, reason="whoever may write everything is refused nothing")
    def test_a_folder_that_cannot_be_written_is_told(
        self, accept: Callable[..., Result], sheet: Any, here: Path
    ) -> None:
        file = sheet("place_names", NAME)
        (here / "seeds").chmod(0o555)
        try:
            done = accept(file)
        finally:
            (here / "seeds").chmod(0o755)
        assert done.exit_code == 2
        assert "cannot be written" in done.stderr


KILLING = """
import json, os, shutil, signal, sys
from pathlib import Path
from karabakh.flows.contribute.accept.merge import accept

EVENTS = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.truncate"}

def changes(event, arguments):
    # whether an operation may change something in the seeds
    if event == "open":
        path, mode, flags = arguments
        return "seeds" in str(path) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    return event in EVENTS and "seeds" in str(arguments)

def run(point):
    seen = 0
    def hook(event, arguments):
        nonlocal seen
        if not changes(event, arguments):
            return
        seen += 1
        if seen == point:
            os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(hook)
    accept(["places.csv", "names.csv", "text.txt", "seeds/contributions/more.csv"],
           contributor="A", reason="r", licence="CC0-1.0")

home = Path.cwd()
results = []
for point in range(1, 1000):
    copy = home.parent / f"copy{point}"
    shutil.copytree(home, copy, ignore=shutil.ignore_patterns("data"))
    (copy / "data").symlink_to(home / "data")
    child = os.fork()
    if not child:
        os.chdir(copy)
        run(point)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    results.append([str(copy), os.WIFSIGNALED(status)])
    if not os.WIFSIGNALED(status):
        break
print(json.dumps(results))
"""


@pytest.mark.slow
def test_a_kill_at_any_file_operation_leaves_the_old_seeds_or_what_the_next_accept_completes(
    here: Path, sheet: Any
) -> None:
    """SIGKILL before every single operation; then the next accept finds or makes all of it, and the seeds are valid."""
    place = {
        "place_id": "K0061",
        "label": "Yeniyer",
        "type": "village",
        "tier": "tail",
        "label_source": "reference: Atlas",
    }
    own = {**NAME, "place_id": "K0061", "name": "Yeniyer"}
    sheet("places", place, file="places.csv")
    sheet("place_names", own, file="names.csv")
    (here / "seeds" / "contributions").mkdir()
    sheet("place_names", NAME, file="seeds/contributions/more.csv")
    (here / "text.txt").write_text("On 9 May 1992 it snowed in the town.", encoding="utf-8")
    before = contents(here / "seeds")
    run = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", KILLING],
        cwd=here, capture_output=True, text=True, check=True, timeout=500,
    )  # fmt: skip
    points = json.loads(run.stdout.splitlines()[-1])
    assert len(points) > 20, run.stderr
    whole = contents(Path(points[-1][0]) / "seeds")
    assert not points[-1][1]
    early = 0
    for copy, killed in points[:-1]:
        assert killed
        seeds = Path(copy) / "seeds"
        left = {name: content for name, content in contents(seeds).items() if not name.startswith(".")}
        early += left == before
        gazetteer_tables(seeds)  # every file is whole, and names only places that are there
        files = [
            one
            for one in ("places.csv", "names.csv", "text.txt", "seeds/contributions/more.csv")
            if (Path(copy) / one).exists()
        ]
        os.chdir(copy)
        merge(files, contributor="A", reason="r", licence="CC0-1.0")
        assert contents(seeds) == whole, copy
    assert 0 < early < len(points) - 1
