"""Paths of texts and of ``sources.csv`` in; documents with their text, and rejected inputs with the reason, out."""

from karabakh.flows.ingest.account import Account
from karabakh.flows.ingest.document import Document, Ingested, Rejection
from karabakh.flows.ingest.encoding import Decoded, decode
from karabakh.flows.ingest.errors import InputError, SourcesError, UndecodableError
from karabakh.flows.ingest.reading import read, stream
from karabakh.flows.ingest.repeats import settle
from karabakh.flows.ingest.sources import Source, read_sources

__all__ = [
    "Account",
    "Decoded",
    "Document",
    "Ingested",
    "InputError",
    "Rejection",
    "Source",
    "SourcesError",
    "UndecodableError",
    "decode",
    "read",
    "read_sources",
    "settle",
    "stream",
]
