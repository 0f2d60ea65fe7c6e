"""The ways a download can fail; each message names the file and says what to do."""

from karabakh.flows.errors import CallError, KarabakhError

AGAIN = "run the same command again: it continues where it stopped"
KEPT = "try again: what came is kept"


class UnreachableError(KarabakhError):
    """The other end does not answer, is overloaded, or broke off: worth another try, after ``after`` seconds."""

    passing = True

    def __init__(self, message: str, after: float = 0, *, met: bool = True) -> None:
        super().__init__(message)
        self.after = after
        self.met = met  # whether there was anybody to speak to at all


class MissingError(KarabakhError):
    """There is no such file at the origin."""


class RefusedError(KarabakhError):
    """The origin does not give the file to us, and will not do so in a while."""


class InsecureError(KarabakhError):
    """The origin cannot be spoken to securely: its certificate is not trusted, or it knows no TLS that we know."""


class MismatchError(KarabakhError):
    """A file is not the one that was published, although it was fetched twice."""


class OversizeError(KarabakhError):
    """A file is larger than versions.json lets all files of the version be; it was cut off."""


class ChangedError(KarabakhError):
    """A version number stands for one content here and for another there, and a published version never changes."""


class UnfetchedError(CallError):
    """A file is wanted of a version of which only other files were downloaded."""


class StorageError(KarabakhError):
    """The disk, or the folder that is downloaded into, does not take what comes."""
