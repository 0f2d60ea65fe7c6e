"""A CSV file of any make is read, and what is not as it should be is said with its row."""

import pytest

from karabakh.schemas.reading import UnreadableError

ROWS = [["place_id", "name", "lat"], ["K0001", "Şuşa, the town", "39,76"], ["K0002", 'the "Iron"', ""]]


def cells(contribution) -> list[list[str | None]]:
    columns = [contribution.columns[name].to_pylist() for name in contribution.names]
    return [list(row) for row in zip(*columns, strict=True)]


def told(contribution) -> list[tuple[str, int | None, str]]:
    return [(remark.rule, remark.row, remark.severity) for remark in contribution.remarks]


def written(delimiter: str, quote: str, end: str = "\n") -> str:
    lines = [delimiter.join(quote + cell.replace(quote, quote * 2) + quote for cell in row) for row in ROWS]
    return end.join(lines) + end


EXPECTED = [["K0001", "Şuşa, the town", "39,76"], ["K0002", 'the "Iron"', None]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_dialects(read, delimiter: str, quote: str, end: str) -> None:
    found = read(written(delimiter, quote, end))
    assert cells(found) == EXPECTED
    assert (list(found.numbers), list(found.lines)) == ([2, 3], [2, 3])
    assert told(found) == [("delimiter", 1, "warning")] * (delimiter != ",") + [("quote", 1, "warning")] * (
        quote == "'"
    )


@pytest.mark.parametrize(
    "encoding",
    ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "cp1254", "iso8859_9"],
)
def test_encodings(read, encoding: str) -> None:
    found = read(written(",", '"').encode(encoding))
    assert cells(found) == EXPECTED
    assert [rule for rule, _, _ in told(found)] == ["encoding"] * (encoding != "utf-8-sig")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Шуша, Ходжалы", "cp1251"),
        ("Шуша, Ходжалы", "cp866"),
        ("Шуша, Ходжалы", "koi8_r"),
        ("Шуша, Ходжалы", "iso8859_5"),
        ("Şuşa, Ağdam", "cp1254"),
        ("źródło: mapa wzgórz", "cp1250"),
        ("źródło: mapa wzgórz wokół miasta; książka", "iso8859_2"),
        ("the town’s “café”", "cp1252"),
        ("Πόλη Σούσα και χωριά", "cp1253"),
        ("مدينة شوشة في قرة باغ", "cp1256"),
    ],
)
def test_legacy_encodings_are_guessed_and_the_guess_is_said(read, text: str, encoding: str) -> None:
    found = read(f'place_id,name\nK0001,"{text}"\n'.encode(encoding))
    assert cells(found) == [["K0001", text]]
    assert "a guess" in str(found.remarks[0])


def test_a_broken_letter_in_utf8_is_said_with_its_line_and_the_rest_is_read(read) -> None:
    found = read("a,b\nŞuşa,1\nAğd\ufffdam,2\n".replace("\ufffd", "\udcff").encode(errors="surrogateescape"))
    assert cells(found) == [["Şuşa", "1"], ["Ağd\ufffdam", "2"]]
    assert [(remark.rule, remark.line, remark.severity) for remark in found.remarks] == [("encoding", 3, "error")]


@pytest.mark.parametrize("first", ["sep=;\n", "SEP=;\r\n"])
def test_the_line_that_tells_excel_the_delimiter_is_no_row(read, first: str) -> None:
    found = read(f"{first}a;b\n1;2\n")
    assert (cells(found), list(found.numbers), list(found.lines)) == ([["1", "2"]], [2], [3])


def test_the_comments_of_a_template_and_blank_lines_are_no_rows_but_count(read) -> None:
    found = read('\n# about,the table\na,b\n# K0001,example\n"# more",\n1,2\n,\n\n3,4\n# a name,5\n')
    assert cells(found) == [["1", "2"], ["3", "4"], ["# a name", "5"]]
    assert (found.header, list(found.numbers), list(found.lines)) == (3, [6, 9, 10], [6, 9, 10])
    assert told(found) == []


def test_the_empty_columns_that_spreadsheets_leave_are_dropped(read) -> None:
    found = read("a,,b,,\n1,,2,,\n3,,4\n5,,6,,7\n")
    assert found.names == ["a", "b"]
    assert cells(found) == [["1", "2"], ["3", "4"]]
    assert told(found) == [("cells", 4, "error"), ("header", 1, "warning")]


def test_white_space_around_a_name_is_said(read) -> None:
    found = read(" place_id ,Name,\ufefflat\n1,2,3\n")
    assert found.names == ["place_id", "Name", "lat"]
    assert told(found) == [("header", 1, "warning")] * 2


def test_a_row_of_another_length_is_said_and_the_others_are_read(read) -> None:
    found = read('a,b\n1,2\n"1\n",2,3\n4\n5,6\n')
    assert cells(found) == [["1", "2"], ["5", "6"]]
    assert [(remark.row, remark.line) for remark in found.remarks] == [(3, 3), (4, 5)]
    assert (list(found.numbers), list(found.lines)) == ([2, 5], [2, 6])


@pytest.mark.parametrize("bad", ['"lost,1', 'x,"lost', '"a"b,1'])
def test_a_lost_quote_is_said_at_its_row_and_costs_that_row_alone(read, bad: str) -> None:
    found = read(f'a,b\n1,2\n{bad}\n3,4\n"5",6\n')
    assert cells(found) == [["1", "2"], ["3", "4"], ["5", "6"]]
    assert [(remark.rule, remark.row, remark.line) for remark in found.remarks] == [("not_csv", 3, 3)]


def test_many_bad_rows_are_counted(read) -> None:
    found = read("a,b\n1,2\n" + "3\n" * 5_000)
    assert cells(found) == [["1", "2"]]
    assert len(found.remarks) == 101
    assert str(found.remarks[-1]).startswith("4,900 more rows")


@pytest.mark.parametrize(
    "content",
    [
        "On Thursday the road to Lachin was opened. " * 9 + "\nThe second paragraph.\n",
        " date 1992-05-09 \n\n" + "Shusha fell on 8 May, officials said. " * 40_000,
        "\n\n\n",
        '"' + "word " * 400_000,
    ],
)
def test_a_text_is_no_table(read, content: str) -> None:
    with pytest.raises(UnreadableError) as refusal:
        read(content, "t.txt")
    assert refusal.value.rule in {"not_csv", "not_readable"}
