"""The same texts in another container give the same records; a page those of the text that is read of it."""

import csv
import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from karabakh.flows.cli import main
from karabakh.flows.ingest import decode, read
from karabakh.flows.ingest.shelf import Shelf

OF_THE_FILE = ("source_file", "source_sha256", "encoding")
TEXTS = {
    "wire": 'AGDAM, March 14, 1993 (Reuters) - "At least 20 people", he said,\r\nfled to Barda on Sunday.\r\n',
    "copy": 'AGDAM, March 14, 1993 (Reuters) - "At least 20 people", he said,\nfled to Barda on Sunday.\n',
    "noisy": "Şuşa[12] &amp; Xank\u00adəndi were shelled in May\u00a01992; 1\u202f200 people were wounded.",
    "formula": "=1+1 people in Goris; +2 in Kapan, on 8 May 1992 at least 300 were displaced\tthere.",
    "blank": " \n",
    "russian": "Обстрел города Шуша продолжался весь день, сообщили в министерстве обороны республики.",
}

Records = Callable[..., dict[str, pa.Table]]


def folder(where: Path, texts: dict[str, str]) -> Path:
    (where / "texts").mkdir()
    for name, text in texts.items():
        (where / "texts" / f"{name}.txt").write_bytes(text.encode())
    return where / "texts"


def packed(where: Path, texts: dict[str, str]) -> Path:
    (where / "packed").mkdir()
    for name, text in texts.items():
        (where / "packed" / f"{name}.txt.gz").write_bytes(gzip.compress(text.encode()))
    return where / "packed"


def lines(where: Path, texts: dict[str, str]) -> Path:
    rows = (json.dumps({"document_id": name, "text": text}) for name, text in texts.items())
    (where / "corpus.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return where / "corpus.jsonl"


def packed_lines(where: Path, texts: dict[str, str]) -> Path:
    packed = gzip.compress(lines(where, texts).read_bytes())
    (where / "corpus.jsonl.gz").write_bytes(packed)
    return where / "corpus.jsonl.gz"


def cells(where: Path, texts: dict[str, str]) -> Path:
    with (where / "corpus.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([("document_id", "text"), *texts.items()])
    return where / "corpus.csv"


def columns(where: Path, texts: dict[str, str]) -> Path:
    pq.write_table(pa.table({"document_id": list(texts), "text": list(texts.values())}), where / "corpus.parquet")
    return where / "corpus.parquet"


def compressed_columns(where: Path, texts: dict[str, str]) -> Path:
    table = pa.table({"document_id": list(texts), "text": list(texts.values())})
    pq.write_table(table, where / "parts.parquet", compression="zstd", row_group_size=2)
    return where / "parts.parquet"


def told(made: Records, source: Path, where: Path, sources: Path | None = None) -> dict[str, pa.Table]:
    """Return all tables but for what tells of the file, by the way of a shelf as in a refresh."""
    with Shelf(where / "shelf") as shelf:
        ingested = read([source], sources, shelf)
    tables = made(ingested, shelf.path, 100)
    tables["documents"] = tables["documents"].drop_columns(list(OF_THE_FILE))
    return tables


@pytest.mark.parametrize(
    "container",
    [packed, lines, packed_lines, cells, columns, compressed_columns],
    ids=lambda container: container.__name__,
)
def test_the_container_changes_no_record(
    container: Callable[[Path, dict[str, str]], Path], root: Path, tmp_path: Path, records: Records
) -> None:
    seeds = {path.stem: decode(path.read_bytes()).text for path in (root / "seeds" / "texts").glob("*.txt")}
    texts = {**TEXTS, **seeds}
    expected = told(records, folder(tmp_path, texts), tmp_path)
    assert told(records, container(tmp_path, texts), tmp_path) == expected
    statuses = dict(zip(*expected["documents"].select(["document_id", "status"]).to_pydict().values(), strict=True))
    assert {name: statuses[name] for name in TEXTS} == {
        "wire": "duplicate",
        "copy": "ok",
        "noisy": "ok",
        "formula": "ok",
        "blank": "empty",
        "russian": "unsupported_language",
    }
    assert expected["figures"].num_rows > len(seeds)


PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shelling near Goris - The Daily</title>
<meta property="article:published_time" content="1992-05-09T10:00:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/baku">Baku</a> <a href="/yerevan">Yerevan</a></nav>
<article><h1>Shelling near Goris</h1>
<p>Shelling near Goris went on for a second day on Saturday, and at least 12 people were killed, officials said.</p>
<p>Thousands of people have fled to Kapan since 8&nbsp;May 1992, when the road &amp; the bridge were cut.[3]</p>
</article><aside>Read more: Shusha in 1905</aside><footer>All rights reserved</footer></body></html>"""


def test_a_page_gives_the_records_of_its_text(tmp_path: Path, records: Records) -> None:
    for name in ("pages", "texts"):
        (tmp_path / name).mkdir()
    page = tmp_path / "pages" / "a.html"
    page.write_text(PAGE, encoding="utf-8")
    shown = CliRunner().invoke(main, ["text", str(page)], catch_exceptions=False)
    (tmp_path / "texts" / "a.txt").write_bytes(shown.stdout_bytes)
    sources = tmp_path / "sources.csv"
    add = ["sources", "add", str(tmp_path / "texts" / "a.txt"), "--published", "1992-05-09", "--sources", str(sources)]
    assert CliRunner().invoke(main, add, catch_exceptions=False).exit_code == 0
    of_page, of_text = told(records, page.parent, tmp_path), told(records, tmp_path / "texts", tmp_path, sources)
    assert of_page == of_text
    assert sorted(of_page["figures"]["low"].to_pylist()) == [12, 2000]
    assert str(of_page["documents"]["published"][0]) == "1992-05-09"
