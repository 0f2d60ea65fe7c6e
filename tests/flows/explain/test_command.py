"""`karabakh explain`: at a terminal, into a pipe, as JSON."""

import json
import os
import subprocess
import sys
from datetime import date

import pytest
from click.testing import CliRunner, Result

from karabakh.flows.cli import main
from karabakh.flows.explain import explain
from karabakh.flows.explain.explanation import explanation
from karabakh.flows.explain.record import as_json
from karabakh.flows.places import Gazetteer

TEXT = "Also\x1b[2J\u202e in Khankendi at least 12 people were killed on 8 May 1992."


def run(*arguments: str, **environment: str) -> Result:
    quiet = {"NO_COLOR": "", "FORCE_COLOR": "", "TERM": "xterm-256color", "COLUMNS": "80", **environment}
    return CliRunner().invoke(main, ["explain", *arguments], env=quiet)


def test_into_a_pipe_go_plain_lines(gazetteer: Gazetteer) -> None:
    assert run(TEXT).stdout == explain(TEXT, gazetteer) + "\n"
    assert run(TEXT, "--color", "never", FORCE_COLOR="1").stdout == run(TEXT).stdout
    assert run(TEXT, NO_COLOR="1", FORCE_COLOR="1").stdout == run(TEXT).stdout


def test_plain_lines_obey_nobody() -> None:
    shown = run(TEXT).stdout
    assert r"Also\x1b[2J\u202e in" in shown
    assert "".join(shown.splitlines()).isprintable()


def test_without_details_only_the_values() -> None:
    lines = run(TEXT, "--no-details").stdout.splitlines()
    assert lines[3] == "  place     'Khankendi' [13:22] -> K0038 Khankendi (city)"
    assert "confidence" in run(TEXT).stdout
    assert not any("confidence" in line or "statement" in line for line in lines)


@pytest.mark.parametrize("asked", [{"color": "always"}, {"FORCE_COLOR": "1"}])
def test_colours_are_had_for_the_asking(asked: dict[str, str]) -> None:
    color = asked.pop("color", "auto")
    shown = run(TEXT, "--color", color, "--no-details", **asked).stdout
    assert "\x1b[1;38;5;31mKhankendi\x1b[0m" in shown
    assert "╰ 1992-05-08" in shown


def test_they_are_a_setting_too() -> None:
    assert "╰ 1992-05-08" in run(TEXT, KARABAKH_COLOR="always").stdout


def test_json_has_all_that_was_found(gazetteer: Gazetteer) -> None:
    shown = run(TEXT, "--format", "json", "--published", "2020-10-30").stdout
    assert all(map(str.isprintable, shown.splitlines()))
    told = json.loads(shown)
    assert (told["characters"], told["published"], told["sentence_order"]) == (len(TEXT), "2020-10-30", "running")
    sentence = told["sentences"][0]
    assert sentence["text"] == TEXT[sentence["start"] : sentence["end"]]
    (place,), (day,), (figure,) = sentence["places"], sentence["dates"], sentence["figures"]
    assert (place["place_id"], place["label"], place["type"]) == ("K0038", "Khankendi", "city")
    assert (day["edtf"], day["earliest"], day["parts"][0]["value"]) == ("1992-05-08", "1992-05-08", "1992-05-08")
    assert (figure["kind"], figure["low"], figure["high"]) == ("killed", 12, None)
    assert sentence["statement"]["edtf"] == ["1992-05-08"]
    assert [one["meaning"] for one in (place, day, figure)] == [
        "Khankendi K0038",
        "1992-05-08",
        "killed at least 12 people",
    ]
    assert json.loads(as_json(explanation(TEXT, gazetteer, date(2020, 10, 30)))) == told


def test_json_of_a_text_with_a_header_marks_and_nothing_else(gazetteer: Gazetteer) -> None:
    told = json.loads(as_json(explanation(" date 2021-03-02 It rained.", gazetteer)))
    assert told["published"] == "2021-03-02"
    assert told["marks"][0]["reason"] == "header"
    assert [one["role"] for one in told["dates"]] == ["publication"]
    assert told["sentences"][0]["statement"] is None
    assert json.loads(as_json(explanation("", gazetteer)))["sentences"] == []


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize(
    ("environment", "shown", "missing"),
    [
        ({"TERM": "xterm-256color"}, b"\x1b[1;38;5;31mGoris\x1b[0m", b"-> K0169"),
        pytest.param(
            {"TERM": "xterm-256color", "NO_COLOR": "1"}, "╰ Goris K0169".encode(), b"\x1b", marks=pytest.mark.slow
        ),
    ],
)
def test_at_a_terminal(environment: dict[str, str], shown: bytes, missing: bytes) -> None:
    import pty

    side, screen = pty.openpty()
    code = "import sys; from karabakh.flows.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", code, "explain", "--no-details", "They fled \x1b[2J to Goris."]
    known = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR", "COLORTERM"}}
    subprocess.run(command, stdout=screen, check=True, env={**known, **environment})
    os.close(screen)
    seen = os.read(side, 100_000)
    os.close(side)
    assert shown in seen
    assert missing not in seen
    assert rb"They fled \x1b[2J to " in seen
