"""A published version and its inputs in; whether the files are whole and the inputs still give it out."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from karabakh.flows.publish import checksums
from karabakh.flows.publish.errors import DamagedError
from karabakh.flows.publish.index import LATEST, NAME, Index, read_index
from karabakh.flows.verify.verification import Verification

if TYPE_CHECKING:
    from karabakh.flows.publish.publication import Published
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
    same flow in a folder of its own, upon the version before it; where that is not there, tables and pages are compared
    all the same. ``files_only`` leaves all that out.

    Raises CallError for a version or an input that is not there, and what a refresh raises where it fails.
    """
    from karabakh.flows.settings.model import Settings, place
    from karabakh.flows.verify.published import ListError, listed
    from karabakh.flows.verify.room import room

    named = [texts] if isinstance(texts, str | Path) else list(texts)
    if not files_only:  # told at once, not when half is done
        Settings(texts=[str(text) for text in named], **inputs)
    try:
        with listed(version, place(data, "read"), with_previous=not files_only) as found:
            if found.faults or files_only:
                return Verification(found.release.version, found.faults, notes=found.notes)
            with room() as folder:
                verdict = _alone if found.lacks_previous else _upon_previous
                return replace(verdict(found, folder / "data", named, inputs), notes=found.notes)
    except ListError as error:
        return Verification(version, (str(error),))


def _upon_previous(found: "Listed", data: Path, texts: Sequence[str | Path], inputs: dict[str, Any]) -> Verification:
    """Make a version again upon the one before it, and compare."""
    again, _ = _again(found.previous, data, texts, inputs)
    return _compared(found, again)


def _alone(found: "Listed", data: Path, texts: Sequence[str | Path], inputs: dict[str, Any]) -> Verification:
    """Make a version again upon itself: where nothing is new, its tables and pages say what the inputs give."""
    from karabakh.flows.verify import comparison

    published, number = found.version, found.release.version
    again, made = _again(published, data, texts, inputs)
    if not made.changed:
        return Verification(number, rebuilt=True, alone=True)
    tables = tuple(f"{name}: {said}" for name, said in comparison.tables(published, again).items())
    others = () if tables else (f"made again upon itself it is not the same: {made.reason}",)
    told = tuple(comparison.inputs(published, again))
    return Verification(number, rebuilt=True, inputs=told, tables=tables, files=others, alone=True)


def _again(
    base: "Version | None", data: Path, texts: Sequence[str | Path], inputs: dict[str, Any]
) -> tuple["Version", "Published"]:
    """Make what the inputs give upon a version; return what is the newest then, and what the run said of it."""
    from karabakh.flows.api import refresh
    from karabakh.flows.publish.version import Version

    data.mkdir()
    if base is not None:
        _copy(base.path, data / base.release.version)
        (data / NAME).write_text(Index((base.release,)).text(), encoding="utf-8", newline="\n")
    made = refresh(texts, data=data, allow_drop=True, **inputs).published
    index = read_index(data)
    release = index.find(made.version) if index else None
    if release is None:
        raise DamagedError(f"{data / NAME} does not list {made.version}, which was made just now")
    return Version(release, data / made.version), made


def _copy(folder: Path, to: Path) -> None:
    """Copy the files of a version; other than shutil.copytree, say what the system said where that fails."""
    for name in checksums.files(folder):
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / name, to / name)


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
    missing = tuple(comparison.inputs(published, again))
    return Verification(number, (), True, missing, tuple(tables), tuple(others), tuple(same))


def _previous(found: "Listed") -> str | None:
    return found.previous.release.version if found.previous else None
