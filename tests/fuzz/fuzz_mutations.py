"""Seeds and dice in, a mutation of a seed out: of its bytes, its tokens, its cells, its JSON or its archive."""

import io
import json
import random
import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import Any

INTERESTING = bytes([0, 1, 0x7F, 0x80, 0xFE, 0xFF, 0x0A, 0x0D, 0x22, 0x27, 0x2C, 0x3B, 0x7B, 0x5B])
TOKENS: Sequence[bytes] = [
    *(b"\r", b"\n", b"\r\n", b",", b";", b"\t", b"|", b'"', b'""', b"'", b"# ", b"sep=;\n", b"\\", b"\\|", b"\0", b"="),
    *(
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xff",
        b"\xc3",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\xe2\x80\xa8",
    ),
    *("\u202e".encode(), "\u0301".encode(), "İ".encode(), "ﬁ".encode(), "\U0001f600".encode(), "\x85".encode()),
    *(b"{", b"}", b"[", b"]", b":", b"null", b"true", b"NaN", b"-Infinity", b"1e999", b"-0", b'"\\ud800"', b"[[[[[[[["),
    *(b"9" * 400, b"0" * 20, b"2147483648", b"1992-02-30", b"0000-00-00", b"Y-99999999999", b"../..", b"/etc/passwd"),
    *(b"<script>", b"<!DOCTYPE x [", b"&#x110000;", b"&lt;", b"]]>", b"<!--", b"</", b"::error::", b"%0A", b"\x1b[2J"),
    *(b"place_id", b"text", b"document_id", b"K0001", b"A" * 300, b",,,,,,,,", b"=HYPERLINK(1)", b"@", b"__proto__"),
]
LONGEST = 1 << 17

Dice = random.Random


def mutated(dice: Dice, seeds: Sequence[bytes], kind: str) -> bytes:
    """Return a mutation of a seed; ``kind`` says what the seeds are made of: its structure is mutated, too."""
    data = dice.choice(seeds)
    ways = _WAYS.get(kind, _WAYS["bytes"])
    if kind == "any":
        ways = _WAYS["archive" if data[:2] == b"PK" else "parquet" if data[:4] == b"PAR1" else "text"]
    for _ in range(dice.choice((1, 1, 2, 3, 5, 9))):
        data = dice.choice(ways)(dice, data, seeds)[:LONGEST]
    return data


def _place(dice: Dice, data: bytes) -> int:
    return dice.randrange(len(data) + 1)


def _flip(dice: Dice, data: bytes, seeds: Sequence[bytes]) -> bytes:
    if not data:
        return data
    place = dice.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << dice.randrange(8)]) + data[place + 1 :]


def _overwrite(dice: Dice, data: bytes, seeds: Sequence[bytes]) -> bytes:
    place, count = _place(dice, data), dice.choice((1, 1, 2, 4, 8))
    return data[:place] + bytes(dice.choice(INTERESTING) for _ in range(count)) + data[place + count :]


def _token(dice: Dice, data: bytes, seeds: Sequence[bytes]) -> bytes:
    place = _place(dice, data)
    return data[:place] + dice.choice(TOKENS) + data[place + dice.choice((0, 0, 1, 5)) :]


def _delete(dice: Dice, data: bytes, seeds: Sequence[bytes]) -> bytes:
    place = _place(dice, data)
    return data[:place] + data[place + dice.choice((1, 2, 10, 100)) :]


def _repeat(dice: Dice, data: bytes, seeds: Sequence[bytes]) -> bytes:
    place = _place(dice, data)
    piece = data[place : place + dice.choice((1, 3, 20, 200))]
    return data[:place] + piece * dice.choice((2, 3, 50, 1000)) + data[place:]


def _cut(dice: Dice, data: bytes, seeds: Sequence[bytes]) -> bytes:
    return data[: _place(dice, data)]


def _splice(dice: Dice, data: bytes, seeds: Sequence[bytes]) -> bytes:
    other = dice.choice(seeds)
    return data[: _place(dice, data)] + other[_place(dice, other) :]


def _cell(dice: Dice, data: bytes, seeds: Sequence[bytes]) -> bytes:
    lines = data.split(b"\n")
    row = dice.randrange(len(lines))
    cells = lines[row].split(b",")
    cells[dice.randrange(len(cells))] = dice.choice((*TOKENS, b"", b'"a\nb"', b'"a""b"', b"' x '"))
    lines[row] = b",".join(cells)
    return b"\n".join(lines)


def _line(dice: Dice, data: bytes, seeds: Sequence[bytes]) -> bytes:
    lines = data.split(b"\n")
    dice.shuffle(lines) if dice.random() < 0.5 else lines.insert(dice.randrange(len(lines)), dice.choice(lines))
    return b"\n".join(lines)


