"""The code, the data files beside it and the libraries in, a checksum of what decides how a text is read, out."""

import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

PACKAGES: Final = ("karabakh.flows", "karabakh.schemas")
# The libraries on which rows, offsets or published files depend, and those that these hand a page to. What only moves
# bytes, runs tasks or talks to people (fsspec, prefect, rich ...) is not among them.
LIBRARIES: Final = (
    "ahocorasick-rs",
    "charset-normalizer",
    "confusable-homoglyphs",
    "courlan",
    "ftfy",
    "htmldate",
    "jinja2",
    "justext",
    "lxml",
    "numpy",
    "pandas",
    "pandera",
    "py3langid",
    "pyarrow",
    "python-calamine",
    "python-dateutil",
    "pyyaml",
    "rapidfuzz",
    "rensa",
    "sentencex",
    "trafilatura",
    "wcwidth",
)


@cache
def rules() -> str:
    """Return a checksum (SHA-256, hex) over every file of the package, Python's version and those of the libraries.

    The package's own version plays no part: a rule that somebody edits counts at once. Seeds are no rules; a gazetteer
    has a checksum of its own.
    """
    digest = hashlib.sha256()
    for line in (*versions(), *sources()):
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def versions() -> Iterator[str]:
    """Yield the versions of Python and of each library."""
    yield "python {}.{}".format(*sys.version_info)
    for name in LIBRARIES:
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            yield f"{name} none"


def sources() -> Iterator[str]:
    """Yield the path and the checksum of every file of the package."""
    for package in PACKAGES:
        yield from _below(files(package), package)


def _below(folder: Traversable, name: str) -> Iterator[str]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.startswith((".", "__pycache__")):
            continue
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            yield from _below(entry, path)
        elif not entry.name.endswith((".pyc", ".pyo")):
            yield f"{path} {hashlib.sha256(entry.read_bytes()).hexdigest()}"
