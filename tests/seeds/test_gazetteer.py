"""What the gazetteer's three CSV files promise: codes, identifiers, names, homonyms, coordinates, links."""

import csv
import io
import math
import re
import unicodedata
from collections import Counter, defaultdict
from datetime import date
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from karabakh.flows.places.fold import fold_name

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
Row = dict[str, str]

COLUMNS = {
    "places": "place_id,label,type,lat,lon,country,geonames_id,wikidata_id,tier,label_source,location_source,"
    "replaced_by,note",
    "place_names": "place_id,name,language,tradition,kind,valid_from,valid_to,source,ambiguous",
    "place_links": "place_id,relation,other_id,system,valid_from,valid_to,source",
}
KEYS = {
    "places": ("place_id",),
    "place_names": ("place_id", "name", "language", "tradition", "kind", "valid_from"),
    "place_links": ("place_id", "relation", "other_id", "system", "valid_from"),
}
CODES = {
    ("places", "type"): "country historic_state de_facto_state region province district city town village quarter "
    "corridor road river lake reservoir mountain pass valley monastery fortress site sea continent",
    ("places", "tier"): "core tail world",
    ("place_names", "language"): "az-Latn az-Cyrl hy hy-Latn ru ru-Latn en tr fa",
    ("place_names", "tradition"): "azerbaijani armenian russian_soviet international persian turkish",
    ("place_names", "kind"): "official historical romanisation press adjective misspelling",
    ("place_names", "ambiguous"): "true false",
    ("place_links", "relation"): "part_of capital_of succeeds same_site",
    ("place_links", "system"): "azerbaijan armenia soviet artsakh russian_empire",
}
NULLABLE = {"lat", "lon", "country", "geonames_id", "wikidata_id", "location_source", "replaced_by", "note"} | {
    "valid_from",
    "valid_to",
    "system",
}
# What is joined by "; " are several sources: of the name, then of the years in which it was valid.
SOURCE = re.compile(
    r"geonames:[1-9]\d*|whosonfirst:[1-9]\d*|wikidata:Q[1-9]\d*|cldr:\d+|usage: \w[^;]*"
    r"|UN (S/RES/\d+|A/RES/\d+/\d+) \(\d{4}\)|UN General Debate [A-Z]{2,4}_\d+_\d{4}"
    r"|act: [A-Z][^;]*\d{4}\)?|reference: [A-Z][^;]*"
)
LABEL_DOCUMENTS = {
    f"UN {name}"
    for name in (
        "S/RES/822 (1993)",
        "S/RES/853 (1993)",
        "S/RES/874 (1993)",
        "S/RES/884 (1993)",
        "A/RES/62/243 (2008)",
    )
}

OBLAST = "K0024"  # Nagorno-Karabakh Autonomous Oblast
# Words that take a side; the files state facts and their sources.
PARTIAL = re.compile(r"occup|liberat|separatis|terroris|so-called|illegal|aggress|puppet|regime|reunif|return(ed)? to")

# Forms that are also something outside the gazetteer, and what. A form of two of its places need not stand here.
with (Path(__file__).parent / "homonyms.csv").open(encoding="utf-8", newline="") as table:
    HOMONYMS = {row["form"]: row["what"] for row in csv.DictReader(table)}

# Least and greatest latitude and longitude, rounded outward.
BOXES = {
    "AM": (38.8, 41.4, 43.4, 46.7),
    "AZ": (38.3, 41.95, 44.7, 50.7),
    "FR": (41.3, 51.2, -5.2, 9.7),
    "GE": (41.0, 43.6, 39.9, 46.8),
    "IR": (25.0, 39.8, 44.0, 63.4),
    "RU": (41.1, 82.0, 19.6, 180.0),
    "TR": (35.8, 42.2, 25.6, 44.9),
    "US": (18.9, 71.5, -179.2, -66.9),
}
AZERBAIJANI = set("aAbBcCçÇdDeEəƏfFgGğĞhHxXıIiİjJkKqQlLmMnNoOöÖpPrRsSşŞtTuUüÜvVyYzZ -'’()–")


