"""The structure that Pandera accepts is the one that is derived from it."""

import pandas as pd
import pytest

from karabakh.schemas import INPUTS, TABLES
from karabakh.schemas.arrow import arrow_schema
from karabakh.schemas.fields import Table
from karabakh.schemas.structure import _structure, check_structure

MODELS = {**TABLES, **INPUTS}


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_pandera_accepts_the_derived_schema_which_is_therefore_not_asked_about(model: type[Table]) -> None:
    empty = arrow_schema(model).empty_table()
    _structure(model).validate(empty.to_pandas(types_mapper=pd.ArrowDtype), lazy=True)
    assert check_structure("any", model, empty) == []


@pytest.mark.parametrize("name", TABLES)
def test_a_table_with_one_column_less_is_not_accepted(name: str) -> None:
    empty = arrow_schema(TABLES[name]).empty_table()
    (finding,) = check_structure(name, TABLES[name], empty.drop_columns(empty.column_names[-1]))
    assert (finding.rule, finding.column) == ("missing_column", empty.column_names[-1])
