"""Noise that a text picks up on its way is gone from its view."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh.flows.clean import clean, plain
from karabakh.flows.ingest import decode
from karabakh.flows.text.view import View

GOLD = Path(__file__).resolve().parents[4] / "shared" / "gold" / "texts"
OWN = [
    "On 26 December 1991 the convoy left Agdam, reached Nagorno-Karabakh by dusk and lost 12,000 litres of fuel. "
    "Between 1988 and 1994 some 20,000 people died; 1 million fled. In May of that year, U.S. envoys went to Baku.",
    "The road\n\nIn the north, near Talish, the line did not move for 26 years. Two villages changed their names.\n\n"
    "The railway\n\nTrains ran from Yevlakh to Khankendi, or Stepanakert, twice a day; see the map of 1978.",
]
TEXTS = OWN + [decode(path.read_bytes()).text for path in sorted(GOLD.glob("*.txt"))]

WORD = re.compile(r"[^\W\d_]{6,}")
SPACE = re.compile(r"(?<=\S) (?=\S)")
SENTENCE_END = re.compile(r"(?<=[a-z]{3})\.(?= [A-Z])")
CITATIONS = [
    "[1]", " [49]", "[12][13]", "[citation needed]", "[who?]", "[note 2]", "[4–6]", " (Raffi 1987, 454)", "¹²",
    "<sup>7</sup>",
    " (Broers, 2019: 37-38)", " (ibid., p. 4)", "&#91;3&#93;", "[5]:12–14", " (https://example.org/a?b=c)",
]  # fmt: skip
LINES = [
    "[ad_1]", "Advertisement", "Skip to main content", "Share on Facebook\nShare on Twitter",
    "https://example.org/news", "12 comments",
    "Read more…", "Read also: What is known so far", "Photo: A. Person/Reuters", "FILE PHOTO: A road in 1992",
    "© 2020 Example News",
    "Home | News | World | Sport", "We use cookies on this website.", "Sign up for our newsletter", "#roads #maps",
    "Source: AFP", "<br><br>",
    "3 min read", "All rights reserved.", "(Photo by A. Person/AFP)", "&nbsp;", "Facebook Twitter Email",
]  # fmt: skip


def some(pattern, text, chance, change):
    """Change one in five of the places where the pattern is."""
    return pattern.sub(lambda found: change(found[0]) if chance.random() < 0.2 else found[0], text)


def after_sentences(text, chance):
    return some(SENTENCE_END, text, chance, lambda stop: stop + chance.choice(CITATIONS))


def before_stops(text, chance):
    return some(SENTENCE_END, text, chance, lambda stop: chance.choice(CITATIONS[:7] + CITATIONS[9:12]) + stop)


def spaces(text, chance):
    return some(SPACE, text, chance, lambda _: chance.choice(["\u00a0", "\u202f", "&nbsp;", "  ", "\t", " \u200b"]))


def hard_wraps(text, chance):
    return some(SPACE, text, chance, lambda _: chance.choice(["\n", " \n", "\r\n", "\n  "]))


def letters(text, chance):
    odd = ["\u00ad", "\u200b", "\u200e", "\u2060", "&shy;", "<b>", "</i>", "\ufeff"]
    return some(WORD, text, chance, lambda word: word[:3] + chance.choice(odd) + word[3:])


def entities(text, chance):
    return some(re.compile(r"[^\W\d_](?=[^\W\d_]{4})"), text, chance, lambda one: f"&#{ord(one)};")


def glue(text, chance):
    return some(re.compile(r"(?<=[a-z]{3}\.) (?=[A-Z][a-z])"), text, chance, lambda _: "")


def lines(text, chance):
    paragraphs = text.split("\n\n")
    for _ in range(3):
        paragraphs.insert(chance.randint(0, len(paragraphs)), chance.choice(LINES))
    return "\n\n".join(paragraphs)


def pages(text, chance):
    between = re.compile(r"(?<=[a-z]) (?=[a-z])")
    page = chance.choice(["- 45 -", "Page 45 of 60", "45", "– 7 –", "Page 7"])
    return between.sub(lambda found: f"\n\n{page}\n\n" if chance.random() < 0.01 else found[0], text)


NOISES = [after_sentences, before_stops, spaces, hard_wraps, letters, entities, glue, lines, pages]


def view(text):
    return "".join(View(plain(text), clean(text)).text.split())


@pytest.mark.parametrize("noise", NOISES, ids=lambda noise: noise.__name__)
@settings(max_examples=60, deadline=None)
@given(text=st.sampled_from([text for text in TEXTS if not text.startswith(" date")]), seed=st.integers(0, 2**32))
def test_the_view_of_a_noisy_text_is_the_view_of_the_clean_one(noise, text, seed):
    assert view(noise(text, random.Random(seed))) == view(text)


@settings(max_examples=100, deadline=None)
@given(text=st.sampled_from(OWN), seed=st.integers(0, 2**32))
def test_noises_do_not_hide_each_other(text, seed):
    chance = random.Random(seed)
    noisy = text
    for noise in (lines, after_sentences, spaces, letters):
        noisy = noise(noisy, chance)
    assert view(noisy) == view(text)
