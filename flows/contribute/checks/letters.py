"""A contributed table in; the cells with signs that nobody sees, or letters that only look like others, out."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Set
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.contribute.checks.alphabets import alphabet
from karabakh.flows.contribute.checks.subject import Subject
from karabakh.flows.contribute.known import GAZETTEER
from karabakh.flows.contribute.near.cells import printable
from karabakh.schemas import INPUTS, fields, model, patterns
from karabakh.schemas.distinct import of_each
from karabakh.schemas.fields import Column
from karabakh.schemas.findings import Said, Violation
from karabakh.schemas.rules import CONTROLS

WRITTEN: Final = frozenset({*GAZETTEER, *INPUTS})
"""The tables that people write, in which every sign is theirs and none is a text's."""
NAMES: Final = frozenset({"label", "name"})
_FIRM: Final = NAMES | {"correction_id", "document_id", "key"}

# Format characters, fillers and joiners that show nothing. RE2 syntax, as Arrow reads it.
INVISIBLE: Final = (
    r"[\p{Cf}\x{034f}\x{115f}\x{1160}\x{17b4}\x{17b5}\x{2800}\x{3164}\x{fe00}-\x{fe0f}\x{ffa0}\x{e0000}-\x{e0fff}]"
)
# ... but between letters of Arabic script the (non-)joiners are spelling
_SPELT: Final = r"(\p{Arabic})[\x{200c}\x{200d}]"
_ODD_SPACES: Final = r"[\x{a0}\x{1680}\x{2000}-\x{200a}\x{202f}\x{205f}\x{3000}]|  "
_SCRIPTS: Final = ("Arabic", "Armenian", "Cyrillic", "Georgian", "Greek", "Hebrew", "Latin")
# One word with letters of two scripts; and the turned e of other alphabets, which stands for the schwa.
_MIXED: Final = "|".join(
    rf"\p{{{one}}}[\p{{L}}\p{{M}}]*[{others}]"
    for one in _SCRIPTS
    for others in ["".join(rf"\p{{{other}}}" for other in _SCRIPTS if other != one)]
)
TURNED: Final = frozenset("\u018e\u01dd")
# A letter that windows-1252 has for the first byte of a letter in UTF-8, then what it has for the second and is none;
# and the letters of Azerbaijani and Turkish of which both are letters.
BROKEN: Final = (
    r"[ÂÃÄÅÆÉÐÑÕÖØÙÚÛ][\x{a0}-\x{a9}\x{ab}-\x{b4}\x{b6}-\x{b9}\x{bb}-\x{bf}€‚„…†‡ˆ‰‹“”•˜™›]|Å[žŸ]|ÄŸ|[ÐÑ][ƒŒŽšœžŸ]"
)
HOMOGLYPHS: Final = rf"{_MIXED}|[{''.join(sorted(TURNED))}]"


def check(subject: Subject) -> Iterator[Violation]:
    """Yield the cells with invisible signs, with odd spaces, and those of names with letters that look like others."""
    for column in fields.columns(model(subject.table)):
        if not _is_words(column):
            continue
        values = subject.rows[column.name]
        if not pc.all(pc.string_is_ascii(values), min_count=0).as_py() or _is_written(subject, column):
            yield from _unseen(subject, column, values)
        if column.name in NAMES and subject.table in GAZETTEER:
            yield from _of_name(subject, column, values)


def _is_words(column: Column) -> bool:
    """Say whether any text may stand in a column."""
    free = column.codes is None and column.pattern in (None, patterns.DOCUMENT_ID, patterns.URL)
    return pa.types.is_string(column.type) and free and not column.excerpt


def _is_written(subject: Subject, column: Column) -> bool:
    return subject.table in WRITTEN and column.name != "text"


def _unseen(subject: Subject, column: Column, values: pa.ChunkedArray) -> Iterator[Violation]:
    if not (_is_written(subject, column) or column.name == "document_id"):
        return
    declared = {rule.column for rule in fields.rules(model(subject.table)) if rule.name == "printable"}
    name = column.name

    def say(row: int) -> Said:
        text = subject.cell(name, row) or ""
        held = ", ".join(
            sorted({named(sign) for sign in text if re.match(r"[^\w\s]", sign) and not sign.isprintable()})
        )
        return Said(held or None, printable(text) or None)

    if name not in declared and column.pattern != patterns.DOCUMENT_ID:
        controls = of_each(values, lambda some: pc.match_substring_regex(some, CONTROLS))
        must = f"{name} must have no control characters or line breaks"
        yield Violation(
            "printable", name, must, subject.only_new(controls), say=lambda row: _cleaned(subject, name, row)
        )
    unseen = of_each(values, _is_unseen)
    if name in declared:  # what turns the direction is told already
        unseen = pc.and_not(unseen, of_each(values, lambda some: pc.match_substring_regex(some, CONTROLS)))
    must = f"{name} must have no signs that nobody sees"
    severity: Any = "error" if name in _FIRM else "warning"
    yield Violation("printable", name, must, subject.only_new(unseen), severity, say)


def _cleaned(subject: Subject, name: str, row: int) -> Said:
    return Said(None, printable(subject.cell(name, row) or "") or None)