@cache
def content(table: str) -> str:
    return (SEEDS / f"{table}.csv").read_bytes().decode("utf-8")


@cache
def rows(table: str) -> tuple[Row, ...]:
    return tuple(csv.DictReader(io.StringIO(content(table), newline=""), strict=True))


@cache
def places() -> dict[str, Row]:
    return {row["place_id"]: row for row in rows("places")}


@cache
def names_of() -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows("place_names"):
        found[row["place_id"]].append(row)
    return found


def scripts(text: str) -> set[str]:
    return {unicodedata.name(char).split()[0] for char in text if char.isalpha()}


def is_edtf_date(text: str) -> bool:
    """Whether ``text`` is a day, month or year of EDTF level 0, or a year with ``~`` or ``?``."""
    if re.fullmatch(r"\d{4}[~?]?", text):
        return True
    try:
        date.fromisoformat(text if len(text) == 10 else f"{text}-01")
    except ValueError:
        return False
    return len(text) in {7, 10}


tables = pytest.mark.parametrize("table", list(COLUMNS))


@tables
def test_the_file_is_utf8_with_lf_and_its_columns(table: str) -> None:
    assert content(table).split("\n", 1)[0] == COLUMNS[table]
    assert "\r" not in content(table)
    assert content(table).endswith("\n")


@tables
def test_writing_the_rows_again_gives_the_same_bytes(table: str) -> None:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS[table].split(","), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows(table))
    assert out.getvalue() == content(table)


@tables
def test_rows_are_sorted_by_key_and_no_key_comes_twice(table: str) -> None:
    keys = [tuple(row[column] for column in KEYS[table]) for row in rows(table)]
    assert keys == sorted(set(keys))


@tables
def test_cells_are_nfc_without_blanks_at_the_ends_and_without_the_wrong_schwa(table: str) -> None:
    for row in rows(table):
        for column, value in row.items():
            assert value == unicodedata.normalize("NFC", value), row
            assert value == value.strip(), row
            assert "\N{LATIN SMALL LETTER TURNED E}" not in value, row
            assert value[:1] not in {"=", "+", "-", "@", "\t"} or column in {"lat", "lon"}, row


@tables
def test_required_cells_are_filled(table: str) -> None:
    for row in rows(table):
        assert not [column for column, value in row.items() if not value and column not in NULLABLE], row


@pytest.mark.parametrize(("table", "column"), list(CODES))
def test_codes_come_from_the_closed_lists(table: str, column: str) -> None:
    allowed = set(CODES[table, column].split()) | ({""} if column in NULLABLE else set())
    assert {row[column] for row in rows(table)} <= allowed


@pytest.mark.parametrize("column", ["label_source", "location_source", "source"])
def test_every_fact_names_a_source_of_a_known_form(column: str) -> None:
    cells = {row[column] for table in COLUMNS for row in rows(table) if row.get(column)}
    assert not {cell for cell in cells if not all(map(SOURCE.fullmatch, cell.split("; ")))}
    assert cells


def test_ids_are_opaque_numbers_in_the_order_of_creation() -> None:
    created = [place for place in places() if place.startswith("K")]
    assert created == [f"K{number:04d}" for number in range(1, len(created) + 1)]
    assert all(re.fullmatch(r"G[1-9]\d*", place) for place in places() if not place.startswith("K"))


@pytest.mark.parametrize(("column", "form"), [("geonames_id", r"[1-9]\d*"), ("wikidata_id", r"Q[1-9]\d*")])
def test_no_two_places_share_an_outside_identifier(column: str, form: str) -> None:
    used = [row[column] for row in rows("places") if row[column]]
    assert len(used) == len(set(used))
    assert all(re.fullmatch(form, value) for value in used)


def test_retired_places_name_a_place_in_use() -> None:
    for row in rows("places"):
        if row["replaced_by"]:
            assert not places()[row["replaced_by"]]["replaced_by"], row


def test_the_gazetteer_is_large_enough() -> None:
    core = {row["place_id"] for row in rows("places") if row["tier"] == "core"}
    assert len(core) >= 1000
    assert sum(row["place_id"] in core for row in rows("place_names")) >= 7000


