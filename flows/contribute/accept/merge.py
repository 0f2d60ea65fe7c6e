"""Contributed files in; the folder of seeds with what they add, and an account of it, out; or a refusal.

The order of the work: read and validate the files, merge them into a draft, look for what it would break, write the
row that says who sent it, read the whole folder back as it will be, and only then put it in place, all at once.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa

from karabakh.flows.contribute.accept import cells, identity, policy, record, staging, texts
from karabakh.flows.contribute.accept.draft import Change, Draft, Row, key_of
from karabakh.flows.contribute.accept.errors import RefusedError
from karabakh.flows.contribute.accept.incoming import Incoming, incoming
from karabakh.flows.contribute.accept.published import Published, by_key
from karabakh.flows.contribute.accept.seeds import CONTRIBUTIONS, TEXTS, Seeds, check, held, ours, writing
from karabakh.flows.contribute.known import Known
from karabakh.flows.errors import CallError
from karabakh.flows.extraction.corrections import MENTIONS
from karabakh.flows.places.fold import fold_name
from karabakh.flows.places.tables import GAZETTEER
from karabakh.schemas import INPUTS, TABLES

WRITTEN: Final = (*GAZETTEER, "sources", "corrections")  # tables of the seeds whose rows are contributed as they are
DOCUMENTS: Final = "documents"
CORPUS: Final = "corpus"


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a contribution did, or would do (``dry_run``) to the seeds.

    ``changes`` are rows added and changed, ``texts`` the new files of texts, ``skipped`` counts by table what was there
    already, ``recorded`` are the ids of its rows in contributions.csv, ``removed`` the files taken out of the inbox.
    """

    seeds: Path
    changes: Sequence[Change]
    texts: Sequence[str]
    skipped: Mapping[str, int]
    notes: Sequence[str]
    recorded: Sequence[str]
    removed: Sequence[Path]
    dry_run: bool

    @property
    def anything(self) -> bool:
        """Whether there was anything new."""
        return bool(self.changes or self.texts)


def accept(
    files: Sequence[str | Path],
    *,
    contributor: str,
    reason: str,
    table: str | None = None,
    seeds: str | Path = "seeds",
    data: str | Path | None = None,
    no_published: bool = False,
    replace: bool = False,
    licence: str | None = None,
    licence_unknown: bool = False,
    dry_run: bool = False,
    waiting: Callable[[], None] = lambda: None,
    completed: Callable[[Sequence[str]], None] = lambda names: None,
) -> Accepted:
    """Merge valid files into the folder ``seeds``, all of them or, where anything is wrong, none.

    ``table`` names what the files hold, else their columns tell. ``data`` (default: the folder data beside ``seeds``)
    has the published versions, whose newest one says which identifiers are taken and which cells differ;
    ``no_published`` goes without any. ``replace`` lets rows that are there change. ``licence`` is that of texts which
    say none; ``licence_unknown`` takes texts without. ``waiting`` is called where another run holds the folder,
    ``completed`` with the names of the files where one was stopped before its end and this one completes it. Raises
    RefusedError for what is not valid or would break an identifier, CallError for a wrong call.
    """
    record.demand(contributor, reason)
    _demand_table(table)
    paths = [Path(file) for file in files]
    with held(Path(seeds), waiting, completed=completed, dry_run=dry_run) as home:
        known = Known(home.folder, None if no_published else _versions(home.folder, data), published=not no_published)
        published = Published(known.version)
        read, warnings = incoming(paths, table, known)
        draft = Draft.of(home.tables)
        shelf = texts.Shelf(home.texts, published, licence_unknown, licence)
        _merge(draft, read, published, shelf, {"contributor": contributor, "reason": reason})
        _refuse(draft, home, published, replace=replace)
        rows = list(record.rows(draft, read, contributor, reason))
        changes = _in_order(draft)
        for row in rows:
            draft.put(CONTRIBUTIONS, row, 0)
        contents = _contents(draft, home)
        removed = [file.path for file in read if home.holds(file.path)]
        if not dry_run:
            _write(home, contents, removed)
    recorded = [str(row["contribution_id"]) for row in rows]
    names, notes = sorted(draft.texts), [*warnings, *draft.notes]
    skipped = {name: count for name, count in draft.skipped.items() if count}
    return Accepted(Path(seeds), changes, names, skipped, notes, recorded, removed, dry_run)


def _versions(seeds: Path, data: str | Path | None) -> str | Path:
    """Return where versions are published, those beside the seeds where nobody says; CallError where there are none."""
    where = seeds.parent / "data" if data is None else data
    if "://" not in str(where) and not (Path(where) / "versions.json").is_file():
        raise CallError(
            f"{where} holds no published versions, so nobody can tell which identifiers are taken; name them with "
            "--data, or say --no-published where nothing was ever published"
        )
    return where


def _demand_table(table: str | None) -> None:
    if table not in {None, *TABLES, *INPUTS}:
        raise CallError(f"--table {table}: there is no such table; `karabakh template` lists those there are")


def _merge(draft: Draft, files: Iterable[Incoming], published: Published, shelf: texts.Shelf, said: Row) -> None:
    """Put every table and text into the draft; what is known of sources first, for texts ask for it."""
    parts = [(name, rows, file) for file in files for name, rows in file.tables]
    for name, rows, file in sorted(parts, key=lambda part: part[0] != "sources"):
        _merge_table(draft, name, rows, file, published, shelf, said)
    for file in files:
        if file.is_text:
            texts.add_text(draft, file, shelf)
    _mark_ambiguous(draft)


