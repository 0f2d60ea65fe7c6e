"""The input table of scores: one row for each measure of how right a corpus is read, with how it was measured."""

from karabakh.schemas import codes
from karabakh.schemas.fields import Bool, Float64, Int32, String, Table, field
from karabakh.schemas.rules import printable, trimmed


class Quality(
    Table,
    title="Quality",
    key=("corpus", "what", "metric", "measured_with"),
    rules=tuple(rule(name) for name in ("corpus", "measured_with", "how", "note") for rule in (trimmed, printable)),
):
    """One row for each score: how much of what people marked in a corpus the rules find and read as they did.

    Other programs' scores on the same corpus, by the same scorer, stand beside ours.
    """

    corpus: String = field("Corpus", "The texts that were read.", example="MEANTIME, English")
    what: String = field("What", "What was looked for.", codes=codes.MEASURED)
    metric: String = field("Metric", "When something found counts as right.", codes=codes.METRIC)
    measured_with: String = field(
        "Measured with", "The program that read the texts, and its version.", example="karabakh-open-data 0.1.0"
    )
    ours: Bool = field("Ours", "Whether the program is the one that makes this dataset.")
    value: Float64 = field(
        "Value", "F1, the harmonic mean of precision and recall over all texts together.", unit="percent", ge=0, le=100
    )
    n: Int32 = field("Number", "How many of what was looked for people marked in these texts.", unit="items", ge=1)
    used: String = field(
        "Used", "Whether the rules of this dataset were written with these texts in sight.", codes=codes.USED
    )
    how: String = field("How", "The texts, who marked them, and how they were scored.", max_length=1000)
    note: String = field("Note", "What else a reader should know of the score.", nullable=True, max_length=1000)
