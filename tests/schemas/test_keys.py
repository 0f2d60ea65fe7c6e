"""A key of several columns is one text, from which its parts come back."""

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh.schemas.keys import key_text, split_key

PARTS = st.none() | st.text(st.sampled_from("a|\\ə"), min_size=1, max_size=5)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(PARTS, PARTS, PARTS), max_size=5))
def test_the_parts_come_back(keys):
    columns = zip(*keys, strict=True) if keys else [[]] * 3
    table = pa.table([pa.array(column, pa.string()) for column in columns], names=["a", "b", "c"])
    texts = key_text(table, ["a", "b", "c"]).to_pylist()
    assert [tuple(part or None for part in split_key(text)) for text in texts] == keys
    assert len(set(texts)) == len(set(keys))


def test_a_key_of_one_column_is_its_value():
    table = pa.table({"id": ["a|b\\", None], "n": pa.array([1, None], pa.int32())})
    assert key_text(table, ["id"]).to_pylist() == ["a|b\\", None]
    assert key_text(table, ["n"]).to_pylist() == ["1", None]
