"""Every text of texts.toml, through reading and extraction: what must come out comes out, and nothing else."""

import itertools
import tomllib
from pathlib import Path

import pytest

from karabakh.flows.extraction.extract import extract
from karabakh.flows.extraction.find import find
from karabakh.flows.ingest import read
from karabakh.flows.places import load_gazetteer

TABLE = Path(__file__).with_name("texts.toml")
TEXTS = tomllib.loads(TABLE.read_text(encoding="utf-8"))["text"]
PLAIN = TEXTS[0]
READ = [one for one in TEXTS if "rejected" not in one and one.get("status", "ok") == "ok"]
BESIDE = "It was a quiet year in the whole of the valley, and the harvest was good, as the old people like to say."


def content(one):
    if "bytes" in one:
        return bytes.fromhex(one["bytes"])
    if "unit" in one:
        return (one.get("before", "") + one["unit"] * one["times"] + one.get("after", "")).encode()
    return one["text"].encode()


def ingested(one, folder):
    """The folder with the text and, so that it is never without a document, another beside it; a corpus by itself."""
    (folder / "beside.txt").write_text(BESIDE, encoding="utf-8")
    name = one.get("file", "text.txt")
    corpora = folder.parent / f"{folder.name}-corpora"
    corpora.mkdir()
    target = (corpora if name.endswith(".jsonl") else folder) / name
    target.write_bytes(content(one) + (b"\n" if name.endswith(".jsonl") else b""))
    return read([folder, target] if target.parent == corpora else [folder])


@pytest.fixture(scope="module")
def gazetteer():
    return load_gazetteer()


def ids(texts):
    return pytest.mark.parametrize("one", texts, ids=[one["name"] for one in texts])


def test_the_table_is_whole():
    names = [one["name"] for one in TEXTS]
    assert len(set(names)) == len(names) >= 60
    assert all(one.keys() & {"text", "bytes", "unit"} and one["noise"] for one in TEXTS)


@ids([one for one in TEXTS if "rejected" in one])
def test_what_is_no_document_is_rejected_with_the_rule(one, tmp_path):
    result = ingested(one, tmp_path)
    assert [row.rule for row in result.rejected] == [one["rejected"]]
    assert [document.document_id for document in result.documents] == ["beside"]


@ids([one for one in TEXTS if "rejected" not in one])
def test_what_is_a_document_is_read_and_its_extraction_never_fails(one, tmp_path, gazetteer):
    result = ingested(one, tmp_path)
    assert not result.rejected
    (document,) = (document for document in result.documents if document.document_id != "beside")
    assert document.status == one.get("status", "ok")
    tables = extract([document], gazetteer)
    assert tables["rejected"].num_rows == 0
    for table in ("place_mentions", "date_mentions", "figures"):
        for row in tables[table].to_pylist():
            assert document.text[row["start"] : row["end"]] == row["surface"]


@ids(READ)
def test_noise_changes_no_place_no_date_and_no_figure(one, tmp_path, gazetteer):
    (document,) = (one for one in ingested(one, tmp_path).documents if one.document_id != "beside")
    found = find(document.text, gazetteer)
    assert {
        "places": [mention.place_id or "?" for mention in found.places],
        "dates": [mention.edtf for mention in found.dates],
        "figures": [said(figure) for figure in found.figures],
    } == {what: one.get(what, PLAIN[what]) for what in ("places", "dates", "figures")}


@ids([one for one in READ if "marks" in one])
def test_noise_is_marked_and_text_is_not(one, tmp_path, gazetteer):
    (document,) = (one for one in ingested(one, tmp_path).documents if one.document_id != "beside")
    marks = find(document.text, gazetteer).marks
    reasons = {mark.reason for mark in marks}
    assert reasons >= set(one["marks"])
    assert bool(reasons) == bool(one["marks"])
    assert all(left.end <= right.start for left, right in itertools.pairwise(marks))


def said(figure):
    """A figure as the table writes it: ``killed 12``, ``killed 12..``, ``killed 12..14``."""
    low, high = ("" if bound is None else f"{bound:g}" for bound in (figure.low, figure.high))
    return f"{figure.kind} {low}" if low == high else f"{figure.kind} {low}..{high}"
