"""What was read of texts comes from the cache or from whoever reads them: the same documents, notes and repeats."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from karabakh.flows.batches.processes import Processes
from karabakh.flows.cache.store import Cache
from karabakh.flows.cache.texts import spread
from karabakh.flows.ingest import Ingested, read
from karabakh.flows.ingest.shelf import Shelf

SOURCES = (
    "document_id,publisher,url,licence,redistributable,language,published,retrieved,date_order,sentence_order,note\n"
)
DATELINE = "BAKU, 8 May 1992 (AFP) -- "


class Counting(Processes):
    """Readers that count the texts they are given."""

    def __init__(self) -> None:
        super().__init__(1)
        self.read = 0

    def spread(self, work: Callable[[Any], Any], pieces: Iterable[Any], few: int = 1) -> Iterator[Any]:
        """Count."""
        for piece in pieces:
            self.read += len(piece.found)
            yield work(piece)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("karabakh.flows.ingest.reading.PORTION", 2_000)


def words(number: int) -> str:
    said = f"On {number % 28 + 1} May {1990 + number % 9} text {number} tells that {number} people left. "
    return (DATELINE if number % 3 else "") + said * (number % 4 + 1)


ROWS: list[dict[str, Any]] = [
    {"document_id": f"d{number:03}", "text": words(number), "publisher": "AFP" if number % 2 else None}
    for number in range(60)
]
ROWS[7]["text"] = ""
ROWS[8]["text"] = ROWS[9]["text"] = ROWS[11]["text"]
ROWS[13]["text"] = "Президент посетил город и сообщил о дорогах, школах и больницах в этом районе. " * 5
ROWS[14]["text"] = "The â€œroadâ€\x9d to Goris was closed, the report said, and nobody knew when it would open."


def taken(
    folder: Path, cache: Cache | None, rows: list[dict[str, Any]] = ROWS, sources: str = ""
) -> tuple[Ingested, int]:
    """Read the rows as a corpus; return the documents, and how many texts had to be read."""
    folder.mkdir(exist_ok=True)
    (folder / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (folder / "sources.csv").write_text(SOURCES + sources, encoding="utf-8")
    readers = Counting()
    with Shelf(folder / "texts") as shelf:
        return read([folder / "corpus.jsonl"], folder / "sources.csv", shelf, spread(readers, cache)), readers.read


def test_a_hit_gives_what_no_cache_gives(tmp_path: Path, cache: Cache) -> None:
    plain, _ = taken(tmp_path, None)
    first, every = taken(tmp_path, cache)
    second, again = taken(tmp_path, cache)
    assert plain == first == second
    assert (every, again) == (60, 0)
    assert {document.status for document in second.documents} == {"ok", "empty", "duplicate", "unsupported_language"}
    assert any(document.dateline for document in second.documents)
    assert any(document.published for document in second.documents)
    assert any("wrong encoding" in note for note in second.notes)


def test_only_a_changed_text_and_its_neighbours_are_read_again(tmp_path: Path, cache: Cache) -> None:
    taken(tmp_path, cache)
    changed = [*ROWS[:30], {"document_id": "d030", "text": "It was quiet in May 1993."}, *ROWS[31:]]
    made, asked = taken(tmp_path, cache, changed)
    assert 0 < asked < 25
    assert made == taken(tmp_path, None, changed)[0]


def test_rows_that_move_are_no_other_texts(tmp_path: Path, cache: Cache) -> None:
    taken(tmp_path, cache)
    moved = [{"document_id": "a-new-one", "text": "It was quiet in May 1993."}, *ROWS, ROWS[40]]
    made, asked = taken(tmp_path, cache, moved)
    assert asked < 30
    assert made == taken(tmp_path, None, moved)[0]
    assert [(one.rule, one.ordinal) for one in made.rejected] == [("duplicate_id", 62)]


def test_what_people_know_of_a_source_counts(tmp_path: Path, cache: Cache) -> None:
    taken(tmp_path, cache)
    row = "d030,Reuters,,,true,,1994-05-01,,,,\n"
    made, asked = taken(tmp_path, cache, sources=row)
    assert 0 < asked < 25
    assert made == taken(tmp_path, None, sources=row)[0]
    other, asked = taken(tmp_path, cache, sources=row.replace("Reuters", "APA"))
    assert 0 < asked < 25
    assert other != made
    unused, asked = taken(tmp_path, cache, sources="nobody,Reuters,,,true,,1994-05-01,,,,\n")
    assert asked == 0
    assert any("nobody" in note for note in unused.notes)


def test_notes_that_name_rows_are_made_anew(tmp_path: Path, cache: Cache) -> None:
    wrong = [{**row, "published": "soon"} if row["document_id"] == "d030" else row for row in ROWS]
    taken(tmp_path, cache, wrong)
    moved = [{"document_id": "a-new-one", "text": "It was quiet in May 1993."}, *wrong]
    made, _ = taken(tmp_path, cache, moved)
    assert made == taken(tmp_path, None, moved)[0]
    assert any("row 32" in note for note in made.notes)


def test_a_rule_counts(tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    taken(tmp_path, cache)
    monkeypatch.setattr("karabakh.flows.cache.texts.rules", lambda: "other")
    assert taken(tmp_path, cache)[1] == 60


def test_what_is_whole_and_no_documents_is_a_miss(tmp_path: Path, cache: Cache) -> None:
    first, _ = taken(tmp_path, cache)
    for number, path in enumerate(cache.folder.glob("??/*")):
        cache.put(path.name, [b"rows", b"{}", b'{"documents": [], "account": {}}'][number % 3])
    second, asked = taken(tmp_path, cache)
    assert second == first
    assert asked == 60


def test_no_sentence_of_a_text_is_kept(tmp_path: Path, cache: Cache) -> None:
    taken(tmp_path, cache)
    kept = b"".join(path.read_bytes() for path in cache.folder.glob("??/*"))
    assert b"d030" in kept
    assert b"people left" not in kept
