"""Much text, and the worst of it: nothing is lost, nothing hangs, every row is valid. Slow."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from karabakh.flows.extraction.extract import extract
from karabakh.flows.ingest import Ingested, read
from karabakh.flows.ingest.document import Document
from karabakh.flows.places import load_gazetteer

pytestmark = pytest.mark.slow

FIVE_MEGABYTES = 5_000_000


@pytest.mark.parametrize("unit", ["a", "1", ".", "(", " ", "\n", "\u00ad", "\u202e", "🙂", "Ə", "1-", "a'", "[", "xə̈"])
def test_five_megabytes_without_a_word_are_done(unit: str) -> None:
    text = unit * (FIVE_MEGABYTES // len(unit))
    one = Document("d", text, "d.txt", "utf-8", None, sha256(text.encode()).hexdigest(), "ok")
    tables = extract([one], load_gazetteer())
    assert tables["rejected"].num_rows == 0


def test_of_two_thousand_speeches_none_is_lost(
    shared: Path, tmp_path: Path, records: Callable[[Ingested], dict[str, pa.Table]]
) -> None:
    corpus = pq.read_table(shared / "corpora" / "un-general-debate.parquet").slice(0, 2_000)
    pq.write_table(corpus, tmp_path / "speeches.parquet")
    ingested = read([tmp_path / "speeches.parquet"])
    assert len(ingested.documents) + len(ingested.rejected) == 2_000

    tables = records(ingested)
    assert tables["documents"].num_rows + len(ingested.rejected) == 2_000
    assert tables["rejected"].num_rows == len(ingested.rejected)
