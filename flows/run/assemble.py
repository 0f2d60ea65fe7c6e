"""What was ingested, what was harvested from each batch and the gazetteer in, every table of a version out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.batches.harvest import Harvest
from karabakh.flows.ingest.document import Ingested, Rejection
from karabakh.flows.publish.chains import gathered
from karabakh.flows.publish.rows import Rows
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import arrow_schema, sort, table
from karabakh.schemas.fields import key


def assemble(
    ingested: Ingested,
    harvests: Sequence[Harvest],
    gazetteer: Mapping[str, pa.Table],
    unmet: Sequence[Rejection] = (),
) -> dict[str, pa.Table | Rows]:
    """Return the published tables, in publishing order: those of batches as they lie on the disk, the others whole.

    ``unmet`` are rejections that belong to no batch.
    """
    made: dict[str, pa.Table | Rows] = dict(gazetteer)
    own = table(TABLES["rejected"], map(asdict, [*ingested.rejected, *unmet]))
    made["rejected"] = sort(TABLES["rejected"], pa.concat_tables([own, *_counted_through(harvests)]))
    for name in TABLES.keys() - made.keys():
        model = TABLES[name]
        made[name] = gathered([one.rows(name) for one in harvests], arrow_schema(model), key(model))
    return {name: made[name] for name in TABLES}


def _counted_through(harvests: Sequence[Harvest]) -> list[pa.Table]:
    """Return the rejections of the batches, their ordinals counted through all of them and not in each anew."""
    before: Counter[str] = Counter()
    counted = []
    for harvest in harvests:
        counted.append(_moved(harvest.rejected, before))
        before.update(harvest.extracted)
    return counted


def _moved(rejected: pa.Table, before: Mapping[str, int]) -> pa.Table:
    if not rejected.num_rows:
        return rejected
    by = pa.array([before.get(name, 0) for name in rejected["table"].to_pylist()], pa.int32())
    at = rejected.schema.get_field_index("ordinal")
    return rejected.set_column(at, rejected.schema.field(at), pc.add(rejected["ordinal"], by))
