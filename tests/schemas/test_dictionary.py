"""The data dictionary says of every column what users need, and of every code what it means."""

from karabakh.schemas import TABLES, dictionary, fields


def test_a_row_for_each_column_of_each_published_table() -> None:
    rows = dictionary.rows()
    assert [(row["table"], row["column"]) for row in rows] == [
        (name, column.name) for name, model in TABLES.items() for column in fields.columns(model)
    ]


def test_a_row_says_what_the_column_refers_to() -> None:
    rows = {(row["table"], row["column"]): row for row in dictionary.rows()}
    assert rows["place_mentions", "candidates"]["refers_to"] == "places.place_id"
    assert rows["place_mentions", "sentence"]["refers_to"] == "sentences.start"
    assert rows["place_mentions", "surface"]["refers_to"] is None
    assert rows["places", "lat"]["values"] == "at least -90; at most 90"


def test_the_page_has_every_column_and_every_code() -> None:
    page = dictionary.markdown()
    for name, model in TABLES.items():
        assert f"### `{name}`: {fields.title(model)}" in page
        for column in fields.columns(model):
            assert f"| `{column.name}` | {fields.type_name(column.type)} |" in page
            assert all(f"| `{code}` | {meaning} |" in page for code, meaning in (column.codes or {}).items())


def test_a_bar_in_a_description_does_not_break_the_page() -> None:
    lines = list(dictionary.code_list({"a": "this | that"}))
    assert lines[-1] == "| `a` | this \\| that |"
