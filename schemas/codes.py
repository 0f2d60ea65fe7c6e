"""The closed lists of codes that the tables use: each a mapping of code to what it means, in words for users.

The lists come from the conventions for places, dates and figures; where a list is another standard's, its comment
says whose. Nothing here imports anything, so that every command can read a code list for free.
"""

from collections.abc import Mapping
from typing import Final

Codes = Mapping[str, str] | Mapping[int, str]

STATUS: Final = {
    "ok": "The document was read and searched.",
    "duplicate": "The text is the same, or nearly the same, as that of the document named in duplicate_of.",
    "unsupported_language": "The text is in a language that the project does not search.",
    "empty": "The document has no bytes or only white space.",
}

TRADITION: Final = {
    "armenian": "A name of the Armenian naming tradition.",
    "azerbaijani": "A name of the Azerbaijani naming tradition.",
    "international": "A name used by international bodies and the world press, of no single local tradition.",
    "persian": "A name of the Persian naming tradition.",
    "russian_soviet": "A name of the Russian Empire's or the Soviet Union's administration and maps.",
    "turkish": "A name of the Turkish naming tradition.",
}

MENTION_TRADITION: Final = {
    **TRADITION,
    "shared": "Names of more than one tradition have the form that the text uses: it does not tell whose was chosen.",
}

METHOD: Final = {
    "exact": "The text has the name letter for letter.",
    "folded": "The text has the name apart from case, diacritics, apostrophes, hyphens, spaces or an ending s.",
    "transliterated": "The text has another romanisation of the name.",
    "fuzzy": "The text has the name with a small spelling mistake.",
    "context": "The words around decided which of several places of that name is meant.",
}

# ISO-TimeML's TIMEX3 types
TIMEX_TYPE: Final = {
    "DATE": "A calendar date or a span of the calendar: a day, month, season, year, decade, century or range.",
    "DURATION": "A length of time.",
    "SET": "A time that recurs.",
    "TIME": "A time of the day.",
}

# ISO-TimeML's TIMEX3 modifiers
TIMEX_MOD: Final = {
    "AFTER": "After the time named.",
    "APPROX": "About the time named.",
    "BEFORE": "Before the time named.",
    "END": "The end of the time named.",
    "EQUAL_OR_LESS": "At most the length named.",
    "EQUAL_OR_MORE": "At least the length named.",
    "LESS_THAN": "Less than the length named.",
    "MID": "The middle of the time named.",
    "MORE_THAN": "More than the length named.",
    "ON_OR_AFTER": "The time named or later.",
    "ON_OR_BEFORE": "The time named or earlier.",
    "START": "The start of the time named.",
}

PRECISION: Final = {
    "time": "A time of a day.",
    "day": "A day.",
    "week": "A week.",
    "month": "A month.",
    "season": "A season of a year.",
    "quarter": "A quarter of a year.",
    "half": "A half of a year.",
    "year": "A year.",
    "decade": "A decade.",
    "century": "A century.",
    "interval": "From one date to another.",
    "duration": "A length of time, not a date.",
    "set": "A time that recurs, not a date.",
}

QUALIFIER: Final = {
    "exact": "The date is given without reserve.",
    "approximate": "The date is given as about or as a vague part of a period (EDTF ~).",
    "uncertain": "The date is given as possible (EDTF ?).",
    "ambiguous": "The words can be read as two different dates.",
}

BASIS: Final = {
    "stated": "Everything needed is in the words themselves.",
    "document_date": "The date counts from the date of the document.",
    "narrative": "The date counts from another date in the text.",
    "unresolved": "The words depend on a date that is not known.",
}

ROLE: Final = {"publication": "The date is the document's own date of publication, from its header."}

PEOPLE_KINDS: Final = {
    "killed": "People said to have died.",
    "wounded": "People said to have been wounded.",
    "casualties": "People killed or wounded together, or victims, wherever the text does not say dead.",
    "displaced": "People said to have fled or to have been driven out.",
    "captured": "People said to have been taken prisoner.",
    "missing": "People said to be missing.",
    "troops": "Soldiers or other armed people.",
    "population": "The inhabitants of a place.",
    "other_people": "People counted in any other respect.",
}

FIGURE_KIND: Final = {
    **PEOPLE_KINDS,
    "area": "An area of land or water.",
    "distance": "A length, height or distance.",
    "money": "A sum of money.",
    "percent": "A share in percent: 88, not 0.88.",
}

# UCDP GED codebook, date_prec, 1 to 5; 6 is ours
DATE_PREC: Final = {
    1: "The day is known.",
    2: "Two to six days.",
    3: "A week.",
    4: "More than a week, up to a month.",
    5: "More than a month, up to a year.",
    6: "More than a year.",
}

