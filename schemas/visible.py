"""Text from anywhere in, the same out with what a terminal or a page would obey shown as an escape. Imports nothing."""


def visible(text: str) -> str:
    r"""Return a text with what a terminal or a page would obey rather than show written as an escape.

    >>> visible("Şuşa\n")
    'Şuşa\\n'
    """
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def visible_lines(text: str) -> str:
    r"""Return the same of a text of several lines, which stay lines.

    >>> visible_lines("one\ntwo\x1b[2J")
    'one\ntwo\\x1b[2J'
    """
    return "\n".join(map(visible, text.split("\n")))
