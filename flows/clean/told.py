"""Texts in; their lines that are not blank out, in one row, with what each is by its wording."""

import numpy as np

from karabakh.flows.clean.scan import Array, Scan


class Told:
    """The lines of texts that are not blank, and what they are by their wording; those without a kind are running text.

    The lines of all texts are in one row; whether one is the neighbour of another is to be asked.
    """

    def __init__(self, scan: Scan) -> None:
        lines = scan.lines
        self.scan = scan
        self.numbers = np.flatnonzero(~(lines.blank | scan.left[lines.texts]))
        self.texts = lines.texts[self.numbers]
        self.starts = scan.characters(lines.first[self.numbers]) - scan.firsts[self.texts]
        self.ends = scan.characters(lines.last[self.numbers]) - scan.firsts[self.texts]
        self.sizes = self.ends - self.starts
        # the first of a text is behind a blank line, too
        self.after_blank = np.diff(self.numbers, prepend=-2, append=-2) != 1
        self.after_blank[:-1] |= self.numbers == lines.openings[self.texts]
        self.kinds: dict[int, str] = {}

    def words(self, line: int) -> str:
        """Return the words of a line."""
        return self.scan.text(int(self.texts[line]))[int(self.starts[line]) : int(self.ends[line])]

    def kind(self, line: int) -> str | None:
        """Return what a line is by its wording; None: running text."""
        return self.kinds.get(line)

    def told(self) -> Array:
        """Say of each line whether it has a kind."""
        known = np.zeros(len(self.numbers), bool)
        known[list(self.kinds)] = True
        return known

    def before(self, line: int) -> int | None:
        """Return the line before one in its text."""
        return line - 1 if line and self.texts[line - 1] == self.texts[line] else None

    def after(self, line: int) -> int | None:
        """Return the line after one in its text."""
        return line + 1 if line + 1 < len(self.texts) and self.texts[line + 1] == self.texts[line] else None

    def shut_before(self, line: int) -> bool:
        """Whether no sentence can run into a line from the line before it, as far as blank lines and noise tell."""
        return bool(self.after_blank[line]) or line - 1 in self.kinds

    def shut_after(self, line: int) -> bool:
        """Whether no sentence can run out of a line."""
        return bool(self.after_blank[line + 1]) or line + 1 in self.kinds