# UCDP GED codebook, where_prec
WHERE_PREC: Final = {
    1: "An exact place.",
    2: "Near an exact place.",
    3: "A district (second-order division).",
    4: "A province (first-order division).",
    5: "A line or a wider region.",
    6: "A country.",
    7: "International waters or airspace.",
}

PLACE_TYPE: Final = {
    "city": "A city.",
    "continent": "A continent.",
    "corridor": "A strip of land that a road or a right of passage follows.",
    "country": "A state that the United Nations recognise.",
    "de_facto_state": "An entity with its own government that the United Nations do not recognise as a state.",
    "district": "A second-order administrative division, such as a district or a rayon.",
    "fortress": "A fortress or its ruins.",
    "historic_state": "A state, empire, khanate or union republic that no longer exists.",
    "lake": "A lake.",
    "monastery": "A monastery, church, mosque or other religious site.",
    "mountain": "A mountain, ridge or range.",
    "pass": "A mountain pass.",
    "province": "A first-order administrative division, such as a province, an oblast or a governorate.",
    "quarter": "A part of a town.",
    "region": "A geographical, disputed or historic region without an administration of its own.",
    "reservoir": "A reservoir.",
    "river": "A river.",
    "road": "A road or a railway.",
    "sea": "A sea.",
    "site": "Any other named site.",
    "town": "A town.",
    "valley": "A valley, gorge or plain.",
    "village": "A village.",
}

TIER: Final = {
    "core": "A place that writing about the conflict names, curated by hand; its names always match.",
    "tail": "Another village; its names match only with a cue in the document.",
    "world": "A country, capital, large city, sea or wide region whose name is used far beyond the conflict.",
}

NAME_KIND: Final = {
    "adjective": "An adjective form that texts use for the place.",
    "historical": "A name of an earlier time.",
    "misspelling": "A spelling mistake that occurs in texts.",
    "official": "A name that an administration laid down.",
    "press": "A form that the press uses.",
    "romanisation": "The name in Latin letters by some romanisation.",
}

NAME_LANGUAGE: Final = {
    "az-Cyrl": "Azerbaijani in Cyrillic letters.",
    "az-Latn": "Azerbaijani in Latin letters.",
    "en": "English.",
    "fa": "Persian.",
    "hy": "Armenian.",
    "hy-Latn": "Armenian, romanised.",
    "ru": "Russian.",
    "ru-Latn": "Russian, romanised.",
    "tr": "Turkish.",
}

RELATION: Final = {
    "capital_of": "The place is, or was, the seat of the other's administration.",
    "part_of": "The place lies, or lay, in the other.",
    "same_site": "The two are, or were, at one site.",
    "succeeds": "The place took the other's function or territory over.",
}

SYSTEM: Final = {
    "armenia": "The administration of the Republic of Armenia.",
    "artsakh": "The administration of the Nagorno-Karabakh Republic/Artsakh.",
    "azerbaijan": "The administration of the Republic of Azerbaijan.",
    "russian_empire": "The administration of the Russian Empire.",
    "soviet": "The administration of the Soviet Union.",
}

DATE_ORDER: Final = {
    "dmy": "Day, month, year: 03/04/1992 is 3 April.",
    "mdy": "Month, day, year: 03/04/1992 is 4 March.",
    "ymd": "Year, month, day.",
}

SENTENCE_ORDER: Final = {
    "running": "The sentences stand in the order in which they were written.",
    "shuffled": "The sentences stand in another order.",
}

CHANGE: Final = {
    "added": "The version before does not have it.",
    "changed": "The version before has it with another value.",
    "removed": "Only the version before has it.",
}

# of the scores: what was looked for, when it counts as right, and whether the rules had seen the texts
MEASURED: Final = {
    "dates": "Dates and other expressions of time.",
    "figures": "Figures: people killed, wounded or displaced, money, areas and the like.",
    "places": "Names of places.",
}

METRIC: Final = {
    "strict": "What is found has the first and the last character of the annotation.",
    "relaxed": "What is found has a character in common with the annotation.",
    "type": "Relaxed, and the TIMEX3 type is the same.",
    "value": "Relaxed, and the value is the same: of a date TIMEX3's, of a figure its kind and both bounds.",
    "bounds": "Relaxed, and the earliest and the latest day are the same, or unknown in both.",
    "right": "Relaxed, and the place is the same.",
}

USED: Final = {
    "developed_on": "The rules were written with these texts at hand; texts that are new to them are read less well.",
    "partly_seen": "Some of these texts were looked at while the rules were written.",
}
