"""What a refresh is told: where it reads, where it publishes, and how many processes it may use."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from karabakh.flows.errors import CallError
from karabakh.flows.ingest.identifier import escaped
from karabakh.flows.ingest.inputs import masked
from karabakh.flows.publish.store import is_address, refuse_unwritable
from karabakh.schemas.limits import MAX_DROP

TEXTS = Path("seeds/texts")
SOURCES = Path("seeds/sources.csv")
CORRECTIONS = Path("seeds/corrections.csv")
DATA = Path("data")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")  # two letters or more: C:/ is a drive


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one refresh; the defaults suit the repository as cloned.

    ``texts``: folders, corpora or URLs; empty: seeds/texts below the working directory. ``sources`` and
    ``corrections``: None: seeds/sources.csv and seeds/corrections.csv below the working directory if they are there.
    ``strict``: publish nothing where a correction does not apply.
    ``gazetteer``: a folder with places.csv, place_names.csv and place_links.csv; None: the packaged one.
    ``data``: the folder of the published versions, or the address of one that can be written (s3://bucket/prefix).
    ``workers``: processes; 0: one a core. ``max_drop``: the share of documents or of a table's rows that may disappear.
    """

    texts: Sequence[str] = ()
    sources: Path | None = None
    corrections: Path | None = None
    gazetteer: Path | None = None
    data: Path | str = DATA
    workers: int = 0
    max_drop: float = MAX_DROP
    allow_drop: bool = False
    strict: bool = False
    processes: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "texts", tuple(self.texts) or _default_texts())
        for text in self.texts:  # told at once, and not only when Prefect has started
            if not text.strip():
                raise CallError("--texts: an empty name is no folder; name one, or leave the option out")
            if "://" not in text and not Path(text).exists():
                raise CallError(f"--texts {text}: there is no such file or folder")
        for name in ("sources", "corrections", "gazetteer"):
            if getattr(self, name) is not None:
                object.__setattr__(self, name, Path(getattr(self, name)))
        object.__setattr__(self, "data", place(self.data))
        self._keep_apart()
        for name, usual in (("sources", SOURCES), ("corrections", CORRECTIONS)):
            if getattr(self, name) is None and usual.is_file():
                object.__setattr__(self, name, usual)
        object.__setattr__(self, "processes", self.workers or os.cpu_count() or 1)
        if not 0 <= self.max_drop <= 1:
            raise CallError(f"--max-drop {self.max_drop}: a share is wanted, from 0 to 1")
        if self.workers < 0:
            raise CallError(f"--workers {self.workers}: a number of processes is wanted, 1 or more (0: one a core)")

    def _keep_apart(self) -> None:
        for text in self.texts:
            if _lies_in(self.data, text):
                named = f"--data {masked(self.data)} lies in --texts {masked(text)}"
                raise CallError(f"{named}: what is published would be read as a text")
        if self.gazetteer is not None and not self.gazetteer.is_dir():
            raise CallError(f"--gazetteer {self.gazetteer}: there is no such folder")


def place(data: str | Path, use: str = "write") -> Path | str:
    """Return the folder that is named, or its address where that is not a path of this computer.

    Raises CallError for what can be neither, or be read only where ``use`` is ``write``.

    >>> place("s3://bucket/data"), place("data") == Path("data")
    ('s3://bucket/data', True)
    """
    if not str(data).strip() or "\0" in str(data):
        raise CallError(f"--data {str(data)!r} is no folder")
    if escaped(str(data)) != str(data):  # such a name breaks the line in which a run says where it has published
        raise CallError(f"--data {escaped(str(data))}: a name has no control characters and is valid UTF-8")
    if isinstance(data, Path) and _SCHEME.match(str(data)):
        raise CallError(f"--data {data}: an address is text; as a Path it has lost a slash")
    if not is_address(data):
        return Path(data)
    if str(data).lower().startswith(("file://", "local://")):
        return Path(urlsplit(str(data)).path)
    if use == "write":
        refuse_unwritable(str(data))
    return str(data)


def _lies_in(data: Path | str, text: str) -> bool:
    if isinstance(data, str):
        return f"{data.rstrip('/')}/".startswith(f"{text.rstrip('/')}/")
    return "://" not in text and Path(text).is_dir() and data.resolve().is_relative_to(Path(text).resolve())


def _default_texts() -> tuple[str, ...]:
    if not TEXTS.is_dir():
        raise CallError(f"no texts: there is no folder {TEXTS} here; name a folder, a corpus or a URL with --texts")
    return (str(TEXTS),)
