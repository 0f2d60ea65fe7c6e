"""A file that is sent: bounded in size, time and number, checked as `karabakh validate` does it, and gone then."""

import asyncio
import json
import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from karabakh.flows.contribute.filename import unfit
from karabakh.flows.serve import check as checking
from karabakh.flows.serve import upload, validation
from karabakh.flows.serve.answer import Answer, answer
from karabakh.flows.serve.child import MEMORY
from karabakh.flows.serve.name import safe_name
from karabakh.flows.serve.seats import FullError, Seats
from karabakh.flows.serve.validation import Validation

POST = {"content-type": "application/octet-stream"}
REPORT = {"format": 1, "valid": True, "files": [], "findings": [], "notes": []}


@pytest.fixture
def checked(monkeypatch):
    """Each file that is checked, as it lay there; nothing is really checked."""
    seen = []

    async def check(path, table, data, room, seconds):
        seen.append((path, path.read_bytes(), table))
        return Answer("valid", 0, None, REPORT)

    monkeypatch.setattr(validation, "check", check)
    return seen


def test_a_file_is_checked_under_its_name_and_is_gone_then(client, checked, tmp_path):
    answer = client.post("/validate", params={"name": "place names.csv"}, headers=POST, content=b"a,b\n")
    told = answer.json()
    assert (answer.status_code, told["status"], told["exit_code"], told["renamed"]) == (200, "valid", 0, False)
    ((path, content, table),) = checked
    assert (path.name, content, table) == ("place names.csv", b"a,b\n", None)
    assert path.is_relative_to(tmp_path)
    assert not path.exists()
    assert not [left for left in tmp_path.iterdir() if left.name != "data"]


def test_what_is_said_of_its_table_is_passed_on(client, checked):
    assert client.post("/validate?name=x.csv&table=places", headers=POST, content=b"x").status_code == 200
    assert checked[0][2] == "places"
    assert client.post("/validate?name=x.csv&table=--output", headers=POST, content=b"x").status_code == 400
    assert len(checked) == 1


@pytest.mark.parametrize(
    "name", ["../../x.csv", "/etc/passwd", "C:\\a\\b.csv", "CON", "x" * 300 + ".csv", "a\u202evsc.exe", "a\0b.csv", "",
             "..", ".hidden", "a\nb.csv", "-rf", " ", "%2e%2e%2fx", "a&table=places"],
)  # fmt: skip
def test_a_name_leads_nowhere(client, checked, tmp_path, name):
    answer = client.post(f"/validate?{urlencode({'name': name})}", headers=POST, content=b"x")
    ((path, _, _),) = checked
    assert path.parent.name == "given"
    assert path.parent.parent.parent == tmp_path.resolve()
    assert answer.json()["name"] == path.name
    assert answer.json()["renamed"] == (path.name != name)


@given(st.text(max_size=400))
def test_every_name_becomes_one_that_every_system_has(name):
    made = safe_name(name)
    assert unfit(made) is None
    assert safe_name(made) == made


@given(st.text("abcŞşəԱա 0123-_", min_size=1, max_size=60), st.sampled_from([".csv", ".csv.gz", ".txt", ".xlsx", ""]))
def test_a_harmless_name_is_kept(stem, ending):
    name = f"x{stem}x{ending}"
    assert safe_name(name) == name
    assert safe_name(f"x{stem * 300}x{ending}").endswith(ending)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(client, checked):
    answer = client.post("/validate", headers={**POST, "content-length": "100001"}, content=b"x")
    assert answer.status_code == 413
    assert "more than 100 kB" in answer.json()["message"]
    assert "--max-upload" in answer.json()["message"]


def test_a_file_that_does_not_say_how_large_it_is_may_not_be_larger(client, checked, tmp_path):
    assert client.post("/validate", headers=POST, content=iter([b"x" * 50_000] * 2)).status_code == 200
    assert client.post("/validate", headers=POST, content=iter([b"x" * 50_000] * 3)).status_code == 413
    assert len(checked) == 1
    assert not [left for left in tmp_path.iterdir() if left.name != "data"]


@pytest.mark.parametrize("length", ["-1", "x", "1e9", "٣", "9" * 5000])
def test_a_length_is_a_number(length):
    with pytest.raises(upload.RefusedError):
        upload.demand_length(_request([], length), 100)


