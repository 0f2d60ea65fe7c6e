"""What a version was made of is remembered: the next is the same to the byte, and less is read and written for it."""

import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh.flows.publish import csvfiles, publish, trace
from karabakh.flows.publish.chains import Chained, gathered
from karabakh.flows.publish.errors import DamagedError
from karabakh.flows.publish.parquet import ParquetRows
from karabakh.flows.publish.rows import whole
from karabakh.flows.publish.runs import ArrowRows, known_of, write_rows
from karabakh.flows.publish.segments import cut, segments
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import arrow_schema, table
from karabakh.schemas.fields import key

NAME = "name_usage"
KEY, SCHEMA = key(TABLES[NAME]), arrow_schema(TABLES[NAME])
Run = dict[str, int]


class Kept(dict[str, bytes]):
    """A memory that forgets nothing."""

    def put(self, key: str, content: bytes) -> bool:
        self[key] = content
        return True


def usage(document_id: str, count: int) -> dict[str, Any]:
    named = {"place_id": "K0001", "name": "Agdam", "tradition": "shared", "published": None, "publisher": "=A|B"}
    return {"document_id": document_id, "count": count, **named}


def stream(folder: Path, runs: list[Run]) -> Chained:
    """Return rows that stand in a file for each run: documents and how often they name a place."""
    folder.mkdir()
    files = []
    for number, run in enumerate(runs):
        rows, path = table(TABLES[NAME], [usage(*pair) for pair in run.items()]), folder / f"{number}.arrow"
        write_rows(rows, path)
        files.append(ArrowRows(path, known_of(rows, path, KEY)))
    return gathered(files, SCHEMA, KEY)


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


RUNS = [{f"d{ten}{number}": number for number in range(10)} for ten in range(4)]


class Data:
    """A data folder, and one that nothing is remembered of."""

    def __init__(self, folder: Path, **options: Any) -> None:
        self.folder, self.memory, self.options, self.number = folder, Kept(), options, 0

    def publish(self, runs: list[Run], memory: Any = "own", **more: Any) -> Any:
        self.number += 1
        tables = {NAME: stream(self.folder / f"runs-{self.number}", runs), **more}
        memory = self.memory if memory == "own" else memory
        return publish(tables, self.folder / "data", memory=memory, allow_drop=True, **self.options)

    def remembered_and_not(self, runs: list[Run], **more: Any) -> tuple[dict[str, bytes], dict[str, bytes]]:
        """Publish the next version twice, and return its files as they are with and without memory."""
        shutil.copytree(self.folder / "data", self.folder / "before")
        first = content(Path(self.publish(runs, **more).path))
        shutil.rmtree(self.folder / "data")
        shutil.move(self.folder / "before", self.folder / "data")
        return first, content(Path(self.publish(runs, memory=None, **more).path))