def _merge_table(
    draft: Draft, name: str, rows: pa.Table, file: Incoming, published: Published, shelf: texts.Shelf, said: Row
) -> None:
    if name == CORPUS:
        texts.add_corpus(draft, rows.to_pylist(), file, shelf)
    elif name == "corrections":
        for row in rows.to_pylist():
            cells.put_correction(draft, row, file.number)
    elif name in WRITTEN:
        for row in rows.to_pylist():
            _put(draft, name, row, file.number)
    elif name in MENTIONS or name == DOCUMENTS:
        _merge_cells(draft, name, rows, file, published, said)
    else:
        draft.problems.append(f"{name} cannot be contributed: {cells.elsewhere(name)}")


def _put(draft: Draft, name: str, row: Row, file: int) -> None:
    """Merge a row of a table that people write; a name that is marked as ambiguous stays so."""
    known = draft.rows[name].get(key_of(name, row)) if name == "place_names" else None
    draft.put(name, {**row, "ambiguous": row["ambiguous"] or known["ambiguous"]} if known else row, file)


def _merge_cells(draft: Draft, name: str, rows: pa.Table, file: Incoming, published: Published, said: Row) -> None:
    """Put into the draft what makes the published rows of a table the contributed ones."""
    if published.number is None:
        raise CallError(
            f"{file.path}: rows of {name} are compared with a published version; name its folder with --data, without "
            "--no-published"
        )
    keys = rows[rows.schema.names[0]].to_pylist()
    there = published.table(name, keys)
    lacking = set(keys) - set(there[rows.schema.names[0]].to_pylist())
    for key in sorted(lacking):
        how = "send its text" if name == DOCUMENTS else "what is found follows from the text; report it as a defect"
        draft.problems.append(f"{name} {key}: version {published.number} has no such row; {how}")
    differing = list(cells.differing(name, rows, there))
    draft.skipped[name] += len(set(keys)) - len(lacking) - len(differing)
    documents = published.rows(DOCUMENTS, {row["document_id"] for row, _, _ in differing})
    for row, known, columns in differing:
        if name == DOCUMENTS:
            cells.source(draft, row, known, columns, file.number)
        else:
            sha = documents[known["document_id"]]["text_sha256"]
            cells.correct(draft, name, row, known, columns, {**said, "text_sha256": sha}, file.number)


def _mark_ambiguous(draft: Draft) -> None:
    """Mark the names whose form two places have by now: a form of two places needs a cue, in every row of it."""
    changed = {fold_name(change.after["name"]): change.file for change in draft.of_table("place_names")}
    if not changed:
        return
    forms = [(row, fold_name(row["name"])) for row in draft.rows["place_names"].values()]
    same = [(row, form) for row, form in forms if form in changed]
    owners = Counter(form for form, _ in {(form, row["place_id"]) for row, form in same})
    elsewhere = {form for row, form in same if row["ambiguous"]}
    for row, form in same:
        if not row["ambiguous"] and (owners[form] > 1 or form in elsewhere):
            why = "another place has the name, too" if owners[form] > 1 else "the name is one of something else, too"
            draft.put("place_names", {**row, "ambiguous": True}, changed[form], because=why)


def _refuse(draft: Draft, home: Seeds, published: Published, *, replace: bool) -> None:
    """Raise RefusedError where the draft has problems, or changes rows that nobody said may be changed."""
    before = by_key("places", home.tables["places"])
    numbered = published.places() if draft.of_table("places") else {}
    draft.problems += map(str, [*identity.problems(draft, before, numbered), *policy.problems(draft)])
    draft.problems += _unlicensed(draft)
    corrections = draft.of_table("corrections")
    if published.number is None:
        if corrections:
            draft.notes.append("no version is published here, so nobody looked whether the corrections apply")
    else:
        places = {row["place_id"] for row in draft.rows["places"].values()}
        draft.problems += cells.inapplicable(corrections, published, places)
    if draft.problems:
        raise RefusedError(list(dict.fromkeys(draft.problems)))
    changed = [str(change) for change in _in_order(draft) if change.before is not None and change.because is None]
    if changed and not replace:
        raise RefusedError(changed, "rows that are there already would change; --replace allows it")


def _unlicensed(draft: Draft) -> Iterable[str]:
    for change in draft.of_table("sources"):
        if change.after["redistributable"] and not change.after["licence"]:
            yield f"sources {change.name}: a text that may be passed on needs the licence that allows it"


def _in_order(draft: Draft) -> list[Change]:
    return [change for name in WRITTEN for change in draft.of_table(name)]


def _contents(draft: Draft, home: Seeds) -> dict[str, bytes]:
    """Return the files that change, those first on which others rely, valid together with the others."""
    tables = draft.tables()
    contents = check(tables)
    changed = [name for name in tables if not tables[name].equals(home.tables[name])]
    return {
        **{f"{name}.csv": contents[name] for name in changed if name != CONTRIBUTIONS},
        **{f"{TEXTS}/{name}": content for name, (content, _) in sorted(draft.texts.items())},
        **{f"{name}.csv": contents[name] for name in changed if name == CONTRIBUTIONS},
    }


def _write(home: Seeds, contents: Mapping[str, bytes], removed: Iterable[Path]) -> None:
    with writing(home.folder):
        if contents:
            staging.replace_all(home.folder, contents, ours)
        for path in removed:
            path.resolve().unlink()
