"""What the dataset as a whole is: its names, licences and sources, for the descriptor and the card."""

from typing import Final

NAME: Final = "karabakh-open-data"
TITLE: Final = "Places, dates and figures in texts about the Nagorno-Karabakh conflict"
DESCRIPTION: Final = (
    "Names of places, dates and figures found in news, reports and encyclopaedic texts about the Nagorno-Karabakh "
    "conflict, each with a neutral place identifier or a machine-readable date, with how it was decided, and with the "
    "exact characters of the text it came from; and the gazetteer of places and names that was used."
)
KEYWORDS: Final = ("gazetteer", "toponym", "place names", "EDTF", "TIMEX3", "Nagorno-Karabakh", "open data")
CONTRIBUTORS: Final = "karabakh-open-data contributors"

LICENCE: Final = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
TEXT_LICENCE: Final = {
    "title": "The licence of each sentence's document, in the columns licence and redistributable of the documents",
    "path": "csv/documents.csv",
}

# title, address, licence; in alphabetical order
SOURCES: Final = (
    ("GeoNames", "https://www.geonames.org/", "CC BY 4.0"),
    ("Unicode CLDR", "https://cldr.unicode.org/", "Unicode-3.0"),
    ("Who's On First", "https://whosonfirst.org/", "CC BY 4.0, mostly"),
)
