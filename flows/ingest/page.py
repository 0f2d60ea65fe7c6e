"""The bytes of a web page in; its main text, and what the page says of its publication, out.

The text is what trafilatura takes for the main text: no menus, no comments, nothing that is run or fetched. A page that
is too intricate for that, whatever it was made for, is read as a whole, so that each takes bounded time.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from karabakh.flows.ingest.encoding import declared, decode
from karabakh.flows.ingest.errors import UnparsableError
from karabakh.flows.ingest.pagedata import said_of

_LARGEST: Final = 1 << 25
# Elements, and the sum of the depths at which they stand: where the search for the main text begins to take long.
_ELEMENTS: Final = 30_000
_DEPTHS: Final = 500_000
_DEEPEST: Final = 1_000
# What reading attributes costs grows with the square of their number.
_ATTRIBUTES: Final = re.compile(
    r"""<[a-zA-Z][^\s/>]{0,30}(?:[\s/]++[^\s=>/"'][^\s=>/]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+)?)?){257}"""
)
_UNREADABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# A fixed day, so that no page is read otherwise tomorrow than today; the days that pages say are read in pagedata.
_NO_DATES: Final = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}

# Of a short page the library takes everything, unless it is told what never is the text.
_NEVER_MAIN: Final = (".//nav", './/*[@role="navigation"]', "./body/footer")

_BLOCK: Final = "\0"
_NOT_SHOWN: Final = frozenset(
    {
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "nav",
        "footer",
        "select",
        "textarea",
        "button",
        "iframe",
    }
)
_INLINE: Final = frozenset(
    {
        *(
            "a",
            "abbr",
            "b",
            "bdi",
            "bdo",
            "big",
            "cite",
            "code",
            "data",
            "del",
            "em",
            "font",
            "i",
            "ins",
            "kbd",
            "mark",
        ),
        *("q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    }
)
_BREAK: Final = re.compile(r"[ \t]*+\n\s*+")
_RUNNING_ON: Final = re.compile(r"\n(?=[a-zà-ÿ])")
_SHARE: Final = 0.2


_NUMBER: Final = re.compile(r"[0-9]{1,3}")
# What a raised number is a power of: a unit of length, ten.
_POWER: Final = re.compile(r"(?<![^\W\d_])(?:[kcmd]?m|mi|ft|yd|in|10)\s?\Z")
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Page(NamedTuple):
    """The text, the encoding that the page was in, and the page's own data by the names of our columns, unchecked.

    ``language`` is the language the page claims for itself, which its text may belie.
    """

    text: str
    encoding: str
    values: Mapping[str, str]
    language: str | None


def read_page(data: bytes) -> Page:
    """Return what a page holds; an empty text where there is none in it.

    Raises ``UndecodableError`` or ``UnparsableError`` where it cannot be read.
    """
    if len(data) > _LARGEST:
        raise UnparsableError(f"a page of more than {_LARGEST >> 20} MB")
    source, encoding = decode(data, declared(data))
    if _ATTRIBUTES.search(source):
        raise UnparsableError("an element with more than 256 attributes")
    tree = _tree(source)
    if tree is None:
        return Page("", encoding, {}, None)
    said = said_of(tree)
    _write_out_raised(tree)
    language = said.pop("language", None)
    return Page(_main_text(tree), encoding, said, language)


def _tree(source: str) -> Any:
    from lxml import etree, html  # type: ignore[import-untyped]

    parser = html.HTMLParser(
        encoding="utf-8",
        huge_tree=True,
        collect_ids=False,
        default_doctype=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        tree = html.document_fromstring(_UNREADABLE.sub(" ", source).encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise UnparsableError("its elements lie too deep in each other")
    return tree


def _write_out_raised(tree: Any) -> None:
    """Write raised numbers so that they do not run into what is before them: of notes in brackets, powers raised."""
    for raised in list(tree.iter("sup")):
        number = "".join(raised.itertext()).strip()
        if _NUMBER.fullmatch(number):
            before = raised.getprevious()
            words = (before.tail if before is not None else raised.getparent().text) or ""
            power = len(number) == 1 and _POWER.search(words[-12:])
            for child in list(raised):
                raised.remove(child)
            raised.text = number.translate(_RAISED) if power else f"[{number}]"
        raised.drop_tag()


def _main_text(tree: Any) -> str:
    # imported here: it takes a third of a second, and few inputs are pages
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)  # what goes wrong is told by the rejection
    if _is_intricate(tree):
        return _whole_text(tree)
    try:
        text = trafilatura.extract(
            tree, include_comments=False, date_extraction_params=_NO_DATES, prune_xpath=[*_NEVER_MAIN]
        )
    except Exception as error:  # whatever a page does to the library, it must not cost the others theirs
        raise UnparsableError(f"its text cannot be told from the rest: {type(error).__name__}: {error}") from error
    return _in_paragraphs(text or "")


def _in_paragraphs(text: str) -> str:
    """Put a blank line between the lines of a text, each of which is a paragraph, a title or a row of a table.

    Where sentences run over the ends of lines, as in text that was written with a fixed width, they stay.
    """
    breaks = text.count("\n")
    if len(_RUNNING_ON.findall(text)) > breaks * _SHARE:
        return text
    return _BREAK.sub("\n\n", text)


def _whole_text(tree: Any) -> str:
    """Return all that a page shows, a blank line between its blocks."""
    from lxml import etree

    parts: list[str] = []
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        parts.append("" if element.tag in _INLINE else _BLOCK)
        if event == "end":
            parts.append(element.tail or "")
        elif element.tag in _NOT_SHOWN:
            walker.skip_subtree()
        else:
            parts.append(element.text or "")
    blocks = (" ".join(block.split()) for block in "".join(parts).split(_BLOCK))
    return "\n\n".join(block for block in blocks if block)


def _is_intricate(tree: Any) -> bool:
    elements = depths = 0
    for depth in _depths(tree):
        elements += 1
        depths += depth
        if depth > _DEEPEST:
            raise UnparsableError(f"its elements lie more than {_DEEPEST:,} deep in each other")
    return elements > _ELEMENTS or depths > _DEPTHS


def _depths(tree: Any) -> Iterator[int]:
    from lxml import etree

    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start":
            yield depth
