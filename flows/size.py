"""A number of bytes in, the same as people read it out."""

from typing import Final

_UNITS: Final = (("GB", 10**9), ("MB", 10**6), ("kB", 10**3))


def shown(count: int) -> str:
    """Return how many bytes, with a decimal where they are fewer than ten of their unit.

    >>> shown(512), shown(2_460), shown(20_480), shown(5_400_000), shown(64_000_000), shown(999_999)
    ('512 bytes', '2.5 kB', '20 kB', '5.4 MB', '64 MB', '1 MB')
    """
    for unit, many in _UNITS:
        if count >= many - many // 2000:  # so much is rounded up to one
            digits = f"{count / many:.1f}" if count < 9.95 * many else f"{count / many:,.0f}"
            return f"{digits.removesuffix('.0')} {unit}"
    return f"{count} bytes"
