"""The commands for contributors: files in, what is to be said of them out."""

import sys
from pathlib import Path

import click

from karabakh.flows.errors import CallError
from karabakh.flows.options import FILE, OLD_FOLDER, option


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@option("--table", help="The table that the files hold.  [default: told by the columns]")
@option("--format", "style", type=click.Choice(["text", "json", "github"]), default="text", show_default=True,
        help="How findings are printed: for people, for programs, as annotations of a pull request.")  # fmt: skip
@option("--gazetteer", type=OLD_FOLDER, help="Folder whose places the references are checked against.")
def validate(files: tuple[Path, ...], table: str | None, style: str, gazetteer: Path | None) -> None:
    """Check tables (CSV, Parquet) against the schemas: structure, types, content and references.

    Prints each finding with file, row, column, value, rule and what would be right. Exit code 1 where there is one.
    """
    from karabakh.flows.contribute.findings import STYLES
    from karabakh.flows.places.tables import References
    from karabakh.schemas import INPUTS, TABLES
    from karabakh.schemas.contribution import validate_files

    if table not in {None, *TABLES, *INPUTS}:
        raise CallError(f"--table {table}: there is no such table; there are {', '.join([*TABLES, *INPUTS])}")
    findings = validate_files(files, table, References(gazetteer))
    for line in STYLES[style](findings):
        click.echo(line)
    sys.exit(int(any(findings.values())))
