"""From a server that cuts, corrupts, lies, forgets and never ends: the version as it was published, or nothing."""

import gzip
import json
import re
import shutil
import threading

import pytest

from karabakh.flows.download import download
from karabakh.flows.download.address import origin
from karabakh.flows.download.errors import (
    InsecureError,
    MismatchError,
    MissingError,
    OversizeError,
    RefusedError,
    UnreachableError,
)
from karabakh.flows.errors import CallError
from karabakh.flows.publish.errors import DamagedError

BIG = "1.0.1/parquet/documents.parquet"


@pytest.fixture
def size(data):
    return (data / BIG).stat().st_size


def test_a_version_comes_whole_and_each_file_once(server, to, data, whole):
    done = download(data=server.address, to=to)
    assert (done.version, done.path, done.new) == ("1.0.1", to / "1.0.1", True)
    assert whole(to / "1.0.1", data / "1.0.1")
    assert [request.path for request in server.asked if request.cached == "no-cache"] == ["versions.json"]
    paths = [request.path for request in server.asked]
    assert len(paths) == len(set(paths))
    assert sorted(path.name for path in to.iterdir()) == [".lock", "1.0.1", "latest", "versions.json"]


@pytest.mark.parametrize("shape", ["{}///", "{}/versions.json", "{}#top"])
def test_the_address_may_be_written_in_any_way(server, to, data, whole, shape):
    download(data=shape.format(server.address), to=to)
    assert whole(to / "1.0.1", data / "1.0.1")


def test_versions_may_lie_below_a_path(data, tmp_path, serve, to, whole):
    shutil.copytree(data, tmp_path / "www" / "open data" / "ü")
    download("1.0.0", f"{serve(tmp_path / 'www').address}/open data/%C3%BC/", to)
    assert whole(to / "1.0.0", data / "1.0.0")


class TestCutConnections:
    def test_what_came_before_a_cut_is_not_asked_for_again(self, server, answers, to, data, whole, size):
        server.answers[BIG] = [answers.cut(20_000), answers.cut(10_000)]
        download(data=server.address, to=to)
        assert whole(to / "1.0.1", data / "1.0.1")
        assert server.sent(BIG) == [(None, 20_000), (20_000, 10_000), (30_000, size - 30_000)]

    def test_the_next_run_continues(self, server, answers, to, data, whole, nothing_left, size):
        server.answers[BIG] = [answers.cut(20_000)] + [answers.status(503)] * 4
        with pytest.raises(UnreachableError, match=r"documents\.parquet.*503.*5 tries.*run the same command again"):
            download(data=server.address, to=to)
        assert nothing_left(to)
        before = len(server.asked)
        download(data=server.address, to=to)
        assert whole(to / "1.0.1", data / "1.0.1")
        again = server.asked[before:]
        assert [(request.path, request.start) for request in again if request.path == BIG] == [(BIG, 20_000)]
        assert {request.path for request in again} < {"versions.json"} | {
            f"1.0.1/{path.relative_to(data / '1.0.1').as_posix()}" for path in (data / "1.0.1").rglob("*")
        }
        assert "1.0.1/SHA256SUMS" not in {request.path for request in again}

    def test_a_server_that_ignores_range_is_asked_for_all_of_it(self, server, answers, to, data, whole, size):
        server.ranges = False
        server.answers[BIG] = [answers.cut(20_000)]
        download(data=server.address, to=to)
        assert whole(to / "1.0.1", data / "1.0.1")
        assert server.sent(BIG) == [(None, 20_000), (None, size)]

    def test_a_server_that_gives_another_part_than_asked_for(self, server, answers, to, data, whole, size):
        def shifted(handler, body, start):
            assert start == 20_000
            handler.give(206, body[start - 1 :], {"Content-Range": f"bytes {start - 1}-{size - 1}/{size}"})

        server.answers[BIG] = [answers.cut(20_000), shifted]
        download(data=server.address, to=to)
        assert whole(to / "1.0.1", data / "1.0.1")
        assert server.sent(BIG)[-1] == (None, size)

    def test_a_cut_list_of_versions_is_asked_for_again(self, server, answers, to):
        server.answers["versions.json"] = [answers.cut(100)]
        assert download(data=server.address, to=to).new

    def test_a_server_that_falls_silent_is_asked_anew(self, server, to, data, whole, size, monkeypatch):
        monkeypatch.setattr("karabakh.flows.download.web.TIMEOUT", 0.3)
        silence = threading.Event()

        def silent(handler, body, start):
            handler.send_response(200)
            handler.send_header("Content-Length", str(size))
            handler.end_headers()
            handler.send(body[:20_000])
            silence.wait(10)
            handler.close_connection = True

        server.answers[BIG] = [silent]
        download(data=server.address, to=to)
        silence.set()
        assert whole(to / "1.0.1", data / "1.0.1")
        assert server.sent(BIG) == [(None, 20_000), (20_000, size - 20_000)]

    def test_a_line_that_always_breaks_ends_with_what_to_do(self, server, answers, to, nothing_left):
        server.answers[BIG], server.always = [answers.cut(0)], True
        with pytest.raises(UnreachableError, match="continues where it stopped") as failed:
            download(data=server.address, to=to)
        assert failed.value.exit_code == 3
        assert len(server.sent(BIG)) == 5
        assert nothing_left(to)

    def test_a_bad_line_that_still_brings_a_large_file_is_borne(self, server, answers, to, data, monkeypatch, whole):
        monkeypatch.setattr("karabakh.flows.download.fetch.WORTH", 5_000)
        server.answers[BIG], server.always = [answers.cut(6_000)], True
        download(data=server.address, to=to)
        assert whole(to / "1.0.1", data / "1.0.1")
        assert len(server.sent(BIG)) > 10

    def test_nobody_there(self, to, serve, tmp_path, nothing_left, caplog):
        server = serve(tmp_path)
        address = server.address
        server.shutdown()
        server.server_close()
        with pytest.raises(UnreachableError, match=re.escape(f"{address}/versions.json")) as failed:
            download(data=address, to=to)
        assert "(3 tries)" in str(failed.value)
        assert "run the same command again" not in str(failed.value)
        assert len(caplog.records) == 2
        assert nothing_left(to)

    def test_a_server_without_tls_is_not_asked_again(self, to, server, caplog):
        with pytest.raises(InsecureError, match="SSL"):
            download(data=server.address.replace("http:", "https:"), to=to)
        assert caplog.records == []

    def test_a_body_without_a_length_that_is_cut_is_continued(self, server, answers, to, data, whole, size):
        server.answers[BIG] = [answers.unsized(20_000), answers.unsized(30_000)]
        download(data=server.address, to=to)
        assert whole(to / "1.0.1", data / "1.0.1")
        assert server.sent(BIG) == [(None, 20_000), (20_000, 30_000), (50_000, size - 50_000)]


