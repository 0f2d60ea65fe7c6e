"""What a path or URL stands for: texts, a corpus, or nothing."""

import os
from pathlib import Path

import fsspec
import pytest

from karabakh.flows.errors import CallError
from karabakh.flows.ingest import Ingested, InputError, read
from karabakh.flows.ingest.inputs import masked

TEXT = "The road was closed."


def rules(found: Ingested) -> dict[str, str]:
    return {rejection.key: rejection.rule for rejection in found.rejected}


def test_a_folder_is_read_with_all_below_it_in_order(folder) -> None:
    root = folder({"b.txt": "b", "a/c.md": "c", "a/b/d.text": "d", "e": "e", "UPPER.TXT": "f", "a.b.txt": "g"})
    found = read([root])
    assert [(document.document_id, document.source_file) for document in found.documents] == [
        ("UPPER", "UPPER.TXT"),
        ("a.b", "a.b.txt"),
        ("b", "b.txt"),
        ("c", "a/c.md"),
        ("d", "a/b/d.text"),
        ("e", "e"),
    ]


def test_a_single_text_is_an_input(folder) -> None:
    found = read([folder({"a.txt": TEXT}) / "a.txt"])
    assert [(document.document_id, document.source_file) for document in found.documents] == [("a", "a.txt")]


def test_files_of_other_kinds_are_rejected_by_name(folder) -> None:
    found = read([folder({"a.txt": TEXT, "b.png": b"\x89PNG", "sub/c.pdf": "%PDF", "d.csv": "document_id,text\n"})])
    assert rules(found) == dict.fromkeys(["b.png", "sub/c.pdf", "d.csv"], "unsupported_format")
    assert found.files == 4


def test_hidden_files_are_noted_and_hidden_texts_rejected(folder) -> None:
    found = read([folder({"a.txt": TEXT, ".DS_Store": b"\0", ".git/config": "x", ".gitkeep": "", ".b.txt": TEXT})])
    assert rules(found) == {".b.txt": "invalid_document_id"}
    assert list(found.notes) == ["hidden, so not read: .DS_Store, .git/, .gitkeep"]


def test_links_out_of_the_folder_are_not_followed(folder, tmp_path: Path) -> None:
    root = folder({"a.txt": TEXT, "sub/b.txt": "b"})
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "c.txt").write_text("c")
    (root / "out.txt").symlink_to(tmp_path / "secret.txt")
    (root / "dir").symlink_to(tmp_path / "elsewhere")
    (root / "loop").symlink_to(root)
    (root / "nowhere.txt").symlink_to(tmp_path / "none")
    (root / "self.txt").symlink_to(root / "self.txt")
    found = read([root])
    assert [document.document_id for document in found.documents] == ["a", "b"]
    assert rules(found) == dict.fromkeys(["dir", "loop", "nowhere.txt", "out.txt", "self.txt"], "symlink")


def test_a_link_within_the_folder_is_a_text_of_its_own(folder) -> None:
    root = folder({"a.txt": TEXT})
    (root / "b.txt").symlink_to(root / "a.txt")
    assert [document.status for document in read([root]).documents] == ["ok", "duplicate"]


def test_a_folder_that_is_a_link_is_read(folder, tmp_path: Path) -> None:
    folder({"a.txt": TEXT})
    (tmp_path / "link").symlink_to(tmp_path / "texts")
    assert [document.source_file for document in read([tmp_path / "link"]).documents] == ["a.txt"]


def test_a_pipe_is_rejected_and_never_waited_for(folder) -> None:
    root = folder({"a.txt": TEXT})
    os.mkfifo(root / "pipe.txt")
    assert rules(read([root])) == {"pipe.txt": "unsupported_format"}


@pytest.mark.parametrize(
    "name", [b"a\nb.txt", b"\xff\xfe.txt", b"a:b.txt", b"a|b.txt", b"..x.txt", b"x" * 201 + b".txt"]
)
def test_names_that_cannot_be_ids_are_rejected_and_shown_safely(folder, name: bytes) -> None:
    root = folder({"a.txt": TEXT})
    (root / os.fsdecode(name)).write_bytes(b"text")
    (rejection,) = read([root]).rejected
    assert (rejection.rule, rejection.column) == ("invalid_document_id", "document_id")
    assert rejection.value
    assert len(rejection.value) <= 80
    for shown in (rejection.key, rejection.value, rejection.message):
        assert shown.isprintable()
        assert shown.encode()


def test_no_name_is_absolute(folder, corpus) -> None:
    path = corpus("corpus.csv", [{"document_id": "x", "text": TEXT}])
    found = read([folder({"a.txt": "a", "b.png": "b", "c:d.txt": "c"}), path])
    names = [document.source_file for document in found.documents]
    names += [part for rejection in found.rejected for part in (rejection.key, rejection.message)]
    assert not [name for name in names if str(path.parent) in name]


