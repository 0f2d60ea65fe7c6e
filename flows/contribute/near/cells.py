"""A finding on a cell and the column's declaration in, what its writer may have meant out, as far as the cell tells."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

import pyarrow as pa

from karabakh.flows.contribute.near.dates import day, edtf
from karabakh.flows.contribute.near.words import nearest
from karabakh.schemas import patterns
from karabakh.schemas.fields import Column
from karabakh.schemas.limits import VALUE_CHARACTERS

TRUE: Final = frozenset(
    [
        "1",
        "+",
        "x",
        "y",
        "yes",
        "true",
        "t",
        "ja",
        "j",
        "wahr",
        "oui",
        "vrai",
        "si",
        "sí",
        "да",
        "истина",
        "bəli",
        "hə",
        "doğru",
        "այո",
        "evet",
        "doğru",
        "بله",
    ]
)
FALSE: Final = frozenset(
    [
        "0",
        "-",
        "n",
        "no",
        "false",
        "f",
        "nein",
        "falsch",
        "non",
        "faux",
        "нет",
        "ложь",
        "xeyr",
        "yox",
        "yanlış",
        "ոչ",
        "hayır",
        "خیر",
    ]
)
_ALIASES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("az", "aze", "azeri", "azerbaijani"), "az-Latn"),
    **dict.fromkeys(("arm", "hye", "armenian"), "hy"),
    **dict.fromkeys(("rus", "russian"), "ru"),
    **dict.fromkeys(("eng", "english"), "en"),
    **dict.fromkeys(("per", "fas", "farsi", "persian"), "fa"),
    **dict.fromkeys(("tur", "turkish"), "tr"),
}
"""What people write for languages, by their codes."""
_TRADITIONS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("russian", "soviet", "ru"), "russian_soviet"),
    **dict.fromkeys(("az", "azeri"), "azerbaijani"),
    **dict.fromkeys(("hy", "arm"), "armenian"),
    **dict.fromkeys(("en", "english"), "international"),
}
_COUNTRIES: Final[Mapping[str, str]] = {
    "armenia": "AM", "azerbaijan": "AZ", "georgia": "GE", "iran": "IR", "russia": "RU", "turkey": "TR", "türkiye": "TR",
}  # fmt: skip
_DEGREES: Final = re.compile(
    r"\s*([NSEW])?\s*([0-9]{1,3})\s*°\s*(?:([0-9]{1,2}(?:\.[0-9]{1,9})?)\s*['′’]\s*)?"
    r"(?:([0-9]{1,2}(?:\.[0-9]{1,9})?)\s*(?:[\"″”]|'')\s*)?([NSEW])?\s*",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_SPACES: Final = " \u00a0\u2009\u202f'’_"
_WIKIDATA: Final = re.compile(
    r"(?:https?://)?(?:www\.)?wikidata\.org/(?:wiki|entity)/(Q[1-9][0-9]{0,12})/?", re.IGNORECASE
)
_GEONAMES: Final = re.compile(
    r"(?:https?://)?(?:www\.|sws\.)?geonames\.org/([1-9][0-9]{0,12})(?:/.{0,100})?", re.IGNORECASE
)
_PRINTED: Final = re.compile(r"\s*\[(.*)\]\s*", re.DOTALL)  # a list as Python prints it, which pandas writes to CSV
_QUOTES: Final = re.compile(r"['\"]")
_SEPARATORS: Final = re.compile(r"\s*[;,/\n]\s*")


def of_type(value: str, column: Column) -> str | None:
    """Return a value of the column's type that a text may mean: a day, a number, true or false."""
    if pa.types.is_date(column.type):
        return day(value)
    if pa.types.is_boolean(column.type):
        word = value.strip().casefold()
        return "true" if word in TRUE else "false" if word in FALSE else None
    if pa.types.is_integer(column.type) or pa.types.is_floating(column.type):
        found = _share(value) if column.le == 1 and value.strip().endswith("%") else number(value)
        whole = found is not None and float(found).is_integer()
        if found is None or (pa.types.is_integer(column.type) and not whole):
            return None
        return str(int(float(found))) if pa.types.is_integer(column.type) else found
    return None