class TestWhatDoesNotMatch:
    def test_a_wrong_byte_is_fetched_once_more(self, server, answers, to, data, whole, size):
        server.answers[BIG] = [answers.changed(10)]
        download(data=server.address, to=to)
        assert whole(to / "1.0.1", data / "1.0.1")
        assert server.sent(BIG) == [(None, size), (None, size)]

    @pytest.mark.parametrize("path", [BIG, "1.0.1/SHA256SUMS", "1.0.1/README.md"])
    def test_a_wrong_byte_is_refused_with_file_checksums_and_remedy(self, server, answers, to, nothing_left, path):
        server.answers[path], server.always = [answers.changed(10)], True
        with pytest.raises(MismatchError) as failed:
            download(data=server.address, to=to)
        told = str(failed.value)
        assert f"{server.address}/{path}" in told
        assert len(set(re.findall(r"\b[0-9a-f]{64}\b", told))) == 2
        assert "Try again later" in told
        assert failed.value.exit_code == 3
        assert len(server.sent(path)) == 2
        assert nothing_left(to)

    def test_a_refused_file_is_not_kept(self, server, answers, to, data, whole, size):
        server.answers[BIG] = [answers.changed(10), answers.changed(10)]
        with pytest.raises(MismatchError):
            download(data=server.address, to=to)
        download(data=server.address, to=to)
        assert whole(to / "1.0.1", data / "1.0.1")
        assert server.sent(BIG)[-1] == (None, size)

    def test_a_part_of_another_file_begins_anew(self, server, answers, to, data, whole, size):
        server.answers[BIG] = [answers.cut(20_000)] + [answers.status(500)] * 4
        with pytest.raises(UnreachableError):
            download(data=server.address, to=to)
        (part,) = [path for path in to.glob(".download-*/.part/*") if path.stat().st_size == 20_000]
        part.write_bytes(b"?" * 20_000)
        download(data=server.address, to=to)
        assert whole(to / "1.0.1", data / "1.0.1")
        assert server.sent(BIG)[-2:] == [(20_000, size - 20_000), (None, size)]

    def test_a_part_longer_than_the_file_begins_anew(self, server, to, data, whole, size):
        parts = to / ".download-1.0.1" / ".part"
        parts.mkdir(parents=True)
        sums = dict(reversed(line.split("  ")) for line in (data / "1.0.1/SHA256SUMS").read_text().splitlines())
        (parts / sums["parquet/documents.parquet"]).write_bytes(b"?" * (size + 1))
        download(data=server.address, to=to)
        assert whole(to / "1.0.1", data / "1.0.1")
        assert server.sent(BIG) == [(size + 1, 0), (None, size)]

    @pytest.mark.parametrize("more", [-1, -1_000])
    def test_a_length_that_is_too_small(self, server, answers, to, data, whole, more):
        server.answers[BIG] = [answers.length(more)]
        download(data=server.address, to=to)
        assert whole(to / "1.0.1", data / "1.0.1")

    def test_a_length_that_is_too_large_does_no_harm_where_all_came(self, server, answers, to, data, whole, size):
        server.answers[BIG], server.always = [answers.length(10)], True
        download(data=server.address, to=to)
        assert whole(to / "1.0.1", data / "1.0.1")
        assert server.sent(BIG) == [(None, size)]

    def test_a_file_that_is_packed_though_nobody_asked(self, server, answers, to, data, whole):
        server.answers[BIG], server.always = [answers.packed], True
        download(data=server.address, to=to)
        assert whole(to / "1.0.1", data / "1.0.1")

    def test_a_packed_file_that_is_cut_begins_anew(self, server, answers, to, data, whole):
        def cut(handler, body, start):
            packed = gzip.compress(body)
            handler.give(200, packed[:30_000], {"Content-Encoding": "gzip"}, length=len(packed), cut=True)

        def packed_part(handler, body, start):
            assert start
            packed = gzip.compress(body)
            said = {"Content-Encoding": "gzip", "Content-Range": f"bytes {start}-{len(packed) - 1}/{len(packed)}"}
            handler.give(206, packed[start:], said)

        server.answers[BIG] = [cut, packed_part, answers.packed]
        download(data=server.address, to=to)
        assert whole(to / "1.0.1", data / "1.0.1")

    def test_a_packing_that_nobody_here_knows(self, server, answers, to, nothing_left):
        server.answers[BIG] = [answers.instead(b"?", {"Content-Encoding": "br"})]
        with pytest.raises(RefusedError, match="'br'"):
            download(data=server.address, to=to)
        assert nothing_left(to)


