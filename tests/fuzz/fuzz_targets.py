"""What is fuzzed: bytes in, nothing out; what ends in an error that is not the reader's own is a finding.

Each target is a function of bytes with the errors that it may end with, and seeds from which mutations are made. A
target that may end its process (compiled code that aborts) is no different: the engine runs them in a process apart.
"""

import csv
import gzip
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from karabakh.flows.dates import edtf
from karabakh.flows.download import sums
from karabakh.flows.errors import KarabakhError
from karabakh.flows.ingest.content import read_content
from karabakh.flows.ingest.corpus import rows
from karabakh.flows.publish.errors import DamagedError
from karabakh.flows.publish.index import parse_index
from karabakh.schemas import INPUTS, TABLES, cells, patterns
from karabakh.schemas.contribution import validate_files
from karabakh.schemas.csv import read_csv
from karabakh.schemas.reading import UnreadableError, file
from karabakh.schemas.reading.dialect import head_of
from karabakh.schemas.reading.encoding import in_utf8
from karabakh.schemas.reading.parquet import read_parquet
from karabakh.schemas.reading.plain import plain_rows
from karabakh.schemas.reading.refusal import Remarks
from karabakh.schemas.reading.rows import lenient_rows
from karabakh.schemas.reading.workbook import read_workbook

HEADER = "place_id,name,language,tradition,kind,valid_from,valid_to,source,ambiguous\n"
NAMES = HEADER + (
    "K0001,Shusha,en,international,press,,,a list,false\n"
    "K0001,Şuşa,az-Latn,azerbaijani,official,1992-05,,a map,false\n"
    'K0001,Շուշի,hy,armenian,official,,1992~,"one, two",true\n'
)
PLACES = (
    "place_id,label,type,tier,lat,lon,location_source,location_type,country,admin1,admin2,valid_from,valid_to,"
    "geonames_id,wikidata_id,label_source\nK0001,Shusha,town,core,39.76,46.75,a map,,AZ,,,,,,Q1,a list\n"
)
CORPUS = "document_id,text,published,language\na,About 30 left Lachin in May 1992.,1992-06-01,en\nb,,,\n"
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>T</title><meta property="article:published_time"'
    ' content="1992-05-08"><script type="application/ld+json">{"@type":"NewsArticle","datePublished":"1992-05-08"}'
    "</script></head><body><article><h1>Title</h1><p>About 30 left Lachin.</p><p>On 8 May.</p></article></body></html>"
)
INDEX = {
    "format": 1,
    "latest": "1.0.1",
    "versions": [
        {"version": number, "released": "2026-01-01T00:00:00Z", "previous": before, "change": change,
         "tables": {"places": 3}, "sha256sums": "0" * 64, "bytes": 10}
        for number, before, change in (("1.0.0", None, None), ("1.0.1", "1.0.0", "patch"))
    ],
}  # fmt: skip
SUMS = "".join(f"{'ab' * 32}  {name}\n" for name in ("README.md", "csv/places.csv", "parquet/places.parquet"))
TYPES = (pa.string(), pa.int32(), pa.float64(), pa.bool_(), pa.date32(), pa.list_(pa.string()))


@dataclass(frozen=True)
class Target:
    """A function of bytes, the errors with which it may end, seeds, and what the seeds are made of."""

    run: Callable[[bytes], object]
    allowed: tuple[type[BaseException], ...]
    seeds: Callable[[], list[bytes]]
    kind: str = "text"


@contextmanager
def written(data: bytes, name: str) -> Iterator[Path]:
    """Give a file with the data."""
    folder = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=folder) as home:
        path = Path(home, name)
        path.write_bytes(data)
        yield path


def read_here(path: Path, form: str, content: bytes) -> tuple[Any, ...]:
    """Stand for the process apart: here the engine is one already."""
    tables = (read_parquet(content),) if form == "parquet" else tuple(read_workbook(content))
    return tuple(replace(table, path=path) for table in tables)


def here() -> None:
    """Read Parquet and workbooks in this process."""
    file.read_apart = read_here


def _examine(tables: tuple[Any, ...]) -> None:
    """Look at all of what was read: it must add up, whatever the file was."""
    for table in tables:
        rows = len(table.numbers)
        assert all(len(column) == rows for column in table.columns.values())
        assert set(table.names) <= table.columns.keys() or not table.columns
        assert table.lines is None or len(table.lines) == rows
        assert list(table.numbers) == sorted(set(table.numbers))
        assert all(remark.rule and str(remark) for remark in table.remarks)
        for name, column in table.columns.items():
            str(name).encode()
            column.validate(full=True)
            values, bad = cells.converted(column, TYPES[len(name) % len(TYPES)], guarded=table.guarded)
            assert len(values) == rows
            assert all(values[place].as_py() is None for place, _ in bad[:10])


def read_file(data: bytes) -> None:
    """Read a file of any form."""
    with written(data, "t.csv") as path:
        _examine(file.read_file(path))