def test_a_published_identifier_is_still_the_same_place() -> None:
    latest = ROOT / "data" / "latest"
    if not latest.exists():
        pytest.skip("no version has been published here")
    folder = ROOT / "data" / latest.read_text("utf-8").strip() / "parquet"
    published: dict[str, set[str]] = defaultdict(set)
    for name in pq.read_table(folder / "place_names.parquet", columns=["place_id", "name"]).to_pylist():
        published[name["place_id"]].add(name["name"])
    for row in pq.read_table(folder / "places.parquet").to_pylist():
        now = places().get(row["place_id"])
        assert now, f"{row['place_id']} {row['label']} is gone; a retired place keeps its row and names its replacement"
        for column in ("geonames_id", "wikidata_id", "country"):
            assert not row[column] or now[column] in {row[column], ""}, (row["place_id"], column)
        names = {name["name"] for name in names_of()[row["place_id"]]}
        assert row["label"] in names, row["place_id"]
        assert len(names & published[row["place_id"]]) >= len(published[row["place_id"]]) / 2, row["place_id"]
        if row["lat"] is not None and now["lat"]:
            assert abs(row["lat"] - float(now["lat"])) < 0.3, row["place_id"]
            assert abs(row["lon"] - float(now["lon"])) < 0.3, row["place_id"]


def test_no_name_comes_twice() -> None:
    said = Counter(tuple(row[column] for column in KEYS["place_names"][:4]) for row in rows("place_names"))
    assert not [name for name, times in said.items() if times > 1]


def test_names_belong_to_places_and_every_place_has_its_label_among_its_names() -> None:
    assert set(names_of()) == set(places())
    for row in rows("places"):
        assert row["label"] in {name["name"] for name in names_of()[row["place_id"]]}, row


def test_a_label_follows_the_naming_policy() -> None:
    for row in rows("places"):
        source = row["label_source"]
        if source.startswith("UN "):
            assert source in LABEL_DOCUMENTS, row
        elif source.startswith("geonames:"):
            assert source == f"geonames:{row['geonames_id']}", row
        elif row["type"] == "country":
            assert source.startswith("cldr:"), row


def test_a_core_place_has_an_english_name_and_one_in_azerbaijani_or_armenian() -> None:
    for row in rows("places"):
        if row["tier"] == "core":
            languages = {name["language"] for name in names_of()[row["place_id"]]}
            assert "en" in languages, row
            assert languages & {"az-Latn", "hy"}, row
            traditions = {name["tradition"] for name in names_of()[row["place_id"]]}
            assert traditions & {"armenian", "azerbaijani"}, row


def test_a_settlement_of_the_former_oblast_has_names_of_both_traditions() -> None:
    soviet = [row for row in rows("place_links") if row["relation"] == "part_of" and row["system"] == "soviet"]
    districts = {row["place_id"] for row in soviet if row["other_id"] == OBLAST}
    inside = {row["place_id"] for row in soviet if row["other_id"] in districts}
    assert len(inside) >= 80
    for place in sorted(inside):
        traditions = {name["tradition"] for name in names_of()[place]}
        assert {"armenian", "azerbaijani"} <= traditions, places()[place]


def test_each_language_is_written_in_its_own_script() -> None:
    wanted = {"hy": "ARMENIAN", "ru": "CYRILLIC", "az-Cyrl": "CYRILLIC", "fa": "ARABIC"}
    for row in rows("place_names"):
        assert scripts(row["name"]) == {wanted.get(row["language"], "LATIN")}, row


def test_each_language_of_the_code_list_has_names() -> None:
    assert {row["language"] for row in rows("place_names")} == set(CODES["place_names", "language"].split())
    assert all(re.fullmatch(r"[a-z]{2}(-[A-Z][a-z]{3})?", row["language"]) for row in rows("place_names"))


def test_notes_and_sources_take_no_side() -> None:
    said = {row[column] for table in COLUMNS for row in rows(table) for column in ("note", "source") if row.get(column)}
    assert not {text for text in said if PARTIAL.search(text.lower())}


