"""The command: what it teaches, how it starts, how it fails, what it prints."""

import gzip
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from karabakh.flows.cli import main
from karabakh.flows.errors import KarabakhError


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=stdin)


def imported(*arguments: str) -> tuple[set[str], float]:
    """Return the modules a command imports and the CPU seconds it takes."""
    code = (
        "import sys, time\nfrom karabakh.flows.cli import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        "print(time.process_time(), *sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    seconds, *modules = done.stderr.splitlines()[-1].split()
    return set(modules), float(seconds)


def test_help_names_every_command_and_each_command_its_options() -> None:
    shown = run("--help").output
    for name, command in main.commands.items():
        assert f"  {name} " in shown
        text = run(name, "--help")
        assert text.exit_code == 0
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert parameter.opts[0] in text.output
                assert parameter.envvar is None or str(parameter.envvar) in text.output


def test_options_come_from_the_environment_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KARABAKH_DATA", str(tmp_path / "nowhere"))
    assert "nowhere" in run("versions").output


@pytest.mark.parametrize("arguments", [("--help",), ("explain", "Goris, May 1992"), ("validate", "--help")])
def test_light_commands_import_neither_prefect_nor_pandas(arguments: tuple[str, ...]) -> None:
    modules, _ = imported(*arguments)
    assert not modules & {"prefect", "pandas", "pandera", "rich"}


def test_validate_does_not_import_prefect(root: Path) -> None:
    modules, _ = imported("validate", str(root / "seeds" / "places.csv"))
    assert "pandera" in modules
    assert "prefect" not in modules


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("refresh", "--texts", "no/such/folder"), "no/such/folder"),
        (("refresh", "--texts", ""), "--texts"),
        (("refresh", "--gazetteer", "no/such/folder"), "no/such/folder"),
        (("refresh", "--max-drop", "2"), "--max-drop"),
        (("refresh", "--workers", "-1"), "--workers"),
        (("validate",), "FILE"),
        (("validate", "no_such.csv"), "no_such.csv"),
        (("nonsense",), "nonsense"),
    ],
)
def test_a_wrong_call_ends_with_2_and_says_what_was_wrong(
    arguments: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert done.exit_code == 2
    assert told in done.output


def test_a_data_folder_among_the_texts_is_refused(tmp_path: Path) -> None:
    done = run("refresh", "--texts", str(tmp_path), "--data", str(tmp_path / "data"))
    assert done.exit_code == 2
    assert "would be read as a text" in done.output


def test_the_environment_gives_several_texts_a_line_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "my texts").mkdir()
    monkeypatch.setenv("KARABAKH_TEXTS", f"{tmp_path / 'my texts'}\n{tmp_path / 'others'}")
    done = run("refresh", "--data", str(tmp_path / "data"))
    assert done.exit_code == 2
    assert f"--texts {tmp_path / 'others'}: there is no such" in done.output


