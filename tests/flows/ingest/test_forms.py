"""The same documents come out of every form in which they can be handed in; what is broken is refused, never lost."""

import csv
import functools
import gzip
import http.server
import io
import json
import random
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from karabakh.flows.errors import CallError
from karabakh.flows.ingest import Ingested, InputError, read
from karabakh.flows.ingest.compression import decompressed
from karabakh.flows.ingest.corpus import rows

TEXTS = {
    "a": "The road to Şuşa was closed.\r\n\r\nIt opened in May 1994.",
    "b": "---\npublished: 2021-03-15\nsource: The Courier\n---\nA “bridge” was built, and | and \\ stood in its name.",
    "c": "",
    "d": "Рано утром начался дождь, и дорога в деревню закрылась, поэтому автобус не приехал.",
}


def zstd(data: bytes) -> bytes:
    return bytes(pa.Codec("zstd").compress(data))


PACKED: dict[str, Callable[[bytes], bytes]] = {"": bytes, ".gz": gzip.compress, ".zst": zstd}


def as_jsonl(texts: dict[str, str]) -> bytes:
    return "".join(json.dumps({"document_id": name, "text": text}) + "\n" for name, text in texts.items()).encode()


def as_csv(texts: dict[str, str]) -> bytes:
    lines = io.StringIO(newline="")
    csv.writer(lines).writerows([("document_id", "text"), *texts.items()])
    return lines.getvalue().encode()


def as_parquet(texts: dict[str, str], size: int = 1000) -> bytes:
    target = io.BytesIO()
    pq.write_table(pa.table({"document_id": list(texts), "text": list(texts.values())}), target, row_group_size=size)
    return target.getvalue()


TABLES = {".jsonl": as_jsonl, ".csv": as_csv, ".parquet": as_parquet}


def facts(found: Ingested) -> list[tuple[object, ...]]:
    return [
        (document.document_id, document.text, document.text_sha256, document.status, document.language,
         document.published, document.publisher, document.encoding)
        for document in found.documents
    ]  # fmt: skip


@pytest.fixture
def expected(folder) -> list[tuple[object, ...]]:
    return facts(read([folder({f"{name}.txt": text.encode() for name, text in TEXTS.items()})]))


@pytest.mark.parametrize("ending", PACKED)
def test_texts_are_the_same_packed_and_bare(tmp_path: Path, expected, ending: str) -> None:
    (tmp_path / "packed").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "packed" / f"{name}.txt{ending}").write_bytes(PACKED[ending](text.encode()))
    assert facts(read([tmp_path / "packed"])) == expected


@pytest.mark.parametrize("ending", PACKED)
@pytest.mark.parametrize("table", TABLES)
def test_corpora_hold_the_same_documents(tmp_path: Path, expected, table: str, ending: str) -> None:
    path = tmp_path / f"corpus{table}{ending}"
    path.write_bytes(PACKED[ending](TABLES[table](TEXTS)))
    assert facts(read([path])) == expected
    assert facts(read([path.as_uri()])) == expected


def test_a_folder_of_nothing_but_corpora_is_one_corpus_in_parts(tmp_path: Path, expected) -> None:
    root = tmp_path / "parts"
    for number, (name, text) in enumerate(TEXTS.items()):
        part = root / f"year={number}" / f"part-{number}{list(TABLES)[number % 3]}"
        part.parent.mkdir(parents=True)
        part.write_bytes(list(TABLES.values())[number % 3]({name: text}))
    (root / "_SUCCESS").touch()
    found = read([root])
    assert facts(found) == expected
    assert (found.files, found.cells) == (0, 4)
    assert list(found.notes) == ["hidden, so not read: _SUCCESS"]
    (root / "notes.txt").write_text("A text of its own.")
    found = read([root])
    assert {rejection.rule for rejection in found.rejected} == {"unsupported_format"}


