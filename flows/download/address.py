"""What a user calls the place of published versions in; that place as an origin out."""

import os
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, urlsplit

from karabakh.flows.download.folder import Folder
from karabakh.flows.download.origins import Origin
from karabakh.flows.errors import CallError
from karabakh.flows.ingest.inputs import masked, said, wanting
from karabakh.flows.publish.index import NAME

VARIABLE: Final = "KARABAKH_FROM"
DEFAULT: Final = Path("data")
_WITH_A_ROOT: Final = frozenset({"file", "local", "memory"})
_WITH_BUCKETS: Final = frozenset({"abfs", "abfss", "adl", "az", "gcs", "gs", "oci", "oss", "s3", "s3a"})
_WEB: Final = frozenset({"http", "https"})


def origin(address: str | Path | Origin | None = None) -> Origin:
    """Return the origin at an address: a folder's path, http(s)://, s3:// or any other URL that fsspec opens.

    ``None`` stands for what KARABAKH_FROM names in the environment, else for the folder ``data``. The address is that
    of the folder that holds versions.json, of versions.json itself, or of the page of a repository's releases. Nothing
    is read yet.

    Raises CallError for an address that cannot be one.

    >>> origin("https://me:secret@example.org/data/?token=1").shown
    'https://example.org/data'
    """
    if isinstance(address, Origin):
        return address
    place = os.environ.get(VARIABLE) or DEFAULT if address is None else address
    if isinstance(place, str) and "://" in place:
        return _url(place)
    if not str(place).strip():
        raise CallError("an empty address is no place of published versions")
    return Folder(_holding(Path(place)))


def _holding(path: Path) -> Path:
    return path.parent if path.name == NAME else path


def _url(address: str) -> Origin:
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise CallError(f"{masked(address)} is no address: {said(error)}") from None
    if parts.scheme.lower() in _WEB:
        return _web(parts)
    rest = address.partition("://")[2].rstrip("/").removesuffix(f"/{NAME}")
    if (not rest and parts.scheme not in _WITH_A_ROOT) or (parts.scheme in _WITH_BUCKETS and not parts.netloc):
        raise CallError(f"{masked(address)} is no address: it names no bucket or folder")
    return _stored(f"{parts.scheme}://{rest or '/'}")


def _web(parts: SplitResult) -> Origin:
    from karabakh.flows.download.releases import HOST, Releases, page
    from karabakh.flows.download.web import Web

    path = parts.path.rstrip("/").removesuffix(f"/{NAME}")
    releases = page(path)
    if releases is None:
        return Web(parts._replace(path=path).geturl())
    known = (parts.hostname or "").lower() in {HOST, f"www.{HOST}"}
    return Releases(parts._replace(path=releases).geturl(), known=known)


def _stored(address: str) -> Origin:
    from fsspec.core import url_to_fs
    from fsspec.implementations.local import LocalFileSystem

    from karabakh.flows.download.store import Store

    try:
        system, path = url_to_fs(address)
    except ImportError as error:
        raise CallError(f"{masked(address)}: it cannot be opened: {wanting(address, error)}") from None
    except Exception as error:  # each file system has errors of its own
        raise CallError(f"{masked(address)}: it cannot be opened: {said(error)}") from None
    return Folder(Path(path)) if isinstance(system, LocalFileSystem) else Store(address, system, path)