def test_azerbaijani_names_use_the_azerbaijani_alphabet() -> None:
    for row in rows("place_names"):
        if row["language"] == "az-Latn" and row["kind"] != "misspelling":
            assert set(row["name"]) <= AZERBAIJANI, row


def test_a_language_has_its_own_tradition_and_english_has_the_four_of_the_region() -> None:
    tradition = {
        "az-Cyrl": "azerbaijani",
        "az-Latn": "azerbaijani",
        "fa": "persian",
        "hy": "armenian",
        "hy-Latn": "armenian",
        "ru": "russian_soviet",
        "ru-Latn": "russian_soviet",
        "tr": "turkish",
    }
    for row in rows("place_names"):
        if row["language"] == "en":
            assert row["tradition"] in {"armenian", "azerbaijani", "international", "russian_soviet"}, row
        else:
            assert row["tradition"] == tradition[row["language"]], row


def test_a_language_has_its_own_kinds_of_name() -> None:
    kinds = {
        "az-Cyrl": {"historical"},
        "az-Latn": {"historical", "misspelling", "official", "press"},
        "en": {"historical", "misspelling", "official", "press"},
        "fa": {"official", "press"},
        "hy": {"historical", "official", "press"},
        "hy-Latn": {"romanisation"},
        "ru": {"historical", "official", "press"},
        "ru-Latn": {"historical", "romanisation"},
        "tr": {"press"},
    }
    for row in rows("place_names"):
        if places()[row["place_id"]]["tier"] != "world":
            assert row["kind"] in kinds[row["language"]], row
            assert row["language"] != "en" or row["kind"] != "official" or row["tradition"] == "international", row


def test_the_source_of_a_usage_is_of_the_name_s_language() -> None:
    language = {
        "Armenian-language": {"hy", "hy-Latn"},
        "Azerbaijani-language": {"az-Latn"},
        "Azerbaijan SSR": {"az-Cyrl"},
        "English-language": {"en", "hy-Latn", "ru-Latn"},
        "Persian-language": {"fa"},
        "Russian-language": {"ru", "ru-Latn"},
        "Turkish-language": {"tr"},
    }
    for row in rows("place_names"):
        for source in row["source"].split("; "):
            said = next((found for word, found in language.items() if source.startswith(f"usage: {word}")), None)
            assert said is None or row["language"] in said, row


def test_invisible_characters_stand_only_in_persian_names() -> None:
    for row in rows("place_names"):
        invisible = {char for char in row["name"] if unicodedata.category(char) in {"Cc", "Cf"}}
        assert invisible <= ({"\N{ZERO WIDTH NON-JOINER}"} if row["language"] == "fa" else set()), row


def test_a_form_of_two_places_or_of_something_else_is_ambiguous_and_no_other_form_is() -> None:
    owners: dict[bytes, set[str]] = defaultdict(set)
    for row in rows("place_names"):
        owners[fold_name(row["name"])].add(row["place_id"])
    elsewhere = {fold_name(form) for form in HOMONYMS}
    for row in rows("place_names"):
        form = fold_name(row["name"])
        assert row["ambiguous"] == ("true" if len(owners[form]) > 1 or form in elsewhere else "false"), row


def test_no_form_is_ambiguous_in_one_row_and_not_in_another() -> None:
    forms: dict[str, set[bytes]] = defaultdict(set)
    for row in rows("place_names"):
        forms[row["ambiguous"]].add(fold_name(row["name"]))
    assert forms["true"]
    assert forms["true"].isdisjoint(forms["false"])


def test_every_declared_homonym_is_a_name_of_the_gazetteer() -> None:
    forms = {fold_name(row["name"]) for row in rows("place_names")}
    assert not [form for form in HOMONYMS if fold_name(form) not in forms]


def test_a_place_has_both_coordinates_and_their_source_or_none() -> None:
    for row in rows("places"):
        assert len({bool(row[column]) for column in ("lat", "lon", "location_source")}) == 1, row
        if row["location_source"].startswith("geonames:"):
            assert row["location_source"] == f"geonames:{row['geonames_id']}", row


