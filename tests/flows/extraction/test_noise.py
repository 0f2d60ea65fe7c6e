"""Noise that texts pick up on their way changes nothing of what is found in them."""

import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh.flows.extraction.find import find
from karabakh.flows.ingest import decode
from karabakh.flows.places import load_gazetteer

ROOT = Path(__file__).resolve().parents[3]
GOLD = ROOT.parent / "shared" / "gold"
FILES = sorted(path for folder in (ROOT / "seeds" / "texts", GOLD / "texts") for path in folder.glob("*.txt"))

Noise = Callable[[str, random.Random], str]
WORD = re.compile(r"[^\W\d_]{6,}")
SPACE = re.compile(r"(?<=\S) (?=\S)")
LINE_BREAK = re.compile(r"(?<=[a-z,;] )(?=[A-Za-z0-9])")
SENTENCE_END = re.compile(r"(?<=[a-z]{3})\.(?= [A-Z])")
CITATIONS = ["[1]", "[49]", "[12][13]", "[citation needed]", "[note 2]", "[4–6]"]
BEFORE = [
    "Skip to main content\n\n",
    "Share on Facebook\nShare on Twitter\n\n",
    "[ad_1]\n\n",
    "Advertisement\n\n",
    "https://example.org/news/a-b\n\n",
]
AFTER = [
    "\n\nRead more…",
    "\n\n[ad_2]",
    "\n\nShare this article",
    "\n\nAll rights reserved.",
    "\n\nhttps://example.org/news",
    "\n\nLearn more",
]


def some(pattern: re.Pattern[str], text: str, chance: random.Random, change: Callable[[str], str]) -> str:
    """Change one in five of the places where the pattern is."""
    return pattern.sub(lambda found: change(found[0]) if chance.random() < 0.2 else found[0], text)


def citations(text: str, chance: random.Random) -> str:
    return some(SENTENCE_END, text, chance, lambda stop: stop + chance.choice(CITATIONS))


def no_break_spaces(text: str, chance: random.Random) -> str:
    return some(SPACE, text, chance, lambda _: "\u00a0")


def hard_wraps(text: str, chance: random.Random) -> str:
    return some(SPACE, text, chance, lambda _: "\n")


def soft_hyphens(text: str, chance: random.Random) -> str:
    return some(WORD, text, chance, lambda word: f"{word[:3]}\u00ad{word[3:]}")


def zero_widths(text: str, chance: random.Random) -> str:
    return some(WORD, text, chance, lambda word: f"\u200e{word[:2]}\u200b{word[2:]}\u200f")


def entities(text: str, chance: random.Random) -> str:
    escaped = text.replace("&", "&amp;")
    spaced = some(SPACE, escaped, chance, lambda _: "&nbsp;")
    return some(re.compile(r"[^\W\d_](?=[^\W\d_;]{4})"), spaced, chance, lambda one: f"&#{ord(one)};")


def boilerplate(text: str, chance: random.Random) -> str:
    head = "" if text.lstrip().startswith("date ") else chance.choice(BEFORE)
    return f"{head}{text}{chance.choice(AFTER)}"


NOISES: list[Noise] = [
    citations,
    no_break_spaces,
    hard_wraps,
    soft_hyphens,
    zero_widths,
    entities,
    boilerplate,
]


def values(text: str) -> dict[str, list[object]]:
    found = find(text, load_gazetteer())
    return {
        "places": [mention.place_id or mention.candidates for mention in found.places],
        "dates": [mention.edtf for mention in found.dates],
        "figures": [
            (figure.kind, figure.low, figure.high, figure.approximate, figure.unit) for figure in found.figures
        ],
    }


@pytest.fixture(scope="module")
def clean() -> dict[str, dict[str, list[object]]]:
    return {path.stem: values(text_of(path)) for path in FILES}


def text_of(path: Path) -> str:
    return decode(path.read_bytes()).text


@pytest.mark.parametrize("noise", NOISES, ids=lambda noise: noise.__name__)
@settings(max_examples=25, deadline=None)
@given(path=st.sampled_from(FILES), seed=st.integers(0, 2**32))
def test_noise_of_a_kind_changes_no_value(
    noise: Noise, path: Path, seed: int, clean: dict[str, dict[str, list[object]]]
) -> None:
    noisy = noise(text_of(path), random.Random(seed))
    assert values(noisy) == clean[path.stem], json.dumps(noisy)


@settings(max_examples=40, deadline=None)
@given(path=st.sampled_from(FILES), seed=st.integers(0, 2**32))
def test_all_noise_together_changes_no_value(path: Path, seed: int, clean: dict[str, dict[str, list[object]]]) -> None:
    chance = random.Random(seed)
    noisy = text_of(path)
    for noise in (citations, hard_wraps, soft_hyphens, no_break_spaces, entities, boilerplate):
        noisy = noise(noisy, chance)
    assert values(noisy) == clean[path.stem], json.dumps(noisy)