def number(text: str) -> str | None:
    """Return the number that a text means, with a point before its decimals; None where that may be two.

    >>> number("0,5"), number("1 234,5"), number("1,234,567"), number("1,234"), number("39°45′N")
    ('0.5', '1234.5', '1234567', None, '39.75')
    """
    degrees = _DEGREES.fullmatch(text)
    if degrees:
        return _decimal(*degrees.groups())
    bare = text.strip().strip("%").replace("\u2212", "-")
    for sign in _SPACES:
        bare = bare.replace(sign, "")
    if bare.count(",") == 1 and "." not in bare:
        whole, decimals = bare.split(",")
        if len(decimals) == 3 and whole.strip("+-0"):
            return None  # a thousand or a thousandth
        bare = f"{whole}.{decimals}"
    elif "," in bare and bare.rfind(",") < bare.rfind("."):
        bare = bare.replace(",", "")
    elif "." in bare and "," in bare:
        bare = bare.replace(".", "").replace(",", ".")
    elif bare.count(",") > 1:
        bare = bare.replace(",", "")
    return bare if _NUMBER.fullmatch(bare) else None


def _share(text: str) -> str | None:
    """Return percent as the share that it is.

    >>> _share("98 %"), _share("7,5%")
    ('0.98', '0.075')
    """
    percent = number(text)
    return None if percent is None else format(Decimal(percent).scaleb(-2).normalize(), "f")


def _decimal(before: str | None, degrees: str, minutes: str | None, seconds: str | None, after: str | None) -> str:
    value = int(degrees) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    return f"{-value if (before or after or '').upper() in ('S', 'W') else value:.6f}".rstrip("0").rstrip(".")


def of_codes(value: str, column: Column) -> str | None:
    """Return the code of a closed list, or the list of codes, that a text may mean."""
    codes = [str(code) for code in column.codes or ()]
    if pa.types.is_list(column.type):
        return _listed(value, lambda item: item if item in codes else nearest(item, codes))
    known = {**_ALIASES, **_TRADITIONS} if column.name == "tradition" else _ALIASES
    alias = known.get(value.strip().casefold())
    return alias if alias in codes else nearest(value, codes)


def of_pattern(value: str, column: Column) -> str | None:
    """Return a text in the form that the column asks for, if a small change makes one of the text."""
    pattern = column.pattern or ""
    if pa.types.is_list(column.type):
        return _listed(value, lambda item: item if _fits(item, pattern) else _formed(item, pattern))
    return _formed(value, pattern)


def _formed(value: str, pattern: str) -> str | None:
    forms = _FORMS.get(pattern)
    candidates = forms(value.strip()) if forms else ()
    return next((one for one in (*candidates, value.strip()) if one and one != value and _fits(one, pattern)), None)


def _fits(value: str, pattern: str) -> bool:
    return re.fullmatch(pattern, value) is not None


def _listed(value: str, mend: Callable[[str], str | None]) -> str | None:
    """Return the items of a list that is not parted by vertical bars as they should be."""
    if value.strip() == "[]":
        return ""
    printed = _PRINTED.fullmatch(value)
    bare = _QUOTES.sub("", printed[1]) if printed else value
    items = [mend(item) for part in bare.split("|") for item in _SEPARATORS.split(part) if item.strip()]
    joined = "|".join(item for item in items if item)
    return joined if joined and joined != value and None not in items else None


def latin(value: str) -> str:
    """Return an identifier with the letters that only look like Latin ones, or like digits, as what they look like."""
    return unicodedata.normalize("NFKC", value).translate(_LOOKALIKE)


_LOOKALIKE: Final = str.maketrans("КкСсОоАаЕеРрХхВМНТ", "KkCcOoAaEePpXxBMHT")