@pytest.fixture
def kept(tmp_path: Path) -> Data:
    return Data(tmp_path)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows were written as CSV at a time."""
    found: list[int] = []
    records = csvfiles.csv.records

    def counted(rows: Any) -> bytes:
        found.append(rows.num_rows)
        return records(rows)

    monkeypatch.setattr(csvfiles.csv, "records", counted)
    return found


RUN = st.dictionaries(st.sampled_from([f"d{number}" for number in range(30)]), st.integers(1, 3), max_size=6)


def apart(runs: list[Run]) -> list[Run]:
    """Return runs without the documents that an earlier one has."""
    seen: set[str] = set()
    found = []
    for run in runs:
        found.append({name: count for name, count in run.items() if name not in seen})
        seen |= run.keys()
    return found


@settings(max_examples=5)  # each publishes five versions
@given(st.lists(RUN, min_size=1, max_size=6).map(apart), st.data(), st.sampled_from([1, 2, 7, 1000]), st.booleans())
def test_the_next_version_is_the_same_to_the_byte(
    tmp_path_factory: pytest.TempPathFactory, runs: list[Run], data: Any, part_rows: int, sorted_runs: bool
) -> None:
    if sorted_runs:  # as a refresh makes them; else they overlap
        rows = sorted(pair for run in runs for pair in run.items())
        runs = [dict(rows[at : at + 4]) for at in range(0, len(rows), 4)]
    folder = Data(tmp_path_factory.mktemp("kept"), part_rows=part_rows)
    folder.publish(runs)
    for _ in range(2):
        at = data.draw(st.integers(0, len(runs)))
        runs = apart([*runs[:at], data.draw(RUN), *runs[at + data.draw(st.integers(0, 2)) :]])
        remembered, plain = folder.remembered_and_not(runs)
        assert remembered == plain


def test_only_what_changed_is_read_and_written(kept: Data, written: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    kept.publish(RUNS)
    assert sum(written) == 40
    written.clear()
    read = []
    numbered = ParquetRows.numbered

    def watched(self: ParquetRows, wanted: Any = None) -> Any:
        read.append(wanted)
        return numbered(self, wanted)

    monkeypatch.setattr(ParquetRows, "numbered", watched)
    changed = [RUNS[0], {**RUNS[1], "d13": 99}, *RUNS[2:]]
    published = kept.publish(changed)
    assert (sum(written), read) == (10, [[range(10, 20)]])
    assert published.reason == "name_usage: 1 row changed"
    written.clear()
    assert not kept.publish(changed).changed
    assert (written, read[1:]) == ([], [[]])


def test_tables_in_memory_are_remembered_too(kept: Data, tables: dict[str, pa.Table], written: list[int]) -> None:
    rest = {name: rows for name, rows in tables.items() if name != NAME}
    kept.publish(RUNS[:2], **rest)
    written.clear()
    remembered, plain = kept.remembered_and_not(RUNS[1:], **rest)
    assert remembered == plain
    assert sum(written) == 20 + sum(rows.num_rows for rows in rest.values()) + 30
    label = rest["places"].set_column(1, rest["places"].schema.field(1), pa.array(["Agdam", "Other"]))
    remembered, plain = kept.remembered_and_not(RUNS[1:], **{**rest, "places": label})
    assert remembered == plain
    assert b'"title":"Other"' in remembered["gazetteer/gazetteer.geojson"]


@pytest.mark.parametrize("path", ["csv/name_usage.csv", "parquet/name_usage.parquet"])
def test_damage_of_the_version_before_is_found_all_the_same(kept: Data, path: str) -> None:
    file = Path(kept.publish(RUNS).path, path)
    damaged = bytearray(file.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    file.write_bytes(damaged)
    with pytest.raises(DamagedError, match=path):
        kept.publish([*RUNS, {"e": 1}])


def test_other_rules_or_parts_remember_nothing(kept: Data, written: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    kept.publish(RUNS)
    written.clear()
    kept.options = {"part_rows": 7}
    kept.publish([*RUNS, {"e": 1}])
    assert sum(written) == 41
    written.clear()
    monkeypatch.setattr(trace, "rules", lambda: "others")
    remembered, plain = kept.remembered_and_not([*RUNS, {"e": 2}])
    assert remembered == plain
    assert sum(written) == 82


@pytest.mark.parametrize("other", [b"", b"[]", b"{", b'{"name_usage": [[1]]}', b'{"name_usage": 3}'])
def test_what_is_no_trace_is_as_none(kept: Data, other: bytes) -> None:
    kept.publish(RUNS)
    assert [*map(len, json.loads(*kept.memory.values())[NAME])] == [3] * 4
    kept.memory.update(dict.fromkeys(kept.memory, other))
    remembered, plain = kept.remembered_and_not([*RUNS[:2], {"d2": 3}, RUNS[3]])
    assert remembered == plain


def test_a_key_that_comes_again_is_found_between_stretches_that_are_known(kept: Data) -> None:
    kept.publish(RUNS)
    with pytest.raises(Exception, match="stands twice"):
        kept.publish([*RUNS, {"d20": 1}])


@given(st.lists(st.integers(0, 9), max_size=20), st.integers(1, 12))
def test_rows_are_cut_into_lists_of_one_size(sizes: list[int], size: int) -> None:
    numbers = iter(range(1000))
    tables = [pa.table({"n": pa.array([next(numbers) for _ in range(rows)], pa.int64())}) for rows in sizes]
    parts = list(cut([one for rows in tables for one in segments(rows)], size))
    found = [[n for one in part for n in whole(one.rows)["n"].to_pylist()] for part in parts]
    assert [n for part in found for n in part] == list(range(sum(sizes)))
    assert all(len(part) == size for part in found[:-1])
    assert len(found[-1]) <= size
