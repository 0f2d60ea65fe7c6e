"""Published versions in; the lines of the pages that list them, and the files of one, out."""

from collections.abc import Iterator
from typing import Any

from karabakh.flows.page import file
from karabakh.flows.publish import changelog, checksums
from karabakh.flows.publish.files import FORMS, of_table, table_of
from karabakh.flows.publish.index import Release
from karabakh.flows.serve.shelf import Shelf


def rows_of_versions(shelf: Shelf) -> list[dict[str, Any]]:
    """Return what the list says of each version, the newest first."""
    index = shelf.index()
    latest = index.latest or index.all[-1]
    return [
        {
            "number": release.version,
            "newest": release == latest,
            "partial": release.files is not None,
            "released": release.released,
            "change": release.change or "first",
            "tables": len(release.tables),
            "rows": sum(release.tables.values()),
            "bytes": release.bytes,
            "changes": (shelf.data / release.folder / changelog.NAME).is_file(),  # not where some tables were fetched
        }
        for release in reversed(index.all)
    ]


def files_of(shelf: Shelf, release: Release) -> dict[str, Any]:
    """Return what the page of a version's files says: its tables with the files of each, and the other files."""
    sums = shelf.sums(release)
    sizes = dict(_sizes(shelf, release, sums))
    parts = [
        {
            "name": table,
            "rows": rows,
            "files": [(form, [(name, sizes[name]) for name in of_table(sizes, table, form)]) for form in FORMS],
        }
        for table, rows in release.tables.items()
    ]
    others = [(name, sizes[name], sums[name]) for name in sorted(sizes) if table_of(name) is None]
    return {"release": release, "tables": parts, "others": others, "page": file.NAME in sums, "sums": checksums.NAME}


def _sizes(shelf: Shelf, release: Release, sums: dict[str, str]) -> Iterator[tuple[str, int]]:
    folder = shelf.data / release.folder
    for name in sums:
        try:
            yield name, (folder / name).lstat().st_size
        except OSError:
            continue
