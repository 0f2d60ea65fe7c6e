"""The command ``karabakh verify``: a published version and its inputs in, whether they belong together out."""

from pathlib import Path
from typing import Any

import click

from karabakh.flows.console.options import FILE, OLD_FOLDER, Lines, Place, option


@click.command()
@click.argument("version", metavar="[VERSION]", default="latest")
@option("--data", type=Place(), default=Path("data"), show_default=True, help="Folder of the published versions, or "
        "its address (s3://, https://, ...). It is only read.")  # fmt: skip
@option("--files-only", is_flag=True, help="Look at the published files alone, and make nothing again: seconds, and no "
        "inputs are needed.")  # fmt: skip
@option("--texts", multiple=True, type=Lines(), metavar="PATH", help="The texts it was made of, as `refresh` takes "
        "them.  [default: seeds/texts]")  # fmt: skip
@option("--sources", type=FILE, help="What is known of each source.  [default: seeds/sources.csv, if there]")
@option("--corrections", type=FILE, help="Cells that people corrected.  [default: seeds/corrections.csv, if there]")
@option("--gazetteer", type=OLD_FOLDER, help="Folder of the gazetteer.  [default: the one that comes with the package]")
@option("--workers", type=click.IntRange(min=0), default=0, help="Processes.  [default: one a core]")
@click.pass_context
def verify(context: click.Context, /, version: str, **options: Any) -> None:
    """Say whether VERSION (default: latest) is whole, and whether its inputs still give it.

    First the published files: versions.json vouches for SHA256SUMS, SHA256SUMS for every file, and nothing else may be
    there. Then the version is made again from its inputs, by the same flow, upon the version before it, in a folder
    that goes again (TMPDIR says on which disk). The data folder is never touched.

    \b
    karabakh verify                          the newest version in data/, from seeds/
    karabakh verify 1.2.0 --files-only       are the files as they were published?
    karabakh verify --data s3://bucket/data --texts corpus.parquet

    Above the last line stands what was found, and the last line on standard output is one of

    \b
    whole VERSION     the files are as they were published (--files-only)
    same VERSION      and made again it is the same, byte for byte
    equal VERSION     and made again it has the same values; some files have other bytes, as another version of a
                      library writes them, and these are named; or the version before it is not there, which is said,
                      too: then the number and what tells of changes were not compared
    differs VERSION   made again it is another: the inputs that are missing, new or other, and what differs where
    damaged VERSION   a file is missing, changed, or not listed

    Exit codes: 0 whole, same or equal; 1 differs or damaged; 2 the call is wrong; 3 the run failed.
    """
    from karabakh.flows.process.stop import end_on_signal
    from karabakh.flows.verify import verify as verified

    end_on_signal()
    found = verified(version, options.pop("data"), **options)
    click.echo(found.text())
    context.exit(0 if found.good else 1)