def place_id_forms(value: str) -> Iterable[str]:
    """Return how an identifier of a place may have been meant: K and its zeros, G and the number of an address."""
    bare = latin(value).upper().replace(" ", "").replace("-", "")
    geonames = _GEONAMES.fullmatch(value)
    yield from [f"G{geonames[1]}"] if geonames else []
    yield bare
    head, digits = bare[:1], bare[1:].replace("O", "0")
    if head == "K" and digits.isascii() and digits.isdigit():
        yield f"K{int(digits):04}" if len(digits) < 12 else bare
    if head == "G":
        yield "G" + digits.lstrip("0")


def _language_forms(value: str) -> Iterable[str]:
    yield _ALIASES.get(value.casefold(), "")
    parts = re.split(r"[-_ ]", value)
    yield "-".join([parts[0].lower(), *(part.title() if len(part) == 4 else part.upper() for part in parts[1:])])


_FORMS: Final[Mapping[str, Callable[[str], Iterable[str]]]] = {
    patterns.EDTF: lambda value: [edtf(value) or day(value) or ""],
    patterns.PLACE_ID: place_id_forms,
    patterns.SHA256: lambda value: [value.lower()],
    patterns.LANGUAGE: _language_forms,
    patterns.COUNTRY: lambda value: [_COUNTRIES.get(value.casefold(), ""), value.upper()],
    patterns.WIKIDATA_ID: lambda value: (
        [f"Q{found[1][1:]}" for found in [_WIKIDATA.fullmatch(value)] if found] + [value.upper(), f"Q{value}"]
    ),
    patterns.GEONAMES_ID: lambda value: (
        [found[1] for found in [_GEONAMES.fullmatch(value)] if found]
        + [value.removeprefix("G"), value.removesuffix(".0")]
    ),
    patterns.NAME: lambda value: [re.sub(r"[ -]", "_", value.lower())],
    patterns.URL: lambda value: (
        [f"https://{value}"] if re.fullmatch(r"[\w-]{1,63}(\.[\w-]{1,63}){1,5}(/\S{0,500})?", value) else []
    ),
    patterns.DOCUMENT_ID: lambda value: [
        re.sub(r"[:/|\x00-\x1f\x7f-\x9f]+", "_", value.rpartition("/")[2]).lstrip(".")
    ],
}


def of_cell(rule: str, value: str | None, column: Column, row: Mapping[str, Any]) -> str | None:
    """Return what may have been meant by a cell that breaks a rule; ``row`` has the row's values in their types."""
    if rule == "identifier":
        return _identifier(column, row)
    text = row.get(column.name) if isinstance(row.get(column.name), str) else value
    if column.excerpt or not text or len(text) > VALUE_CHARACTERS:
        return None
    mend = _BY_RULE.get(rule)
    found = mend(text, column) if mend else None
    return found if found != text else None


def of_value(value: str, column: Column) -> str | None:
    """Return a value of the column that a text may mean which is none: of its type, its codes or its form."""
    makers = [of_type, *([of_codes] if column.codes else []), *([of_pattern] if column.pattern else [])]
    return next((found for make in makers if (found := make(value, column)) not in (None, value)), None)


_BY_RULE: Final[Mapping[str, Callable[[str, Column], str | None]]] = {
    "type": of_type,
    "closed_list": of_codes,
    "pattern": of_pattern,
    "normalised": lambda text, _: unicodedata.normalize("NFC", text),
    "trimmed": lambda text, _: text.strip() or None,
    "printable": lambda text, _: printable(text) or None,
}


def printable(text: str) -> str:
    """Return a text without what nobody sees, line breaks as spaces.

    >>> printable("Shu\\u200bsha\\n")
    'Shusha'
    """
    spaced = "".join(" " if sign in "\n\r\t\v\f\u0085\u2028\u2029" else sign for sign in text)
    kept = "".join(sign for sign in spaced if unicodedata.category(sign) not in ("Cc", "Cf", "Co", "Cs", "Cn"))
    return " ".join(kept.split())


def _identifier(column: Column, row: Mapping[str, Any]) -> str | None:
    letter = re.search(r":([a-z])", column.pattern or "")
    parts = [row.get(name) for name in ("document_id", "start", "end")]
    if letter is None or None in parts:
        return None
    return f"{parts[0]}:{letter[1]}{parts[1]}-{parts[2]}"
