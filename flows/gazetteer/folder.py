"""The rows of a gazetteer in, a folder of the user's own with its three files out, valid, all or nothing."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from karabakh.flows.errors import CallError
from karabakh.flows.gazetteer.rows import COLUMNS, Rows, written
from karabakh.flows.places.tables import gazetteer_tables
from karabakh.flows.publish import durable

FILES = tuple(f"{name}.csv" for name in COLUMNS)


def refuse(folder: Path) -> None:
    """Raise CallError where ``folder`` is there and is neither empty nor a gazetteer."""
    if folder.is_symlink():
        raise CallError(f"--to {folder} is a symbolic link; name the folder itself")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise CallError(f"--to {folder} is a file; name a new folder, or one that holds a gazetteer of yours")
    others = sorted(path.name for path in folder.iterdir() if path.name not in FILES or path.is_symlink())
    if others:
        shown = ", ".join(ascii(name) for name in others[:5]) + (", …" if len(others) > 5 else "")
        raise CallError(f"--to {folder} holds other things ({shown}); name a new or an empty folder")


def write(folder: Path, rows: Rows, base: Path | None) -> bool:
    """Write the three files and return whether anything changed.

    They are checked as a packaged gazetteer's are before they get their place: GazetteerError. A gazetteer that is in
    the folder is replaced only where it is the ``base`` that was added to, or the same: CallError.
    """
    texts = {f"{name}.csv": written(name, rows[name]) for name in COLUMNS}
    if all(_same(folder / name, text) for name, text in texts.items()):
        return False
    if folder.exists() and any(folder.iterdir()) and (base is None or base.resolve() != folder.resolve()):
        raise CallError(
            f"--to {folder} holds another gazetteer already; to add to that one say --gazetteer {folder} too, "
            "else name a new folder"
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=durable.STAGING, dir=folder.parent) as staging:
            staged = Path(staging) / "gazetteer"
            staged.mkdir()
            for name, text in texts.items():
                durable.write_text(staged / name, text)
            gazetteer_tables(staged)
            _put(staged, folder, texts)
    except OSError as error:
        raise CallError(f"--to {folder} cannot be written: {error.strerror or error}") from error
    return True


def _put(staged: Path, folder: Path, texts: Mapping[str, str]) -> None:
    if not folder.exists():
        durable.move_folder(staged, folder)
        return
    for name in texts:
        os.replace(staged / name, folder / name)  # noqa: PTH105
    durable.sync_folder(folder)


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()
