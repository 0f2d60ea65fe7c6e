"""Files that attack their reader are refused, within bounds of time and memory, with what to do instead.

Each is read by a process that the system ends where it takes more than its memory or time.
"""

import gzip
import io
import json
import os
import random
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from karabakh.schemas.reading import UnreadableError, read_file
from karabakh.schemas.reading.parquet import read_parquet

MB = 1 << 20


def parquet(table: pa.Table, **options) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, **options)
    return out.getvalue()


def gzip_bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(1, wbits=31)
    return b"".join([*(packer.compress(bytes(MB)) for _ in range(megabytes)), packer.flush()])


def archive(entries: Iterator[tuple[str | zipfile.ZipInfo, bytes]] | list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries:
            made.writestr(name, content)
    return out.getvalue()


def workbook(change: Callable[[openpyxl.Workbook], object] = lambda book: None) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["place_id", "name"])
    book.active.append(["K0001", "Shusha"])
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rewritten(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        return archive([(n, change(old.read(n)) if n == name else old.read(n)) for n in old.namelist()])


def far(book: openpyxl.Workbook) -> None:
    book.active["XFD1048576"] = 1


def many_sheets(book: openpyxl.Workbook) -> None:
    for _ in range(100):
        book.create_sheet()


SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;"><!ENTITY e SYSTEM "file:///etc/passwd">]>'
)
DICTIONARY = pa.DictionaryArray.from_arrays(pa.array([0] * 1_000_000, pa.int32()), ["x" * MB])

# name of the file, how it is made, the rule of the refusal ("read" where it is read), a word of the message
ATTACKS: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "random.csv": (lambda: random.Random(1).randbytes(MB), "encoding", "not text"),
    "nul.csv": (lambda: bytes(MB), "encoding", "not text"),
    "one_line.csv": (lambda: b"a" * (200 * MB), "not_csv", "no table"),
    "one_row.csv": (lambda: b"a,b\n1," + b"a" * (100 * MB) + b"\n3,4\n", "read", "more than 32 MB"),
    "one_cell.csv": (lambda: b"a,b\n1," + b"a" * (17 * MB) + b"\n3,4\n", "read", "field larger"),
    "columns.csv": (lambda: b",".join(b"c%d" % n for n in range(10**5)) + b"\n", "too_large", "1,000 columns"),
    "million_columns.csv": (lambda: b"a," * 10**6 + b"\n", "not_csv", "no table"),
    "million_cells.csv": (lambda: b"a,b\n" + b"1," * 10**6 + b"\n3,4\n", "read", "must have 2 cells"),
    "cells.csv": (lambda: b"a,b\n" + b"," * (300 * MB), "too_large", "cells"),
    "lines.csv": (lambda: b"a,b\n" + b"\n" * (21 * 10**6), "too_large", "lines"),
    "quotes.csv": (lambda: b"a,b\n" + b'"x,1\n' * 10**5, "read", "quote"),
    "lost_quotes.csv": (lambda: b"a,b\n" + b'x,"1 ""\n' * 10**5, "read", "quote"),
    "returns.csv": (lambda: b"a,b\n" + b"1,2\r" * 10**5, "read", ""),
    "deep.jsonl": (lambda: b'{"a":1}\n{"a":' + b"[" * 10**6 + b"\n", "read", "deep"),
    "deep_objects.json": (lambda: b"[" + b'{"a":' * 10**6, "nested", "deep"),
    "deep_arrays.json": (lambda: b"[[" * 10**6, "not_csv", ""),
    "keys.jsonl": (lambda: json.dumps({str(n): 1 for n in range(10**5)}).encode(), "too_large", "1,000 names"),
    "digits.jsonl": (lambda: b'{"a":' + b"9" * (10 * MB) + b"}\n", "read", ""),
    "array.json": (lambda: b"[" + b'{"a":1},' * (5 * MB) + b"{}]", "too_large", "one object a line"),
    "bomb.csv.gz": (lambda: gzip_bomb(1025), "too_large", "1,024 MB"),
    "bomb.csv.gz.gz": (lambda: gzip.compress(gzip_bomb(1)), "not_readable", "decompress"),
    "bomb.csv.zst": (lambda: pa.compress(bytes(1025 * MB), "zstd", asbytes=True), "too_large", "1,024 MB"),
    "members.csv.gz": (lambda: gzip.compress(b"") * 20_000, "not_readable", "members"),
    "dictionary.parquet": (lambda: parquet(pa.table({"a": DICTIONARY}), compression="zstd"), "too_large", "GB"),
    "nulls.parquet": (lambda: parquet(pa.table({"a": pa.nulls(21 * 10**6, pa.int32())})), "too_large", "rows"),
    "columns.parquet": (lambda: parquet(pa.table({str(n): [1] for n in range(1001)})), "too_large", "1,000 columns"),
    "cell.parquet": (lambda: parquet(pa.table({"a": ["x" * (70 * MB)]})), "too_large", "characters"),
    "footer.parquet": (lambda: b"PAR1" + b"\xff" * 1000 + b"\xff\xff\xff\x7fPAR1", "not_readable", "Parquet"),
    "far.xlsx": (lambda: workbook(far), "too_large", "far"),
    "reference.xlsx": (
        lambda: rewritten(workbook(), SHEET, lambda xml: xml.replace(b'r="B2"', b'r="FFFFFFFFFFFF2"')),
        "too_large",
        "far",
    ),
    "sheets.xlsx": (lambda: workbook(many_sheets), "too_large", "100 sheets"),
    "bomb.xlsx": (
        lambda: rewritten(workbook(), SHEET, lambda xml: xml.replace(b"</row>", b" " * (300 * MB) + b"</row>")),
        "too_large",
        "MB",
    ),
    "entities.xlsx": (lambda: rewritten(workbook(), SHEET, lambda xml: ENTITIES + xml), "not_readable", "entities"),
    "entries.xlsx": (
        lambda: archive([("xl/workbook.xml", b""), *((str(n), b"") for n in range(10_001))]),
        "too_large",
        "files",
    ),
    "out.xlsx": (lambda: archive([("xl/workbook.xml", b""), ("../../x", b"")]), "not_readable", "leads out"),
    "archive.xlsx": (lambda: archive([("a.csv", b"a,b\n")]), "not_readable", "no workbook"),
    "cut.xlsx": (lambda: workbook()[:-100], "not_readable", "no whole workbook"),
    "binary.xlsx": (lambda: archive([("xl/workbook.bin", b"")]), "not_readable", "binary"),
    "empty.xlsx": (lambda: archive([("xl/workbook.xml", b"")]), "not_readable", ""),
}
SLOW = {
    *("cells.csv", "bomb.csv.gz", "bomb.csv.zst", "one_line.csv", "one_row.csv", "bomb.xlsx", "dictionary.parquet"),
    *("array.json", "cell.parquet", "one_cell.csv"),
}
APART = {"far.xlsx", "reference.xlsx", "dictionary.parquet"}


