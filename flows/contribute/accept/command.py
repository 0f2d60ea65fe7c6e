"""The command ``karabakh accept``: files of contributors in, what they changed in the seeds printed."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from karabakh.flows.console.options import OLD_FOLDER, Place, option

if TYPE_CHECKING:
    from karabakh.flows.contribute.accept.merge import Accepted

SHOWN = 10  # rows that are named of each table


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@option("--contributor", required=True, help="Who sent it, as they want to be named.")
@option("--reason", required=True, help="Why it is right, with the source.")
@option("--table", help="The table that the files hold.  [default: told by the columns]")
@option("--seeds", type=OLD_FOLDER, default=Path("seeds"), show_default=True, help="The folder that gets the rows.")
@option("--data", type=Place(), help="Folder of the published versions, or an address of one; the newest says which "
        "identifiers are taken and which cells differ.  [default: data beside the folder of seeds]")  # fmt: skip
@click.option("--no-published", is_flag=True, help="Go without any published version, where there is none: nobody "
              "looks which identifiers it has, and whether corrections apply.")  # fmt: skip
@click.option("--replace", is_flag=True, help="Let rows that are there already change.")
@click.option("--licence", help="Licence of texts that name none: an SPDX identifier (CC-BY-4.0 …) or words.")
@click.option("--licence-unknown", is_flag=True, help="Take texts of which no licence is known; no sentence of them is "
              "published.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Show what would change and write nothing.")
def accept(files: tuple[Path, ...], dry_run: bool, **options: Any) -> None:
    """Merge valid contributions into the seeds; for maintainers.

    \b
    what is sent                              becomes
    places, place_names, place_links,         rows of seeds/*.csv, in their order
      sources, corrections
    cells of place_mentions, date_mentions,   rows of seeds/corrections.csv, for each cell that differs from the
      figures                                   published one; a row that is missing deletes nothing
    cells of documents                        rows of seeds/sources.csv
    texts (.txt, .md, .html), corpus          files in seeds/texts, which are never written over, and their sources

    All files are accepted or none: what is not valid, what would make a published identifier mean something else, and
    what would leave the seeds invalid is refused with the reason. Rows that are there already are skipped. A row of
    seeds/contributions.csv keeps who, when and why. A file in seeds/contributions/ is removed when it is accepted.

    \b
    karabakh accept names.csv --contributor "A. Reader" --reason "names from the 1989 census" --dry-run
    karabakh accept places.csv place_names.csv --contributor "A. Reader" --reason "a village, GeoNames 585220"
    karabakh accept report.txt --licence CC-BY-4.0 --contributor "A. Reader" --reason "report of 1994"

    Exit codes: 0 accepted, or nothing new; 1 refused, nothing is written; 2 the call is wrong; 3 another accept holds
    the seeds.
    """
    from karabakh.flows.contribute.accept.merge import accept as merged

    done = merged(files, dry_run=dry_run, waiting=_waiting, completed=_completed, **options)
    for line in told(done):
        click.echo(line)
    for note in done.notes:
        click.echo(f"note: {note}", err=True)


def _waiting() -> None:
    click.echo("another accept is at work in these seeds; waiting for it to end", err=True)


def _completed(names: Sequence[str]) -> None:
    from karabakh.schemas.visible import visible

    told = ", ".join(map(visible, names[:SHOWN])) + (f" and {len(names) - SHOWN:,} more" if len(names) > SHOWN else "")
    click.echo(f"an accept was stopped here before its end, and is completed now: {told}; look at git diff", err=True)


def told(done: "Accepted") -> Iterator[str]:
    """Yield the account of a contribution: what was added, changed and skipped, and what to do next."""
    from karabakh.schemas.visible import visible

    tables = dict.fromkeys([*(change.table for change in done.changes), *done.skipped])
    for table in tables:
        changes = [change for change in done.changes if change.table == table]
        added = [change for change in changes if change.before is None]
        changed = [change for change in changes if change.before is not None]
        counts = (
            (len(added), "added"),
            (len(changed), "changed"),
            (done.skipped.get(table, 0), "already there, skipped"),
        )
        yield f"{table}: " + ", ".join(f"{count:,} {what}" for count, what in counts if count)
        yield from _listed([f"  + {visible(change.described)}" for change in added])
        yield from _listed([f"  ~ {visible(str(change))}" for change in changed])
    if done.texts:
        yield f"texts: {len(done.texts):,} added"
        yield from _listed([f"  + {visible(name)}" for name in done.texts])
    yield from _next(done)


def _listed(lines: list[str]) -> Iterator[str]:
    yield from lines[:SHOWN]
    if len(lines) > SHOWN:
        yield f"    ... and {len(lines) - SHOWN:,} more"


def _next(done: "Accepted") -> Iterator[str]:
    from karabakh.schemas.visible import visible

    if done.recorded:
        yield f"{'would be recorded' if done.dry_run else 'recorded'} as {', '.join(done.recorded)}"
    for path in done.removed:
        yield f"{'would be removed' if done.dry_run else 'removed'} from the inbox: {visible(str(path))}"
    if done.dry_run:
        yield f"not written {done.seeds}"
    elif done.anything:
        yield f"written {done.seeds}; next: make refresh, make test, look at git diff, commit"
    else:
        yield f"unchanged {done.seeds}: all of it is there already"
