"""What is found in a text in, its lines for people at a terminal out: under each sentence what its words stand for."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.cells import cell_len

from karabakh.flows.console.terminal import LEAST, Terminal
from karabakh.flows.explain.details import Detail, of_mention, of_statement, of_text
from karabakh.flows.explain.explanation import Explanation, Mention
from karabakh.flows.explain.gloss import STROKES, Note, Piece, folded, gloss, laid
from karabakh.flows.explain.meaning import meaning
from karabakh.flows.explain.strip import Strip
from karabakh.flows.explain.wrapping import Under, wrapped
from karabakh.flows.text.span import Span

NARROW = 60
"""Below so many cells the lines of details are indented less."""


def glossed(explained: Explanation, terminal: Terminal, details: bool = True) -> Iterator[str]:
    """Yield the lines: the head, and each sentence with what its mentions mean; then, if wanted, why they do."""
    draw = _Drawing(terminal, len(f"{len(explained.text)}"))
    for line in folded(explained.head(), terminal.width):
        yield terminal.paint(line, "strong")
    if details:
        yield from draw.details(of_text(explained))
    for sentence, mentions in explained.sentences():
        yield ""
        yield from draw.sentence(explained, sentence, mentions)
        if details and mentions:
            yield ""
            yield from draw.details(of_mention(mention, explained.gazetteer) for _, mention in mentions)
            yield from draw.details(of_statement(explained, sentence))


class _Drawing:
    """Draws sentences and details; ``digits`` is how long the longest position is that stands before a line."""

    def __init__(self, terminal: Terminal, digits: int) -> None:
        self._terminal = terminal
        self._digits = digits
        self._width = max(terminal.width - digits - 3, LEAST // 2)  # for what stands right of the rule

    def sentence(
        self, explained: Explanation, sentence: Span, mentions: Sequence[tuple[str, Mention]]
    ) -> Iterator[str]:
        """Yield the lines of a sentence, each with its position and what stands under it."""
        letters = self._terminal.letters
        strip = Strip.of(explained.text, sentence, letters)
        unders = [
            Under(strip.signs(Span(mention.start, mention.end)), text, what, 2 + cell_len(text))
            for what, mention in mentions
            for text in [letters(meaning(mention, explained.gazetteer))]
        ]
        waiting = deque(unders)
        begun: list[Under] = []  # those that have not ended yet
        for line in wrapped(strip, unders, self._width):
            while waiting and waiting[0].signs.start < line.end:
                begun.append(waiting.popleft())
            here, begun = begun, [under for under in begun if under.signs.end > line.end]
            yield self._ruled(f"{strip.places[line.start]}", _text(strip, line, here))
            for pieces in gloss(_notes(strip, line, here, self._width)):
                yield self._ruled("", pieces)

    def _ruled(self, position: str, pieces: Sequence[Piece]) -> str:
        """Return a line behind the rule, with where it begins in the text."""
        rule = "|" if self._terminal.ascii else "│"
        drawn = [self._terminal.paint(f"{position:>{self._digits}} {rule}", "muted"), " "]
        for text, what in laid(pieces):
            strokes = not position and self._terminal.ascii
            shown = text.translate(STROKES) if strokes else text
            drawn.append(self._terminal.paint(shown, what, strong=bool(position)))
        return "".join(drawn).rstrip()

    def details(self, told: Iterator[Detail]) -> Iterator[str]:
        """Yield the lines of details, folded behind what they tell of; the reasons are in a quiet colour."""
        narrow = self._terminal.width < NARROW
        indent = " " * (4 if narrow else 12)
        room = self._terminal.width - len(indent)
        letters = self._terminal.letters
        for what, where, meant, why in told:
            name = self._terminal.paint(what, what if what in {"place", "date", "figure"} else "muted")
            lines = [*folded(letters(f"{where} -> {meant}" if meant else where), room)]
            if narrow:
                yield f"  {name}"
            else:
                yield f"  {name}{' ' * (10 - len(what))}{lines.pop(0)}"
            yield from (indent + line for line in lines)
            yield from (indent + self._terminal.paint(line, "muted") for line in folded(letters(why), room) if line)


def _text(strip: Strip, line: Span, here: Sequence[Under]) -> list[Piece]:
    """Return the pieces of a line of the text; of mentions that overlap the first has the signs."""
    pieces: list[Piece] = []
    at = line.start

    def put(end: int, what: str | None) -> None:
        nonlocal at
        if end > at:
            pieces.append(Piece(strip.width(line.start, at), strip.text(at, end), what))
            at = end

    for under in here:
        put(min(under.signs.start, line.end), None)
        put(min(under.signs.end, line.end), under.what)
    put(line.end, None)
    return pieces


def _notes(strip: Strip, line: Span, here: Sequence[Under], width: int) -> list[Note]:
    """Return what stands under a line; of mentions that begin at one sign the second stands below the first."""
    notes: list[Note] = []
    for under in here:
        start = strip.width(line.start, max(under.signs.start, line.start))
        end = strip.width(line.start, min(under.signs.end, line.end))
        lines = folded(under.text, width - start - 2) if under.signs.start >= line.start else ()
        if notes and notes[-1].start == start:
            last = notes.pop()
            notes.append(Note(start, max(last.end, end), last.lines + lines, last.what))
            continue
        if notes and notes[-1].end > start:
            notes[-1] = replace(notes[-1], end=start)
        notes.append(Note(start, end, lines, under.what))
    return notes