def test_coordinates_lie_in_the_country() -> None:
    for row in rows("places"):
        if not row["lat"]:
            continue
        lat, lon = float(row["lat"]), float(row["lon"])
        south, north, west, east = BOXES.get(row["country"], (-55.0, 72.0, -180.0, 180.0))
        assert south <= lat <= north, row
        assert west <= lon <= east, row
        assert (lat, lon) != (0, 0), row
        if row["tier"] == "core":
            assert 37.5 <= lat <= 42, row
            assert 43 <= lon <= 51, row


def test_a_settlement_lies_in_or_near_the_district_that_it_is_part_of() -> None:
    """A homonym elsewhere in the country is the usual mistake; the middle of a district is at most 45 km off."""
    looked_at = 0
    for row in rows("place_links"):
        place, area = places()[row["place_id"]], places()[row["other_id"]]
        if row["relation"] == "part_of" and area["type"] == "district" and place["lat"] and area["lat"]:
            north = 111 * (float(place["lat"]) - float(area["lat"]))
            east = 111 * math.cos(math.radians(float(area["lat"]))) * (float(place["lon"]) - float(area["lon"]))
            assert math.hypot(north, east) <= 45, (place["place_id"], place["label"], area["label"])
            looked_at += 1
    assert looked_at >= 200


def test_settlements_of_one_country_do_not_lie_on_the_same_spot() -> None:
    spots = [
        (row["lat"], row["lon"]) for row in rows("places") if row["lat"] and row["type"] in {"city", "town", "village"}
    ]
    assert len(spots) == len(set(spots))


def test_countries_are_iso_codes_and_historic_or_de_facto_states_have_none() -> None:
    for row in rows("places"):
        assert re.fullmatch(r"([A-Z]{2})?", row["country"]), row
        if row["type"] in {"historic_state", "de_facto_state", "sea", "continent"}:
            assert not row["country"], row
    states = [row["country"] for row in rows("places") if row["type"] == "country"]
    assert len(states) == len(set(states))


@pytest.mark.parametrize("table", ["place_names", "place_links"])
def test_validity_is_edtf_and_runs_forward(table: str) -> None:
    for row in rows(table):
        limits = [row[column] for column in ("valid_from", "valid_to") if row[column]]
        assert all(is_edtf_date(limit) for limit in limits), row
        assert limits == sorted(limits), row
    assert sum(bool(row["valid_from"] or row["valid_to"]) for row in rows(table)) >= 50


def test_a_year_of_validity_has_a_source_of_its_own() -> None:
    """An extract of names alone does not say when they were valid."""
    for row in rows("place_names"):
        if row["valid_from"] or row["valid_to"]:
            assert re.search(r"act: |reference: |usage: .*\d{4}", row["source"]), row


def test_links_join_two_known_places() -> None:
    for row in rows("place_links"):
        assert {row["place_id"], row["other_id"]} <= set(places()), row
        assert row["place_id"] != row["other_id"], row


@pytest.mark.parametrize("relation", ["part_of", "succeeds"])
def test_no_place_is_part_of_itself_or_succeeds_itself(relation: str) -> None:
    above: dict[str, set[str]] = defaultdict(set)
    for row in rows("place_links"):
        if row["relation"] == relation:
            above[row["place_id"]].add(row["other_id"])
    for place in list(above):
        seen: set[str] = set()
        todo = set(above[place])
        while todo:
            seen |= todo
            todo = {other for at in todo for other in above.get(at, ())} - seen
        assert place not in seen, places()[place]


def test_capitals_are_settlements() -> None:
    for row in rows("place_links"):
        if row["relation"] == "capital_of":
            assert places()[row["place_id"]]["type"] in {"city", "town", "village"}, row
            assert places()[row["other_id"]]["type"] not in {"city", "town", "village"}, row


