"""A published version and its inputs in; whether the files are whole and the inputs still give it out."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from karabakh.flows.publish.errors import DamagedError
from karabakh.flows.publish.index import LATEST, NAME, Index, read_index
from karabakh.flows.verify.verification import Verification

if TYPE_CHECKING:
    from karabakh.flows.publish.version import Version
    from karabakh.flows.verify.published import Listed


def verify(
    version: str = LATEST,
    data: str | Path = "data",
    *,
    files_only: bool = False,
    texts: str | Path | Sequence[str | Path] = (),
    **inputs: Any,
) -> Verification:
    """Check that a published version is whole, and that its inputs still give it; the data folder is only read.

    ``version`` is a number, or ``latest``; ``data`` a data folder or its address. ``texts`` and the other inputs
    (``sources``, ``corrections``, ``gazetteer``, ``workers``) are those of `refresh`. The version is made again by the
    same flow in a folder of its own, upon the version before it. ``files_only`` leaves that out.

    Raises CallError for a version or an input that is not there, and what a refresh raises where it fails.
    """
    from karabakh.flows.settings import Settings, place
    from karabakh.flows.verify.published import listed

    named = [texts] if isinstance(texts, str | Path) else list(texts)
    if not files_only:  # told at once, not when half is done
        Settings(texts=[str(text) for text in named], **inputs)
    with listed(version, place(data, "read"), with_previous=not files_only) as found:
        if found.faults or files_only:
            return Verification(found.release.version, found.faults)
        with TemporaryDirectory(prefix="karabakh-") as folder:
            return _compared(found, _again(found, Path(folder, "data"), named, inputs))


def _again(found: "Listed", data: Path, texts: Sequence[str | Path], inputs: dict[str, Any]) -> "Version":
    """Make a version again upon the one before it; return what came of it."""
    from karabakh.flows.api import refresh
    from karabakh.flows.publish.version import Version

    data.mkdir()
    if found.previous is not None:
        shutil.copytree(found.previous.path, data / found.previous.release.version)
        (data / NAME).write_text(Index(found.before).text(), encoding="utf-8", newline="\n")
    made = refresh(texts, data=data, allow_drop=True, **inputs).published
    index = read_index(data)
    release = index.find(made.version) if index else None
    if release is None:
        raise DamagedError(f"{data / NAME} does not list {made.version}, which was made just now")
    return Version(release, data / made.version)


def _compared(found: "Listed", again: "Version") -> Verification:
    from karabakh.flows.verify import comparison

    published, number = found.version, found.release.version
    if published.release.sha256sums == again.release.sha256sums:
        return Verification(number, rebuilt=True)
    differing = comparison.tables(published, again)
    others: list[str] = []
    same: list[str] = []
    tables = [f"{name}: {said}" for name, said in differing.items()]
    if again.release.version != number:
        what = "the version before it" if again.release.version == _previous(found) else "that is"
        tables.insert(0, f"what the inputs give now is not {number}: {what} {again.release.version}")
    else:  # every page names its number
        others, same = comparison.other_files(published, again, differing)
    if differing:  # other tables mean other pages
        others = [said for said in others if not said.endswith("says something else")]
    told = {"inputs": comparison.inputs(published, again), "tables": tables, "files": others, "bytes": same}
    return Verification(number, rebuilt=True, **{name: tuple(said) for name, said in told.items()})


def _previous(found: "Listed") -> str | None:
    return found.previous.release.version if found.previous else None
