"""An edition in, its CITATION.cff out: how this version is cited, for reference managers.

The Citation File Format 1.2.0 takes a work without a date, and this one has none: the day on which a version appeared
stands in versions.json alone, so that the same inputs give the same files.
"""

from typing import Any, Final

import yaml

from karabakh.flows.publish import facts
from karabakh.flows.publish.edition import Edition

NAME: Final = "CITATION.cff"
TITLE: Final = "Citation (CFF)"
ABOUT: Final = "How this version is cited and what it is based on, in the Citation File Format 1.2.0."


def citation(edition: Edition) -> str:
    """Return the file."""
    content = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below, with the version that you used.",
        "type": "dataset",
        "title": f"{facts.NAME}: {facts.TITLE}",
        "abstract": f"{facts.DESCRIPTION} {facts.TEXTS}",
        "authors": [{"name": facts.CONTRIBUTORS}],
        "version": edition.version,
        "license": facts.LICENCE["name"],
        **({"url": facts.ADDRESS} if facts.ADDRESS else {}),
        "keywords": list(facts.KEYWORDS),
        "references": [_reference(source) for source in facts.SOURCES],
    }
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)


def _reference(source: facts.Source) -> dict[str, Any]:
    return {
        "type": "database",
        "title": source.title,
        "authors": [{"name": f"{source.title} contributors"}],
        "url": source.address,
        "license-url": source.terms,
        "notes": f"Licence: {source.licence}.",
    }
