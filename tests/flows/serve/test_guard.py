"""Who may ask for what: only whoever calls this server by its name, and only its own page may send."""

import re

import pytest
from starlette.testclient import TestClient

from karabakh.flows.serve.guard import Guard
from karabakh.flows.serve.hosts import Hosts
from karabakh.flows.serve.policy import HEADERS, of_page

POST = {"content-type": "application/octet-stream"}


@pytest.mark.parametrize("host", ["localhost", "localhost:1", "LOCALHOST.", "127.0.0.1:8000", "127.1.2.3", "[::1]:80"])
def test_the_names_of_this_computer_are_ours(client, host):
    assert client.get("/healthz", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1", "0.0.0.0", "127.1",
             "2130706433", "a@localhost", "localhost/x", "localhost:x", "localhost:999999", "[::1", "[evil]", "",
             "localhost\t", "xn--localhost"],
)  # fmt: skip
def test_other_names_are_not(client, host):
    assert client.get("/healthz", headers={"host": host}).status_code == 400
    assert client.get("/nothing", headers={"host": host}).status_code == 400


def test_a_request_has_one_host(client):
    assert client.get("/healthz", headers=[("host", "localhost"), ("host", "localhost")]).status_code == 400


def test_further_names_are_ours_where_they_are_given():
    hosts = Hosts.of("127.0.0.1", ["data.example"])
    assert hosts.mean_us("DATA.example:443")
    assert not hosts.mean_us("10.0.0.1")


def test_whoever_listens_to_others_is_also_called_by_its_address():
    hosts = Hosts.of("0.0.0.0")
    assert hosts.mean_us("192.168.1.7:8000")
    assert not hosts.mean_us("rebound.example")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "POST", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/versions", "/1.1.0/README.md", "/nothing"])
def test_everything_is_only_read(client, method, path):
    answer = client.request(method, path, headers=POST)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_where_a_file_is_sent_nothing_else_is_done(client):
    answer = client.request("OPTIONS", "/validate", headers={"origin": "http://evil.example"})
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, POST")
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    "headers",
    [{"origin": "http://evil.example"}, {"origin": "null"}, {"origin": "http://127.0.0.1:9000"},
     {"origin": "http://localhost:8000"}, {"origin": ""}, {"sec-fetch-site": "cross-site"},
     {"sec-fetch-site": "same-site"}, {"sec-fetch-site": "none"},
     {"origin": "http://127.0.0.1:8000", "sec-fetch-site": "cross-site"}],
)  # fmt: skip
def test_no_other_page_sends_a_file(client, headers):
    assert client.post("/validate", headers={**POST, **headers}, content=b"x").status_code == 403


@pytest.mark.parametrize(
    "content", ["text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "", "text/csv",
                "application/octet-stream; charset=utf-8", "application/octet-stream, text/plain"],
)  # fmt: skip
def test_what_a_form_of_another_page_could_send_is_not_taken(client, content):
    assert client.post("/validate", headers={"content-type": content}, content=b"x").status_code == 415


def test_a_file_is_not_taken_packed(client):
    assert client.post("/validate", headers={**POST, "content-encoding": "gzip"}, content=b"x").status_code == 415


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [("GET", "/1.1.0/", {}), ("GET", "/versions", {}), ("GET", "/1.1.0/csv/places.csv", {}), ("GET", "/nothing", {}),
     ("GET", "/", {}), ("GET", "/versions.json", {}), ("PUT", "/", {}), ("GET", "/", {"host": "evil.example"}),
     ("POST", "/validate", {"content-type": "text/plain"}), ("GET", "/1.1.0/csv/places.csv", {"range": "bytes=x"}),
     ("POST", "/validate?table=nope", POST), ("GET", "/favicon.ico", {})],
)  # fmt: skip
def test_every_answer_has_the_headers(client, method, path, headers):
    answer = client.request(method, path, headers=headers)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    allowed = answer.headers["content-security-policy"]
    for part in ("default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"):
        assert part in allowed
    assert not re.search(r"unsafe-eval|script-src[^;]*unsafe|\*|https?:", allowed)
    assert "server" not in answer.headers
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] in ("no-cache", "no-store")


def test_a_version_page_runs_its_own_scripts_and_no_others(client, data):
    hashed = re.search(r"'(sha256-[^']+)'", (data / "1.1.0" / "index.html").read_text())[1]
    for path in ("/1.1.0/", "/1.1.0/index.html"):
        allowed = client.get(path).headers["content-security-policy"]
        assert f"script-src '{hashed}';" in allowed
        assert "evil" not in allowed


@pytest.mark.parametrize(
    ("said", "kept"),
    [("script-src 'unsafe-inline' 'unsafe-eval' * https: 'self' data: 'nonce-x'", None), ("", None),
     ("default-src *", None), ("SCRIPT-SRC 'sha256-" + "a" * 43 + "='", f"script-src 'sha256-{'a' * 43}='"),
     ("script-src 'sha256-" + "a" * 43 + "='; script-src 'unsafe-inline'", f"script-src 'sha256-{'a' * 43}='"),
     ("style-src 'unsafe-inline' https://evil.example", "style-src 'unsafe-inline'")],
)  # fmt: skip
def test_a_page_names_its_scripts_and_is_given_nothing_else(said, kept):
    allowed = of_page(f'<head><meta http-equiv="content-security-policy" content="{said}">')
    assert not re.search(r"script-src[^;]*unsafe|\*|https?:|'self'|nonce|eval", allowed)
    assert kept is None or f"{kept};" in allowed
    assert ("script-src" in allowed) == (kept is not None and "script" in kept)


def test_what_fails_is_told_without_what_was_asked(capsys):
    async def failing(scope, receive, send):
        raise ValueError("a name that nobody else should see")

    client = TestClient(Guard(failing, Hosts.of("127.0.0.1")), base_url="http://localhost")
    answer = client.get("/?name=private")
    assert answer.status_code == 500
    told = capsys.readouterr().err
    assert "a GET failed: ValueError in failing" in told
    assert "private" not in told + answer.text
    assert "nobody" not in told + answer.text
