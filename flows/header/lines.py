"""A document's text in; what stands before its running text and says where and when it was published, out (or none).

Three things can: front matter, lines of their own (a date line, a line of publication, a byline), and the dateline
that the running text begins with. What is known of all three is one ``Header``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from karabakh.flows.header.agencies import agency
from karabakh.flows.header.dateline import read_dateline
from karabakh.flows.header.frontmatter import FENCES, FrontMatter, read_front_matter
from karabakh.flows.header.fullday import FULL_DAY, day_in, day_of
from karabakh.flows.text.span import Span


@dataclass(frozen=True, slots=True)
class Header:
    """Words before the running text, and what they say.

    ``span`` is what of them is in no sentence: front matter and the lines at the very start, without the white space
    around them; it is empty where a text begins with its title or with a dateline, whose words are part of a sentence.
    ``date_span`` is where the day of publication stands and ``place_span`` the place of the dateline. A day is given
    only where its year is stated. ``url``, ``language`` and ``licence`` are as front matter has them, unchecked.
    """

    span: Span
    published: date | None = None
    publisher: str | None = None
    date_span: Span | None = None
    place_span: Span | None = None
    url: str | None = None
    language: str | None = None
    licence: str | None = None


class Form(NamedTuple):
    """A line in which texts say when they were published; ``labelled``: it says so in words, so it stands anywhere."""

    name: str
    pattern: re.Pattern[str]
    example: str
    labelled: bool = True


_TIME: Final = (
    r"(?:[ ]?(?:[,|@·•–-]|at)?[ ]?[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2})?(?:[ ]?[ap]\.?m\.?)?"
    r"(?:[ ]\(?(?:[A-Z]{2,5}(?:[+-][0-9]{1,2}(?::[0-9]{2})?)?)\)?)?)?"
)
_SECOND: Final = r"(?:[ ]?[|,;/·•–-]?[ ]?\(?(?:last[ ])?(?:updated|modified)[^\n]{0,60})?"
_LABEL: Final = r"(?:(?:first[ ]|date[ ])?(?:published|posted)(?:[ ](?:on|at))?|publication[ ]date|date)"

FORMS: Final = (
    Form(
        "date line",
        re.compile(r"date[ \t]+(?P<y1>[0-9]{4})-(?P<m1>[0-9]{2})-(?P<d1>[0-9]{2})(?=\s|\Z)"),
        " date 2021-05-12 The talks went on.",
    ),
    Form(
        "line of publication",
        re.compile(rf"{_LABEL}[ ]?:?[ ]{{0,3}}{FULL_DAY}{_TIME}{_SECOND}\.?\s*\Z", re.IGNORECASE),
        "Published: 12 May 2021, 14:30 | Updated: 13 May 2021\nThe talks went on.",
    ),
    Form(
        "day on a line of its own",
        re.compile(rf"{FULL_DAY}{_TIME}{_SECOND}\s*\Z", re.IGNORECASE),
        "May 12, 2021\nThe talks went on.",
        labelled=False,
    ),
)

_LONE_DAY: Final = FORMS[2].pattern
_UPDATED: Final = re.compile(r"(?:last[ ])?(?:updated|modified)(?:[ ](?:on|at))?[ ]?:[^\n]{3,60}\Z", re.IGNORECASE)
_UPDATED_FIRST: Final = frozenset("LlMmUu")
_YEAR: Final = re.compile("[0-9]{4}")
_PERSON: Final = r"[A-Z][\w.'’-]{0,30}"
_BYLINE: Final = re.compile(
    rf"(?:By|BY)[ ](?P<names>{_PERSON}(?:(?:[ ]|,[ ]|[ ]and[ ]|[ ]AND[ ]){_PERSON}){{1,8}})"
    r"(?:[ ]?[-–—|/,][ ]?(?P<agency>[A-Z][\w./ -]{1,30}?))?[:.]?\s*\Z"
)
_HEAD: Final = 4096
# What a line begins with that may be one of a header: three letters of a label or a day, a number of a day, or the
# words in capitals of a dateline with a sign or a day behind them.
_MONTHS_AND_DAYS: Final = "jan feb mar apr may jun jul aug sep oct nov dec mon tue wed thu fri sat sun"
_LABELS: Final = frozenset([*_MONTHS_AND_DAYS.split(), "dat", "fir", "pub", "pos", "las", "upd", "mod", "by "])
_DAYS: Final = rf"(?i:{_MONTHS_AND_DAYS.replace(' ', '|')})"
_NUMBER_OF_DAY: Final = re.compile(rf"[0-9]{{1,4}}(?:-|(?i:st|nd|rd|th)|\.[0-9]|\s+{_DAYS})")
_CAPITAL: Final = r"[^\W\d_a-z][\w'’]*(?:-[\w'’]+){0,3}"
_IN_CAPITALS: Final = re.compile(
    rf"{_CAPITAL}(?:\s{_CAPITAL}){{0,3}}(?:\s{{0,2}}[-–—:,.(/]|\s{{1,2}}(?:[0-9]|{_DAYS})|\s*\Z)|[,.]?[ ]{{0,2}}[(/]"
)
# What such lines go on with at least, white space between words being one space.
_LABELLED_OR_DAY: Final = re.compile(rf"(?:(?:{_LABEL})[ ]?:?[ ]{{0,3}})?{FULL_DAY}", re.IGNORECASE)
_BY_SOMEBODY: Final = re.compile(rf"(?:By|BY)[ ]{_PERSON}(?:[ ]|,[ ]|[ ]and[ ]|[ ]AND[ ])[A-Z]")
_UPDATED_BEGINS: Final = re.compile(r"(?:last[ ])?(?:updated|modified)(?:[ ](?:on|at))?[ ]?:", re.IGNORECASE)
_LONGEST_OPENING: Final = 400
_LINES: Final = 12
_LONGEST_LINE: Final = 200
# Lines before a day that says nothing of what it is the day of: the title.
_TITLES: Final = 1


def read_header(text: str) -> Header | None:
    """Return the header of ``text``, if it has one.

    >>> header = read_header(" date 2021-05-12 The talks went on.")
    >>> header.span, header.published
    (Span(start=1, end=16), datetime.date(2021, 5, 12))
    >>> read_header(" date 2021-02-30 The talks went on.") is None
    True
    """
    reading = _Reading(text)
    front = read_front_matter(text)
    if front:
        reading.take_front_matter(front)
    for number, line in enumerate(_lines(text, front.span.end if front else 0)):
        if not reading.take_line(number, line):
            break
    return reading.header()


def may_have_header(text: str) -> bool:
    r"""Return whether a text whose beginning this is may have a header, whichever of its lines go on in the next.

    >>> may_have_header("The talks went on.\nNobody knew."), may_have_header("AGDAM,\nMarch 14 - They left.")
    (False, True)
    """
    if text.lstrip()[:3] in FENCES:
        return True
    given = letters = paragraph = at = 0
    blank, joined_too = True, True
    while at < len(text):
        end = text.find("\n", at)
        end = end if end >= 0 else len(text)
        line = text[at:end]
        words = line.strip()
        start, at = at, end + 1
        if not words:
            blank = True
            continue
        begins = blank or not words[0].islower() or line[0] == " "
        if begins:
            joined_too = joined_too and paragraph <= _LONGEST_LINE  # else a header has ended where lines go on
            paragraph = 0
        if not joined_too and (given >= _LINES or letters >= _LINES * _LONGEST_LINE):
            return False
        if _may_open(words) and _may_tell(text[start : start + _LONGEST_OPENING], words):
            return True
        opening = words[:_LONGEST_OPENING]
        size = len(opening) - opening.count(" ")
        letters, paragraph, blank = letters + size, paragraph + size, False
        if size > _LONGEST_LINE:
            given = _LINES
        elif not (line[-1] == " " or text[at : at + 1] == " "):  # or the next line may be one with this
            given += 1
    return False


def _may_open(words: str) -> bool:
    """Whether a line begins like one of a header."""
    first, opening = words[:1], words[:3].lower()
    if opening in _LABELS or not opening.isascii():
        return True
    if first.isdigit():
        return _NUMBER_OF_DAY.match(words) is not None
    return not first.islower() and _IN_CAPITALS.match(words) is not None


def _may_tell(opening: str, line: str) -> bool:
    """Whether a line may be of a header, if it ends where it ends or goes on in the next one."""
    joined = " ".join(opening.split())
    if _LABELLED_OR_DAY.match(joined) or _BY_SOMEBODY.match(joined) or _UPDATED_BEGINS.match(joined):
        return True
    return read_dateline(joined) is not None or read_dateline(line) is not None


class _Reading:
    """What has been read so far: the strongest comes first and stays."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.span: Span | None = None
        self.found: dict[str, str] = {}
        self.published: date | None = None
        self.date_span: Span | None = None
        self.place_span: Span | None = None
        self.opening = True

    def take_front_matter(self, front: FrontMatter) -> None:
        self.span = front.span
        self.found = {name: value for name, value in front.values.items() if name != "published"}
        day = day_in(front.values.get("published", ""))
        if day:
            self.published, self.date_span = day, front.date_span

    def take_line(self, number: int, line: Span) -> bool:
        """Read a line; false where the running text has begun."""
        words = line.of(self.text)
        if not _may_open(words):
            self.opening = False
            return len(words) <= _LONGEST_LINE
        dated = self._dated(number, words)
        if dated:
            self._date(dated, line.start)
            self._extend(Span(line.start, line.start + len(dated[0].rstrip())))
            if dated.re is FORMS[0].pattern:
                return self.take_line(number, _trimmed(self.text, line.start + dated.end(), line.end))
            return True
        byline = _BYLINE.match(words) if words.startswith(("By ", "BY ")) else None
        if byline or (words[:1] in _UPDATED_FIRST and _UPDATED.match(words)):
            self._say("publisher", _agency_of(byline) if byline else None)
            self._extend(line)
            return True
        self.opening = False
        return not self._dateline(words, line.start) and len(words) <= _LONGEST_LINE

    def _dated(self, number: int, words: str) -> re.Match[str] | None:
        """Return the day of publication that a line of its own gives."""
        if not words[:1].isalnum() or (len(words) > _LONGEST_LINE and not words.startswith("date")):
            return None
        if not _YEAR.search(words, 0, _LONGEST_LINE):
            return None
        for form in FORMS:
            if (form is FORMS[0] and not self.opening) or (not form.labelled and number > _TITLES):
                continue
            found = form.pattern.match(words)
            if found and day_of(found) and (form.labelled or not _is_chronicle(self.text)):
                return found
        return None

    def _dateline(self, words: str, start: int) -> bool:
        found = read_dateline(words)
        if not found:
            return False
        self._say("publisher", found.publisher)
        if found.place:
            self.place_span = Span(start + found.place.start, start + found.place.end)
        if found.publisher and found.day and found.day_span and not self.published:
            self.published = found.day
            self.date_span = Span(start + found.day_span.start, start + found.day_span.end)
        return True

    def _date(self, found: re.Match[str], start: int) -> None:
        if not self.published:
            self.published = day_of(found)
            at = [found.span(name) for name, value in found.groupdict().items() if value]
            self.date_span = Span(start + min(at)[0], start + max(end for _, end in at))

    def _extend(self, line: Span) -> None:
        if self.opening:
            self.span = Span(self.span.start if self.span else line.start, line.end)

    def _say(self, name: str, value: str | None) -> None:
        if value:
            self.found.setdefault(name, value)

    def header(self) -> Header | None:
        if not (self.span or self.published or self.found or self.place_span):
            return None
        return Header(self.span or Span(0, 0), self.published, date_span=self.date_span, place_span=self.place_span,
                      **self.found)  # fmt: skip


def _agency_of(byline: re.Match[str]) -> str | None:
    return agency(byline["agency"] or byline["names"].rpartition(",")[2])


def _lines(text: str, start: int) -> Iterator[Span]:
    """Yield the first lines that are not blank, without the white space around them."""
    given, stop = 0, min(len(text), start + _HEAD)
    while start < stop:
        end = text.find("\n", start, stop)
        end = end if end >= 0 else stop
        line = _trimmed(text, start, end)
        start = end + 1
        if line.start < line.end:
            yield line
            given += 1
        if given == _LINES:
            return


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    kept = words.strip()
    start += len(words) - len(words.lstrip())
    return Span(start, start + len(kept))


def _is_chronicle(text: str) -> bool:
    """Whether days stand on lines of their own again and again: then they are headings."""
    days = 0
    for line in re.finditer(r"^[ \t]*+(\S[^\n]{5,40})$", text, re.MULTILINE):
        days += _LONE_DAY.match(line[1]) is not None
        if days > 1:
            return True
    return False