def test_what_a_recognised_state_has_lies_in_that_state() -> None:
    codes = {"azerbaijan": "AZ", "armenia": "AM"}
    for row in rows("place_links"):
        if row["system"] in codes:
            assert places()[row["place_id"]]["country"] == codes[row["system"]], row
            assert places()[row["other_id"]]["country"] == codes[row["system"]], row


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Agdam", "Akna"),
        ("Khankendi", "Stepanakert"),
        ("Lachin", "Berdzor"),
        ("Martakert", "Aghdara"),
        ("Khojavend", "Martuni"),
        ("Kalbajar", "Karvachar"),
        ("Shusha", "Shushi"),
        ("Sugovushan", "Madagiz"),
        ("Zangilan", "Kovsakan"),
        ("Jabrayil", "Jrakan"),
        ("Fuzuli", "Varanda"),
        ("Qubadli", "Kashunik"),
        ("Nagorno-Karabakh", "Artsakh"),
        ("Chanakchi", "Avetaranots"),
        ("Lalatapa", "Varazatumb"),
        ("Chardaghli", "Maghavuz"),
        ("Karakend", "Berdashen"),
        ("Arpaduzu", "Kolkhozashen"),
        ("Damirli", "Tsaghkashen"),
        ("Dilagarda", "Դիլագարդա"),
        ("Hunarli", "Tsakuri"),
        ("Khaibalikend", "Ղայբալիշեն"),
        ("Zabukh", "Aghavno"),
        ("Azykh", "Azokh"),
        ("Murov Pass", "Mrav Pass"),
        ("Zod Pass", "Sotk Pass"),
    ],
)
def test_the_names_of_both_traditions_lead_to_one_place(one: str, other: str) -> None:
    owners = [{row["place_id"] for row in rows("place_names") if row["name"] == name} for name in (one, other)]
    assert owners[0] & owners[1]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Baku–Supsa pipeline", "site"),
        ("Borchaly uezd", "district"),
        ("Chinari", "village"),
        ("Chiragli", "village"),
        ("Gazakh-Tovuz Economic Region", "region"),
        ("Imarat Cemetery", "site"),
        ("Kashen mine", "site"),
        ("Khachen valley", "valley"),
        ("Koti", "village"),
        ("Lele Tepe", "mountain"),
        ("Mil plain", "valley"),
        ("Omar Pass", "pass"),
        ("Sarsang Reservoir", "reservoir"),
        ("Sotk Pass", "pass"),
        ("Sotk gold mine", "site"),
        ("Yerablur", "site"),
        ("Zabukhchay Reservoir", "reservoir"),
        ("Zangibasar", "region"),
    ],
)
def test_places_that_reports_name_are_there(name: str, kind: str) -> None:
    assert kind in {places()[row["place_id"]]["type"] for row in rows("place_names") if row["name"] == name}


@pytest.mark.parametrize(
    "name", ["Agdam", "Fuzuli", "Jabrayil", "Kalbajar", "Khojaly", "Lachin", "Qubadli", "Shusha", "Zangilan"]
)
def test_a_town_and_its_district_are_two_places_of_one_name(name: str) -> None:
    types = {places()[row["place_id"]]["type"] for row in rows("place_names") if row["name"] == name}
    assert "district" in types
    assert types & {"city", "town"}


@pytest.mark.parametrize(
    ("ending", "types"),
    [
        (r"(uezd|uyezd|county|qəzası|уезд|գավառ)$", "district"),
        (r"(Rayon|District|Raion|[Rr]ayonu|район)$", "district province"),
        (r"(Governorate|quberniyası|губерния|նահանգ)$", "province"),
        (r"([Kk]hanate|xanlığı|ханство|խանություն)$", "historic_state"),
        (r"[Mm]onastery$", "monastery"),
        (r"([Rr]eservoir|[Ss]u [Aa]nbarı|водохранилище|[Ջջ]րամբար)$", "reservoir"),
        (r"([Aa]irport|[Hh]ava [Ll]imanı|օդանավակայան)$", "site"),
    ],
)
def test_what_a_name_says_the_place_is_is_its_type(ending: str, types: str) -> None:
    looked_at = 0
    for row in rows("place_names"):
        economic = re.search("[Ee]conomic|iqtisadi|экономический", row["name"])
        if re.search(ending, row["name"]) and places()[row["place_id"]]["tier"] == "core" and not economic:
            assert places()[row["place_id"]]["type"] in types.split(), row
            looked_at += 1
    assert looked_at >= 5
