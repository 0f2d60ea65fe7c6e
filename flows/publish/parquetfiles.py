"""An edition in, its tables as Parquet out: a table whose rows are those of the version before is copied."""

from itertools import chain
from pathlib import Path
from shutil import copyfile

from karabakh.flows.publish.edition import Edition
from karabakh.flows.publish.parquet import write_parquet
from karabakh.flows.publish.reuse import standing
from karabakh.flows.publish.rows import parts
from karabakh.schemas import TABLES


def write(edition: Edition, name: str, folder: Path) -> None:
    """Write a table's Parquet into a version's folder."""
    paths = edition.files(name, "parquet")
    before = standing(edition, (name,), paths)
    if before is not None:
        for old, path in zip(before, paths, strict=True):
            copyfile(old, folder / path)
        return
    each = chain(parts(edition.pieces(name), edition.part_rows), [iter(())])  # the last for a table without a row
    for path, part in zip(paths, each, strict=False):
        write_parquet(part, folder / path, TABLES[name])
