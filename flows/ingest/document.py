"""What reading yields: documents with their text, rejected inputs with the reason, and the count of both."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from karabakh.flows.ingest.shelf import Shelved
from karabakh.flows.text.span import Span


@dataclass(frozen=True, slots=True)
class Document:
    """One text and what is known of where it comes from; a null means unknown.

    ``source_file`` is relative to the input folder. ``source_sha256`` is of the file's bytes (null for a cell),
    ``text_sha256`` of the text in UTF-8. ``status`` is ``ok``, ``duplicate`` (then ``duplicate_of`` names the
    original), ``unsupported_language`` or ``empty``. ``date_order`` and ``sentence_order`` are as in sources.csv.
    ``dateline`` is where the text names the place it was written at. A text that was put on a shelf stands there,
    at ``shelved``, and ``text`` is empty.
    """

    document_id: str
    text: str = field(repr=False)
    source_file: str
    encoding: str
    source_sha256: str | None
    text_sha256: str
    status: str
    publisher: str | None = None
    url: str | None = None
    licence: str | None = None
    redistributable: bool = False
    language: str | None = None
    published: date | None = None
    duplicate_of: str | None = None
    date_order: str | None = None
    sentence_order: str | None = None
    dateline: Span | None = None
    shelved: Shelved | None = None

    @property
    def n_characters(self) -> int:
        """Length of the text in code points."""
        return self.shelved.characters if self.shelved else len(self.text)


@dataclass(frozen=True, slots=True)
class Rejection:
    """One input that is not a document: a row of the published table ``rejected``.

    ``key`` is the document's id or, where it has none, the file's name; ``ordinal`` the row of a corpus (the header
    is not counted; lines of JSON are), null for a file of its own. ``value`` is escaped and cut at 80 characters.
    """

    key: str
    rule: str
    message: str
    column: str | None = None
    ordinal: int | None = None
    value: str | None = None
    table: str = "documents"


@dataclass(frozen=True, slots=True)
class Ingested:
    """All documents by id, all rejections by key, and what was read.

    ``files`` counts texts in files of their own and whatever else lay beside them, ``cells`` the rows of corpora;
    together they are as many as the documents and the rejections. ``notes`` are for the run's report.
    """

    documents: Sequence[Document]
    rejected: Sequence[Rejection]
    files: int
    cells: int
    notes: Sequence[str]