def test_a_file_that_does_not_come_is_not_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr(upload, "_SILENT", 0.01)
    request = _request([{"type": "http.request", "body": b"x", "more_body": True}])
    with pytest.raises(upload.RefusedError, match="in time") as refused:
        asyncio.run(upload.receive(request, tmp_path / "x", 100))
    assert refused.value.status == 408


def test_a_file_that_comes_by_drops_is_not_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr(upload, "_WHOLE", 0.05)

    async def drops():
        await asyncio.sleep(0.01)
        return {"type": "http.request", "body": b"x", "more_body": True}

    request = Request({"type": "http", "method": "POST", "headers": []}, drops)
    with pytest.raises(upload.RefusedError, match="in time"):
        asyncio.run(upload.receive(request, tmp_path / "x", 10**6))


def test_whoever_leaves_while_sending_or_waiting_ends_the_check_and_leaves_nothing(tmp_path, monkeypatch):
    ended = []

    async def check(*_):
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            ended.append(True)
            raise

    monkeypatch.setattr(validation, "check", check)
    made = Validation(tmp_path, tmp_path, 100, 60)
    body = {"type": "http.request", "body": b"x", "more_body": False}
    for messages in ([{"type": "http.disconnect"}], [body, {"type": "http.disconnect"}]):
        asyncio.run(made.answer(_request(messages)))
        assert not list(tmp_path.iterdir())
    assert ended == [True]


def test_when_the_server_ends_the_check_ends_and_leaves_nothing(tmp_path, monkeypatch):
    async def check(*_):
        await asyncio.sleep(60)

    monkeypatch.setattr(validation, "check", check)

    async def ending():
        work = asyncio.ensure_future(
            Validation(tmp_path, tmp_path, 100, 60).answer(_request([{"type": "http.request", "body": b"x"}]))
        )
        await asyncio.sleep(0.05)
        assert list(tmp_path.iterdir())
        work.cancel()
        with pytest.raises(asyncio.CancelledError):
            await work

    asyncio.run(ending())
    assert not list(tmp_path.iterdir())


def test_a_few_are_checked_at_once_some_wait_and_others_are_asked_to_come_again(tmp_path, monkeypatch):
    now, most = [], []

    async def check(path, *_):
        now.append(path)
        most.append(len(now))
        await asyncio.sleep(0.02)
        now.remove(path)
        return Answer("valid", 0, None, REPORT)

    monkeypatch.setattr(validation, "check", check)
    made = Validation(tmp_path, tmp_path, 100, 60)

    async def crowd():
        body = {"type": "http.request", "body": b"x"}
        return await asyncio.gather(*(made.answer(_request([body])) for _ in range(20)))

    answers = asyncio.run(crowd())
    full = [one for one in answers if one.status_code == 503]
    assert len(full) == 20 - validation.SEATS
    assert {one.headers["retry-after"] for one in full} == {"5"}
    assert max(most) == validation.AT_ONCE
    assert asyncio.run(made.answer(_request([{"type": "http.request", "body": b"x"}]))).status_code == 200


def test_a_seat_is_free_again_whatever_happened():
    seats = Seats(1, 1)
    with pytest.raises(KeyError), seats.seat():
        raise KeyError
    with seats.seat(), pytest.raises(FullError), seats.seat():
        pass


@pytest.mark.parametrize(
    ("status", "printed", "told", "expected", "message"),
    [
        (0, b'{"valid": true}', "", "valid", None),
        (1, b'{"valid": false}', "", "invalid", None),
        (0, b"{", "", "failed", "cannot be read"),
        (0, b'{"valid": false}', "odd", "failed", "odd"),
        (2, b"", "karabakh: --from x: there is no versions.json", "failed", "there is no versions.json"),
        (3, b"", "karabakh: the run failed: MemoryError:  (KARABAKH_TRACEBACK=1 ...)", "refused", "more memory"),
        (3, b"", "karabakh: the run failed: ArrowMemoryError: malloc of size 64 failed", "refused", "more memory"),
        (-9, b"", "", "refused", "more memory"),
        (-6, b"", "terminate called after throwing an instance of 'std::bad_alloc'", "refused", "more memory"),
        (-6, b"", "memory allocation of 64 bytes failed", "refused", "more memory"),
        (-6, b"", "terminate called", "failed", "broke off (SIGABRT): terminate called; send the file again"),
        (-11, b"", "", "failed", "broke off (SIGSEGV); send the file again"),
        (-63, b"", "", "failed", "broke off (signal 63); "),
        (None, b"", "", "refused", "more than 7 s"),
        (-24, b"", "", "refused", "more than 7 s"),
        (3, b"", "karabakh: /room/given/x.csv is odd", "failed", "x.csv is odd"),
    ],
)
def test_how_the_check_ended_is_told(status, printed, told, expected, message):
    found = answer(status, printed, told, "/room/given/", 7)
    assert found.status == expected
    assert message is None or message in found.message
    assert "/room" not in (found.message or "")
    response = found.response("x.csv", "x.csv")
    assert response.status_code == {"valid": 200, "invalid": 200, "refused": 422, "failed": 500}[expected]
    assert json.loads(response.body)["exit_code"] == status


