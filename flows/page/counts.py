"""An edition in, everything that is counted over the whole of it out: each table is read once."""

from dataclasses import dataclass

from karabakh.flows.page.mentioned import Mentioned, mentioned
from karabakh.flows.page.numbering import Numbering, numbering
from karabakh.flows.page.places import Named, named
from karabakh.flows.page.publication import Publication, publication
from karabakh.flows.page.shorten import Shortener
from karabakh.flows.page.statements import Counted, counted
from karabakh.flows.page.usage import Usage, usage
from karabakh.flows.publish.edition import Edition


@dataclass(frozen=True)
class Counts:
    """What is counted; places and documents go by their numbers."""

    numbering: Numbering
    mentioned: Mentioned
    statements: Counted
    usage: Usage
    published: Publication
    named: Named


def counts(edition: Edition, cut: Shortener) -> Counts:
    """Count what an edition has."""
    numbers = numbering(edition)
    found = mentioned(edition, numbers)
    stated = counted(edition, numbers, found.mentions)
    used = usage(edition, numbers, cut)
    others = [place for place, _ in used.uses] + stated.spans.places()
    return Counts(numbers, found, stated, used, publication(edition), named(numbers, found, others))
