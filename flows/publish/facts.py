"""What the dataset as a whole is: its names, licences and sources, for the descriptors and the card."""

from typing import Final, NamedTuple

NAME: Final = "karabakh-open-data"
TITLE: Final = "Places, dates and figures in texts about the Nagorno-Karabakh conflict"
DESCRIPTION: Final = (
    "Names of places, dates and figures found in news, reports and encyclopaedic texts about the Nagorno-Karabakh "
    "conflict, each with a neutral place identifier or a machine-readable date, with how it was decided, and with the "
    "exact characters of the text it came from; and the gazetteer of places and names that was used."
)
TEXTS: Final = (
    "The texts themselves are not part of the dataset: a sentence is given only where its document may be passed on, "
    "and then under the licence of that document."
)
# in lines, as the card has them
EXCERPTS: Final = """\
The texts are not ours to license. `text` in `sentences` is given only where the document's source allows it to
be passed on (`redistributable` in `documents`), and then under that document's licence (`licence` in
`documents`), not the dataset's. Everywhere else the dataset has facts, offsets and checksums, and no sentence."""
NAMING: Final = """\
A place is an identifier. Every name it has had, in every tradition, is a row of equal rank in `place_names`,
and the form that the text uses stands next to the identifier in `place_mentions`. `label` follows a mechanical
rule: the spelling in the latest of a closed, dated list of documents of the United Nations that the project's
README names; else, for countries, the English name in Unicode CLDR; else the name in GeoNames; else the name in
the source that `label_source` gives. Any other label can be chosen from `place_names`
by language or tradition. Names are evidence, not verdicts: no column says to whom a place belongs, except the
country code that ISO 3166 gives. Where variants are listed they stand in alphabetical order."""
METHOD: Final = (
    "Rules and word lists: one scan of a text for every name of the gazetteer, a grammar of dates whose values follow "
    "EDTF (ISO 8601-2) and TIMEX3 (ISO-TimeML), and a grammar of figures. A row says how the words were matched or by "
    "which rule they were read."
)
KEYWORDS: Final = ("gazetteer", "toponym", "place names", "EDTF", "TIMEX3", "Nagorno-Karabakh", "open data")
CONTRIBUTORS: Final = "karabakh-open-data contributors"
# The page on the web that tells of the dataset, once there is one; the descriptors then name it.
ADDRESS: Final[str | None] = None

LICENCE: Final = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
TEXT_LICENCE: Final = {
    "title": "The licence of each sentence's document, in the columns licence and redistributable of the documents",
    "path": "csv/documents.csv",
}


class Source(NamedTuple):
    """Where facts of the dataset were taken from, and the licence they were given under."""

    title: str
    address: str
    licence: str  # in words
    terms: str  # where the licence stands


# in alphabetical order
SOURCES: Final = (
    Source("GeoNames", "https://www.geonames.org/", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    Source("Unicode CLDR", "https://cldr.unicode.org/", "Unicode-3.0", "https://www.unicode.org/license.txt"),
    Source("Who's On First", "https://whosonfirst.org/", "CC BY 4.0, mostly", "https://whosonfirst.org/docs/licenses/"),
)


def citation(version: str) -> str:
    """Return how a version is cited, in words."""
    return f"{CONTRIBUTORS}. {NAME}: {TITLE}. Version {version}. Dataset, CC BY 4.0."


def bibtex(version: str) -> str:
    """Return how a version is cited, as BibTeX."""
    told = {
        "author": f"{{{CONTRIBUTORS}}}",
        "title": f"{NAME}: {TITLE}",
        "howpublished": "Dataset, CC BY 4.0",
        "version": version,
    }
    inside = ", ".join(f"{name} = {{{value}}}" for name, value in told.items())
    return f"@misc{{{NAME}-{version}, {inside}}}"
