"""Texts that are accepted, as files or as rows of a corpus."""

from pathlib import Path

import pytest


class TestTexts:
    ENGLISH = "The road to the town was closed for the day, the ministry said, and the talks went on in the evening."

    def test_a_text_with_a_licence_becomes_a_file_and_a_source(self, accept, here, rows) -> None:
        Path("report.txt").write_text(f" date 1994-05-12 {self.ENGLISH}", encoding="utf-8")
        done = accept("report.txt", "--licence", "CC-BY-4.0")
        assert done.exit_code == 0, done.output
        assert (here / "seeds" / "texts" / "report.txt").read_bytes() == Path("report.txt").read_bytes()
        (row,) = rows("sources")
        assert (row["document_id"], row["licence"], row["published"]) == ("report", "CC-BY-4.0", "1994-05-12")
        assert {one["table"] for one in rows("contributions")} == {"sources", "texts"}
        assert "texts: 1 already there, skipped" in accept("report.txt").stdout

    def test_a_text_without_one_needs_to_be_asked_for(self, accept, here) -> None:
        Path("report.txt").write_text(self.ENGLISH, encoding="utf-8")
        refused = accept("report.txt")
        assert refused.exit_code == 1
        assert "--licence-unknown" in refused.stderr
        assert not (here / "seeds" / "texts" / "report.txt").exists()
        assert accept("report.txt", "--licence-unknown").exit_code == 0

    def test_its_source_may_come_with_it(self, accept, sheet, rows) -> None:
        Path("report.txt").write_text(self.ENGLISH, encoding="utf-8")
        done = accept("report.txt", sheet("sources", {"document_id": "report", "licence": "CC0-1.0", "publisher": "P"}))
        assert done.exit_code == 0, done.output
        assert [(row["licence"], row["publisher"], row["language"]) for row in rows("sources")] == [
            ("CC0-1.0", "P", "en")
        ]

    @pytest.mark.parametrize("name", ["a.txt", "a.md", "A.txt"])
    def test_a_text_is_never_written_over(self, accept, here, name, unchanged) -> None:
        Path(name).write_text(self.ENGLISH, encoding="utf-8")
        done = accept(name, "--licence", "CC0-1.0")
        assert done.exit_code == 1

    def test_a_published_document_keeps_its_text(self, accept, here) -> None:
        (here / "seeds" / "texts" / "a.txt").unlink()
        Path("a.txt").write_text(self.ENGLISH, encoding="utf-8")
        done = accept("a.txt", "--licence", "CC0-1.0")
        assert done.exit_code == 1
        assert "document a is published with another text" in done.stderr

    def test_rows_of_a_corpus_become_files(self, accept, sheet, here, rows) -> None:
        texts = {"x": f"{self.ENGLISH}\r\nIt rained.", "Şuşa": "On 9 May 1992 it snowed."}
        file = sheet(
            "corpus", *({"document_id": name, "text": text, "licence": "CC0-1.0"} for name, text in texts.items())
        )
        done = accept(file)
        assert done.exit_code == 0, done.output
        for name, text in texts.items():
            assert (here / "seeds" / "texts" / f"{name}.txt").read_bytes() == text.encode()
        assert {row["document_id"] for row in rows("sources")} == set(texts)

    ODD = ("a\xa0b", "a\u3000b", "a\u2028b", "a\ue000b", "a\u0378b", "a ", " a")

    @pytest.mark.parametrize("name", ["con", "a?b", "x*", 'q"', "й" * 200, *ODD])
    @pytest.mark.parametrize("option", [(), ("--dry-run",)])
    def test_names_that_not_every_system_has_are_refused(self, accept, sheet, name, option, unchanged) -> None:
        done = accept(sheet("corpus", {"document_id": name, "text": "It rained.", "licence": "CC0-1.0"}), *option)
        assert done.exit_code == 1
        assert "document_id" in done.stderr

    @pytest.mark.parametrize("name", ODD)
    @pytest.mark.parametrize("option", [(), ("--dry-run",)])
    def test_a_text_of_such_a_name_is_refused(self, accept, here, name, option, unchanged) -> None:
        Path(f"{name}.txt").write_text(self.ENGLISH, encoding="utf-8")
        done = accept(f"{name}.txt", "--licence", "CC0-1.0", *option)
        assert done.exit_code == 1
        assert "the file's name is the document's id" in done.stderr
