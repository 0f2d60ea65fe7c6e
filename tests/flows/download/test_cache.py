"""A table is loaded from anywhere as from a folder here; what came is kept, verified at each use, may be deleted."""

import shutil
import subprocess
import sys
import threading
import uuid

import fsspec
import pandas as pd
import pyarrow.parquet as pq
import pytest

from karabakh.flows.download import download, fetched, origin
from karabakh.flows.download.errors import MissingError, StorageError, UnreachableError
from karabakh.flows.download.load import load, versions
from karabakh.flows.errors import CallError
from karabakh.flows.publish import checksums
from karabakh.flows.publish.errors import DamagedError
from karabakh.flows.publish.index import Index, read_index

BIG = "1.0.1/parquet/documents.parquet"


@pytest.fixture
def memory(data):
    """The versions in a file system of fsspec."""
    name = f"memory://{uuid.uuid4()}/data"
    system = fsspec.filesystem("memory")
    for path in data.rglob("*"):
        if path.is_file():
            system.pipe(f"{name}/{path.relative_to(data).as_posix()}", path.read_bytes())
    return name


@pytest.fixture(params=["folder", "text", "file", "http", "memory", "download", "part"])
def place(request, data, server, memory, to):
    if request.param == "download":
        download(data=data, to=to)
    if request.param == "part":
        download(data=data, to=to, format="parquet")
    return {
        "folder": data,
        "text": str(data),
        "file": data.as_uri(),
        "http": server.address,
        "memory": memory,
        "download": to,
        "part": to,
    }[request.param]


def test_a_table_is_the_same_from_everywhere(place, made):
    for table in ("documents", "place_mentions"):
        read, expected = load(table, data=place), load(table, data=made)
        pd.testing.assert_frame_equal(read, expected)
        assert list(read.dtypes) == list(expected.dtypes)
        assert all(isinstance(dtype, pd.ArrowDtype) for dtype in read.dtypes)
    assert str(load("documents", data=place).dtypes["published"]) == "date32[day][pyarrow]"
    assert str(load("place_mentions", data=place).dtypes["candidates"]).startswith("list<")


def test_so_is_the_list_of_versions(place, made, request):
    known = {"1.0.0", "1.0.1"} if "to" not in str(place) or isinstance(place, str) else {"1.0.1"}
    assert {release.version for release in versions(place)} <= known
    assert versions(place)[-1].sha256sums == versions(made)[-1].sha256sums


def test_some_columns_in_the_order_they_are_asked_for(server, data):
    names = ["published", "document_id"]
    read = load("documents", data=server.address, columns=names)
    assert list(read.columns) == names
    assert list(load("documents", data=data, columns=[]).columns) == []
    assert list(load("documents", data=data, columns="published").columns) == ["published"]
    with pytest.raises(CallError, match=r"no column 'colour'; it has document_id, "):
        load("documents", data=data, columns=["colour"])


def test_the_environment_says_where(server, monkeypatch, made):
    monkeypatch.setenv("KARABAKH_FROM", server.address)
    assert load("place_mentions").equals(load("place_mentions", data=made))
    assert len(versions()) == 2


