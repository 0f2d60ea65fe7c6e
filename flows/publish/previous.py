"""The version that is published last in, the same out, once every file of it is known to be as it was published."""

from collections.abc import Iterator
from dataclasses import dataclass

from karabakh.flows.publish import checksums
from karabakh.flows.publish.errors import DamagedError
from karabakh.flows.publish.version import Version


@dataclass(frozen=True)
class Previous(Version):
    """The version that the one to be published follows."""

    def glance(self) -> None:
        """Raise DamagedError where it can be seen without reading the files that one is not as it was published."""
        self._refuse(checksums.glance(self.path, self.release.sha256sums, self.release.bytes))

    def verify(self) -> None:
        """Raise DamagedError unless every file is as it was published."""
        self._refuse(checksums.damage(self.path, self.release.sha256sums))

    def _refuse(self, damage: Iterator[str]) -> None:
        wrong = next(damage, None)
        if wrong:
            raise DamagedError(
                f"{wrong}; a published version never changes, so put version {self.release.version} back "
                "as it was, or publish into a new folder"
            )
