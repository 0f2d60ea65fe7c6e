"""What a draft changes in; the rows of contributions.csv that say who sent it, when and why, out."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from karabakh.flows.contribute.accept.draft import Draft, Row
from karabakh.flows.contribute.accept.incoming import Incoming
from karabakh.flows.contribute.accept.seeds import CONTRIBUTIONS, TEXTS
from karabakh.flows.errors import CallError
from karabakh.schemas import model
from karabakh.schemas.arrow import table
from karabakh.schemas.validation import check_table


def today() -> date:
    """Return the day, in UTC, or that of SOURCE_DATE_EPOCH; CallError where that is no number of seconds."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise CallError(f"SOURCE_DATE_EPOCH {epoch!r}: a number of seconds is wanted") from None


def demand(contributor: str, reason: str) -> None:
    """Raise CallError where the contributor or the reason cannot stand in contributions.csv."""
    row = {"contribution_id": "-", "accepted": date.min, "table": "-", "rows_added": 0, "rows_changed": 0}
    try:
        rows = table(model(CONTRIBUTIONS), [{**row, "contributor": contributor, "reason": reason}])
    except UnicodeEncodeError:
        raise CallError("--contributor and --reason must be text in UTF-8") from None
    wrong = [one for one in check_table(CONTRIBUTIONS, rows) if one.column in ("contributor", "reason")]
    if wrong:
        raise CallError("\n".join(f"--{one.column}: {one.message}" for one in wrong))


def rows(draft: Draft, files: Sequence[Incoming], contributor: str, reason: str) -> Iterator[Row]:
    """Yield a row for each file and each table that it changes."""
    day = today()
    taken = {key[0] for key in draft.rows[CONTRIBUTIONS]}
    for (number, name), (added, changed) in sorted(_counts(draft).items()):
        (file,) = [one for one in files if one.number == number]
        first = f"{day.isoformat()}-{name}-{file.sha256[:8]}"
        own = next(one for one in _numbered(first) if one not in taken)
        taken.add(own)
        yield {
            "contribution_id": own,
            "accepted": day,
            "contributor": contributor,
            "reason": reason,
            "table": name,
            "rows_added": added,
            "rows_changed": changed,
            "file_sha256": file.sha256,
        }


def _numbered(first: str) -> Iterator[str]:
    yield first
    number = 2
    while True:
        yield f"{first}-{number}"
        number += 1


def _counts(draft: Draft) -> dict[tuple[int, str], tuple[int, int]]:
    added: Counter[tuple[int, str]] = Counter((file, TEXTS) for _, file in draft.texts.values())
    changed: Counter[tuple[int, str]] = Counter()
    for change in draft.changes.values():
        (changed if change.before else added)[change.file, change.table] += 1
    return {where: (added[where], changed[where]) for where in added | changed}
