"""The name of a published file in; what a browser is told that it is out."""

from pathlib import PurePosixPath
from typing import Final

from karabakh.flows.page import file

BYTES: Final = "application/octet-stream"
PAGE: Final = "text/html; charset=utf-8"
TEXT: Final = "text/plain; charset=utf-8"
_KINDS: Final = {
    "": TEXT,  # SHA256SUMS
    ".cff": TEXT,
    ".csv": "text/csv; charset=utf-8",
    ".geojson": "application/geo+json",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": TEXT,
    ".parquet": "application/vnd.apache.parquet",
    ".txt": TEXT,
}


def kind(name: str) -> str:
    """Return the media type of a file; what could run in a browser is bytes.

    >>> kind("csv/places.csv"), kind("SHA256SUMS"), kind("picture.svg")
    ('text/csv; charset=utf-8', 'text/plain; charset=utf-8', 'application/octet-stream')
    """
    return PAGE if name == file.NAME else _KINDS.get(PurePosixPath(name).suffix.lower(), BYTES)