def test_the_report_does_not_say_where_the_file_lay():
    printed = json.dumps({"valid": True, "files": [{"file": "/room/given/x.csv"}], "notes": ["/room/given/x.csv is"]})
    report = answer(0, printed.encode(), "", "/room/given/", 7).report
    assert report == {"valid": True, "files": [{"file": "x.csv"}], "notes": ["x.csv is"]}


def test_a_file_is_really_checked_as_the_command_does_it(tmp_path, root):
    path = tmp_path / "given" / "json.py"  # a name that no process must take for a module
    path.parent.mkdir()
    path.write_text("place_id,name,language,tradition,kind\nnope,Agdam,en,press,press\n")
    found = asyncio.run(checking.check(path, "place_names", root / "data", tmp_path, 60))
    assert (found.status, found.exit_code) == ("invalid", 1)
    assert {"pattern", "missing_column"} & {finding["rule"] for finding in found.report["findings"]}
    assert found.report["files"][0]["file"] == "json.py"
    assert found.report["version"]


def test_what_the_environment_says_of_reports_is_not_asked(tmp_path, monkeypatch):
    monkeypatch.setenv("KARABAKH_VALIDATE_OUTPUT", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("KARABAKH_GAZETTEER", "kept")
    made = checking._environment(tmp_path)
    assert "KARABAKH_VALIDATE_OUTPUT" not in made
    assert (made["KARABAKH_GAZETTEER"], made["TMPDIR"]) == ("kept", str(tmp_path))


@pytest.mark.parametrize(
    ("code", "seconds", "expected"),
    [
        ("import time; time.sleep(60)", 0.3, None),
        (f"x = bytearray({MEMORY})", 20, 1),
        ("import sys; print('told', file=sys.stderr); sys.exit(3)", 20, 3),
    ],
)
def test_a_check_that_takes_too_much_is_ended(tmp_path, monkeypatch, code, seconds, expected):
    module = tmp_path / "stand_in.py"
    limits = "import sys; from karabakh.flows.serve.child import limit; limit(int(sys.argv[1]));"
    module.write_text(f"{limits} {code}")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(checking, "_MODULE", "stand_in")
    run = checking._run([], tmp_path / "printed", tmp_path / "told", tmp_path, seconds)
    assert asyncio.run(run) == expected


def test_a_check_that_computes_for_too_long_is_told_from_one_that_takes_too_much_memory():
    code = "from karabakh.flows.serve.child import limit; limit(1)\nwhile True: pass"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=120)
    assert ended.returncode == -signal.SIGXCPU


def test_a_check_that_fails_is_told_on_the_terminal_without_what_was_sent(client, monkeypatch, capsys):
    async def check(*_):
        return Answer("failed", -6, "it broke off at 'secret'")

    monkeypatch.setattr(validation, "check", check)
    assert client.post("/validate?name=secret.csv", headers=POST, content=b"secret").status_code == 500
    said = capsys.readouterr().err
    assert said == "karabakh: the check of a file failed (SIGABRT)\n"


def test_the_page_puts_nothing_of_a_report_in_place_but_as_text():
    script = (Path(checking.__file__).parent / "static" / "validate.js").read_text()
    ways = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|DOMParser|setHTML"
    assert not re.search(ways, script)


def _request(messages, length=None):
    """A request whose parts come one after the other; nothing comes after the last."""
    left = list(messages)

    async def receive():
        if not left:
            await asyncio.sleep(60)
        return left.pop(0)

    headers = [(b"content-length", length.encode())] if length else []
    scope = {"type": "http", "method": "POST", "path": "/validate", "query_string": b"", "headers": headers}
    return Request(scope, receive)
