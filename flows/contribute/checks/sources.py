"""Contributed rows on sources in; those of documents that nobody has, and licences that look misspelt, out."""

import re
from collections.abc import Iterator
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.contribute.checks.subject import Subject
from karabakh.flows.contribute.near.words import nearest
from karabakh.schemas.findings import Said, Violation

# Identifiers of the SPDX License List (spdx.org/licenses) that are given to texts and data.
LICENCES: Final = (
    *("CC-BY-1.0", "CC-BY-2.0", "CC-BY-2.5", "CC-BY-3.0", "CC-BY-3.0-IGO", "CC-BY-4.0"),
    *("CC-BY-NC-2.0", "CC-BY-NC-2.5", "CC-BY-NC-3.0", "CC-BY-NC-4.0"),
    *("CC-BY-NC-ND-2.0", "CC-BY-NC-ND-2.5", "CC-BY-NC-ND-3.0", "CC-BY-NC-ND-3.0-IGO", "CC-BY-NC-ND-4.0"),
    *("CC-BY-NC-SA-2.0", "CC-BY-NC-SA-2.5", "CC-BY-NC-SA-3.0", "CC-BY-NC-SA-3.0-IGO", "CC-BY-NC-SA-4.0"),
    *("CC-BY-ND-2.0", "CC-BY-ND-2.5", "CC-BY-ND-3.0", "CC-BY-ND-4.0"),
    *("CC-BY-SA-1.0", "CC-BY-SA-2.0", "CC-BY-SA-2.5", "CC-BY-SA-3.0", "CC-BY-SA-3.0-IGO", "CC-BY-SA-4.0"),
    *("CC-PDDC", "CC0-1.0", "CDLA-Permissive-1.0", "CDLA-Permissive-2.0", "CDLA-Sharing-1.0"),
    *("GFDL-1.1-only", "GFDL-1.2-only", "GFDL-1.3-only", "GFDL-1.3-or-later"),
    *("MIT", "MIT-0", "Apache-2.0", "ODbL-1.0", "ODC-By-1.0", "OGL-UK-1.0", "OGL-UK-2.0", "OGL-UK-3.0"),
    *("PDDL-1.0", "Unlicense", "etalab-2.0"),
)
_LIKE_ONE: Final = re.compile(
    r"(?:creative ?commons|cc0?|ogl|odbl|odc|pddl|gfdl|cdla)\b.{0,40}|\S{1,30}-[0-9]\.[0-9]", re.IGNORECASE
)
_SPELLINGS: Final = (("creativecommons", "cc"), ("creative commons", "cc"), ("attribution", "by"), ("zero", "0"))


def check(subject: Subject) -> Iterator[Violation]:
    """Yield rows of unknown documents, odd licences, days and identifiers, and texts passed on by no licence."""
    yield from _documents(subject)
    yield _licences(subject)
    ids = subject.rows["document_id"]
    blank = pc.not_equal(pc.utf8_trim_whitespace(ids), ids)
    must = "document_id must have no white space before or after it"
    yield Violation("trimmed", "document_id", must, subject.only_new(blank))
    early = pc.less(subject.rows["retrieved"], subject.rows["published"])
    must = "retrieved must not be before published"
    yield Violation("order", "retrieved", must, subject.only_new(early))
    free = pc.and_(pc.fill_null(subject.rows["redistributable"], False), subject.rows["licence"].is_null())
    must = "licence should say by which licence the text may be passed on"
    yield Violation("licence_unsaid", "licence", must, subject.only_new(free), "warning")


def _documents(subject: Subject) -> Iterator[Violation]:
    known = subject.known.get("documents")
    if known is None:
        return
    names = [known["document_id"].combine_chunks(), pa.array(sorted(subject.texts), pa.string())]
    names += [
        subject.given[table]["document_id"].combine_chunks()
        for table in ("corpus", "documents")
        if table in subject.given
    ]
    ids = subject.rows["document_id"]
    strange = pc.and_(ids.is_valid(), pc.invert(pc.is_in(ids, value_set=pa.concat_arrays(names))))
    must = "document_id should be that of a document of the current version, or of a text contributed with it"

    def say(row: int) -> Said:
        return Said(None, subject.near.document(subject.cell("document_id", row) or ""))

    yield Violation("unknown_document", "document_id", must, subject.only_new(strange), "warning", say)


def _licences(subject: Subject) -> Violation:
    values = subject.rows["licence"].combine_chunks()
    odd = {
        value for value in values.unique().to_pylist() if value and value not in LICENCES and _LIKE_ONE.fullmatch(value)
    }
    rows = subject.only_new(pc.is_in(values, value_set=pa.array(sorted(odd), pa.string())))
    must = "licence should be an identifier of the SPDX list, such as CC-BY-4.0, or words that are none"
    return Violation(
        "licence", "licence", must, rows, "warning", lambda row: Said(None, spdx(subject.cell("licence", row) or ""))
    )


def spdx(text: str) -> str | None:
    """Return the SPDX identifier that a licence's name may mean.

    >>> spdx("CC BY 4.0"), spdx("cc-by-sa-3"), spdx("Creative Commons Attribution 4.0"), spdx("CC0")
    ('CC-BY-4.0', 'CC-BY-SA-3.0', 'CC-BY-4.0', 'CC0-1.0')
    """
    word = text.casefold()
    for long, short in _SPELLINGS:
        word = word.replace(long, short)
    word = re.sub(r"[\s_/-]+", "-", word.replace("(", " ").replace(")", " ").strip())
    for form in (word, f"{word}.0", f"{word}-1.0"):
        same = [known for known in LICENCES if known.casefold() == form]
        if same:
            return same[0]
    return nearest(word, LICENCES, 0.9)
