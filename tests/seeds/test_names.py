"""What the names promise: a label, both traditions, their own scripts, kinds and sources, homonyms told."""

import csv
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

from karabakh.flows.places.fold import fold_name

# Forms that are also something outside the gazetteer, and what. A form of two of its places need not stand here.
with (Path(__file__).parent / "homonyms.csv").open(encoding="utf-8", newline="") as table:
    HOMONYMS = {row["form"]: row["what"] for row in csv.DictReader(table)}
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
AZERBAIJANI = set("aAbBcCçÇdDeEəƏfFgGğĞhHxXıIiİjJkKqQlLmMnNoOöÖpPrRsSşŞtTuUüÜvVyYzZ -'’()–")


def scripts(text: str) -> set[str]:
    return {unicodedata.name(char).split()[0] for char in text if char.isalpha()}


def test_names_belong_to_places_and_every_place_has_its_label_among_its_names(rows, names_of, places) -> None:
    assert set(names_of) == set(places)
    for row in rows("places"):
        assert row["label"] in {name["name"] for name in names_of[row["place_id"]]}, row


def test_a_label_follows_the_naming_policy(rows) -> None:
    for row in rows("places"):
        source = row["label_source"]
        if source.startswith("UN "):
            assert source in LABEL_DOCUMENTS, row
        elif source.startswith("geonames:"):
            assert source == f"geonames:{row['geonames_id']}", row
        elif row["type"] == "country":
            assert source.startswith("cldr:"), row


def test_a_core_place_has_an_english_name_and_one_in_azerbaijani_or_armenian(rows, names_of) -> None:
    for row in rows("places"):
        if row["tier"] == "core":
            languages = {name["language"] for name in names_of[row["place_id"]]}
            assert "en" in languages, row
            assert languages & {"az-Latn", "hy"}, row
            traditions = {name["tradition"] for name in names_of[row["place_id"]]}
            assert traditions & {"armenian", "azerbaijani"}, row


def test_a_settlement_of_the_former_oblast_has_names_of_both_traditions(rows, places, names_of) -> None:
    soviet = [row for row in rows("place_links") if row["relation"] == "part_of" and row["system"] == "soviet"]
    districts = {row["place_id"] for row in soviet if row["other_id"] == OBLAST}
    inside = {row["place_id"] for row in soviet if row["other_id"] in districts}
    assert len(inside) >= 80
    for place in sorted(inside):
        traditions = {name["tradition"] for name in names_of[place]}
        assert {"armenian", "azerbaijani"} <= traditions, places[place]


def test_each_language_is_written_in_its_own_script(rows) -> None:
    wanted = {"hy": "ARMENIAN", "ru": "CYRILLIC", "az-Cyrl": "CYRILLIC", "fa": "ARABIC"}
    for row in rows("place_names"):
        assert scripts(row["name"]) == {wanted.get(row["language"], "LATIN")}, row


def test_azerbaijani_names_use_the_azerbaijani_alphabet(rows) -> None:
    for row in rows("place_names"):
        if row["language"] == "az-Latn" and row["kind"] != "misspelling":
            assert set(row["name"]) <= AZERBAIJANI, row


def test_a_language_has_its_own_tradition_and_english_has_the_four_of_the_region(rows) -> None:
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


def test_a_language_has_its_own_kinds_of_name(rows, places) -> None:
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
        if places[row["place_id"]]["tier"] != "world":
            assert row["kind"] in kinds[row["language"]], row
            assert row["language"] != "en" or row["kind"] != "official" or row["tradition"] == "international", row


def test_the_source_of_a_usage_is_of_the_name_s_language(rows) -> None:
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


def test_invisible_characters_stand_only_in_persian_names(rows) -> None:
    for row in rows("place_names"):
        invisible = {char for char in row["name"] if unicodedata.category(char) in {"Cc", "Cf"}}
        assert invisible <= ({"\N{ZERO WIDTH NON-JOINER}"} if row["language"] == "fa" else set()), row


def test_a_form_of_two_places_or_of_something_else_is_ambiguous_and_no_other_form_is(rows) -> None:
    owners: dict[bytes, set[str]] = defaultdict(set)
    for row in rows("place_names"):
        owners[fold_name(row["name"])].add(row["place_id"])
    elsewhere = {fold_name(form) for form in HOMONYMS}
    for row in rows("place_names"):
        form = fold_name(row["name"])
        assert row["ambiguous"] == ("true" if len(owners[form]) > 1 or form in elsewhere else "false"), row


def test_no_form_is_ambiguous_in_one_row_and_not_in_another(rows) -> None:
    forms: dict[str, set[bytes]] = defaultdict(set)
    for row in rows("place_names"):
        forms[row["ambiguous"]].add(fold_name(row["name"]))
    assert forms["true"]
    assert forms["true"].isdisjoint(forms["false"])


def test_every_declared_homonym_is_a_name_of_the_gazetteer(rows) -> None:
    forms = {fold_name(row["name"]) for row in rows("place_names")}
    assert not [form for form in HOMONYMS if fold_name(form) not in forms]


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
def test_the_names_of_both_traditions_lead_to_one_place(one: str, other: str, rows) -> None:
    owners = [{row["place_id"] for row in rows("place_names") if row["name"] == name} for name in (one, other)]
    assert owners[0] & owners[1]