def _is_unseen(values: pa.Array) -> pa.Array:
    suspect = pc.match_substring_regex(values, INVISIBLE)
    if not pc.any(suspect).as_py():
        return suspect
    return pc.match_substring_regex(pc.replace_substring_regex(values, _SPELT, r"\1"), INVISIBLE)


def named(sign: str) -> str:
    """Return the number and the name of a character."""
    return f"U+{ord(sign):04X} {unicodedata.name(sign, 'without a name')}"


def _of_name(subject: Subject, column: Column, values: pa.ChunkedArray) -> Iterator[Violation]:
    name = column.name
    spaces = of_each(values, lambda some: pc.match_substring_regex(some, _ODD_SPACES))
    must = f"{name} should have single, usual spaces"

    def spaced(row: int) -> Said:
        return Said(None, " ".join((subject.cell(name, row) or "").split()))

    yield Violation("spaces", name, must, subject.only_new(spaces), "warning", spaced)
    if pc.all(pc.string_is_ascii(values), min_count=0).as_py():
        return
    yield _broken(subject, name, values)
    mixed = of_each(values, lambda some: pc.match_substring_regex(some, HOMOGLYPHS))
    must = f"{name} must be in letters of one alphabet: some only look like those of the others"

    def spelt(row: int) -> Said:
        text = subject.cell(name, row) or ""
        language = subject.cell("language", row) if "language" in subject.rows.column_names else None
        strange, right = respelt(text, SCRIPT_OF.get(language or ""), alphabet(subject.near, language))
        told = ", ".join(f"{sign} is {named(sign)}" for sign in strange)
        return Said(told or None, right)

    yield Violation("homoglyph", name, must, subject.only_new(mixed), say=spelt)


def _broken(subject: Subject, name: str, values: pa.ChunkedArray) -> Violation:
    """Return the names that look like UTF-8 which was read in another encoding."""
    broken = of_each(values, lambda some: pc.match_substring_regex(some, BROKEN))

    def mended(row: int) -> Said:
        from karabakh.flows.text.mojibake import mojibake

        text = subject.cell(name, row) or ""
        marks = mojibake(text)
        for mark in reversed(marks):
            text = text[: mark.start] + (mark.instead or "\ufffd") + text[mark.end :]
        return Said(None, text if marks and "\ufffd" not in text else None)

    must = f"{name} must not be UTF-8 that was read in another encoding"
    return Violation("mojibake", name, must, subject.only_new(broken), say=mended)


SCRIPT_OF: Final = {
    "az-Cyrl": "CYRILLIC",
    "az-Latn": "LATIN",
    "en": "LATIN",
    "fa": "ARABIC",
    "hy": "ARMENIAN",
    "hy-Latn": "LATIN",
    "ru": "CYRILLIC",
    "ru-Latn": "LATIN",
    "tr": "LATIN",
}
"""The script of each language of names, as Unicode's names of characters begin."""


def script(sign: str) -> str | None:
    """Return the script of a letter, as Unicode's names begin; None of what is no letter, or of every script.

    >>> script("\u0430"), script("a"), script("-")
    ('CYRILLIC', 'LATIN', None)
    """
    if not sign.isalpha():
        return None
    first = unicodedata.name(sign, "").split(" ", 1)[0]
    return first if first.title() in _SCRIPTS else None


def respelt(text: str, wanted: str | None, letters: Set[str]) -> tuple[list[str], str | None]:
    """Return the letters of a text that are of another script than ``wanted``, and the text without them, if it can be.

    Without ``wanted`` it is the script of the most letters. Only ``letters`` are put in the place of others, and all
    of what comes out are such.

    >>> respelt("Sh\u0443sha", None, set("Shysha"))[1], respelt("Xank\u01ddndi", None, set("Xank\u0259ndi"))[1][4:5]
    ('Shysha', '\u0259')
    """
    scripts = Counter(filter(None, map(script, text)))
    if not scripts:
        return [], None
    wanted = wanted if scripts.get(wanted or "") else max(scripts, key=lambda one: scripts[one])
    strange = sorted({sign for sign in text if sign in TURNED or script(sign) not in (None, wanted)})
    found = {sign: _alike(sign, wanted or "", letters) for sign in strange}
    if not strange or None in found.values():
        return strange, None
    right = "".join(found.get(sign) or sign for sign in text)
    return strange, right if all(sign in letters for sign in right if script(sign)) else None


def _alike(sign: str, wanted: str, letters: Set[str]) -> str | None:
    """Return the one of some letters of a script that looks like a sign."""
    from confusable_homoglyphs import confusables  # type: ignore[import-untyped]

    told = confusables.is_confusable(sign, greedy=True) or []
    found = [other["c"] for one in told for other in one["homoglyphs"] if other["n"].startswith(wanted)]
    found += [one for one in _PRINTED.get(sign, "") if script(one) == wanted]
    single = [one for one in found if len(one) == 1 and one.isalpha() and one.isupper() == sign.isupper()]
    right = next((one for one in single if one not in TURNED and one in letters), None)
    if right is None and wanted == "LATIN" and (sign in TURNED or not TURNED.isdisjoint(single)):
        schwa = "\u018f" if sign.isupper() else "\u0259"
        return schwa if schwa in letters else None
    return right


# Letters that are printed alike, though Unicode's list of what looks alike has them not.
_PRINTED: Final = {"\u043a": "k", "k": "\u043a", "\u041a": "K", "K": "\u041a"}
