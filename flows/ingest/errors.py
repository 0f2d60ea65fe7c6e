"""The ways reading the input can fail as a whole, each with the exit code of its kind."""

from collections.abc import Sequence

from karabakh.flows.errors import DataError, KarabakhError

SHOWN = 20


class SourcesError(DataError):
    """``sources.csv`` is not valid; ``problems`` names row, column, value and what would be right, one a line."""

    def __init__(self, name: str, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        more = [f"... and {len(problems) - SHOWN} more"] if len(problems) > SHOWN else []
        super().__init__("\n".join([f"{name} is not valid", *problems[:SHOWN], *more]))


class InputError(KarabakhError):
    """A source could not be read, now or in part: the run fails, for its documents must not count as vanished."""

    passing = True


class BrokenFileError(InputError):
    """A file was read and is not what its name says: trying again does not mend it."""

    passing = False


class UndecodableError(DataError):
    """Bytes that are no text in any encoding we know; the message says why."""

    rule = "undecodable"


class UnparsableError(DataError):
    """A page that is too large or too deep to be read; the message says why."""

    rule = "unparsable"