def read_file_json(data: bytes) -> None:
    """Read a file that is called JSON."""
    with written(data, "t.jsonl") as path:
        _examine(file.read_file(path))


def two_readers(data: bytes) -> None:
    """Read a CSV file by Arrow and row by row: both give the same, or Arrow leaves it."""
    content, _ = in_utf8(data)
    head, fast, slow = head_of(content), Remarks(), Remarks()
    plain = plain_rows(content, head, fast)
    if plain is None:
        return
    rows = lenient_rows(content, head, slow)
    assert [column.to_pylist() for column in plain.columns] == [column.to_pylist() for column in rows.columns]
    assert (list(plain.numbers), list(plain.lines)) == (list(rows.numbers), list(rows.lines))
    assert [(str(one), one.row, one.line) for one in fast] == [(str(one), one.row, one.line) for one in slow]


def parquet(data: bytes) -> None:
    """Read the bytes of a Parquet file."""
    _examine((read_parquet(data),))


def workbook(data: bytes) -> None:
    """Read the bytes of a workbook."""
    _examine(tuple(read_workbook(data)))


def validate(data: bytes) -> None:
    """Validate a file as what its columns say."""
    with written(data, "t.csv") as path:
        for finding in validate_files([path], None)[path]:
            assert str(finding).isprintable()


@cache
def _known() -> Any:
    from karabakh.flows.contribute.known import Known

    return Known(None, None)


def check_and_report(data: bytes) -> None:
    """Check a file with all that the command checks, and write each of its reports."""
    from karabakh.flows.contribute.checking import check_files
    from karabakh.flows.contribute.report import FORMATS

    suffix = ("csv", "txt", "html", "jsonl")[len(data) % 4]
    with written(data, f"t.{suffix}") as path:
        checking = check_files([path], None, _known())
    for style, report in FORMATS.items():
        text = "\n".join(report(checking))
        text.encode()
        if style == "json":
            json.loads(text)
        elif style == "github":
            commands = [line for line in text.splitlines() if line.lstrip().startswith("::")]
            assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in commands)
        elif style == "html":
            assert text.lower().count("<script") <= 1
        assert not set(text) & _CONTROLS


_CONTROLS = set(map(chr, [*range(9), 11, 12, *range(14, 27), *range(28, 32), 127, *range(0x80, 0xA0)]))


def text(data: bytes) -> None:
    """Read a file that holds one text."""
    read_content("a.txt", data).text.encode()


def text_compressed(data: bytes) -> None:
    """Read the same, compressed."""
    read_content("a.txt.gz" if data[:1] == b"\x1f" else "a.txt.zst", data)


def page(data: bytes) -> None:
    """Read a page of HTML."""
    read_content("a.html", data).text.encode()


def _corpus(suffix: str) -> Callable[[bytes], None]:
    def read(data: bytes) -> None:
        list(rows(f"c{suffix}", suffix, io.BytesIO(data)))

    return read


def index(data: bytes) -> None:
    """Parse versions.json."""
    found = parse_index(data.decode("utf-8", "replace"), "versions.json")
    assert parse_index(found.text(), "again") == found


def checksums(data: bytes) -> None:
    """Parse SHA256SUMS: no path of it leads out."""
    for path in sums.parse(data.decode("utf-8", "replace"), "SHA256SUMS"):
        assert os.path.normpath(path) == path
        assert not path.startswith(("/", ".."))


def published_csv(data: bytes) -> None:
    """Read a CSV file in the published dialect."""
    with written(data, "t.csv") as path:
        read_csv(path, TABLES["place_names"]).validate(full=True)


def values(data: bytes) -> None:
    """Take a text for an EDTF value, an identifier and a cell of each type."""
    value = data.decode("utf-8", "replace")
    column = pa.array([value])
    for pattern in (*patterns.FORMS,):
        pa.compute.match_substring_regex(column, rf"\A(?:{pattern})\z")
    with suppress(ValueError):
        edtf.read(value)
    for type_ in TYPES:
        cells.converted([value], type_)


def _tables() -> list[pa.Table]:
    names = pa.table({"place_id": ["K0001", "K0002"], "name": ["Shusha", None], "lat": [39.76, None], "n": [1, 2]})
    typed = pa.table(
        {
            "ids": pa.array([["K0001", "K0002"], []]),
            "flag": [True, None],
            "day": pa.array([8163, None], pa.date32()),
            "when": pa.array([705283200000000, None], pa.timestamp("us", "UTC")),
            "coded": pa.array(["a", "b"]).dictionary_encode(),
            "nested": [{"a": 1, "b": ["x"]}, None],
        }
    )
    return [names, typed, names.slice(0, 0)]


