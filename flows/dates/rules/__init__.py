"""The grammar: one table of rows in levels; a new form is a new row in the file of its family.

A row sees a run: words of the lexicon, numbers and signs, as ``karabakh.flows.dates.scan`` cuts them out of a sentence.
So its words must be in the lexicon, and one of them in a class that ``karabakh.flows.dates.lookup`` has as a trigger;
WORD and NAME, which stand for all other words, may only be the first or the last class of a pattern, or stand between a
number and COUNTED or A. What a row builds depends on its tokens alone, as runs that were read are remembered.
"""

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
