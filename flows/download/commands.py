"""The commands ``download``, ``versions`` and ``assets``: an address in, a version, or the list of versions, out.

Only click is imported until a command runs.
"""

from pathlib import Path

import click

from karabakh.flows.console.options import Place, option
from karabakh.flows.console.terminal import color_option, echo, terminal

_FROM = (
    "Where the versions are: a folder, or an address (https://..., s3://BUCKET/..., any that fsspec opens; "
    "https://github.com/OWNER/REPO/releases).  "
)


@click.command()
@click.argument("version", default="latest")
@option("--from", "source", metavar="URL-OR-PATH", help=f"{_FROM}[default: ./data]")
@option("--to", type=Place(), default=Path("data"), show_default=True, help="Folder that the version is put into, made "
        "if missing; where `load`, `versions` and `diff` look, too.")  # fmt: skip
@click.option("--table", "tables", multiple=True, metavar="NAME", envvar="KARABAKH_DOWNLOAD_TABLE", show_envvar=True,
              help="Only this table; may be repeated.  [default: all files of the version]")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["parquet", "csv"]), envvar="KARABAKH_DOWNLOAD_FORMAT",
              show_envvar=True, help="Only the tables in this format.  [default: both]")  # fmt: skip
def download(version: str, source: str | None, to: Path, tables: tuple[str, ...], form: str | None) -> None:
    """Download a published version (a number, or `latest`, the default) and verify every file of it.

    \b
    karabakh download --from https://example.org/karabakh           the newest version -> data/1.0.0/
    karabakh download 1.0.0 --from s3://bucket/karabakh --to here   that version -> here/1.0.0/
    karabakh download --from https://github.com/OWNER/REPO/releases the one that the latest release has
    karabakh download --table statements --table places --format csv

    A download that was stopped goes on where it stopped when the same command is run again. The version has its name
    in the folder only when all of it is there and is what was published: versions.json vouches for SHA256SUMS, and that
    for every file. What does not match is fetched once more, then refused. A version that is there already is only
    verified. With --table or --format the files come into VERSION-partial, with the README and what `diff` needs; a
    later download of all of it completes them. `latest` stays the newest whole version; only where there is none it is
    the newest in part. An old versions.json never takes a newer version away, and a number that stands for another
    content than before is refused. What is on its way lies in hidden folders (.download-...) and may be deleted.

    What is at hand is not fetched again: files that another version in the folder has, or the cache of `load`
    (KARABAKH_CACHE, else your system's cache folder; it may be deleted at any time). Keys for s3:// are those of its
    own tools; proxies are taken from the environment (HTTPS_PROXY).

    The last line on standard output is `downloaded VERSION PATH` or `already there VERSION PATH`.

    Exit codes: 0 done, 2 the call is wrong (no such address, version or table; a folder with other content), 3 it
    failed (no answer, no room, or a file that is not what was published): the message says what to do.
    """
    from karabakh.flows.download.delivery import download as run
    from karabakh.flows.download.errors import AGAIN

    try:
        done = run(version, source, to, tables=tables, format=form)
    except KeyboardInterrupt:
        click.echo(f"karabakh: stopped; {AGAIN}", err=True)
        raise
    click.echo(f"{'downloaded' if done.new else 'already there'} {done.version} {done.path}")


@click.command()
@click.option("--from", "--data", "source", metavar="URL-OR-PATH", envvar=["KARABAKH_FROM", "KARABAKH_DATA"],
              show_envvar=True, help=f"{_FROM}[default: ./data]")  # fmt: skip
@color_option()
def versions(source: str | None, color: str) -> None:
    """List the published versions, the newest last.

    \b
    karabakh versions                                 those in ./data
    karabakh versions --from https://example.org/karabakh

    A line has number, time of publication, kind of change, rows and bytes; of a version that was downloaded in part
    also how many files are there. At a terminal it is a table, and `latest` is marked; into a pipe or a file the
    columns are separated by tabs (where FORCE_COLOR is set, with `--color never`). `latest` is the last of those that
    are whole, and only without one the last.
    """
    from karabakh.flows.download.listing import versions as published

    releases = published(source)
    draw = terminal(color)
    if draw:
        from karabakh.flows.download.shown import as_table

        echo(draw.drawn(as_table(releases, draw)))
        return
    for release in releases:
        rows = sum(release.tables.values())
        change = release.change or "first"
        part = "" if release.files is None else f"\tpartial: {len(release.files):,} files"
        click.echo(f"{release.version}\t{release.released}\t{change}\t{rows:,} rows\t{release.bytes:,} bytes{part}")


@click.command()
@click.argument("version", default="latest")
@option("--from", "source", metavar="URL-OR-PATH", help=f"{_FROM}[default: ./data]")
@click.option("--to", type=Place(), default=Path("assets"), show_default=True, envvar="KARABAKH_ASSETS_TO",
              show_envvar=True, help="Folder that the files are put into: a new or an empty one.")  # fmt: skip
@click.option("--after", metavar="URL-OR-PATH", envvar="KARABAKH_ASSETS_AFTER", show_envvar=True,
              help="Where the versions that were released before are listed.  [default: there are none]")  # fmt: skip
def assets(version: str, source: str | None, to: Path, after: str | None) -> None:
    """Lay out a published version as the files of a release on GitHub, from which `download` reads it.

    \b
    karabakh assets --to assets --after https://github.com/OWNER/REPO/releases
    gh release create data-1.1.0 assets/*

    A release has no folders, so parquet/places.parquet is called parquet--places.parquet there; its tag is data- and
    the version's number. versions.json lists the version and those before, and is read from the latest release.

    The last line on standard output is `assets VERSION TAG PATH`.
    """
    from karabakh.flows.download.assets import assets as run

    made = run(version, source, to, after)
    click.echo(f"assets {made.version} {made.tag} {made.path}")
