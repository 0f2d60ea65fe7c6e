"""A place_id is for ever: what is accepted gives no published number another meaning."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from karabakh.flows.contribute.accept import identity
from karabakh.flows.contribute.accept.draft import Draft
from karabakh.flows.places.tables import gazetteer_tables


@pytest.mark.usefixtures("unchanged")
class TestIdentity:
    """A place_id is for ever."""

    @pytest.mark.parametrize(
        ("place", "said"),
        [
            ({"place_id": "K0063"}, "K0063 jumps ahead: the first free is K0061"),
            ({"place_id": "K00061"}, "must be written K0061"),
            ({"place_id": "K0001"}, "place_id must be one that no other place has"),
            ({"place_id": "K0001"}, "K0061"),
            ({"geonames_id": "146970"}, "geonames_id 146970 is K0038 already"),
            ({"replaced_by": "K0061"}, "replaced_by must be another place"),
            ({"replaced_by": "K0999"}, "replaced_by must be the place_id of a row of places"),
        ],
    )
    def test_a_new_place_takes_the_first_free_number(self, accept, sheet, place, said, a_place, name_of_it) -> None:
        row = {**a_place, **place}
        done = accept(
            sheet("places", row), sheet("place_names", {**name_of_it, "place_id": row["place_id"]}), "--replace"
        )
        assert done.exit_code == 1
        assert said in done.stderr

    @pytest.mark.parametrize(
        ("cells", "said"),
        [
            ({"label": "Khankendj"}, "which never had the name Khankendj"),
            ({"type": "river"}, "is a city and cannot become a river"),
            ({"lat": "48.8", "lon": "2.3"}, "is more than 0.3 degrees off"),
            ({"geonames_id": "1"}, "has geonames_id 146970, not 1"),
            ({"country": "FR"}, "has country AZ, not FR"),
        ],
    )
    def test_a_published_place_keeps_its_meaning(self, accept, sheet, rows, cells, said) -> None:
        old = next(row for row in rows("places") if row["place_id"] == "K0038")
        done = accept(sheet("places", {**old, **cells}), "--replace")
        assert done.exit_code == 1
        assert said in done.stderr
        assert "take a new row with K0061" in done.stderr

    def test_a_new_label_cannot_come_with_its_own_name(self, accept, sheet, rows, a_name) -> None:
        old = next(row for row in rows("places") if row["place_id"] == "K0038")
        name = {**a_name, "name": "Khankendj", "language": "en", "tradition": "international"}
        done = accept(sheet("places", {**old, "label": "Khankendj"}), sheet("place_names", name), "--replace")
        assert done.exit_code == 1
        assert "never had the name Khankendj" in done.stderr

    def test_a_place_is_not_given_a_second_identifier(self, accept, sheet, rows, name_of_it) -> None:
        old = next(row for row in rows("places") if row["place_id"] == "K0038")
        new = {**old, "place_id": "K0061", "geonames_id": "", "wikidata_id": "", "location_source": "reference: Atlas"}
        done = accept(sheet("places", new), sheet("place_names", {**name_of_it, "name": new["label"]}))
        assert done.exit_code == 1
        assert "K0061 is K0038 already, by its label, type and location" in done.stderr

    def test_a_place_without_a_name_is_refused(self, accept, sheet, a_place) -> None:
        done = accept(sheet("places", a_place))
        assert done.exit_code == 1
        assert "K0061 has no name; send its names" in done.stderr

    def test_replacements_form_no_chain_and_no_circle(self, accept, sheet, rows) -> None:
        old = {row["place_id"]: row for row in rows("places")}
        chain = accept(
            sheet("places", {**old["K0038"], "replaced_by": "K0039"}, {**old["K0039"], "replaced_by": "K0040"}),
            "--replace",
        )
        assert chain.exit_code == 1
        assert "K0038 is replaced by K0039, which is itself replaced by K0040" in chain.stderr
        circle = accept(
            sheet("places", {**old["K0038"], "replaced_by": "K0039"}, {**old["K0039"], "replaced_by": "K0038"}),
            "--replace",
        )
        assert "K0038 and K0039 are each replaced by the other" in circle.stderr

    def test_a_published_number_is_never_given_to_another(self, root: Path) -> None:
        draft = Draft.of(gazetteer_tables(root / "seeds"))
        gone = draft.rows["places"].pop(("K0038",))
        before = {row["place_id"]: row for row in draft.rows["places"].values()}
        draft.put("places", {**gone, "type": "river"}, 0)
        assert "K0038 is a city and cannot become a river" in "".join(
            map(str, identity.problems(draft, before, {"K0038": gone}))
        )
        draft.changes.clear()
        draft.rows["places"].pop(("K0038",))
        draft.put("places", gone, 0)  # put back as it was published
        assert list(identity.problems(draft, before, {"K0038": gone})) == []


def test_retiring_a_place_is_allowed(accept, sheet, rows) -> None:
    old = next(row for row in rows("places") if row["place_id"] == "K0038")
    done = accept(sheet("places", {**old, "replaced_by": "K0039", "type": "town"}), "--replace")
    assert done.exit_code == 0, done.output
    assert "type city -> town; replaced_by nothing -> K0039" in done.stdout


CELLS = {
    "place_id": st.sampled_from(["K0001", "K0038", "K0039", "K0060", "K0061", "K0062", "K9999", "G1", "k1", ""]),
    "label": st.sampled_from(["Khankendi", "Stepanakert", "Shusha", "Yeniyer", "=1", "x" * 300]),
    "type": st.sampled_from(["city", "town", "river", "country", "nothing"]),
    "lat": st.sampled_from(["", "0", "39.8", "39.9", "91", "nan"]),
    "lon": st.sampled_from(["", "0", "46.7", "46.8", "inf"]),
    "country": st.sampled_from(["", "AZ", "AM", "FR", "az"]),
    "geonames_id": st.sampled_from(["", "146970", "1", "x"]),
    "tier": st.sampled_from(["core", "tail", "world"]),
    "replaced_by": st.sampled_from(["", "K0001", "K0038", "K0039", "K0061", "K9999"]),
}


@pytest.mark.slow
@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a run of the command is too slow to shrink
)
@given(
    st.lists(
        st.tuples(st.integers(0, 59), st.dictionaries(st.sampled_from(list(CELLS)), st.integers(0, 9))), max_size=3
    ),
    st.booleans(),
    st.data(),
)
def test_whatever_is_replaced_no_identifier_means_another_place(
    state, name_of_it, accept, here, sheet, rows, edits, named, data
) -> None:
    """Rows of places with random cells, accepted or not: every place_id that was there means what it meant."""
    old = rows("places")
    before = {row["place_id"]: row for row in old}
    names = {
        row["place_id"]: {one["name"] for one in rows("place_names") if one["place_id"] == row["place_id"]}
        for row in old
    }
    changed = [{**old[at % len(old)], **{name: data.draw(CELLS[name]) for name in cells}} for at, cells in edits]
    files = [sheet("places", *changed)]
    files += [
        sheet("place_names", {**name_of_it, "place_id": row["place_id"], "name": "Yeniyer"})
        for row in changed[:1]
        if named
    ]
    state_before = state(here / "seeds")
    done = accept(*files, "--replace")
    assert done.exit_code in (0, 1), done.output
    event("refused" if done.exit_code else "accepted" if "changed" in done.output else "nothing new")
    if done.exit_code:
        assert state(here / "seeds") | {".lock": b""} == state_before | {".lock": b""}
        return
    after = {row["place_id"]: row for row in rows("places")}
    assert before.keys() <= after.keys()
    numbers = sorted(int(name[1:]) for name in after if name.startswith("K"))
    assert numbers == list(range(1, len(numbers) + 1))
    assert {row["place_id"] for row in rows("place_names")} == after.keys()
    for name, row in before.items():
        now = after[name]
        assert now["label"] in {row["label"], *names[name]}
        assert now["country"] in (row["country"], "") or not row["country"]
        assert not (row["lat"] and now["lat"]) or abs(float(row["lat"]) - float(now["lat"])) <= 0.3
        assert not now["replaced_by"] or not after[now["replaced_by"]]["replaced_by"]
    gazetteer_tables(here / "seeds")
