"""Whatever an origin does, a file is there as it was published or not at all, and what came is not lost."""

import hashlib
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh.flows.download import fetch
from karabakh.flows.download.errors import MismatchError, OversizeError, UnreachableError
from karabakh.flows.download.fetch import Fetching
from karabakh.flows.download.origins import Origin, Stream
from karabakh.flows.errors import KarabakhError
from karabakh.flows.publish.index import Release

BODY = bytes(range(256)) * 40
SUMS = f"{hashlib.sha256(BODY).hexdigest()}  csv/a.csv\n{hashlib.sha256(b'').hexdigest()}  empty.csv\n".encode()
FILES = {"1.0.0/SHA256SUMS": SUMS, "1.0.0/csv/a.csv": BODY, "1.0.0/empty.csv": b""}
RELEASE = Release(
    "1.0.0", "2024-05-01T12:00:00Z", None, None, {"a": 1}, hashlib.sha256(SUMS).hexdigest(), len(SUMS) + len(BODY)
)


class Moody(Origin):
    """An origin that does at each request what the list says, and what is right when the list is at its end."""

    def __init__(self, moods):
        self.shown, self.moods, self.sent = "moody://", list(moods), 0

    def index(self):
        raise NotImplementedError

    @contextmanager
    def stream(self, name, start=0):
        body, mood, amount = FILES[name], *(self.moods.pop(0) if self.moods else ("right", 0))
        if mood == "silent":
            raise UnreachableError("nobody answers")
        if mood == "from the start":
            start = 0
        if mood == "wrong" and body:
            at = amount % len(body)
            body = body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]
        if mood == "more":
            body += b"?" * amount
        yield Stream(start, None, self.chunks(body[start:], mood, amount))

    def chunks(self, rest, mood, amount):
        given = rest[:amount] if mood in {"cut", "short"} else rest
        for begin in range(0, len(given), 999):
            self.sent += len(given[begin : begin + 999])
            yield given[begin : begin + 999]
        if mood == "cut":
            raise UnreachableError("the connection was cut")


MOODS = st.tuples(
    st.sampled_from(["right", "cut", "short", "silent", "from the start", "wrong", "more"]),
    st.integers(0, len(BODY) + 9),
)


@given(st.lists(MOODS, max_size=12))
@settings(max_examples=60, deadline=None)
def test_a_file_is_right_or_not_there(moods):
    origin = Moody(moods)
    with tempfile.TemporaryDirectory() as name:
        folder, told = Path(name) / "to", []
        while True:
            try:
                names = Fetching(origin, RELEASE, folder, tell=told.append).fetch(lambda _: True)
                break
            except KarabakhError:
                for path, body in FILES.items():
                    there = folder / path.removeprefix("1.0.0/")
                    assert not there.exists() or there.read_bytes() == body
                told.clear()
        assert names == ("csv/a.csv", "empty.csv")
        assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == {
            "SHA256SUMS",
            *names,
        }
        assert (folder / "csv/a.csv").read_bytes() == BODY
        assert sum(told) == RELEASE.bytes


def test_what_ends_without_a_length_is_read_on(tmp_path):
    origin = Moody([("right", 0), ("short", 4_000), ("short", 3_000)])
    Fetching(origin, RELEASE, tmp_path).fetch(["csv/a.csv"])
    assert (tmp_path / "csv/a.csv").read_bytes() == BODY
    assert origin.sent == len(SUMS) + len(BODY)


def test_what_is_wrong_and_without_a_length_begins_anew_once(tmp_path):
    origin = Moody([("right", 0), ("wrong", 5)])
    Fetching(origin, RELEASE, tmp_path).fetch(["csv/a.csv"])
    assert (tmp_path / "csv/a.csv").read_bytes() == BODY
    assert origin.sent == len(SUMS) + 2 * len(BODY)
    with pytest.raises(MismatchError):
        Fetching(Moody([("right", 0), *[("wrong", 5)] * 9]), RELEASE, tmp_path / "b").fetch(["csv/a.csv"])


@given(st.lists(st.integers(0, 3_000), max_size=20))
@settings(max_examples=30, deadline=None)
def test_no_byte_comes_twice_where_the_line_only_breaks(cuts):
    origin = Moody([("right", 0), *(("cut", amount) for amount in cuts)])
    with tempfile.TemporaryDirectory() as name:
        while True:
            try:
                Fetching(origin, RELEASE, Path(name)).fetch(["csv/a.csv"])
                break
            except UnreachableError:
                continue
        assert (Path(name) / "csv/a.csv").read_bytes() == BODY
    assert origin.sent == len(SUMS) + len(BODY)


def test_all_files_together_are_no_larger_than_the_version(tmp_path):
    tight = Release(*(getattr(RELEASE, name) for name in Release.__slots__[:6]), len(SUMS) + len(BODY) - 1)
    with pytest.raises(OversizeError, match=r"a\.csv is larger than the 10,239 bytes"):
        Fetching(Moody([]), tight, tmp_path).fetch(lambda _: True)


def test_pauses_grow_and_end(monkeypatch):
    monkeypatch.undo()
    waited = []
    monkeypatch.setattr("time.sleep", waited.append)
    patience = fetch.Patience()
    for _ in range(5):
        patience.wait(UnreachableError("nobody answers"))
    with pytest.raises(UnreachableError, match="6 tries"):
        patience.wait(UnreachableError("nobody answers"))
    assert waited == sorted(waited)
    assert 10 < sum(waited) < 60


def test_every_further_try_is_told(caplog):
    patience = fetch.Patience("do this")
    for _ in range(4):
        patience.wait(UnreachableError("x://y: \u202enobody answers"))
    with pytest.raises(UnreachableError, match=r"nobody answers \(5 tries\); do this"):
        patience.wait(UnreachableError("x://y: nobody answers"))
    assert caplog.messages == [rf"x://y: \u202enobody answers; trying again in 0 s ({n} of 5)" for n in (2, 3, 4, 5)]


def test_nobody_met_by_the_first_request_is_tried_twice_more():
    patience = fetch.Patience(first=True)
    for _ in range(2):
        patience.wait(UnreachableError("refused", met=False))
    with pytest.raises(UnreachableError, match=r"3 tries"):
        patience.wait(UnreachableError("refused", met=False))