def test_explain_refuses_a_folder_and_text_a_name_that_is_not_there(tmp_path: Path) -> None:
    assert run("explain", str(tmp_path)).exit_code == 2
    assert run("text", str(tmp_path / "none.txt")).exit_code == 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_run_at_once(number: signal.Signals) -> None:
    code = (
        "import time\nfrom karabakh.flows.process.stop import end_on_signal\nend_on_signal()\nprint('up', flush=True)\n"
    )
    done = subprocess.Popen(
        [sys.executable, "-c", code + "time.sleep(60)"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert done.stdout is not None
    assert done.stdout.readline() == "up\n"
    done.send_signal(number)
    _, told = done.communicate(timeout=10)
    assert done.returncode == 128 + number
    assert number.name in told


def test_a_data_folder_that_is_not_ours_is_refused_before_prefect_starts(tmp_path: Path, root: Path) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"years of work")
    modules, _ = imported("refresh", "--texts", str(root / "seeds" / "texts"), "--data", str(tmp_path))
    assert "prefect" not in modules
    done = run("refresh", "--texts", str(root / "seeds" / "texts"), "--data", str(tmp_path))
    assert done.exit_code == 2
    assert "thesis.docx" in done.output


def test_a_table_that_there_is_not_is_named(root: Path) -> None:
    done = run("validate", "--table", "towns", str(root / "seeds" / "places.csv"))
    assert done.exit_code == 2
    assert "towns" in done.output
    assert "place_names" in done.output


def test_rows_may_refer_to_another_file_of_the_same_contribution(root: Path, tmp_path: Path) -> None:
    known = (root / "seeds" / "places.csv").read_text(encoding="utf-8").splitlines()[1:]
    free = f"K{max(int(line.partition(',')[0][1:]) for line in known if line.startswith('K')) + 1:04}"
    source = "usage: English-language press"
    for name, row in {
        "places": f"{free},Nowhere,village,,,,,,world,{source},,,",
        "place_names": f"{free},Nowhere,en,international,press,,,{source},false",
    }.items():
        header = (root / "seeds" / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
        (tmp_path / f"{name}.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    names, both = str(tmp_path / "place_names.csv"), (str(tmp_path / "places.csv"), str(tmp_path / "place_names.csv"))
    assert run("validate", names).exit_code == 1
    assert run("validate", *both).output.count(": valid") == 2


def test_a_refresh_where_there_are_no_texts_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("refresh")
    assert done.exit_code == 2
    assert "--texts" in done.output


def test_an_unforeseen_failure_ends_with_3_and_no_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise RuntimeError("the disk is on fire")

    monkeypatch.setattr("karabakh.flows.explain.explain", fail)
    done = run("explain", "Goris")
    assert done.exit_code == 3
    assert "the disk is on fire" in done.output
    assert "Traceback" not in done.output


def test_explain_reads_a_file_standard_input_or_the_words_themselves(tmp_path: Path) -> None:
    words = "Fighting went on near Goris in May 1992."
    file = tmp_path / "report.txt"
    file.write_text(words, encoding="utf-8")
    shown = run("explain", words)
    assert shown.exit_code == 0
    assert "1992-05" in shown.output
    assert run("explain", str(file)).output == shown.output
    assert run("explain", "-", stdin=words).output == shown.output


def test_text_prints_what_the_offsets_count(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes("\ufeffŞuşa\r\nՇուշի\r".encode())
    done = subprocess.run(
        [sys.executable, "-m", "karabakh.flows.cli", "text", str(file)], capture_output=True, check=True
    )
    assert done.stdout.decode() == "Şuşa\r\nՇուշի\r"


def test_text_prints_the_main_text_of_a_page_also_of_a_packed_one(tmp_path: Path) -> None:
    page = (
        '<html><head><meta charset="windows-1251"><title>x</title></head><body><nav>Menu</nav><p>Дорога — закрыта.</p>'
    )
    file = tmp_path / "a.html.gz"
    file.write_bytes(gzip.compress(page.encode("cp1251")))
    done = subprocess.run(
        [sys.executable, "-m", "karabakh.flows.cli", "text", str(file)], capture_output=True, check=True
    )
    assert done.stdout == "Дорога — закрыта.".encode()
    file.write_bytes(b"no gzip")
    done = run("text", str(file))
    assert (done.exit_code, done.output) == (
        1,
        f"karabakh: {file}: it is not what its name says: it does not begin as .gz files do\n",
    )


def test_text_and_explain_load_no_library_for_pages_where_there_is_none(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("---\ndate: 2021-03-15\n---\nThey met in Şuşa in May 1992.", encoding="utf-8")
    for arguments in (("text", str(file)), ("explain", "They met in Şuşa’s “old” town in May 1992.")):
        modules, _ = imported(*arguments)
        assert not modules & {"trafilatura", "lxml", "ftfy", "htmldate", "justext"}


def test_timex_answers_every_line_in_order(tmp_path: Path) -> None:
    lines = [
        {"doc_id": "b", "dct": None, "text": "It lasted from 1988 to 1994."},
        {"doc_id": "a", "dct": "2020-10-30T10:00:00", "text": "Shelling went on yesterday."},
        {"doc_id": "c", "dct": None, "text": ""},
    ]
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assert run("timex", str(source), str(target)).exit_code == 0
    tagged = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [line["doc_id"] for line in tagged] == ["b", "a", "c"]
    assert [timex["value"] for timex in tagged[0]["timexes"]] == ["1988", "1994"]
    assert [timex["value"] for timex in tagged[1]["timexes"]] == ["2020-10-29"]
    assert tagged[2]["timexes"] == []


@pytest.mark.parametrize(
    "line",
    [b"nonsense", b"", b'{"doc_id": "a"}', b'{"doc_id": "a", "text": 1}', b"\xff\xfe", b"[" * 100_000,
     b'{"doc_id": "a", "text": "x", "dct": 2020}'],
)  # fmt: skip
def test_timex_names_the_line_that_is_wrong_and_leaves_no_half_a_file(line: bytes, tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(b'{"doc_id": "a", "text": ""}\n' + line + b"\n")
    done = run("timex", str(source), str(target))
    assert done.exit_code == 2
    assert "line 2" in done.output
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_timex_reads_what_others_write(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(b'\xef\xbb\xbf{"doc_id": "a", "text": "\\ud800 in May 1992"}\r\n{"doc_id": "b", "text": ""}')
    assert run("timex", str(source), str(target)).exit_code == 0
    first, second = map(json.loads, target.read_text(encoding="utf-8").splitlines())
    assert [timex["value"] for timex in first["timexes"]] == ["1992-05"]
    assert second == {"doc_id": "b", "timexes": []}


def test_timex_does_not_write_over_what_it_reads(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"doc_id": "a", "text": ""}\n', encoding="utf-8")
    assert run("timex", str(source), str(source)).exit_code == 2
    assert source.read_text(encoding="utf-8") == '{"doc_id": "a", "text": ""}\n'


def test_validate_says_yes_with_0_and_no_with_1(root: Path, tmp_path: Path) -> None:
    assert run("validate", str(root / "seeds" / "place_names.csv")).exit_code == 0
    bad = tmp_path / "places.csv"
    lines = (root / "seeds" / "places.csv").read_text(encoding="utf-8").splitlines()
    header = lines[0].split(",")
    row = dict.fromkeys(header, "") | {"place_id": "K9999", "label": "Nowhere", "type": "hamlet", "tier": "core"}
    bad.write_text("\n".join([lines[0], ",".join(row.values())]) + "\n", encoding="utf-8")
    done = run("validate", str(bad))
    assert done.exit_code == 1
    assert "hamlet" in done.output
    assert "type" in done.output
    findings = json.loads(run("validate", "--format", "json", str(bad)).output)
    assert findings["findings"][0]["value"] == "hamlet"
    assert "::error file=" in run("validate", "--format", "github", str(bad)).output


def test_a_name_that_is_no_file_is_not_explained_as_a_text() -> None:
    result = CliRunner().invoke(main, ["explain", "nope.txt"])
    assert (result.exit_code, "nope.txt: there is no such file" in result.stderr) == (2, True)


@pytest.mark.parametrize("command", ["explain", "text"])
def test_a_file_without_an_end_is_refused(command: str) -> None:
    result = CliRunner().invoke(main, [command, "/dev/zero"])
    assert (result.exit_code, "more than 64 MB" in result.stderr) == (2, True)


@pytest.mark.parametrize("command", ["explain", "text"])
def test_a_file_that_holds_no_text_is_named(command: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"no\x00text")
    result = CliRunner().invoke(main, [command, str(tmp_path / "a.txt")])
    assert (result.exit_code, "a.txt: it holds NUL" in result.stderr) == (1, True)


@pytest.mark.parametrize(
    "arguments", [["--help"], ["validate", "--help"], ["text", "README.md"], ["explain", "Goris"], ["versions"]]
)
def test_a_reader_who_has_had_enough_ends_a_command_quietly(arguments: list[str], root: Path) -> None:
    """As in `| head`; 141 is what shells say of a command that the signal SIGPIPE ended."""
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "karabakh.flows.cli", *arguments]
    try:
        done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, cwd=root, check=False)
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


def test_so_it_does_where_nobody_reads_why_it_fails(root: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "karabakh.flows.cli", "versions", "--from", "nowhere"]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=write, cwd=root, check=False)
    finally:
        os.close(write)
    assert done.returncode == 141


@pytest.mark.parametrize("kind", [KarabakhError, BrokenPipeError, ValueError])
def test_a_message_obeys_nobody_and_keeps_its_lines(kind: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise kind("first\x1b[2J\nsecond\x9b1m")

    monkeypatch.setattr("karabakh.flows.download.listing.versions", fail)
    done = run("versions")
    assert done.exit_code == 3
    first, second = done.stderr.splitlines()
    assert first.endswith(r"first\x1b[2J")
    assert second.startswith(r"second\x9b1m")
    assert (first + second).isprintable()
