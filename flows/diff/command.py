"""The command ``diff``: two versions in, what changed from the one to the other on standard output."""

import sys

import click

from karabakh.flows.console.options import option
from karabakh.flows.console.terminal import color_option, echo, plain, terminal


@click.command()
@click.argument("old")
@click.argument("new", default="latest")
@option("--from", "source", metavar="URL-OR-PATH", help="Where versions are that are named by number: a folder, or an "
        "address (https://..., s3://BUCKET/..., any that fsspec opens).  [default: ./data]")  # fmt: skip
@option("--table", "tables", multiple=True, metavar="NAME", help="Only this table; may be repeated.  [default: all]")
@option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True,
        help="For people, or for programs: one JSON object a line (better for many rows), or CSV.")  # fmt: skip
@option("--limit", type=click.IntRange(min=0), help="Show the first so many rows of each kind in each table; 0 is all "
        "of them.  [default: 20 in text, else all]")  # fmt: skip
@color_option()
def diff(
    old: str, new: str, source: str | None, tables: tuple[str, ...], form: str, limit: int | None, color: str
) -> None:
    """Show what changed from the version OLD to the version NEW (default: latest).

    \b
    karabakh diff 1.0.0 1.1.0                                 two versions in ./data
    karabakh diff 1.1.0 1.0.0 --table places                  the way back, one table
    karabakh diff 1.0.0 --from https://example.org/karabakh   from 1.0.0 to the newest there
    karabakh diff data/1.0.0 s3://bucket/karabakh/latest      a version here, the newest elsewhere
    karabakh diff 1.0.0 1.1.0 --format json > changes.jsonl   every row, for programs

    A version is a number or `latest`, as --from lists it, or the path or address of its folder, which has versions.json
    beside it. What is fetched is verified, and kept as `download` keeps it; tables whose files are the same are not
    fetched.

    Text: how many rows changed in each table, then the first of them: `~` a row that changed, with each cell's old and
    new value, `+` one that was added, `-` one that was removed; at a terminal as tables, into a pipe or a file a line a
    row. What a terminal would obey is shown as an escape, and
    long values are cut. JSON and CSV have the whole values (CSV, which has no escapes, as they are, except at a
    terminal), in the columns of changes.parquet: table, key, change, column, old, new (in JSON without those that are
    null). Rows are compared by key. Where a column came, went or got another type only that is said, and where a table
    did or its key is another one, too. Sentences are never shown, only that they changed.

    Exit codes: 0 done (whether or not anything changed), 2 the call is wrong (no such version or table), 3 it failed.
    """
    from karabakh.flows.diff import output
    from karabakh.flows.diff.comparison import comparison
    from karabakh.schemas.visible import visible_lines

    compared = comparison(old, new, source, tables)
    draw = terminal(color)
    if form == "text" and draw:
        for drawn in output.as_tables(compared, limit, draw):
            echo(drawn)
        return
    if form == "text":
        for line in output.as_text(compared, limit):
            click.echo(line, color=plain(color))
        return
    for piece in (output.as_json if form == "json" else output.as_csv)(compared, limit):
        # CSV has no escapes: in a file its cells are as they are, at a terminal they are only looked at
        click.echo(visible_lines(piece.decode()) if form == "csv" and sys.stdout.isatty() else piece, nl=False)
