"""What was found of a version in, the verdict on it and the same as text out."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How a version stands, in one word; the last two are failures."""

    WHOLE = "whole"  # its files are as they were published; it was not made again
    SAME = "same"  # made again it is the same, byte for byte
    EQUAL = "equal"  # made again it has the same values, and some files other bytes or cannot be compared
    DIFFERS = "differs"  # made again it is another
    DAMAGED = "damaged"  # its files are not as they were published


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdict on a version. Each tuple holds sentences for people, none where there is nothing to say."""

    version: str
    faults: tuple[str, ...] = ()  # what is wrong with the published files
    rebuilt: bool = False
    inputs: tuple[str, ...] = ()  # which inputs are missing, new or other ones
    tables: tuple[str, ...] = ()  # what differs in the tables
    files: tuple[str, ...] = ()  # which other files say something else
    bytes: tuple[str, ...] = ()  # which files say the same in other bytes
    notes: tuple[str, ...] = ()  # what is wrong beside the version
    alone: bool = False  # made again without the version before it, so that not every byte can be compared

    @property
    def outcome(self) -> Outcome:
        """The verdict in a word."""
        if self.faults:
            return Outcome.DAMAGED
        if not self.rebuilt:
            return Outcome.WHOLE
        if self.inputs or self.tables or self.files:
            return Outcome.DIFFERS
        return Outcome.EQUAL if self.bytes or self.alone else Outcome.SAME

    @property
    def good(self) -> bool:
        """Whether nothing is damaged and no value differs."""
        return self.outcome not in {Outcome.DAMAGED, Outcome.DIFFERS}

    def text(self) -> str:
        """Return what was found, a line for each thing, and the verdict on the last line.

        >>> print(Verification("1.0.0", rebuilt=True, files=("README.md says something else",)).text())
        README.md says something else
        differs 1.0.0
        """
        told = (*self.notes, *self.faults, *self.inputs, *self.tables, *self.files, *self.bytes)
        return "\n".join((*told, f"{self.outcome} {self.version}"))
