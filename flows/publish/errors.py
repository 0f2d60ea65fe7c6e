"""The ways publishing can fail; each message says what was seen and what would be right."""

from karabakh.flows.errors import CallError, DataError, KarabakhError


class FolderError(CallError):
    """The data folder is not one that can be published into: other content, a link, not writable."""


class DropError(DataError):
    """More of the previous version would disappear than ``max_drop`` allows."""


class BusyError(KarabakhError):
    """Another run publishes into the same folder at this moment."""

    passing = True


class DamagedError(KarabakhError):
    """What was published before is not as it was: versions.json, a folder or a file is missing or changed."""


class WriteError(KarabakhError):
    """The disk or the file system failed while the version was written; readers still see the old one."""

    passing = True