def test_a_path_that_does_not_exist_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="there is no such file or folder"):
        read([tmp_path / "none"])


@pytest.mark.parametrize(
    "files", [{}, {".gitkeep": ""}, {"a.png": "a"}, {"sub/a.exe": "a", "b.csv": "document_id,text\n"}]
)
def test_an_input_without_a_document_is_a_wrong_call(folder, files) -> None:
    with pytest.raises(CallError, match="there is no document in it"):
        read([folder(files)])


def test_each_input_must_hold_a_document(folder, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(CallError, match="empty: there is no document in it"):
        read([folder({"a.txt": TEXT}), tmp_path / "empty"])


def test_no_input_at_all_is_a_wrong_call() -> None:
    with pytest.raises(CallError, match="there is no input"):
        read([])


def test_documents_that_are_all_rejected_are_no_wrong_call(folder) -> None:
    found = read([folder({"a.txt": b"\0"})])
    assert (len(found.documents), len(found.rejected)) == (0, 1)


def test_a_text_that_cannot_be_read_fails_the_run(folder, monkeypatch: pytest.MonkeyPatch) -> None:
    root = folder({"a.txt": TEXT, "b.txt": TEXT})

    def fail(path: Path, *_: object) -> None:
        raise OSError(5, "Input/output error", path.name)

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(InputError, match=r"a\.txt: .*Input/output error") as caught:
        read([root])
    assert caught.value.exit_code == 3


def test_a_folder_that_cannot_be_listed_fails_the_run(folder, monkeypatch: pytest.MonkeyPatch) -> None:
    root = folder({"sub/a.txt": TEXT})
    scan = os.scandir

    def fail(path: str) -> object:
        if str(path).endswith("sub"):
            raise PermissionError(13, "Permission denied", "sub")
        return scan(path)

    monkeypatch.setattr(os, "scandir", fail)
    with pytest.raises(InputError, match="Permission denied"):
        read([root])


class TestUrls:
    @pytest.fixture(autouse=True)
    def memory(self):
        system = fsspec.filesystem("memory")
        system.pipe({"/texts/a.txt": b"one", "/texts/sub/b.md": b"two", "/texts/.hidden": b"x", "/texts/c.png": b"x"})
        system.pipe(
            {"/corpus.jsonl": b'{"document_id": "a", "text": "one"}\n', "/corpus.csv": b"document_id,text\na,one\n"}
        )
        system.pipe({"/empty.v1/c.png": b"x"})
        yield system
        system.store.clear()

    def test_a_folder(self) -> None:
        found = read(["memory://texts"])
        assert [document.source_file for document in found.documents] == ["a.txt", "sub/b.md"]
        assert rules(found) == {"c.png": "unsupported_format"}
        assert list(found.notes) == ["hidden, so not read: .hidden"]

    @pytest.mark.parametrize("name", ["corpus.jsonl", "corpus.csv", "texts/a.txt"])
    def test_a_file(self, name: str) -> None:
        (document,) = read([f"memory://{name}"]).documents
        assert (document.document_id, document.text, document.source_file) == ("a", "one", name.split("/")[-1])

    def test_a_file_url_is_read_as_the_path_is(self, corpus) -> None:
        path = corpus("corpus.parquet", [{"document_id": "a", "text": "one"}])
        assert read([path.as_uri()]) == read([path])

    @pytest.mark.parametrize("url", ["memory://none", "memory://none.csv", "nosuch://x/a.csv", "memory://empty.v1"])
    def test_nothing_there_is_a_wrong_call(self, url: str) -> None:
        with pytest.raises(CallError, match=url):
            read([url])

    @pytest.mark.parametrize("url", ["memory://texts", "memory://corpus.csv"])
    def test_what_cannot_be_read_for_a_while_fails_the_run(self, memory, monkeypatch, url: str) -> None:
        def fail(*_: object, **__: object) -> None:
            raise TimeoutError("https://me:secret@example.org/a?token=1 timed out")

        monkeypatch.setattr(type(memory), "_open", fail)
        with pytest.raises(InputError, match="timed out") as caught:
            read([url])
        assert "secret" not in str(caught.value)
        assert "token" not in str(caught.value)

    def test_messages_hide_passwords_and_queries(self) -> None:
        assert masked("s3://key:secret@bucket/a.csv?sig=1#x") == "s3://bucket/a.csv"


def test_a_server_that_does_not_answer_fails_the_run_and_is_no_missing_file() -> None:
    with pytest.raises(InputError, match=r"127\.0\.0\.1"):
        read(["http://127.0.0.1:1/a.csv"])
