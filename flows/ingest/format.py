"""The name of a file in; what it holds, as its endings say, out."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from karabakh.flows.ingest.compression import COMPRESSIONS

TEXT: Final = "text"
PAGE: Final = "page"
CORPUS: Final = "corpus"
# The ending of a file's name, to what it holds. Others are not read.
FORMATS: Final[Mapping[str, str]] = {
    "": TEXT,
    ".txt": TEXT,
    ".text": TEXT,
    ".md": TEXT,
    ".markdown": TEXT,
    ".html": PAGE,
    ".htm": PAGE,
    ".xhtml": PAGE,
    ".csv": CORPUS,
    ".tsv": CORPUS,
    ".jsonl": CORPUS,
    ".ndjson": CORPUS,
    ".parquet": CORPUS,
    ".pq": CORPUS,
}


class Format(NamedTuple):
    """The name without folders and endings, the ending that tells the format, that of a compression, what it holds."""

    stem: str
    suffix: str
    compression: str
    kind: str | None


def format_of(name: str) -> Format:
    """Return what the endings of a file's name say; ``kind`` is None where they say nothing that we read.

    >>> format_of("news/A.HTML.gz")
    Format(stem='A', suffix='.html', compression='.gz', kind='page')
    """
    path = PurePosixPath(name)
    ending = path.suffix.lower()
    compression = ending if ending in COMPRESSIONS else ""
    inner = PurePosixPath(path.stem) if compression else path
    suffix = inner.suffix.lower()
    return Format(inner.stem, suffix, compression, FORMATS.get(suffix))