class TestTheCache:
    def test_only_the_tables_own_files_are_fetched_and_once(self, server):
        load("documents", data=server.address)
        assert [request.path for request in server.asked] == ["versions.json", "1.0.1/SHA256SUMS", BIG]
        load("documents", data=server.address)
        assert [request.path for request in server.asked[3:]] == ["versions.json"]

    def test_two_origins_share_it(self, server, memory):
        load("documents", data=memory)
        load("documents", data=server.address)
        assert [request.path for request in server.asked] == ["versions.json"]

    @pytest.mark.parametrize("damage", ["changed", "deleted", "all deleted", "list changed"])
    def test_what_is_damaged_or_deleted_is_fetched_again(self, server, cache, made, damage):
        load("documents", data=server.address)
        (file,) = cache.rglob("documents.parquet")
        if damage == "changed":
            file.write_bytes(file.read_bytes()[:-1] + b"?")
        elif damage == "deleted":
            file.unlink()
        elif damage == "list changed":
            (file.parents[1] / "SHA256SUMS").write_text("?")
        else:
            shutil.rmtree(cache)
        assert load("documents", data=server.address).equals(load("documents", data=made))

    def test_what_is_cut_is_continued(self, server, answers, made):
        server.answers[BIG] = [answers.cut(20_000)] + [answers.status(503)] * 4
        with pytest.raises(UnreachableError):
            load("documents", data=server.address)
        assert load("documents", data=server.address).equals(load("documents", data=made))
        assert server.sent(BIG)[-1][0] == 20_000

    def test_it_is_deleted_while_it_is_filled(self, server, cache, made):
        def deleting(handler, body, start):
            shutil.rmtree(cache)
            handler.whole(body, start)

        server.answers[BIG] = [deleting]
        assert load("documents", data=server.address).equals(load("documents", data=made))

    def test_many_at_once(self, server, made):
        read = []
        threads = [
            threading.Thread(target=lambda: read.append(load("documents", data=server.address))) for _ in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        expected = load("documents", data=made)
        assert [frame.equals(expected) for frame in read] == [True] * 6
        assert len(server.sent(BIG)) == 1

    def test_a_cache_that_cannot_be_written_is_named(self, server, tmp_path, monkeypatch):
        (tmp_path / "file").write_text("no folder")
        monkeypatch.setenv("KARABAKH_CACHE", str(tmp_path / "file" / "cache"))
        with pytest.raises(StorageError, match="cache"):
            load("documents", data=server.address)

    def test_of_a_folder_here_nothing_is_kept(self, data, cache):
        load("documents", data=data)
        assert not cache.exists()

    def test_what_says_no_file_is_wanted(self, server):
        source = origin(server.address)
        folder = fetched(source, source.release(), ())
        assert [path.name for path in folder.iterdir()] == ["SHA256SUMS"]


def in_parts(data, rows):
    """Publish 1.0.1 anew, with the documents in parts of so many rows."""
    folder = data / "1.0.1"
    whole = pq.read_table(folder / "parquet" / "documents.parquet")
    (folder / "parquet" / "documents.parquet").unlink()
    (folder / "parquet" / "documents").mkdir()
    for number, start in enumerate(range(0, whole.num_rows, rows), 1):
        pq.write_table(whole.slice(start, rows), folder / "parquet" / "documents" / f"part-{number:05}.parquet")
    (folder / "SHA256SUMS").unlink()
    checksums.write(folder)
    relist(data)
    return whole


def relist(data):
    """Let versions.json vouch for what is in 1.0.1 now."""
    listed = read_index(data)
    changed = {name: getattr(listed.versions[1], name) for name in listed.versions[1].__slots__}
    changed["sha256sums"] = checksums.sha256(data / "1.0.1" / "SHA256SUMS")
    changed["bytes"] = sum(path.stat().st_size for path in (data / "1.0.1").rglob("*") if path.is_file())
    (data / "versions.json").write_text(Index((listed.versions[0], type(listed.versions[1])(**changed))).text())


class TestATableInParts:
    def test_is_read_whole_and_in_order(self, data, server, made, to):
        in_parts(data, 300)
        expected = load("documents", data=made)
        assert load("documents", data=data).equals(expected)
        assert load("documents", data=server.address).equals(expected)
        assert load("documents", data=server.address, columns=["document_id"]).equals(expected[["document_id"]])
        download(data=server.address, to=to, tables=["documents"], format="parquet")
        assert load("documents", data=to).equals(expected)

    def test_with_a_part_that_is_missing_is_not_read(self, data, server):
        in_parts(data, 300)
        (data / "1.0.1/parquet/documents/part-00003.parquet").unlink()
        with pytest.raises(DamagedError, match="part-00003"):
            load("documents", data=data)
        with pytest.raises(MissingError, match="part-00003"):
            load("documents", data=server.address)

    def test_whose_parts_differ_is_not_read(self, data):
        in_parts(data, 1_500)
        path = data / "1.0.1/parquet/documents/part-00002.parquet"
        pq.write_table(pq.read_table(path).drop_columns(["url"]), path)
        (data / "1.0.1/SHA256SUMS").unlink()
        checksums.write(data / "1.0.1")
        relist(data)
        with pytest.raises(DamagedError, match="do not have the same columns"):
            load("documents", data=data)


def test_a_published_file_that_is_no_parquet_is_named(data, server):
    (data / BIG).write_bytes(b"PAR1 and nothing else PAR1")
    (data / "1.0.1/SHA256SUMS").unlink()
    checksums.write(data / "1.0.1")
    relist(data)
    with pytest.raises(DamagedError, match=r"documents\.parquet cannot be read"):
        load("documents", data=server.address)


def test_a_list_of_versions_needs_neither_pandas_nor_arrow(data):
    code = (
        "import sys\nfrom karabakh.flows.cli import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        "print(*sorted({'pandas', 'pyarrow', 'prefect', 'httpx', 'pandera'} & set(sys.modules)), file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "versions", "--from", str(data)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == ""
    assert done.stdout.splitlines()[1].startswith("1.0.1\t2024-05-01T12:00:00Z\tpatch\t2,001 rows\t")


def test_what_a_program_asks_for_is_not_told_to_run_a_command_again(server, answers):
    server.answers[BIG], server.always = [answers.status(503)], True
    with pytest.raises(UnreachableError, match=r"5 tries\); try again: what came is kept") as failed:
        load("documents", data=server.address)
    assert "command" not in str(failed.value)