class TestBodiesWithoutEnd:
    @pytest.mark.parametrize("path", ["1.0.1/SHA256SUMS", BIG])
    def test_a_file_is_cut_off_at_what_the_version_may_have(self, server, answers, to, data, nothing_left, path):
        server.answers[path] = [answers.endless]
        with pytest.raises(OversizeError, match=re.escape(path)):
            download(data=server.address, to=to)
        assert nothing_left(to)
        there = sum(path.stat().st_size for path in to.rglob("*") if path.is_file())
        assert there < json.loads((data / "versions.json").read_text())["versions"][-1]["bytes"]

    def test_so_is_the_list_of_versions(self, server, answers, to, nothing_left):
        server.answers["versions.json"] = [answers.endless]
        with pytest.raises(OversizeError, match=r"versions\.json"):
            download(data=server.address, to=to)
        assert nothing_left(to)

    def test_a_length_that_cannot_be_is_not_even_begun(self, server, answers, to):
        server.answers[BIG] = [lambda handler, body, start: handler.give(200, b"", length=10**15, cut=True)]
        with pytest.raises(OversizeError):
            download(data=server.address, to=to)
        assert server.sent(BIG) == [(None, 0)]

    def test_a_redirection_with_a_body_without_end_is_not_read(self, server, answers, to):
        def answer(handler, body, start):
            handler.send_response(302)
            handler.send_header("Location", f"{server.address}/{BIG}?again")
            handler.end_headers()
            handler.send(b"x" * 1_000)
            handler.close_connection = True

        server.answers[BIG] = [answer]
        assert download(data=server.address, to=to).new


