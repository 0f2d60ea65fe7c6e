"""The command ``karabakh template``: a table's name in, a CSV file to fill in out."""

import sys
from pathlib import Path

import click

from karabakh.flows.console.options import NEW_FILE, OLD_FOLDER, option

BOM = "\ufeff"  # without it, a spreadsheet reads every letter beyond ASCII wrong and saves it so


@click.command()
@click.argument("table", required=False)
@click.option("--output", type=NEW_FILE, help="The file that is written; one that is there is never written over.  "
              "[default: standard output]")  # fmt: skip
@option("--seeds", type=OLD_FOLDER, help="Folder of the gazetteer from which the example and the first free place_id "
        "are.  [default: ./seeds if it has one, else the one that comes with the package]")  # fmt: skip
def template(table: str | None, output: Path | None, seeds: Path | None) -> None:
    """Print a table to fill in, with an example and what each column must be.

    Without TABLE: list the tables, a line each. The comments are rows that begin with `# `; whoever reads a
    contribution passes over them, so they may stay. The file is UTF-8 with a byte order mark, which tells spreadsheets
    what the letters are; on a terminal it is left out.

    \b
    karabakh template place_names --output names.csv     write it, fill it in with any editor or spreadsheet ...
    karabakh validate names.csv                          ... and check it
    karabakh template                                    the tables there are

    Exit codes: 0 done, 2 there is no such table, or the file is there already.
    """
    from karabakh.flows.contribute.template.sheet import overview
    from karabakh.flows.contribute.template.sheet import template as sheet
    from karabakh.flows.errors import CallError

    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    if table is None:
        if output:
            raise click.UsageError("--output needs the name of a table")
        for line in overview():
            click.echo(line)
        return
    text = sheet(table, seeds)
    if output is None:
        click.echo(text if sys.stdout.isatty() else BOM + text, nl=False)
        return
    try:
        with output.open("x", encoding="utf-8", newline="\n") as file:
            file.write(BOM + text)
    except FileExistsError:
        raise CallError(f"{output} is there already; name a new file") from None
    except OSError as error:
        raise CallError(f"{output} cannot be written: {error.strerror or error}") from error
    click.echo(f"written {output}: fill it in, then karabakh validate {output}", err=True)
