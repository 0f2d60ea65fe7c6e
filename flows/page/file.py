"""The name of a version's page, and the comment in it that a server puts its navigation in the place of."""

from typing import Final

NAME: Final = "index.html"
SERVED: Final = "<!-- served -->"