class TestAnswers:
    @pytest.mark.parametrize("status", [500, 503, 429])
    def test_what_may_pass_is_tried_again(self, server, answers, to, data, whole, status):
        for path in ("versions.json", "1.0.1/SHA256SUMS", BIG):
            server.answers[path] = [answers.status(status), answers.status(status)]
        download(data=server.address, to=to)
        assert whole(to / "1.0.1", data / "1.0.1")

    def test_a_server_may_ask_for_time(self, server, answers, to, monkeypatch):
        waited = []
        monkeypatch.setattr("time.sleep", waited.append)
        server.answers[BIG] = [answers.status(503, {"Retry-After": seconds}) for seconds in ("7", "99999", "never")]
        download(data=server.address, to=to)
        assert [seconds for seconds in waited if seconds > 1] == [7, 60]

    @pytest.mark.parametrize("status", [404, 410, 401, 403])
    def test_no_list_of_versions_is_a_wrong_address(self, server, answers, to, nothing_left, status):
        server.answers["versions.json"] = [answers.status(status)]
        with pytest.raises(CallError, match=re.escape(f"{server.address}/versions.json")) as failed:
            download(data=server.address, to=to)
        assert failed.value.exit_code == 2
        assert not to.exists()

    def test_a_page_instead_of_the_list(self, server, answers, to):
        server.answers["versions.json"] = [answers.instead(b"<html>Log in to the guest network</html>")]
        with pytest.raises(CallError, match="is a web page and no list of versions; name the address of the data"):
            download(data=server.address, to=to)
        server.answers["versions.json"] = [answers.instead(b'{"format": 1, "latest": "1.0.1"}')]
        with pytest.raises(DamagedError, match="cannot be read as a list of versions"):
            download(data=server.address, to=to)
        assert not to.exists()

    def test_a_page_instead_of_a_file(self, server, answers, to, nothing_left):
        server.answers[BIG], server.always = [answers.instead(b"<html>Not found</html>")], True
        with pytest.raises(MismatchError):
            download(data=server.address, to=to)
        assert nothing_left(to)

    def test_a_file_that_is_not_there(self, server, answers, to, nothing_left):
        server.answers[BIG] = [answers.status(404)]
        with pytest.raises(MissingError, match=f"{re.escape(BIG)} is not there.* try again later"):
            download(data=server.address, to=to)
        assert nothing_left(to)


class TestRedirections:
    def test_they_are_followed(self, server, serve, data, answers, to, whole, size):
        other = serve(data)
        server.answers[BIG] = [answers.elsewhere(f"{other.address}/{BIG}")] * 2
        other.answers[BIG] = [answers.cut(20_000)]
        download(data=server.address, to=to)
        assert whole(to / "1.0.1", data / "1.0.1")
        assert other.sent(BIG) == [(None, 20_000), (20_000, size - 20_000)]

    def test_no_secret_goes_to_another_host(self, server, serve, data, answers, to):
        other = serve(data)
        server.answers[BIG] = [answers.elsewhere(f"{other.address}/{BIG}")]
        download(data=server.address.replace("://", "://me:s%C3%A9cret@") + "/?token=abc", to=to)
        assert {request.authorization for request in server.asked} == {"Basic bWU6c8OpY3JldA=="}
        assert {request.query for request in server.asked} == {"token=abc"}
        assert [(request.authorization, request.query) for request in other.asked] == [(None, "")]

    @pytest.mark.parametrize("where", ["ftp://example.org/x", "file:///etc/passwd"])
    def test_not_to_anything_but_the_web(self, server, answers, to, where, nothing_left):
        server.answers[BIG] = [answers.elsewhere(where)]
        with pytest.raises(RefusedError, match="redirects"):
            download(data=server.address, to=to)
        assert nothing_left(to)

    def test_not_to_what_is_no_address_and_only_once(self, server, answers, to, nothing_left, caplog):
        server.answers[BIG], server.always = [answers.elsewhere("http://[::1/x")], True
        with pytest.raises(RefusedError, match="Invalid URL"):
            download(data=server.address, to=to)
        assert len(server.sent(BIG)) == 1
        assert caplog.records == []

    def test_not_for_ever(self, server, answers, to):
        server.answers["versions.json"], server.always = [answers.elsewhere("/versions.json")], True
        with pytest.raises(CallError, match="redirects more than"):
            download(data=server.address, to=to)


class TestSecrets:
    def test_none_is_told(self, server, answers, to, caplog):
        caplog.set_level("DEBUG")
        secret = server.address.replace("://", "://me:hidden@") + "/?token=hidden"
        server.answers["versions.json"] = [answers.status(404)]
        with pytest.raises(CallError) as failed:
            download(data=secret, to=to)
        server.answers[BIG], server.always = [answers.changed(3)], True
        with pytest.raises(MismatchError) as refused:
            download(data=secret, to=to)
        assert "hidden" not in f"{failed.value} {refused.value} {caplog.text} {origin(secret).shown}"
        assert "HTTP Request" in caplog.text
