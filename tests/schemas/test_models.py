"""The tables are those of the contract, and everything that is derived from them agrees."""

import subprocess
import sys

import pandas as pd
import pyarrow as pa
import pytest

from karabakh.schemas import INPUTS, TABLES, codes, dictionary, fields, model
from karabakh.schemas.arrow import arrow_schema
from karabakh.schemas.tableschema import table_schema

ALL = {**TABLES, **INPUTS}
MENTION = "document_id:string sentence:int32 start:int32 end:int32 surface:string"
CONTRACT = {
    "documents": "document_id:string source_file:string publisher:string url:string licence:string "
    "redistributable:bool language:string published:date32 encoding:string n_characters:int32 n_sentences:int32 "
    "n_place_mentions:int32 "
    "n_date_mentions:int32 n_figures:int32 source_sha256:string text_sha256:string status:string duplicate_of:string "
    "place_id:string",
    "sentences": "sentence_id:string document_id:string start:int32 end:int32 ordinal:int32 text:string",
    "place_mentions": f"place_mention_id:string {MENTION} place_id:string candidates:list<string> name:string "
    "tradition:string method:string confidence:float64 in_event_name:bool",
    "date_mentions": f"date_mention_id:string {MENTION} timex_type:string timex_value:string timex_mod:string "
    "edtf:string earliest:date32 latest:date32 year_start:int32 year_end:int32 precision:string qualifier:string "
    "basis:string anchor:string rule:string role:string",
    "figures": f"figure_id:string {MENTION} kind:string low:float64 high:float64 approximate:bool "
    "unit:string group:string",
    "statements": "statement_id:string document_id:string place_ids:list<string> edtf:list<string> date_start:date32 "
    "date_end:date32 date_prec:int32 where_prec:int32 published:date32 figure_ids:list<string>",
    "name_usage": "document_id:string place_id:string name:string tradition:string publisher:string published:date32 "
    "count:int32",
    "places": "place_id:string label:string type:string lat:float64 lon:float64 country:string geonames_id:string "
    "wikidata_id:string tier:string label_source:string location_source:string replaced_by:string note:string",
    "place_names": "place_id:string name:string language:string tradition:string kind:string valid_from:string "
    "valid_to:string source:string ambiguous:bool",
    "place_links": "place_id:string relation:string other_id:string system:string valid_from:string valid_to:string "
    "source:string",
    "rejected": "table:string key:string rule:string column:string ordinal:int32 value:string message:string",
    "sources": "document_id:string publisher:string url:string licence:string redistributable:bool language:string "
    "published:date32 retrieved:date32 date_order:string sentence_order:string note:string",
    "corrections": "correction_id:string table:string key:string column:string expected:string corrected:string "
    "reason:string contributor:string text_sha256:string",
    "corpus": "document_id:string text:string published:date32 language:string url:string publisher:string "
    "licence:string",
    "contributions": "contribution_id:string accepted:date32 contributor:string reason:string table:string "
    "rows_added:int32 rows_changed:int32 file_sha256:string",
    "quality": "corpus:string what:string metric:string measured_with:string ours:bool value:float64 n:int32 "
    "used:string how:string note:string",
}


@pytest.mark.parametrize("name", CONTRACT)
def test_a_table_has_the_columns_of_the_contract(name: str) -> None:
    columns = " ".join(f"{column.name}:{fields.type_name(column.type)}" for column in fields.columns(ALL[name]))
    assert columns == CONTRACT[name]


def test_tables_stand_in_publishing_order() -> None:
    assert [*TABLES, *INPUTS] == list(CONTRACT)


def test_an_unknown_table_is_named_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="documents, sentences"):
        model("document")


@pytest.mark.parametrize("name", CONTRACT)
def test_everything_is_described_in_sentences(name: str) -> None:
    texts = [fields.description(ALL[name]), *(column.description for column in fields.columns(ALL[name]))]
    assert [text for text in texts if not (text[0].isupper() and text.endswith("."))] == []
    assert fields.title(ALL[name])
    assert all(column.title for column in fields.columns(ALL[name]))


