"""The commands ``karabakh sources …``: options in, a step called, its result printed.

Only click is imported until a command runs.
"""

import sys
from pathlib import Path
from typing import Any

import click

from karabakh.flows.console.options import FILE, NEW_FILE, option

SOURCES = Path("seeds/sources.csv")
SHOWN = 10


@click.group()
def sources() -> None:
    """Say where texts come from: add rows to sources.csv, and check it.

    \b
    karabakh sources add seeds/texts/a.txt --publisher "The Daily" --licence CC-BY-4.0 --redistributable
    karabakh sources check                       is every row valid?
    karabakh refresh                             ... and the dataset says so of each document
    """


@sources.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--publisher", help="Who published the text.  [default: what the text says of itself]")
@click.option("--licence", help="Licence of the text: an SPDX identifier (CC-BY-4.0, CC0-1.0 …) or words.")
@click.option("--redistributable/--not-redistributable", default=None, help="Whether the licence allows the text "
              "itself to be passed on. Where this is not said, no sentence of it is published.")  # fmt: skip
@click.option("--url", help="Where the text was published; for a single document.")
@click.option("--published", metavar="YYYY-MM-DD", help="Day of publication, from which `yesterday` is counted.  "
              "[default: what the text says of itself]")  # fmt: skip
@click.option("--retrieved", metavar="YYYY-MM-DD", help="Day on which the text was fetched.")
@click.option("--language", metavar="TAG", help="Language as a BCP 47 tag (en, az-Latn).  [default: as detected]")
@click.option("--date-order", metavar="dmy|mdy|ymd", help="How the text writes days in numbers: is 03/04/1992 in "
              "April (dmy) or in March (mdy)?")  # fmt: skip
@click.option("--sentence-order", metavar="running|shuffled", help="Whether sentences follow each other, or are an "
              "extract out of order.")  # fmt: skip
@click.option("--note", help="Anything else that a user of the text should know.")
@option("--sources", type=NEW_FILE, default=SOURCES, show_default=True, help="The table; made if it is not there.")
@click.option("--replace", "anew", is_flag=True, help="Change the row of a document that has one: what is said goes "
              "before what stands there, and an empty value (--note '') empties a cell.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Show the rows and write nothing.")
def add(files: tuple[Path, ...], sources: Path, anew: bool, dry_run: bool, **said: Any) -> None:
    """Add a row to sources.csv for each document of FILE... (texts, folders of texts, corpora).

    The document's id is told as a refresh tells it: the file's name without its ending, or the column document_id of
    a corpus. What is not said and the text tells itself (the day in its header, its language, a page's metadata) is
    filled in and marked "(from the text)": look at it. All files are added or none.

    \b
    karabakh sources add report.txt --publisher "Ministry of X" --licence CC-BY-4.0 --redistributable
    karabakh sources add texts/*.txt --publisher "The Daily" --licence "all rights reserved" --not-redistributable
    karabakh sources add report.txt --replace --published 1992-05-08 --note "day from the print edition"
    """
    from karabakh.flows.sources.add import add as rows_of
    from karabakh.flows.sources.add import write

    added = rows_of(files, said, sources, anew=anew)
    for one in added:
        click.echo(str(one))
    unsaid = sum(one.row.redistributable is None for one in added)
    if unsaid:
        who = "this text" if len(added) == 1 else f"{unsaid:,} of these texts"
        click.echo(f"note: no sentence of {who} is published until a row says --redistributable", err=True)
    if dry_run:
        click.echo(f"not written {sources}")
    else:
        click.echo(f"written {sources}: {write(added, sources):,} rows")


@sources.command()
@click.argument("file", metavar="[CSV]", required=False, type=FILE)
@option("--sources", type=FILE, help="The table, where CSV is not given.  [default: seeds/sources.csv]")
def check(file: Path | None, sources: Path | None) -> None:
    """Check a table of sources, as `karabakh validate` does and as a refresh will.

    Prints each finding with row, column, value, rule and what would be right. Exit code 1 where there is an error.
    """
    from karabakh.flows.contribute.checking import check_files
    from karabakh.flows.contribute.report.lines import lines
    from karabakh.flows.errors import CallError

    path = file or sources or SOURCES
    if not path.is_file():
        raise CallError(f"{path}: there is no such file of sources; `karabakh sources add FILE` makes one")
    checking = check_files([path], "sources", cap=SHOWN)
    for line in lines(checking):
        click.echo(line)
    sys.exit(int(not checking.valid))
