"""Texts in; marks out on the later copies of their paragraphs. They are still read."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

import numpy as np

from karabakh.flows.clean.eights import endings, openings, repeated
from karabakh.flows.clean.scan import Array, Lines, Scan
from karabakh.flows.text.span import Mark

SHORTEST: Final = 60
"""Characters a paragraph needs before its second copy counts as a repeat; shorter ones are headings and refrains."""


def repeats(scan: Scan) -> Iterator[tuple[int, Iterator[Mark]]]:
    """Yield for each text the marks of paragraphs that stood in it before, however their lines are broken."""
    lines = scan.lines
    first, last = _paragraphs(lines)
    long = (lines.last[last] - lines.first[first] >= SHORTEST) & ~scan.left[lines.texts[first]]
    first, last = first[long], last[long]
    if len(first) < 2:
        return
    # only paragraphs that begin and end with the same words need be looked at
    alike = repeated(lines.texts[first], openings(lines, scan, first), endings(lines, scan, last))
    first, last = first[alike], last[alike]
    texts = lines.texts[first]
    starts = (scan.characters(lines.first[first]) - scan.firsts[texts]).tolist()
    ends = (scan.characters(lines.last[last]) - scan.firsts[texts]).tolist()
    for text, some in groupby(zip(texts.tolist(), starts, ends, strict=True), lambda one: one[0]):
        yield text, _copies(scan.text(text), [(start, end) for _, start, end in some])


def _copies(text: str, paragraphs: Sequence[tuple[int, int]]) -> Iterator[Mark]:
    seen: set[str] = set()
    for start, end in paragraphs:
        if end - start >= SHORTEST:
            wording = " ".join(text[start:end].split())
            if wording in seen:
                yield Mark(start, end, "repeat")
            seen.add(wording)


def _paragraphs(lines: Lines) -> tuple[Array, Array]:
    """The first and the last lines of blocks between blank lines; of a text without blank lines, every line is one."""
    full = np.flatnonzero(~lines.blank)
    texts = lines.texts[full]
    apart = np.diff(full, prepend=-2) != 1  # from the line before
    apart |= np.diff(texts, prepend=-1) != 0
    inside = np.concatenate([[False], (np.diff(full) != 1) & (np.diff(texts) == 0)]) if len(full) else apart
    parted = np.zeros(len(lines.openings), bool)
    parted[texts[inside]] = True
    begins = apart | ~parted[texts]
    return full[begins], full[np.append(begins[1:], True)] if len(full) else full