def check(name: str, outcome: list[str]) -> None:
    _, rule, word = ATTACKS[name]
    found, message = outcome
    assert (name, found) == (name, rule)
    assert word in str(message)


def test_attacks_are_refused_within_bounds(attack, tmp_path: Path) -> None:
    names = [name for name in ATTACKS if name not in SLOW]
    for name in names:
        (tmp_path / name).write_bytes(ATTACKS[name][0]())
    here = [name for name in names if name not in APART]
    for name, outcome in zip(here, attack(*(tmp_path / name for name in here), here=True), strict=True):
        check(name, outcome)


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=[pytest.mark.slow] * (n in SLOW)) for n in sorted(SLOW | APART)]
)
def test_an_attack_that_takes_long_or_ends_its_reader_is_refused_within_bounds(
    attack, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(ATTACKS[name][0]())
    check(name, attack(path)[0])


@pytest.mark.slow
def test_a_gigabyte_without_an_end_of_line(attack, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    assert attack(path)[0][0] == "encoding"
    with path.open("wb") as file:
        for _ in range(1024):
            file.write(b"a" * MB)
    assert attack(path)[0][0] == "not_csv"
    with path.open("ab") as file:
        file.write(b"a")
    assert attack(path)[0][0] == "too_large"


def outcome(read: Callable[[Any], object], what: object) -> str:
    try:
        read(what)
    except UnreadableError as refusal:
        return refusal.rule
    return "read"


def test_parquet_that_is_cut_off_or_damaged_is_refused_or_read() -> None:
    table = pa.table({"name": ["Şuşa", "Shusha"] * 50, "lat": [39.76, None] * 50, "ids": [["a"], []] * 50})
    for options in ({"compression": "zstd"}, {"compression": "none", "use_dictionary": False}):
        whole = parquet(table, **options)
        for part in range(50):
            with pytest.raises(UnreadableError):
                read_parquet(whole[: len(whole) * part // 50])
        dice = random.Random(2)
        for _ in range(300):
            damaged = bytearray(whole)
            for _ in range(dice.choice([1, 1, 2, 8])):
                damaged[dice.randrange(len(damaged))] = dice.randrange(256)
            assert outcome(read_parquet, bytes(damaged)) in {"read", "not_readable", "too_large"}


@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "loop", "nothing", "nul"])
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "t.csv"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "loop":
        path.symlink_to(path)
    elif kind == "nul":
        path = tmp_path / "a\0b.csv"
    with pytest.raises(UnreadableError) as refusal:
        read_file(path)
    assert refusal.value.rule == "not_readable"


@pytest.mark.parametrize("name", ["-rf.csv", "a\nb.csv", "%s.csv", "$(touch x).csv", "é.csv", "a b;c.csv"])
def test_odd_names_of_files_are_names(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    (found,) = read_file(path)
    assert (found.path, found.columns["b"].to_pylist()) == (path, ["2"])
    assert [child.name for child in tmp_path.iterdir()] == [name]


def test_a_link_to_a_file_is_the_file(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "link.csv").symlink_to(tmp_path / "t.csv")
    assert list(read_file(tmp_path / "link.csv")[0].numbers) == [2]


def test_a_file_that_changes_while_it_is_read_is_one_state_of_it_or_refused(tmp_path: Path) -> None:
    path, stop = tmp_path / "t.csv", threading.Event()
    states = [f"a,b\n{letter},{letter}\n".encode() * size for letter, size in (("x", 2), ("y", 20_000), ("z", 1))]

    def change() -> None:
        while not stop.is_set():
            for state in states:
                path.write_bytes(state)

    path.write_bytes(states[0])
    writer = threading.Thread(target=change)
    writer.start()
    try:
        for _ in range(100):
            assert outcome(read_file, path) in {"read", "not_readable", "not_csv"}
    finally:
        stop.set()
        writer.join()
