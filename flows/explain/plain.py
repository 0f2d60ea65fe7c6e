"""What is found in a text in, plain lines out, as pipes and files get them; nothing in them can move a cursor."""

from collections.abc import Iterator

from karabakh.flows.explain.details import Detail, of_mention, of_statement, of_text
from karabakh.flows.explain.explanation import Explanation, flat
from karabakh.schemas.visible import visible


def lines(explained: Explanation, details: bool = True) -> Iterator[str]:
    """Yield the text's lines: its head, then its sentences, each with its mentions, their values and the reasons.

    Without ``details`` the reasons, the marks and the statements are left out.
    """
    yield explained.head()
    if details:
        yield from (_line(detail, details) for detail in of_text(explained))
    for sentence, mentions in explained.sentences():
        yield ""
        yield f"[{sentence.start}:{sentence.end}] {visible(flat(sentence.of(explained.text)))}"
        yield from (_line(of_mention(mention, explained.gazetteer), details) for _, mention in mentions)
        if details:
            yield from (_line(detail, details) for detail in of_statement(explained, sentence))


def _line(detail: Detail, details: bool) -> str:
    told = detail.told if details else detail.meaning
    return visible(f"  {detail.what:<9} {detail.where}" + (f" -> {told}" if told else ""))
