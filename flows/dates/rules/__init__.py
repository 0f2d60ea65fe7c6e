"""The grammar: one table of rows in levels; a new form is a new row in the file of its family."""

from karabakh.flows.dates.rule import Rule
from karabakh.flows.dates.rules.calendar import RULES as CALENDAR
from karabakh.flows.dates.rules.clock import RULES as CLOCK
from karabakh.flows.dates.rules.combined import RULES as COMBINED
from karabakh.flows.dates.rules.guards import RULES as GUARDS
from karabakh.flows.dates.rules.lengths import RULES as LENGTHS
from karabakh.flows.dates.rules.periods import RULES as PERIODS
from karabakh.flows.dates.rules.relative import RULES as RELATIVE
from karabakh.flows.dates.rules.shaped import RULES as SHAPED

# what words say; what modifies it or is attached to it; what joins two of them
LEVELS: tuple[tuple[Rule, ...], ...] = (
    (*GUARDS, *CALENDAR, *PERIODS, *CLOCK, *LENGTHS, *RELATIVE),
    SHAPED,
    COMBINED,
)
RULES: tuple[Rule, ...] = tuple(rule for level in LEVELS for rule in level)
