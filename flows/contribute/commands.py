"""The command ``karabakh validate``: files in, a report on them out, and an exit code."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from karabakh.flows.console.options import FILE, NEW_FILE, OLD_FOLDER, option
from karabakh.flows.errors import CallError

OWN = "KARABAKH_VALIDATE_{}"
"""The variables of options that mean something else in other commands."""

SHOWN = 10
"""How many rows of each rule the readable text shows; the other reports are not read on a screen, and show `CAP`."""


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
@click.option("--table", metavar="NAME", envvar=OWN.format("TABLE"), show_envvar=True,
              help="The table that every FILE holds.  [default: told by the columns]")  # fmt: skip
@click.option("--format", "style", type=click.Choice(["text", "json", "github", "html"]), default="text",
              show_default=True, envvar=OWN.format("FORMAT"), show_envvar=True, help="text for people, json for "
              "programs, github for annotations of a pull request, html for one page to send or print.")  # fmt: skip
@click.option("--output", type=NEW_FILE, envvar=OWN.format("OUTPUT"), show_envvar=True,
              help="Write the report to this file.  [default: standard output]")  # fmt: skip
@option("--from", "--data", "address", metavar="URL-OR-PATH", help="Where versions are published; rows are compared "
        "with the newest.  [default: ./data, if there are any]")  # fmt: skip
@option("--gazetteer", type=OLD_FOLDER, help="Folder with places.csv, place_names.csv, place_links.csv.  "
        "[default: the one that comes with the package]")  # fmt: skip
@option("--max-findings", "most", type=click.IntRange(min=1), help="Rows that are shown of each rule; the others are "
        "counted.  [default: 10 in text, 100 elsewhere]")  # fmt: skip
def validate(
    files: tuple[Path, ...],
    table: str | None,
    style: str,
    output: Path | None,
    address: str | None,
    gazetteer: Path | None,
    most: int | None,
) -> None:
    """Check tables and texts before you contribute them.

    A table (CSV in any common dialect and encoding, Parquet, JSON Lines, a workbook) is checked against its schema,
    against the gazetteer and the newest published version, and against the other files named. A text (.txt, .md,
    .html, also as .gz or .zst) is read as a refresh would read it.

    Each finding says the file, the row as you count it (in a spreadsheet the header is row 1), the column, the value,
    the rule, what would be right and, where something is near, what you may have meant. An error must be mended; a
    warning should be looked at.

    \b
    karabakh validate names.csv                               what is wrong with it?
    karabakh validate places.csv place_names.csv              rows may refer to rows of the other file
    karabakh validate --table corrections mine.csv            whatever its columns are called
    karabakh validate --format html --output report.html *.csv
    karabakh validate report.txt page.html                    what would a refresh make of these?

    json is one document: {"format": 1, "valid", "version", "summary": {"files", "rows", "errors", "warnings"},
    "notes": [], "files": [{"file", "part", "table", "rows", "errors", "warnings", "notes"}], "findings": [{"file",
    "part", "table", "row", "line", "key", "column", "value", "rule", "severity", "message", "detail", "suggestion",
    "count"}]}. A finding whose count is above 1 stands for so many further rows of its rule.

    Exit codes: 0 no error, though perhaps warnings; 1 an error; 2 the call is wrong; 3 the run failed.
    """
    from karabakh.flows.contribute.checking import check_files
    from karabakh.flows.contribute.known import Known
    from karabakh.flows.contribute.report import FORMATS
    from karabakh.schemas.findings import CAP

    _demand_table(table)
    cap = most or (SHOWN if style == "text" else CAP)
    checking = check_files(files, table, Known(gazetteer, address), cap)
    _write(FORMATS[style](checking), output)
    sys.exit(int(not checking.valid))


def _demand_table(table: str | None) -> None:
    """Raise CallError for a table that there is not."""
    from karabakh.schemas import INPUTS, TABLES

    names = [*TABLES, *INPUTS]
    if table is not None and table not in names:
        from karabakh.flows.contribute.near.words import nearest

        near = nearest(table, names)
        meant = f"; was {near} meant?" if near else ""
        raise CallError(f"--table {table}: there is no such table{meant} There are {', '.join(names)}")


def _write(lines: Iterator[str], output: Path | None) -> None:
    """Print the lines, in colour where somebody watches who did not say no, or write them to a file."""
    if output is None:
        plain = bool(os.environ.get("NO_COLOR"))
        for line in lines:
            click.echo(line, color=False if plain else None)
        return
    try:
        output.write_text("".join(f"{click.unstyle(line)}\n" for line in lines), encoding="utf-8", newline="")
    except OSError as error:
        raise CallError(f"--output {output}: it cannot be written: {error.strerror or error}") from error
    click.echo(f"written {output}", err=True)
