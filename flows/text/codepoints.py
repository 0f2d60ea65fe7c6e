"""A text in; its code points out, in as few bytes each as all of them need: what they take is written and read."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def code_points(text: str) -> NDArray[Any]:
    """Return the code points of a text, of one, two or four bytes each; of one byte where all are ASCII.

    >>> code_points("Şuşa").tolist(), code_points("Baku").dtype.itemsize
    ([350, 117, 351, 97], 1)
    """
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), np.uint8)
    pairs = text.encode("utf-16-le", "surrogatepass")
    if len(pairs) == 2 * len(text):
        return np.frombuffer(pairs, "<u2")
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
