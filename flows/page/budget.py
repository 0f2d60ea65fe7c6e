"""How large the page's data may be: every limit once, in bytes of escaped UTF-8, in rows, or in characters.

A page is to stay under 5 MB. The libraries take nearly 2 MB of that and the base map 150 KB; the data have half.
Each part may take its share; what a part does not need goes to the statements, which come last and take what is left.
"""

from typing import Final

CONTENT_BYTES: Final = 2_500_000
"""All of the page's data."""

SPANS_BYTES: Final = 600_000
"""The spans of time and how many statements of each name which place."""

PLACES_BYTES: Final = 400_000
"""The places: what and where they are, and how often they are named."""

DETAILS_BYTES: Final = 500_000
"""Their names, what they are part of, and when they were named."""

PUBLISHED_BYTES: Final = 40_000
"""How many documents were published on which day."""

USAGE_BYTES: Final = 200_000
"""Who calls a place what."""

DOCUMENTS_BYTES: Final = 200_000
"""The documents that places point at, and the pointers; what statements add counts with these."""

STEP_BYTES: Final = 120_000
"""The files, and what changed since the version before. Other parts must not depend on how much these take: a page is
compared with one of the same tables that has neither."""

SLACK_BYTES: Final = 20_000
"""Names of columns, what is said of what is left out, and the like."""

STATEMENTS: Final = 5_000
"""The most statements: a browser is to search them at each key that is pressed."""

TOP_DOCUMENTS: Final = (20, 10, 5, 3, 2, 1, 0)
"""How many documents a place points at: the first number with which the documents fit."""

TEXT_CHARACTERS: Final = 1_000
"""The most characters that are shown of a sentence."""

CELL_CHARACTERS: Final = 120
"""The most characters that are shown of a name, a publisher, a surface form and the like."""

WORDS_CHARACTERS: Final = 400
"""The most characters of what is put together from several names."""

ADDRESS_CHARACTERS: Final = 500
"""The longest address that is given; a part of one would lead elsewhere."""

MARKS: Final = 60
"""The most marks of one statement."""

REASON_CHARACTERS: Final = 4_000
"""The most characters of why a version is a new one."""

FILES: Final = 300
"""The most files that are listed."""

REJECTED: Final = 100
"""The most rules of which it is said how many rows they rejected."""

NAMES: Final = 100
"""The most names of one place."""

YEARS: Final = 150
"""The most years of which it is said how often a place was named; else they are decades."""
