"""Rows for two dates in one expression: ranges, alternatives, neighbours; each side is completed from the other."""

from karabakh.flows.dates.rule import Built, Example, Found, Hit, Rule
from karabakh.flows.dates.rules.joining import join
from karabakh.flows.dates.rules.periods import century
from karabakh.flows.dates.when import Date, Pair, Side, Vague

_MONTH_OF_SEASON = {21: 3, 22: 6, 23: 9, 24: 12}


def _place(value: Date) -> int:
    return value.month or _MONTH_OF_SEASON.get(value.part or 0, 0)


def complete(left: Date, right: Date) -> tuple[Date, Date]:
    """Give the side that has no year the year of the other; the left one lies before the right one."""
    if left.yearless and left.weekday is None and left.unit != "time":
        if right.year is not None and right.unit in ("day", "month", "season", "quarter"):
            return left.but(year=right.year - (_place(left) > _place(right) > 0), bc=right.bc), right
        if right.unit == "year" and right.year is not None and right.mod is not None:
            return left.but(year=right.year - (right.mod == "START" and _place(left) > 4), bc=right.bc), right
        if right.ref is not None and not right.ref.nearest and right.unit in ("day", "month", "season"):
            return left.but(ref=right.ref), right
    elif right.yearless and right.weekday is None and right.unit != "time" and left.unit in ("day", "month", "season"):
        if left.year is not None:
            return left, right.but(year=left.year + (_place(left) > _place(right) > 0), bc=left.bc)
        if left.ref is not None:
            return left, right.but(ref=left.ref)
    return left, right


def _joined(hit: Hit, word: str, between: bool) -> Built:
    left, right = complete(hit["left"], hit["right"])
    return join(hit.between("left", "left", left), hit.between("right", "right", right), word, between=between)


def _range(hit: Hit) -> Built:
    return _joined(hit, "/", between=True)


def _either(hit: Hit) -> Built:
    if hit["left"].unit != hit["right"].unit:
        return None
    return _joined(hit, "|", between=False)


def _to_century(hit: Hit) -> Built:
    right: Date = hit["right"]
    left = century(hit["one"], "BC" if right.bc else None, hit["mod"])
    return join(Found(hit.start, hit.at("one") + 1, left), hit.between("right", "right", right), "/") if left else None


def _to_present(hit: Hit) -> Built:
    left, right = hit["left"], hit["right"] or (Vague("PRESENT_REF") if hit["now"] else None)
    if not isinstance(right, Vague) or right.value != "PRESENT_REF":
        return None
    start = hit.at("left")
    return Pair(Side(start, start + 1, left), Side(hit.end - 1, hit.end, right), "/")


def _listed(hit: Hit) -> Built:
    labels = hit.labels()
    last: Date = hit[labels[-1]]
    if last.year is None and last.ref is None:
        return None
    out = []
    for label in labels:
        value: Date = hit[label]
        if label != labels[-1] and not value.yearless:
            return None
        out.append(hit.between(label, label, complete(value, last)[0]))
    return out


RULES: tuple[Rule, ...] = (
    Rule(
        "range",
        "left:X_DATE (COMMA? RANGE THE?) right:X_DATE",
        _range,
        (
            Example("from [1994 to 1997]", "1994/1997", "1994/1997"),
            Example("from [7 March to 9 May 1994]", "1994-03-07/1994-05-09", "1994-03-07/1994-05-09"),
            Example("[March 7 – May 9, 1994]", "1994-03-07/1994-05-09", "1994-03-07/1994-05-09"),
            Example("from [December to February 1994]", "1993-12/1994-02", "1993-12/1994-02"),
            Example("from [mid-1994 until early 1996]", "1994/1996", "1994-05~/1996-04~"),
            Example("from [1 May until the end of 1994]", "1994-05-01/1994", "1994-05-01/1994-12~"),
            Example("from [June 1994 to March]", "1994-06/1995-03", "1994-06/1995-03"),
        ),
        ("from 1994 men came", "from 1997 to 1994"),
    ),
    Rule(
        "between",
        "BETWEEN < left:X_DATE COMMA? AND right:X_DATE",
        _range,
        (
            Example("between [1994 and 1997]", "1994/1997", "1994/1997"),
            Example("between [May and June 1994]", "1994-05/1994-06", "1994-05/1994-06"),
        ),
        ("in 1994 and 1997",),
    ),
    Rule(
        "either",
        "left:X_DATE OR right:X_DATE",
        _either,
        (
            Example("in [1994 or 1995]", "1994|1995", "[1994,1995]"),
            Example("in [May or June 1994]", "1994-05|1994-06", "[1994-05,1994-06]"),
        ),
        ("in 1994 or so",),
    ),
    Rule(
        "to_century",
        "THE? (mod:EARLY DASH?)? one:ORD_CENTURY (RANGE|COMMA? UNTIL) THE? right:X_CENTURY",
        _to_century,
        (Example("from [the 12th to the beginning of the 17th century]", "11/16", "11XX/1633~"),),
        ("the 12th to fall",),
    ),
    Rule(
        "to_present",
        "left:X_DATE RANGE (THE? right:X_NOW | now:PRESENT)",
        _to_present,
        (
            Example("from [the 15th century to the present day]", "14/PRESENT_REF", "14XX/.."),
            Example("from [1994 to present]", "1994/PRESENT_REF", "1994/.."),
            Example("from [1994 to the present]", "1994/PRESENT_REF", "1994/.."),
        ),
        ("1994 is now",),
    ),
    Rule(
        "listed",
        "a:X_UNYEARED COMMA? AND b:X_DATED",
        _listed,
        (
            Example("in [May] and June 1994", "1994-05", "1994-05"),
            Example("on [5 May] and 9 June 1994", "1994-05-05", "1994-05-05"),
        ),
        ("in May and in June",),
    ),
    Rule(
        "listed_three",
        "a:X_UNYEARED COMMA b:X_UNYEARED COMMA? AND c:X_DATED",
        _listed,
        (Example("in [May], June and July 1994", "1994-05", "1994-05"),),
        ("in May, June, all",),
    ),
)
