"""Tables that come as streams are published as tables in memory are, and never are whole in memory."""

import shutil

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from karabakh.flows.errors import DataError
from karabakh.flows.publish import durable, parquet, sorting
from karabakh.flows.publish import rows as rows_module
from karabakh.flows.publish.errors import WriteError
from karabakh.flows.publish.parquet import ParquetRows
from karabakh.flows.publish.rows import whole
from karabakh.flows.publish.writers import WRITERS, TableFiles
from karabakh.schemas import TABLES
from karabakh.schemas.csv import read_csv

FORMS = [writer for writer in WRITERS if isinstance(writer, TableFiles)]


class Stream:
    """The rows of a table, in pieces of some size."""

    def __init__(self, table, size=1):
        self._table, self._size = table, size
        self.schema, self.num_rows = table.schema, table.num_rows

    def batches(self):
        yield from self._table.to_batches(max_chunksize=self._size)


@pytest.fixture
def places(rows, build):
    """A table of many places."""

    def places(n, **cells):
        made = [rows["places"][0] | {"place_id": f"K{number:05}", **cells} for number in range(n)]
        return build({"places": made})["places"]

    return places


def bytes_of(data, snapshot):
    return {path: content for path, (_, _, content) in snapshot(data).items()}


@pytest.mark.parametrize("size", [1, 2, 1000])
def test_streams_and_tables_give_the_same_bytes(put, tables, data, snapshot, size):
    put(tables)
    first = bytes_of(data, snapshot)
    shutil.rmtree(data)
    put({name: Stream(table, size) for name, table in tables.items()})
    assert bytes_of(data, snapshot) == first


@pytest.mark.parametrize("part_rows", [1, 7, 20])
def test_pieces_do_not_show_in_parts_and_groups(put, places, data, snapshot, part_rows, monkeypatch):
    monkeypatch.setattr(parquet, "GROUP_ROWS", 4)
    monkeypatch.setattr(rows_module, "BATCH_ROWS", 5)
    table, found = places(20), []
    pieces = pa.concat_tables([table.slice(at, 3) for at in range(0, 20, 3)])
    for given in (table, pieces, table.take(pa.array(range(20))[::-1]), Stream(table, 1), Stream(table, 6)):
        put({"places": given}, part_rows=part_rows, writers=FORMS)
        found.append(bytes_of(data, snapshot))
        shutil.rmtree(data)
    assert all(other == found[0] for other in found)


def test_a_large_table_is_in_parts_that_hold_its_rows_in_order(put, places):
    table = places(10)
    folder = put({"places": table}, part_rows=4).path
    for form in ("parquet", "csv"):
        parts = [f"places/part-{number:05}.{form}" for number in (1, 2, 3)]
        assert sorted(path.relative_to(folder / form).as_posix() for path in folder.rglob(f"{form}/*/*")) == parts
    paths = sorted((folder / "parquet" / "places").iterdir())
    assert [pq.read_metadata(path).num_rows for path in paths] == [4, 4, 2]
    assert whole(ParquetRows(tuple(paths))).equals(table)
    csv_parts = [read_csv(path, TABLES["places"]) for path in sorted((folder / "csv" / "places").iterdir())]
    assert pa.concat_tables(csv_parts).equals(table)


def test_another_size_of_parts_is_a_patch_and_changes_no_row(put, places):
    put({"places": places(10)})
    published = put({"places": places(10)}, part_rows=4)
    assert (published.version, published.change) == ("1.0.1", "patch")
    assert not put({"places": places(10)}, part_rows=4).changed
    changed = put({"places": places(11)}, part_rows=4)
    assert (changed.version, changed.reason) == ("1.1.0", "places: 1 row added")
    assert put({"places": places(10)}).reason == "places: 1 row removed"


def test_rows_in_any_order_are_sorted_and_nothing_of_that_stays(put, tables, data, snapshot):
    put(tables)
    first = bytes_of(data, snapshot)
    shutil.rmtree(data)
    turned = {name: table.take(pa.array(range(table.num_rows), pa.int64())[::-1]) for name, table in tables.items()}
    put({name: Stream(table) for name, table in turned.items()})
    assert bytes_of(data, snapshot) == first


