"""What a pattern marks and why, with an example that it marks and one that it does not."""

import re
from typing import NamedTuple


class Rule(NamedTuple):
    """What to mark and why. The example is marked by the pattern, the counter-example is not."""

    reason: str
    pattern: re.Pattern[str]
    example: str
    counter_example: str


def listed(words: str) -> frozenset[str]:
    """Return the words of a list that is written as text."""
    return frozenset(words.split())
