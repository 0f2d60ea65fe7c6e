"""The tables of a version in, the same without their invalid rows out, and why in the table of rejected rows."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.assemble import COUNTED, counted
from karabakh.flows.errors import DataError
from karabakh.flows.places.tables import GAZETTEER
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import sort
from karabakh.schemas.validation import StructureError, split_tables

# A row that is left out of these would take with it what others rest on, so the run stops instead.
FIRM = frozenset({*GAZETTEER, "documents"})
SHOWN = 10


def validate(tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Check every row of every table and return the valid ones, with `rejected` saying why others were left out.

    Raises DataError where the structure of a table is wrong, a row of the gazetteer or of `documents` is not valid, or
    no document is left: then there is nothing to publish.
    """
    if not tables["documents"].num_rows:
        raise DataError(f"every document was rejected:\n{_listed(tables['rejected'])}")
    try:
        valid, why = split_tables(tables)
    except StructureError as error:
        raise DataError(str(error)) from error
    firm = why.filter(pc.is_in(why["table"], pa.array(sorted(FIRM))))
    if firm.num_rows:
        raise DataError(f"{firm.num_rows:,} rows are not valid:\n{_listed(firm)}")
    valid["rejected"] = sort(TABLES["rejected"], pa.concat_tables([valid["rejected"], why]))
    if why.num_rows:
        valid["documents"] = counted(valid["documents"], {name: valid[name] for name in COUNTED})
    return valid


def _listed(rejected: pa.Table) -> str:
    rows = [
        f"{row['table']} {row['key']}: {row['message']} [{row['rule']}]" for row in rejected.slice(0, SHOWN).to_pylist()
    ]
    more = rejected.num_rows - len(rows)
    return "\n".join(rows + ([f"and {more:,} more"] if more else []))