@pytest.mark.parametrize("order", [[0, 1, 1], [1, 0, 1], [1, 1, 0]])
def test_a_key_that_comes_twice_is_refused(put, tables, data, order):
    stream = Stream(tables["places"].take(pa.array(order)))
    with pytest.raises(DataError, match=r"places: the key \(place_id\) = \['K0002'\] stands twice"):
        put({"places": stream})
    assert [path.name for path in data.iterdir()] == [".lock"]


def test_a_stream_of_other_columns_types_or_nulls_is_refused(put, tables):
    with pytest.raises(DataError, match="places: the columns are"):
        put({"places": Stream(tables["places"].drop_columns(["label"]))})
    without = tables["places"].set_column(1, "label", pa.array([None, "Lachin"]))
    with pytest.raises(DataError, match="places: a column is not of its type"):
        put({"places": Stream(without)})
    texts = tables["places"].set_column(3, "lat", pa.array(["north", "south"]))
    with pytest.raises(DataError, match="places: a column is not of its type"):
        put({"places": Stream(texts)})


def test_columns_of_a_stream_come_in_declared_order_and_type(put, tables):
    names = tables["places"].column_names
    turned = tables["places"].select(names[::-1])
    wide = turned.set_column(turned.column_names.index("label"), "label", turned["label"].cast(pa.large_string()))
    folder = put({"places": Stream(wide)}).path
    assert pq.read_table(folder / "parquet" / "places.parquet").equals(tables["places"])


@pytest.mark.parametrize("said", [1, 3])
def test_a_stream_that_has_other_rows_than_it_says_is_refused(put, tables, data, said):
    stream = Stream(tables["places"])
    stream.num_rows = said
    with pytest.raises(DataError, match=f"places: 2 rows came where {said} were said to be"):
        put({"places": stream})
    assert [path.name for path in data.iterdir()] == [".lock"]


def test_a_disk_that_fails_while_rows_are_sorted_says_so(put, tables, data, monkeypatch):
    def full(sink, schema):
        raise OSError(28, "No space left on device")

    put({"documents": tables["documents"]})
    monkeypatch.setattr(pa.ipc, "new_file", full)
    with pytest.raises(WriteError, match=r"could not be sorted in .*No space left"):
        put({"documents": Stream(tables["documents"].take(pa.array([1, 0])))})
    assert not list(data.glob(f"{durable.STAGING}*"))


def test_what_a_killed_run_sorted_is_removed_by_the_next(put, tables, data):
    put({"documents": tables["documents"]})
    left = data / sorting.FOLDER / "documents"
    left.mkdir(parents=True)
    (left / "000000.arrow").write_bytes(b"half")
    turned = Stream(tables["documents"].take(pa.array([1, 0])))
    assert not put({"documents": turned}).changed
    assert not list(data.glob(f"{durable.STAGING}*"))


class Made:
    """Mentions that are made while they are read, of which nothing stays; it sees how much memory Arrow has then."""

    def __init__(self, batch, times, other=False):
        self._batch, self._times, self._other = batch, times, other
        self.schema, self.num_rows = batch.schema, batch.num_rows * times
        self.most = 0

    def batches(self):
        rows = pa.array([f"{row:06}" for row in range(len(self._batch))])
        label = self.schema.get_field_index("label")
        for number in range(self._times):
            ids = pc.binary_join_element_wise(f"{number:06}", rows, "-")
            batch = self._batch.set_column(0, self.schema.field(0), ids)
            if self._other and number % 2:
                batch = batch.set_column(label, self.schema.field(label), ids)
            self.most = max(self.most, pa.total_allocated_bytes())
            yield batch


def test_no_table_is_whole_in_memory(put, places, monkeypatch):
    """Neither when it is checked nor compared with the version before nor written nor its changes are listed."""
    for module, name in ((parquet, "GROUP_ROWS"), (rows_module, "BATCH_ROWS")):
        monkeypatch.setattr(module, name, 1000)
    monkeypatch.setitem(TABLES, "things", TABLES["places"])  # a table that no page shows whole
    [batch] = places(1000, note="x" * 300).to_batches()
    size, times = batch.nbytes, 60
    first, second = Made(batch, times), Made(batch, times, other=True)
    before = pa.total_allocated_bytes()
    assert put({"things": first}, part_rows=7000).version == "1.0.0"
    assert put({"things": second}, part_rows=7000).reason == "things: 30000 rows changed"
    assert max(first.most, second.most) - before < 25 * size  # and not 60