def test_every_code_has_a_meaning() -> None:
    lists = {name: value for name, value in vars(codes).items() if name.isupper() and isinstance(value, dict)}
    assert lists
    assert [name for name, value in lists.items() if not all(text.endswith(".") for text in value.values())] == []


def test_codes_of_naming_stand_in_alphabetical_order() -> None:
    for closed in (codes.TRADITION, codes.NAME_LANGUAGE, codes.SYSTEM):
        assert list(closed) == sorted(closed)


@pytest.mark.parametrize("name", CONTRACT)
def test_keys_and_references_name_columns_that_exist(name: str) -> None:
    names = arrow_schema(ALL[name]).names
    assert fields.key(ALL[name])
    assert set(fields.key(ALL[name])) <= set(names)
    for link in fields.foreign_keys(ALL[name]):
        assert set(link.columns) <= set(names)
        assert set(link.other_columns) <= set(arrow_schema(TABLES[link.other]).names)
    for rule in fields.rules(ALL[name]):
        assert rule.column in names


@pytest.mark.parametrize("name", CONTRACT)
def test_no_two_rules_of_a_column_have_one_name(name: str) -> None:
    named = [(rule.name, rule.column) for rule in fields.rules(ALL[name])]
    assert len(named) == len(set(named))


@pytest.mark.parametrize("name", CONTRACT)
def test_the_arrow_schema_tells_what_the_declaration_tells(name: str) -> None:
    for column, field in zip(fields.columns(ALL[name]), arrow_schema(ALL[name]), strict=True):
        told = {key.decode(): value.decode() for key, value in field.metadata.items()}
        assert (field.name, field.type, field.nullable) == (column.name, column.type, column.nullable)
        assert (told["title"], told["description"], told.get("unit")) == (column.title, column.description, column.unit)


@pytest.mark.parametrize("name", CONTRACT)
def test_schema_dictionary_and_table_schema_agree(name: str) -> None:
    columns = fields.columns(ALL[name])
    described = dictionary.rows({name: ALL[name]})
    published = table_schema(ALL[name])["fields"]
    assert [row["column"] for row in described] == [field["name"] for field in published] == [c.name for c in columns]
    for column, row, field in zip(columns, described, published, strict=True):
        assert row["type"] == fields.type_name(column.type)
        assert row["description"] == column.description
        assert field["description"].startswith(column.description)
        required = field.get("constraints", {}).get("required", False)
        assert required == (not column.nullable and not pa.types.is_list(column.type))


def test_pandera_alone_finds_a_value_outside_a_closed_list(make) -> None:
    import pandas as pd
    from pandera.errors import SchemaErrors

    frame = make("place_mentions", method="guessed")["place_mentions"].to_pandas(types_mapper=pd.ArrowDtype)
    with pytest.raises(SchemaErrors, match="guessed"):
        TABLES["place_mentions"].validate(frame, lazy=True)
    TABLES["place_mentions"].validate(make()["place_mentions"].to_pandas(types_mapper=pd.ArrowDtype), lazy=True)


def test_code_lists_cost_no_pandera() -> None:
    program = "import sys, karabakh.schemas.codes, karabakh.schemas.patterns; sys.exit('pandera' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("name", CONTRACT)
def test_a_column_is_what_panderas_own_schema_says(name: str) -> None:
    told = [(one.name, pd.ArrowDtype(one.type), one.nullable, one.title) for one in fields.columns(model(name))]
    schema = model(name).to_schema().columns.values()
    assert told == [(one.name, one.dtype.type, one.nullable, one.title) for one in schema]


def test_what_is_declared_is_read_without_all_of_dask() -> None:
    code = (
        "import sys; from karabakh.schemas import TABLES, arrow\n"
        "for model in TABLES.values(): arrow.arrow_schema(model)\n"
        "sys.exit('dask' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
