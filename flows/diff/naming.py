"""What a user calls a version in, where it lies and its entry of versions.json out."""

from pathlib import Path
from urllib.parse import urlsplit

from karabakh.flows.download import Origin, origin
from karabakh.flows.errors import CallError
from karabakh.flows.ingest.inputs import masked
from karabakh.flows.publish.index import LATEST, Release
from karabakh.flows.publish.number import is_number


def version_at(name: str | Path, source: str | Path | Origin | None = None) -> tuple[Origin, Release]:
    """Return where a version lies and what it is: one that ``source`` lists, or the one whose folder is named.

    ``name`` is a number or ``latest``, or the path or address of a version's folder, which has versions.json beside it.
    Raises CallError for a name that is none of these, and where there is no such version.
    """
    text = str(name)
    if _is_version(text):
        place = origin(source)
        return place, place.release(text)
    folder, version = _parted(text.rstrip("/"))
    if not _is_version(version):
        raise CallError(
            f"{masked(text)} is no version: name a number, {LATEST}, or the folder of a version, such as data/1.0.0"
        )
    place = origin(folder)
    return place, place.release(version)


def _is_version(text: str) -> bool:
    return text == LATEST or is_number(text)


def _parted(text: str) -> tuple[str, str]:
    """Return the folder above, and the last part of a path or of an address.

    >>> _parted("https://example.org/data/1.0.0?token=1"), _parted("./1.0.0")
    (('https://example.org/data?token=1', '1.0.0'), ('.', '1.0.0'))
    """
    if "://" not in text:
        return str(Path(text).parent), Path(text).name
    parts = urlsplit(text)
    folder, _, last = parts.path.rstrip("/").rpartition("/")
    return parts._replace(path=folder).geturl(), last
