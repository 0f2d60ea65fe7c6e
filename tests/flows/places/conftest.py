"""A small gazetteer of its own, so that these tests do not depend on the packaged one."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from karabakh.flows.places import Gazetteer, PlaceMention, find_places, load_gazetteer
from karabakh.flows.text.span import Span

PLACES = """
T1|Shusha|town|39.76|46.75|AZ|core
T2|Stepanakert|city|39.82|46.75|AZ|core
T3|Lachin|town|39.64|46.55|AZ|core
D3|Lachin District|district|39.64|46.5|AZ|core
C3|Lachin corridor|corridor|||AZ|core
T4|Kalbajar|town|40.11|46.04|AZ|core
D4|Kalbajar District|district|40.1|46.0|AZ|core
T5|Jabrayil|town|39.4|47.03|AZ|core
D5|Jabrayil District|district|39.4|47.0|AZ|core
T6|Gubadly|town|39.34|46.58|AZ|core
D6|Gubadly District|district|39.34|46.5|AZ|core
T7|Aghdara|town|40.21|46.81|AZ|core
R1|Karabakh|region|||AZ|core
R2|Nagorno-Karabakh|region|||AZ|core
R3|Nagorno-Karabakh Autonomous Oblast|province|||AZ|core
R4|Nagorno-Karabakh Republic|de_facto_state||||core
R5|Zangezur|region|||AM|core
V1|Talish|village|40.38|46.78|AZ|core
M1|Martuni|town|39.8|47.1|AZ|core
M2|Martuni|town|40.14|45.31|AM|core
T8|Khojavend|town|39.8|47.1|AZ|core
G1|Goris|town|39.51|46.34|AM|core
G2|Gori|city|41.98|44.11|GE|core
S1|Sumgait|city|40.59|49.67|AZ|core
L1|Lake Sevan|lake|40.35|45.35|AM|core
L2|Sevan|town|40.55|44.95|AM|core
K1|Khojaly|town|39.91|46.79|AZ|core
Q1|Talish Mountains|mountain|38.7|48.4|AZ|core
T9|Ganzak|city|39.2|45.41|AZ|core
P9|Ganzak|province|39.2|45.4|AZ|core
K2|Khojaly District|district|39.9|46.8|AZ|core
V2|Vank|village|40.05|46.54|AZ|tail
W1|Azerbaijan|country|40.4|49.9|AZ|world
W2|Armenia|country|40.2|44.5|AM|world
W3|United States|country|||US|world
W4|Minsk|city|53.9|27.57|BY|world
W5|Geneva|city|46.2|6.14|CH|world
W6|Washington|city|38.9|-77.03|US|world
W7|Baku|city|40.4|49.87|AZ|world
W8|Yerevan|city|40.18|44.51|AM|world
W9|Russia|country|||RU|world
H1|Azerbaijan SSR|historic_state||||world
W10|Europe|continent||||world
W11|Israel|country|||IL|world
"""
NAMES = """
T1|Shusha|en|azerbaijani|official
T1|Şuşa|az-Latn|azerbaijani|official
T1|Shushi|hy-Latn|armenian|official
T1|Շուշի|hy|armenian|official
T1|Шуша|ru|russian_soviet|official
T2|Stepanakert|en|armenian|official
T2|Stepanakert|en|russian_soviet|official
T2|Khankendi|en|azerbaijani|official
T2|Xankəndi|az-Latn|azerbaijani|official
T3|Lachin|en|azerbaijani|official
T3|Laçın|az-Latn|azerbaijani|official
T3|Berdzor|hy-Latn|armenian|official
D3|Lachin|en|azerbaijani|press
D3|Lachin District|en|azerbaijani|official
C3|Lachin corridor|en|azerbaijani|press
C3|Berdzor corridor|en|armenian|press
T4|Kalbajar|en|azerbaijani|official
T4|Kəlbəcər|az-Latn|azerbaijani|official
T4|Karvachar|hy-Latn|armenian|official
D4|Kalbajar District|en|azerbaijani|official
T5|Jabrayil|en|azerbaijani|official
T5|Cəbrayıl|az-Latn|azerbaijani|official
D5|Jabrayil District|en|azerbaijani|official
T6|Qubadlı|az-Latn|azerbaijani|official
D6|Qubadlı|az-Latn|azerbaijani|official
T7|Aghdara|en|azerbaijani|official
T7|Martakert|hy-Latn|armenian|official
R1|Karabakh|en|international|press
R1|Qarabağ|az-Latn|azerbaijani|official
R2|Nagorno-Karabakh|en|russian_soviet|press
R2|Nagorny Karabakh|en|russian_soviet|press
R2|Artsakh|hy-Latn|armenian|press
R3|Nagorno-Karabakh Autonomous Oblast|en|russian_soviet|official
R3|NKAO|en|russian_soviet|press
R4|Nagorno-Karabakh Republic|en|armenian|official
R4|Republic of Artsakh|en|armenian|official
R5|Zangezur|en|russian_soviet|historical
V1|Talish|en|armenian|official
M1|Martuni|en|armenian|official
M2|Martuni|en|armenian|official
T8|Khojavend|en|azerbaijani|official
G1|Goris|hy-Latn|armenian|official
G2|Gori|en|international|official
S1|Sumgait|en|russian_soviet|official
L1|Lake Sevan|en|armenian|official
L2|Sevan|en|armenian|official
K1|Khojaly|en|azerbaijani|official
Q1|Talish Mountains|en|azerbaijani|official
T9|Ganzak|en|armenian|official
T9|Ganzak City|en|armenian|official
P9|Ganzak|en|armenian|official
K2|Khojaly District|en|azerbaijani|official
V2|Vank|hy-Latn|armenian|official
W1|Azerbaijan|en|azerbaijani|official
W2|Armenia|en|armenian|official
W2|Armenian|en|international|adjective
W3|United States|en|international|official
W3|US|en|international|press
W3|U.S.|en|international|press
W4|Minsk|en|russian_soviet|official
W5|Geneva|en|international|official
W6|Washington|en|international|official
W7|Baku|en|azerbaijani|official
W8|Yerevan|en|armenian|official
W9|Russia|en|international|official
W9|Russian Federation|en|international|official
H1|Azerbaijan SSR|en|russian_soviet|official
W10|Europe|en|international|official
W11|Israel|en|international|official
"""
LINKS = """
T3|capital_of|D3
T4|capital_of|D4
"""


def _write(path: Path, columns: str, rows: str, shape: Callable[[list[str]], list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns.split())
        writer.writerows(shape(row.split("|")) for row in rows.strip().splitlines())


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gazetteer")
    columns = "place_id label type lat lon country geonames_id wikidata_id tier label_source location_source"
    _write(
        path / "places.csv",
        columns + " replaced_by note",
        PLACES,
        lambda row: [*row[:6], "", "", row[6], "test", "", "", ""],
    )
    columns = "place_id name language tradition kind valid_from valid_to source ambiguous"
    _write(path / "place_names.csv", columns, NAMES, lambda row: [*row, "", "", "test", "false"])
    columns = "place_id relation other_id system valid_from valid_to source"
    _write(path / "place_links.csv", columns, LINKS, lambda row: [*row, "azerbaijan", "", "", "test"])
    return path


@pytest.fixture(scope="session")
def gazetteer(folder: Path) -> Gazetteer:
    return load_gazetteer(folder)


@pytest.fixture(scope="session")
def find(gazetteer: Gazetteer) -> Callable[..., list[PlaceMention]]:
    """Find the places of a text, read as one sentence a line of it that ends in a full stop."""

    def _find(text: str) -> list[PlaceMention]:
        return find_places(text, [Span(0, len(text))] if text else [], gazetteer)

    return _find


@pytest.fixture(scope="session")
def meant(find: Callable[..., list[PlaceMention]]) -> Callable[[str], list[tuple[str, str | None]]]:
    """The surfaces and places of a text."""
    return lambda text: [(mention.surface, mention.place_id) for mention in find(text)]
