"""What is accepted keeps the conventions of the gazetteer."""

from pathlib import Path

import pytest

from karabakh.flows.contribute.accept import policy
from karabakh.flows.contribute.accept.draft import Change, Draft
from karabakh.flows.places.tables import gazetteer_tables


@pytest.mark.usefixtures("unchanged")
class TestPolicy:
    @pytest.mark.parametrize(
        ("cells", "said"),
        [
            ({"language": "hy", "tradition": "armenian"}, "hy is written in Armenian letters"),
            ({"tradition": "persian"}, "the tradition of a name in tr must be one of turkish"),
            ({"kind": "official"}, "the kind of a name in tr must be one of press"),
            ({"source": "I know it"}, "source 'I know it' must have one of the forms geonames:NUMBER"),
            ({"source": "usage: the so-called press"}, "must take no side"),
            (
                {"language": "az-Latn", "tradition": "azerbaijani", "name": "Xankândi"},
                "no letter of the Azerbaijani alphabet",
            ),
            (
                {"name": "Stepanakert", "language": "en", "tradition": "armenian", "valid_from": "1992"},
                "has this name already",
            ),
        ],
    )
    def test_names_keep_the_conventions(self, accept, sheet, cells, said, a_name) -> None:
        done = accept(sheet("place_names", {**a_name, **cells}))
        assert done.exit_code == 1
        assert said in done.stderr

    def test_a_label_is_one_of_the_names(self, accept, sheet, name_of_it, a_place) -> None:
        done = accept(sheet("places", {**a_place, "label": "Other"}), sheet("place_names", name_of_it))
        assert "the label Other must be one of the place's names" in done.stderr

    def test_the_seeds_of_the_repository_keep_them(self, root: Path) -> None:
        draft = Draft.of(gazetteer_tables(root / "seeds"))
        for name, found in draft.rows.items():
            draft.changes.update({(name, key): Change(name, key, None, row, 0) for key, row in found.items()})
        assert list(policy.problems(draft)) == []
