"""How the command is called: what it refuses at once, and with which exit code."""

import socket

import pytest
from click.testing import CliRunner

from karabakh.flows.cli import main
from karabakh.flows.serve import browser
from karabakh.flows.serve.hosts import is_loopback
from karabakh.flows.serve.listening import listen
from karabakh.flows.serve.size import Size


def run(*words):
    return CliRunner().invoke(main, ["serve", "--no-open", *words])


def test_a_folder_without_versions_is_refused_and_the_remedy_told(tmp_path):
    for folder in (tmp_path, tmp_path / "nowhere"):
        ended = run("--data", str(folder))
        assert ended.exit_code == 2
        assert "karabakh download" in ended.stderr


def test_an_address_is_to_be_downloaded_first():
    ended = run("--data", "https://user:secret@example.org/data?key=secret")
    assert ended.exit_code == 2
    assert "karabakh download --from" in ended.stderr
    assert "secret" not in ended.stderr


def test_a_list_of_versions_that_cannot_be_read_fails(data):
    (data / "versions.json").write_text("{}")
    assert run("--data", str(data)).exit_code == 3


def test_a_port_that_is_taken_is_told_with_the_remedy(data):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ended = run("--data", str(data), "--port", str(port))
    assert ended.exit_code == 3
    assert f"port {port}" in ended.stderr
    assert "--port 0" in ended.stderr


@pytest.mark.parametrize("host", ["no.such.host.invalid", "192.0.2.1", "a b", "x" * 300])
def test_a_host_that_is_not_of_this_computer_is_refused(data, host):
    ended = run("--data", str(data), "--port", "0", "--host", host)
    assert ended.exit_code == 2
    assert "--host" in ended.stderr


@pytest.mark.parametrize("size", ["0", "-1", "x", "64 TB", "2GB", "1.5MB", "", "9" * 20])
def test_a_size_that_cannot_be_is_refused(data, size):
    assert run("--data", str(data), "--max-upload", size).exit_code == 2


@pytest.mark.parametrize(
    ("size", "number"), [("64MB", 64_000_000), ("500 kb", 500_000), ("1g", 10**9), ("4096", 4096), ("7B", 7)]
)
def test_a_size_is_written_as_people_do(size, number):
    assert Size(1 << 30).convert(size, None, None) == number


@pytest.mark.parametrize(("host", "called"), [("127.0.0.1", "127.0.0.1"), ("localhost", "localhost"),
                                              ("0.0.0.0", "127.0.0.1")])  # fmt: skip
def test_the_address_that_is_told_is_one_that_a_browser_here_can_open(host, called):
    listening = listen(host, 0)
    with listening.socket:
        assert listening.url == f"http://{called}:{listening.socket.getsockname()[1]}/"
        socket.create_connection(listening.socket.getsockname()[:2]).close()


def test_only_this_computer_is_loopback():
    assert all(map(is_loopback, ("127.0.0.1", "127.8.8.8", "::1", "[::1]", "LocalHost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "10.0.0.1", "example.org", "")))


def test_a_browser_is_opened_where_there_is_a_display(monkeypatch):
    monkeypatch.setattr(browser.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not browser.has_display()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert browser.has_display()
    monkeypatch.setattr(browser.sys, "platform", "darwin")
    monkeypatch.delenv("WAYLAND_DISPLAY")
    assert browser.has_display()
