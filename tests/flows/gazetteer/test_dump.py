"""A dump is read line by line; what is no dump is refused with file, line, column, value and remedy."""

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.errors import CallError
from karabakh.flows.gazetteer.dump import MAX_LINE, DumpError, read_dump

Line = Callable[..., str]
Dump = Callable[..., Path]


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_line_is_a_feature(dump: Dump, line: Line) -> None:
    (feature,) = read_dump(dump(line(alternatenames="Агбулаглы,Aghbulaghli", admin1_code="07")))
    assert (feature.geonameid, feature.name, feature.kind) == ("9000001", "Ağbulaqlı", ("P", "PPL"))
    assert feature.alternates == ("Агбулаглы", "Aghbulaghli")
    assert (feature.lat, feature.lon, feature.country, feature.admin1) == (39.91234, 47.10001, "AZ", "07")


def test_the_zip_that_geonames_publishes_is_read_as_it_is(tmp_path: Path, line: Line) -> None:
    path = zipped(tmp_path / "AZ.zip", {"readme.txt": b"what the columns are", "AZ.txt": line().encode()})
    assert [feature.name for feature in read_dump(path)] == ["Ağbulaqlı"]


def test_a_byte_order_mark_crlf_and_blank_lines_do_no_harm(tmp_path: Path, line: Line) -> None:
    path = tmp_path / "AZ.txt"
    path.write_bytes(("\ufeff" + line() + "\r\n\r\n" + line(geonameid="9000002") + "\r\n").encode())
    assert [feature.geonameid for feature in read_dump(path)] == ["9000001", "9000002"]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"geonameid": "geonameid"}, "line 2 column geonameid: 'geonameid' is not"),
        ({"geonameid": "../9"}, "line 2 column geonameid: '../9' is not"),
        ({"geonameid": "=1+1"}, "line 2 column geonameid: '=1+1' is not"),
        ({"latitude": "north"}, "line 2 column latitude: 'north' is not a number of degrees from -90 to 90"),
        ({"latitude": "nan"}, "column latitude"),
        ({"longitude": "180.5"}, "column longitude"),
        ({"longitude": "9" * 5000}, "column longitude"),
        ({"name": "  "}, "column name"),
        ({"name": "Ağ\x07bulaq"}, "column name: 'A\\u011f\\x07bulaq' is not free of control characters"),
        ({"feature code": "village"}, "column feature code: 'village' is not a code"),
        ({"country code": "Azerbaijan"}, "column country code: 'Azerbaijan' is not a code"),
    ],
)
def test_a_wrong_cell_is_named_with_its_line_and_column(
    dump: Dump, line: Line, cells: dict[str, str], said: str
) -> None:
    path = dump(line(), line(cells))
    with pytest.raises(DumpError) as error:
        list(read_dump(path))
    assert str(path) in str(error.value)
    assert said in str(error.value)
    assert len(str(error.value)) < 500


def test_another_number_of_columns_is_no_dump(dump: Dump) -> None:
    with pytest.raises(DumpError, match=r"line 1: 3 columns, not 19 .* the first being 'AZ'; take the country's file"):
        list(read_dump(dump("AZ\tAZ1000\tBaku")))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "there is no line in it"),
        (b"\n\n", "there is no line in it"),
        (b"\x1f\x8b\x08\x00gz", "is not UTF-8"),
        (b"9000001\tA\xffbulaq", "line 1 byte 10: b'\\xffbulaq' is not UTF-8"),
        (b"x" * (MAX_LINE + 1), "the line has over"),
        (b"PK\x03\x04 and then nothing", "damaged, cut short or encrypted"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "AZ.txt"
    path.write_bytes(content)
    with pytest.raises(DumpError) as error:
        list(read_dump(path))
    assert said in str(error.value)


def test_a_zip_cut_short_is_refused(tmp_path: Path, line: Line) -> None:
    whole = zipped(
        tmp_path / "AZ.zip", {"AZ.txt": "".join(f"{line(geonameid=str(n))}\n" for n in range(1, 999)).encode()}
    )
    for size in (10, 500, len(whole.read_bytes()) - 30):
        short = tmp_path / "short.zip"
        short.write_bytes(whole.read_bytes()[:size])
        with pytest.raises(DumpError, match="damaged"):
            list(read_dump(short))


def test_a_zip_with_a_damaged_member_is_refused(tmp_path: Path, line: Line) -> None:
    path = zipped(tmp_path / "AZ.zip", {"AZ.txt": line().encode() * 50})
    content = bytearray(path.read_bytes())
    content[60] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(DumpError):
        list(read_dump(path))


def test_a_zip_without_a_dump_or_with_several_says_so(tmp_path: Path, line: Line) -> None:
    with pytest.raises(DumpError, match="holds no dump"):
        list(read_dump(zipped(tmp_path / "a.zip", {"readme.txt": b""})))
    with pytest.raises(CallError, match=r"several texts \('\.\./x\.txt', 'AZ\.txt'\)"):
        list(read_dump(zipped(tmp_path / "b.zip", {"../x.txt": b"", "AZ.txt": line().encode()})))


def test_a_zip_that_unpacks_to_one_endless_line_ends_at_once(tmp_path: Path) -> None:
    with pytest.raises(DumpError, match="the line has over"):
        list(read_dump(zipped(tmp_path / "bomb.zip", {"AZ.txt": b"0" * 50_000_000})))


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "AZ.txt")
    with pytest.raises(CallError, match="is no file"):
        list(read_dump(tmp_path / "AZ.txt"))


@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "AZ.txt"
    path.write_bytes(content)
    with pytest.raises((DumpError, CallError)):
        list(read_dump(path))
