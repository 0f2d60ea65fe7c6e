"""What a dateline or a byline calls a news agency, to the name that the agency goes by."""

from collections.abc import Mapping
from typing import Final

AGENCIES: Final[Mapping[str, tuple[str, ...]]] = {
    "AFP": ("AFP", "Agence France-Presse"),
    "AP": ("AP", "Associated Press", "The Associated Press"),
    "APA": ("APA", "APA News"),
    "ARKA": ("ARKA", "ARKA News Agency"),
    "Armenpress": ("Armenpress",),
    "ArmInfo": ("ArmInfo",),
    "Artsakhpress": ("Artsakhpress", "Artsakh Press"),
    "Azernews": ("Azernews",),
    "AZERTAC": ("AZERTAC", "AzerTAG", "AZERTAJ"),
    "BBC": ("BBC", "BBC News"),
    "Bloomberg": ("Bloomberg",),
    "CNN": ("CNN",),
    "Deutsche Welle": ("DW", "Deutsche Welle"),
    "DPA": ("DPA",),
    "EFE": ("EFE",),
    "IANS": ("IANS",),
    "Interfax": ("Interfax",),
    "IRNA": ("IRNA",),
    "ITAR-TASS": ("ITAR-TASS",),
    "IWPR": ("IWPR",),
    "Kyodo": ("Kyodo", "Kyodo News"),
    "Mediamax": ("Mediamax",),
    "News.am": ("News.am",),
    "Noyan Tapan": ("Noyan Tapan",),
    "PanARMENIAN.Net": ("PanARMENIAN.Net", "PanARMENIAN"),
    "PTI": ("PTI",),
    "Regnum": ("Regnum",),
    "Report.az": ("Report.az", "Report News Agency"),
    "Reuters": ("Reuters", "Thomson Reuters"),
    "RFE/RL": ("RFE/RL", "RFERL", "Radio Free Europe/Radio Liberty"),
    "RIA Novosti": ("RIA Novosti", "RIA"),
    "Sputnik": ("Sputnik",),
    "TASS": ("TASS",),
    "Trend": ("Trend", "Trend News Agency", "Trend News"),
    "Turan": ("Turan", "Turan News Agency"),
    "UN News": ("UN News",),
    "UPI": ("UPI",),
    "VOA": ("VOA", "Voice of America"),
    "Xinhua": ("Xinhua",),
}
"""The names, in alphabetical order, each with the ways it is written; letter case does not matter."""

_BY_WORDING: Final = {words.lower(): name for name, wordings in AGENCIES.items() for words in wordings}


def agency(words: str) -> str | None:
    """Return the name of the agency that ``words`` name.

    >>> agency("ARMENPRESS"), agency("Turan"), agency("The Mayor")
    ('Armenpress', 'Turan', None)
    """
    return _BY_WORDING.get(" ".join(words.lower().split()))
