"""The ways a command can fail, each with its exit code."""


class KarabakhError(Exception):
    """A failure with a message for the user; ``exit_code`` is what the command ends with."""

    exit_code = 3
    passing = False
    """Whether the cause may be gone in a while, as with a network or a full disk, so that it is worth another try."""


class DataError(KarabakhError):
    """The data are not valid: gazetteer, sources, output tables, or every document rejected."""

    exit_code = 1


class CallError(KarabakhError):
    """The call is wrong: a path that is not there, a folder that is not ours, an input without a document."""

    exit_code = 2
