"""A GeoNames dump and a gazetteer in, a gazetteer of the user's own with the dump's places as its tail out."""

from pathlib import Path

from karabakh.flows.gazetteer.dump import DumpError, read_dump
from karabakh.flows.gazetteer.folder import refuse, write
from karabakh.flows.gazetteer.rows import read_rows
from karabakh.flows.gazetteer.tail import Imported, add_tail
from karabakh.flows.places.tables import gazetteer_tables


def import_geonames(dump: Path, to: Path, base: Path | None = None) -> tuple[Imported, bool]:
    """Write the folder ``to`` and return what was taken, and whether the folder changed.

    ``base`` is the gazetteer started from, None the packaged one; it may be ``to``. Raises DumpError for a dump that
    cannot be read or gives no place, CallError for a folder that is not to be written, GazetteerError for a ``base``
    that is not valid.
    """
    refuse(to)
    if base:
        gazetteer_tables(base)
    done = add_tail(read_dump(dump), read_rows(base))
    tail = done.places_left_out.counts["in the tail already"]
    if not done.taken.counts and not tail:
        why = "; ".join(line.strip() for line in done.places_left_out.lines())
        raise DumpError(f"{dump}: no place of it can be taken, nothing is written: {why}")
    return done, write(to, done.rows, base)