def _json(dice: Dice, data: bytes, seeds: Sequence[bytes]) -> bytes:
    lines = data.split(b"\n")
    row = dice.randrange(len(lines))
    try:
        lines[row] = json.dumps(_json_value(dice, json.loads(lines[row]))).encode()
    except (ValueError, RecursionError):
        return _token(dice, data, seeds)
    return b"\n".join(lines)


_ODD: Sequence[Any] = (
    *(None, True, [], {}, "", "\ud800", 0, -1, 1e308, 10**400, [[]], {"a": {}}, ["a", None], "\0", "a" * 300),
    *("1992-05-08", "K0001", "../x", "1.0.0", [{"version": "1.0.0"}], {"": ""}),
)


def _json_value(dice: Dice, value: Any) -> Any:
    if dice.random() < 0.3 or not isinstance(value, dict | list) or not value:
        return dice.choice(_ODD)
    if isinstance(value, list):
        place = dice.randrange(len(value))
        return [*value[:place], _json_value(dice, value[place]), *value[place + (dice.random() < 0.7) :]]
    key = dice.choice(list(value))
    way = dice.random()
    if way < 0.15:
        return {name: content for name, content in value.items() if name != key}
    if way < 0.3:
        return {**value, dice.choice(("a", "", "latest", "text", "\udfff")): dice.choice(_ODD)}
    return {**value, key: _json_value(dice, value[key])}


def _archive(dice: Dice, data: bytes, seeds: Sequence[bytes]) -> bytes:
    """Change a file of an archive and write the archive anew, so that its checksums are right."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            contents = {name: old.read(name) for name in old.namelist()[:50]}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError):
        return _flip(dice, data, seeds)
    if not contents:
        return data
    name = dice.choice([name for name in contents if "sheet" in name or "content" in name] or list(contents))
    name = dice.choice((name, name, dice.choice(list(contents))))
    contents[name] = dice.choice((_xml, _xml, _token, _flip, _cut, _repeat))(dice, contents[name], seeds)[:LONGEST]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each, content in contents.items():
            new.writestr(each, content)
    return out.getvalue()


_XML: Sequence[bytes] = [
    *(
        b'r="XFD1048576"',
        b'r="A0"',
        b'r="ZZZZZZ9"',
        b'r="-1"',
        b't="s"',
        b't="d"',
        b't="e"',
        b't="b"',
        b't="x"',
        b's="999"',
    ),
    *(
        b"<v>1e308</v>",
        b"<v>-1</v>",
        b"<v>NaN</v>",
        b"<v/>",
        b"<v>99999999999</v>",
        b"<f>A1</f>",
        b'<f t="shared" si="0"/>',
    ),
    *(b'<mergeCell ref="A1:XFD1"/>', b'<dimension ref="A1:XFD1048576"/>', b'table:number-rows-repeated="1048576"'),
    *(
        b'table:number-columns-repeated="16384"',
        b'office:value="1e999"',
        b'office:value-type="date"',
        b"<row>",
        b"</row>",
    ),
    *(b'office:date-value="99999-99-99"', b'office:time-value="PT"', b"&#0;", b"&x;", b"<a:b>", b"<is><t>x</t></is>"),
]


def _xml(dice: Dice, data: bytes, seeds: Sequence[bytes]) -> bytes:
    places = [place for place, sign in enumerate(data[:20_000]) if sign in b'<> "']
    place = dice.choice(places or [0])
    return data[:place] + dice.choice((b" ", b"")) + dice.choice(_XML) + data[place + dice.choice((0, 0, 1, 8)) :]


def _footer(dice: Dice, data: bytes, seeds: Sequence[bytes]) -> bytes:
    """Change what a Parquet file says of itself."""
    if len(data) < 12:
        return data
    start = max(4, len(data) - 8 - int.from_bytes(data[-8:-4], "little"))
    if start >= len(data) - 8:
        return _flip(dice, data, seeds)
    changed = dice.choice((_flip, _overwrite, _overwrite, _delete))(dice, data[start:-8], seeds)
    length = len(changed) if dice.random() < 0.8 else dice.getrandbits(32)
    return data[:start] + changed + length.to_bytes(4, "little") + b"PAR1"


_Way = Callable[[Dice, bytes, Sequence[bytes]], bytes]
_BYTES: tuple[_Way, ...] = (_flip, _overwrite, _delete, _cut, _splice, _repeat)
_WAYS: dict[str, tuple[_Way, ...]] = {
    "bytes": _BYTES,
    "text": (*_BYTES, _token, _token, _cell, _cell, _line),
    "json": (*_BYTES, _token, _json, _json, _json, _line),
    "html": (*_BYTES, _token, _token, _xml),
    "archive": (_archive, _archive, _archive, _flip, _overwrite, _cut),
    "parquet": (*_BYTES, _footer, _footer, _footer),
}
