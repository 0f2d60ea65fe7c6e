"""The grammar: one table of rows in levels; a new form is a new row in the file of its family."""

from karabakh.flows.dates.rule import Rule
from karabakh.flows.dates.rules.calendar import RULES as CALENDAR
from karabakh.flows.dates.rules.clock import RULES as CLOCK
from karabakh.flows.dates.rules.combined import RULES as COMBINED
from karabakh.flows.dates.rules.feasts import RULES as FEASTS
from karabakh.flows.dates.rules.fiscal import RULES as FISCAL
from karabakh.flows.dates.rules.guards import RULES as GUARDS
from karabakh.flows.dates.rules.lengths import RULES as LENGTHS
from karabakh.flows.dates.rules.offsets import RULES as OFFSETS
from karabakh.flows.dates.rules.parts import RULES as PARTS
from karabakh.flows.dates.rules.periods import RULES as PERIODS
from karabakh.flows.dates.rules.relative import RULES as RELATIVE
from karabakh.flows.dates.rules.sets import RULES as SETS
from karabakh.flows.dates.rules.shaped import RULES as SHAPED
from karabakh.flows.dates.rules.short import RULES as SHORT
from karabakh.flows.dates.rules.vague import RULES as VAGUE

# what words say; what modifies it or is attached to it; what joins two of them
LEVELS: tuple[tuple[Rule, ...], ...] = (
    (*GUARDS, *CALENDAR, *SHORT, *PERIODS, *FISCAL, *FEASTS, *CLOCK, *LENGTHS, *SETS, *VAGUE, *RELATIVE, *OFFSETS),
    (*PARTS, *SHAPED),
    COMBINED,
)
RULES: tuple[Rule, ...] = tuple(rule for level in LEVELS for rule in level)