def parquet_seeds() -> list[bytes]:
    """Return Parquet files in several ways of writing."""
    ways = [
        {"compression": "none"},
        {"compression": "zstd", "write_page_index": True, "write_page_checksum": True},
        {"compression": "snappy", "use_dictionary": False, "data_page_version": "2.0"},
        {"compression": "gzip", "store_schema": False, "row_group_size": 1},
    ]
    made = []
    for table in _tables():
        for way in ways:
            out = io.BytesIO()
            pq.write_table(table, out, **way)
            made.append(out.getvalue())
    return made


def workbook_seeds() -> list[bytes]:
    """Return small workbooks: with types, formulas, several sheets, and one of OpenDocument."""
    book = openpyxl.Workbook()
    book.active.append(HEADER.strip().split(","))
    book.active.append(["K0001", "Shusha", "en", "shared", "press", 1992, None, 3.5, False])
    book.active.append(["=1+1"])
    book.create_sheet("b").append(["a"])
    out = io.BytesIO()
    book.save(out)
    ods = io.BytesIO()
    space = "urn:oasis:names:tc:opendocument:xmlns"
    xml = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{space}:office:1.0"'
        f' xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="s"><table:table-row>'
        '<table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="1.5"'
        ' table:number-columns-repeated="1"/></table:table-row></table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    with zipfile.ZipFile(ods, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", xml)
    return [out.getvalue(), ods.getvalue()]


def _text_seeds() -> list[bytes]:
    lines = [dict(zip(row[0], row[1], strict=True)) for row in [list(csv.reader(NAMES.splitlines()))[:2]]]
    jsonl = "\n".join(json.dumps(line) for line in [*lines, {"place_id": "K0001", "ids": ["a", "b"], "n": 1.5}])
    return [
        NAMES.encode(),
        NAMES.replace(",", ";").encode("cp1251", "ignore"),
        ("sep=;\n" + NAMES.replace(",", ";")).encode("utf-16"),
        PLACES.encode(),
        CORPUS.encode(),
        b"# a comment\n" + NAMES.replace("\n", "\r\n").encode("utf-8-sig"),
        jsonl.encode(),
        json.dumps([*lines, *lines]).encode(),
        gzip.compress(NAMES.encode()),
        pa.compress(NAMES.encode(), "zstd", asbytes=True),
        PAGE.encode(),
        b" date 1992-05-09 \n\nShusha fell on 8 May 1992. About 30 left.\n",
    ]


def _json_seeds() -> list[bytes]:
    return [seed for seed in _text_seeds() if seed[:1] in b"[{"]


def _corpus_seeds() -> list[bytes]:
    lines = [json.dumps(row) for row in csv.DictReader(io.StringIO(CORPUS))]
    return ["\n".join(lines).encode(), b'{"document_id": 1, "text": "a"}\n']


def _corpus_parquet() -> list[bytes]:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(csv.DictReader(io.StringIO(CORPUS)))), out)
    return [out.getvalue()]


def _values() -> list[bytes]:
    dates = [
        "1992-05-08",
        "1992-05~",
        "1988/1994",
        "../1992",
        "[1992..1994]",
        "Y-10000",
        "199X",
        "2001-21",
        "{1990,1991}",
    ]
    return [value.encode() for value in [*dates, "K0001", "a:p0-5", "az-Latn", "-1.5e3", "true", r"a\|b|c", "'=1"]]


OURS = (UnreadableError,)
TARGETS: dict[str, Target] = {
    "read_file": Target(read_file, OURS, _text_seeds),
    "read_file_json": Target(read_file_json, OURS, _json_seeds, "json"),
    "two_readers": Target(two_readers, OURS, lambda: _text_seeds()[:6]),
    "parquet": Target(parquet, OURS, parquet_seeds, "parquet"),
    "workbook": Target(workbook, OURS, workbook_seeds, "archive"),
    "validate": Target(validate, (), lambda: [*_text_seeds(), *parquet_seeds(), *workbook_seeds()], "any"),
    "check_and_report": Target(check_and_report, (), lambda: [*_text_seeds(), *parquet_seeds()], "any"),
    "text": Target(text, (KarabakhError,), _text_seeds),
    "text_compressed": Target(text_compressed, (KarabakhError,), lambda: _text_seeds()[8:10], "bytes"),
    "page": Target(page, (KarabakhError,), lambda: [PAGE.encode(), PAGE.encode("utf-16")], "html"),
    "corpus_csv": Target(_corpus(".csv"), (KarabakhError,), lambda: [CORPUS.encode(), CORPUS.encode("utf-16")]),
    "corpus_jsonl": Target(_corpus(".jsonl"), (KarabakhError,), _corpus_seeds, "json"),
    "corpus_parquet": Target(_corpus(".parquet"), (KarabakhError,), _corpus_parquet, "parquet"),
    "index": Target(index, (DamagedError,), lambda: [json.dumps(INDEX).encode()], "json"),
    "checksums": Target(checksums, (DamagedError,), lambda: [SUMS.encode()]),
    "published_csv": Target(published_csv, (ValueError,), lambda: [NAMES.encode()]),
    "values": Target(values, (), _values),
}
assert INPUTS
