"""What the tests of the dates share: a way to run the step on one text."""

from collections.abc import Callable
from datetime import date

import pytest

from karabakh.flows.dates import DateMention, find_dates
from karabakh.flows.text.span import Span

PUBLISHED = date(2020, 10, 30)
Find = Callable[..., list[DateMention]]


@pytest.fixture(scope="session")
def find() -> Find:
    """Find the dates of a text that is one sentence, published on 30 October 2020 unless told otherwise."""

    def run(text: str, published: date | None = PUBLISHED, **options: object) -> list[DateMention]:
        return find_dates(text, [Span(0, len(text))], published=published, **options)  # type: ignore[arg-type]

    return run
