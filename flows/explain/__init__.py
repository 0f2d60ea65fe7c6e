"""A text in, what is found in it and why out: as plain lines, under the text for people at a terminal, or as JSON."""

from datetime import date

from karabakh.flows.explain.explanation import explanation
from karabakh.flows.explain.plain import lines
from karabakh.flows.places import Gazetteer

__all__ = ["explain"]


def explain(text: str, gazetteer: Gazetteer, published: date | None = None, *, details: bool = True) -> str:
    """Return the sentences of ``text``, each with its mentions, their values, and what these rest on.

    ``published`` is the day the text was published; a header in the text says it too. Without ``details`` the values
    stand alone.
    """
    return "\n".join(lines(explanation(text, gazetteer, published), details))
