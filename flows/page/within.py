"""The gazetteer's links in, for a place what it is part of out, in words and with the system that says so."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from karabakh.schemas.codes import SYSTEM

_STEPS: Final = 4
_MOST: Final = 8  # chains of one place

Link = Mapping[str, Any]


class Within:
    """Which places each place is part of, by system of administration."""

    def __init__(self, links: Iterable[Link], labels: Mapping[str, str]) -> None:
        self._labels = labels
        self._links: dict[str, list[Link]] = {}
        for link in links:
            if link["relation"] == "part_of":
                self._links.setdefault(link["place_id"], []).append(link)

    def of(self, place_id: str) -> list[str]:
        """Return the chains of what a place is part of, in alphabetical order.

        >>> link = dict(place_id="K1", relation="part_of", other_id="K2", system="soviet", valid_from=None)
        >>> Within([{**link, "valid_to": "1991"}], {"K2": "Some District"}).of("K1")
        ['Some District (administration of the Soviet Union, until 1991)']
        """
        return sorted({self._chain(link) for link in self._links.get(place_id, ())})[:_MOST]

    def _chain(self, link: Link) -> str:
        ids = [link["place_id"], link["other_id"]]
        while len(ids) <= _STEPS and (above := self._above(ids[-1], link["system"], ids)):
            ids.append(above)
        chain = ", ".join(self._labels.get(each, each) for each in ids[1:])
        return f"{chain} ({told})" if (told := ", ".join(_told(link))) else chain

    def _above(self, place_id: str, system: str | None, ids: list[str]) -> str | None:
        """Return what a place is part of in one system, where that is one place; no chain comes back to itself."""
        above = {link["other_id"] for link in self._links.get(place_id, ()) if link["system"] == system}
        return above.pop() if len(above) == 1 and above.isdisjoint(ids) else None


def _told(link: Link) -> Iterable[str]:
    system: str | None = link["system"]
    if system is not None:
        yield SYSTEM.get(system, system).removeprefix("The ").rstrip(".")
    if link["valid_from"] or link["valid_to"]:
        first, last = link["valid_from"], link["valid_to"]
        yield f"{first} to {last}" if first and last else f"since {first}" if first else f"until {last}"
