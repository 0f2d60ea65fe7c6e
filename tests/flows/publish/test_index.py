"""versions.json is what readers trust: it says what it should, and whatever else somebody writes is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.publish import index
from karabakh.flows.publish.errors import DamagedError
from karabakh.flows.publish.index import Index, Release, decoded, parse_index, read_index


def entry(**members):
    return {
        "version": "1.0.0",
        "released": "2024-05-01T12:00:00Z",
        "previous": None,
        "change": None,
        "tables": {"places": 3},
        "sha256sums": "0" * 64,
        "bytes": 10,
        **members,
    }


def written(*entries, **members):
    latest = entries[-1]["version"] if entries else None
    return json.dumps({"format": 1, "latest": latest, "versions": list(entries), **members})


def test_what_is_written_is_read():
    read = parse_index(written(entry(), entry(version="1.10.0", previous="1.0.0", change="minor", bytes=0)), "it")
    assert [release.version for release in read.versions] == ["1.0.0", "1.10.0"]
    assert parse_index(read.text(), "it") == read
    assert read.find("latest") == read.latest == read.versions[1]
    assert read.find("1.0.0").folder == "1.0.0"
    assert read.find("2.0.0") is None


def test_members_of_newer_readers_are_left_to_them():
    assert parse_index(written(entry(doi="10.1/x"), next="?"), "it").versions[0].version == "1.0.0"


def test_a_part_is_listed_apart_and_kept():
    part = entry(version="1.1.0", files=["csv/places.csv"])
    read = parse_index(written(entry(), partial=[part]), "it")
    assert read.latest.version == "1.0.0"
    assert read.find("latest").folder == "1.0.0"
    assert read.find("1.1.0").folder == "1.1.0-partial"
    assert Index(partial=read.partial).find("latest").folder == "1.1.0-partial"
    assert read.in_part("places").version == "1.1.0"
    assert read.in_part("documents") is None
    assert parse_index(read.text(), "it") == read
    assert "partial" not in json.loads(Index(read.versions).text())


def test_a_whole_version_takes_the_place_of_its_part():
    part = Release.from_json(entry(files=["README.md"]), partial=True)
    whole = Release.from_json(entry())
    assert Index().adding(part).adding(whole) == Index((whole,))
    older = Release.from_json(entry(version="0.9.0"))
    assert [release.version for release in Index((whole,)).adding(older).versions] == ["0.9.0", "1.0.0"]


@pytest.mark.parametrize(
    "members",
    [
        {"version": "../up"},
        {"version": "1.0"},
        {"version": 1},
        {"version": None},
        {"version": "1.0.0\n"},
        {"version": "x" * 10_000_000},
        {"released": "yesterday"},
        {"released": "2024-05-01T12:00:00Z\x1b[31m"},
        {"previous": "none"},
        {"previous": ["1.0.0"]},
        {"change": "huge"},
        {"change": {}},
        {"tables": []},
        {"tables": {"../x": 1}},
        {"tables": {"Places": 1}},
        {"tables": {"places": -1}},
        {"tables": {"places": True}},
        {"tables": {"places": 1.5}},
        {"tables": {"places": "3"}},
        {"sha256sums": "0" * 63},
        {"sha256sums": "G" * 64},
        {"sha256sums": None},
        {"bytes": -1},
        {"bytes": 1 << 80},
        {"bytes": True},
        {"bytes": "10"},
    ],
)
def test_an_entry_that_cannot_be_a_version_is_refused_in_few_words(members):
    with pytest.raises(DamagedError, match="it cannot be read as a list of versions") as failed:
        parse_index(written(entry(**members)), "it")
    assert len(str(failed.value)) < 300
    assert str(failed.value).isprintable()


@pytest.mark.parametrize("name", list(entry()))
def test_an_entry_that_lacks_a_member_is_refused(name):
    whole = entry()
    del whole[name]
    with pytest.raises(DamagedError, match=name):
        parse_index(json.dumps({"format": 1, "latest": "1.0.0", "versions": [whole]}), "it")


@pytest.mark.parametrize(
    "text",
    [
        written(entry(), entry()),
        written(entry(version="1.1.0"), entry()),
        written(entry(), latest="2.0.0"),
        written(entry(), latest=["1.0.0"]),
        written(entry(), format=True),
        written(entry(), format=1.0),
        written(entry(), partial=[entry()]),
        written(entry(), partial=[entry(files=[])]),
        written(entry(), partial=[entry(version="1.1.0", files=[1])]),
        written(entry(), partial=7),
        written(),
        written(entry(bytes="@")).replace('"@"', "NaN"),
        written(entry(bytes="@")).replace('"@"', "9" * 5_000),
        written(entry()).replace('"bytes"', '"bytes": 1, "bytes"'),
        '{"format": 1, "format": 1, "latest": null, "versions": []}',
        "null",
        "7",
        '"' + "x" * 1_000,
        '{"format": 1, "versions": ' + "[" * 100_000,
        '{"a":' * 100_000,
    ],
)
def test_a_list_that_readers_could_read_in_two_ways_is_refused(text):
    with pytest.raises(DamagedError, match="it cannot be read as a list of versions"):
        parse_index(text, "it")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*entry(), "files", "x"]), inner),
    max_leaves=8,
)


@given(JSON, st.dictionaries(st.sampled_from([*entry(), "files"]), JSON), JSON)
def test_whatever_stands_there_it_is_an_index_or_refused(any_json, members, partial):
    for text in (json.dumps(any_json), written(entry(**members), partial=partial), written(entry(**members))):
        try:
            read = parse_index(text, "it")
        except DamagedError:
            continue
        assert parse_index(read.text(), "it") == read


def test_bytes_that_are_no_text_or_too_many(monkeypatch):
    with pytest.raises(DamagedError, match="decode"):
        decoded(b'{"format": \xff}', "it")
    monkeypatch.setattr(index, "MAX_BYTES", 100)
    with pytest.raises(DamagedError, match="more than"):
        decoded(b" " * 101, "it")


def test_a_folder_without_a_list_and_one_whose_list_is_no_file(tmp_path):
    assert read_index(tmp_path) is None
    assert read_index(tmp_path / "nowhere") is None
    (tmp_path / "versions.json").mkdir()
    with pytest.raises(DamagedError, match="is not a file"):
        read_index(tmp_path)