class TestBroken:
    """A text that cannot be unpacked is a rejection; a corpus that cannot be read to its end fails the run."""

    @pytest.mark.parametrize("ending", [".gz", ".zst"])
    @pytest.mark.parametrize("kept", [0, 3, 20, -1])
    def test_a_text(self, folder, ending: str, kept: int) -> None:
        packed = PACKED[ending](b"The road was closed. " * 50)
        found = read([folder({f"a.txt{ending}": packed[:kept], "b.txt": "The road was open."})])
        (rejection,) = found.rejected
        assert (rejection.key, rejection.rule, rejection.column) == ("a", "undecodable", "text")
        assert rejection.message.startswith(f"a.txt{ending}: it ")
        assert [document.document_id for document in found.documents] == ["b"]

    @pytest.mark.parametrize("ending", [".gz", ".zst"])
    @pytest.mark.parametrize("table", TABLES)
    @pytest.mark.parametrize("kept", [0, 3, 40, -1])
    def test_a_corpus(self, tmp_path: Path, table: str, ending: str, kept: int) -> None:
        path = tmp_path / f"corpus{table}{ending}"
        path.write_bytes(PACKED[ending](TABLES[table](TEXTS))[:kept])
        with pytest.raises(InputError, match=rf"corpus\{table}\{ending}.*: it "):
            read([path])

    @pytest.mark.parametrize("ending", [".gz", ".zst"])
    def test_a_text_that_grows_without_measure(self, folder, ending: str) -> None:
        found = read([folder({f"a.txt{ending}": PACKED[ending](b" " * (1 << 27)), "b.txt": "x"})])
        assert [rejection.message for rejection in found.rejected] == [
            f"a.txt{ending}: more than 64 MB are in it, too much for a text"
        ]

    @pytest.mark.parametrize("ending", [".gz", ".zst"])
    def test_a_line_that_grows_without_measure(self, tmp_path: Path, ending: str, monkeypatch) -> None:
        monkeypatch.setattr("karabakh.flows.ingest.corpus.MAX_CELL", 1 << 20)
        path = tmp_path / f"corpus.jsonl{ending}"
        path.write_bytes(PACKED[ending](b" " * (1 << 26)))
        with pytest.raises(InputError, match="a line of more than 1 MB"):
            read([path])


class Counted(io.BytesIO):
    """Bytes that count how many of them were asked for."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.taken += len(data)
        return data


@pytest.mark.parametrize("size", [100, 4_000])
def test_parquet_is_read_stretch_by_stretch(size: int) -> None:
    noise = random.Random(1)
    texts = {f"d{number:05}": noise.randbytes(4_000).hex() for number in range(4_000)}
    stream = Counted(as_parquet(texts, size))
    pulled = rows("c.parquet", ".parquet", stream)
    next(pulled)
    assert stream.taken < len(stream.getvalue()) / 3
    assert sum(1 for _ in pulled) == 3_999


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_packed_lines_are_read_as_they_come(ending: str) -> None:
    noise = random.Random(1)
    packed = PACKED[ending](as_jsonl({f"d{number:05}": noise.randbytes(2_000).hex() for number in range(4_000)}))
    stream = Counted(packed)
    pulled = rows("c.jsonl", ".jsonl", decompressed(stream, ending))
    assert next(pulled).document_id == "d00000"
    assert stream.taken < len(packed) / 4
    assert sum(1 for _ in pulled) == 3_999


class TestHttp:
    @pytest.fixture
    def address(self, tmp_path: Path) -> Iterator[str]:
        class Quiet(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                return

        handler = functools.partial(Quiet, directory=str(tmp_path))
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            yield f"http://127.0.0.1:{server.server_port}"
            server.shutdown()
            thread.join()

    @pytest.mark.parametrize("ending", PACKED)
    @pytest.mark.parametrize("table", TABLES)
    def test_a_corpus(self, tmp_path: Path, address: str, expected, table: str, ending: str) -> None:
        (tmp_path / f"corpus{table}{ending}").write_bytes(PACKED[ending](TABLES[table](TEXTS)))
        assert facts(read([f"{address}/corpus{table}{ending}"])) == expected

    def test_a_page_and_one_that_is_not_there(self, tmp_path: Path, address: str) -> None:
        (tmp_path / "a.html").write_text("<html><body><p>The road to the bridge was closed.</p></body></html>")
        (document,) = read([f"{address}/a.html?from=here"]).documents
        assert (document.document_id, document.text) == ("a", "The road to the bridge was closed.")
        with pytest.raises(CallError, match="there is no such file"):
            read([f"{address}/none.jsonl"])


def test_s3_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr("fsspec.core.url_to_fs", fail)
    with pytest.raises(CallError, match=r"pip install 'karabakh-open-data\[s3\]'"):
        read(["s3://bucket/corpus.jsonl"])


@pytest.mark.slow
def test_s3(s3: Any, expected) -> None:
    s3.mkdir("corpora")
    for table, write in TABLES.items():
        for ending, pack in PACKED.items():
            s3.pipe(f"corpora/tables/corpus{table}{ending}", pack(write(TEXTS)))
            assert facts(read([f"s3://corpora/tables/corpus{table}{ending}"])) == expected
    for name, text in TEXTS.items():
        s3.pipe(f"corpora/texts/{name}.txt", text.encode())
    assert facts(read(["s3://corpora/texts"])) == expected
    with pytest.raises(CallError, match="there is no such file"):
        read(["s3://corpora/none.jsonl"])
