"""A raw text is read as a refresh reads it: what it would make of it is said."""

from pathlib import Path

import pytest

TEXT = "2019-04-03\n\nThe road from Goris to Lachin was closed in May 1992, and 30 families left Zabukh.\n"
OTHER = "Der Weg von Goris nach Latschin war im Mai gesperrt, und die Leute in der Stadt waren nicht froh. " * 3


def rules(checking) -> list[tuple[str, str]]:
    return [(one.rule, one.severity) for one in checking.findings]


@pytest.fixture
def text(tmp_path: Path):
    """Return the function that writes a text and gives its path."""

    def written(content: str | bytes = TEXT, name: str = "report.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


def test_a_good_text_says_what_is_found_in_it(check, text) -> None:
    (one,) = check(text()).files
    assert (one.table, one.findings) == ("text", ())
    assert one.notes[0] == "document report, language en: 1 sentence, 3 places, 2 dates, 0 figures"
    assert one.notes[1] == "published 2019-04-03 (from the text itself)"
    assert "publisher and licence unknown" in one.notes[2]


def test_a_row_of_sources_sent_with_it_tells_the_rest(check, text, write) -> None:
    source = {"document_id": "report", "licence": "CC-BY-4.0", "published": "2019-04-04"}
    checking = check(text(), write("sources", source))
    assert rules(checking) == [("different", "warning")]  # the text says another day
    assert "published 2019-04-04 (from sources.csv)" in checking.files[-1].notes
    assert not any("unknown" in note for note in checking.files[-1].notes)


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"", "report.txt", [("empty", "error")]),
        (" \n\u200b\n", "report.txt", [("empty", "error")]),
        (OTHER, "report.txt", [("unsupported_language", "warning")]),
        (TEXT.replace("Zabukh", "“Zabukh”").encode("cp1252"), "report.txt", [("encoding", "warning")]),
        (bytes(range(256)) * 20, "report.txt", [("undecodable", "error")]),
        (TEXT, "re:port.txt", [("invalid_document_id", "error")]),
        (TEXT, "re\u200bport.txt", [("printable", "error")]),
        (b"not gzip", "report.txt.gz", [("undecodable", "error")]),
        (
            "It was a quiet day, and nobody said anything of it to the others.\n",
            "report.txt",
            [("nothing_found", "warning")],
        ),
        (f"<html><body><p>{TEXT}</p></body></html>", "page.html", []),
    ],
)
def test_what_a_refresh_would_make_of_it(check, text, content: str | bytes, name: str, expected: list) -> None:
    checking = check(text(content, name))
    assert rules(checking) == expected
    assert checking.valid == (not any(severity == "error" for _, severity in expected))


def test_texts_that_repeat_are_told(check, text) -> None:
    longer = TEXT + "".join(f"On {day} May 1992 the shelling of Shusha went on. " for day in range(1, 31))
    one, same = text(longer, "one.txt"), text(longer, "same.txt")
    near = text(longer.replace("30 families", "31 families"), "near.txt")
    assert rules(check(one, same)) == [("duplicate", "warning")]
    assert rules(check(one, near)) == [("duplicate", "warning")]


def test_two_texts_of_one_id_are_told(check, text) -> None:
    checking = check(text(TEXT, "report.txt"), text(TEXT + "More of May 1993 in Agdam.\n", "report.md"))
    assert ("duplicate_id", "error") in rules(checking)


def test_a_text_that_the_version_has_is_told(check, text, root: Path) -> None:
    path = next(path for path in sorted((root / "seeds" / "texts").iterdir()) if path.suffix == ".txt")
    (one,) = check(path).files
    assert one.findings == ()
    assert "the current version has this text under this id" in one.notes
    content = path.read_bytes()
    assert rules(check(text(content, "another.txt"))) == [("duplicate", "warning")]
    assert ("replaces", "warning") in rules(check(text(TEXT, path.name)))


def test_a_text_that_is_a_table_is_one(check, text) -> None:
    path = text("place_id\tname\tlanguage\ttradition\tkind\n", "names.txt")
    assert check(path).files[0].table == "place_names"
    assert check(text("Agdam, Shusha, Lachin: news, of the day\nIn May 1992.\n")).files[0].table == "text"


def test_rows_of_a_corpus_are_looked_at_one_by_one(check, text, known) -> None:
    published = known.version.rows("documents").to_pylist()[0]
    rows = [("a", TEXT), ("b", ""), ("c", OTHER), ("d", TEXT), (published["document_id"], TEXT + "More.")]
    lines = ["document_id,text", *(f'{name},"{words}"' for name, words in rows)]
    checking = check(text("\n".join(lines), "corpus.csv"))
    assert sorted((one.rule, one.severity) for one in checking.findings) == [
        ("duplicate", "warning"),
        ("empty", "warning"),
        ("replaces", "warning"),
        ("unsupported_language", "warning"),
    ]
    assert not any("Lachin" in str(one) for one in checking.findings)  # running text is not shown


def test_a_byte_order_mark_is_no_fault(check, text) -> None:
    assert rules(check(text("\ufeff" + TEXT, "report.txt"))) == []
