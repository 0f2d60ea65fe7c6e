"""Near duplicates: the signatures propose as many pairs as a comparison of all would find, and the shingles decide."""

import os
import random
import re
import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh.flows.ingest import nearness
from karabakh.flows.ingest.nearness import are_near, near, shingles, signatures

WORDS = [f"{start}{end}" for start in ("al", "be", "cor", "du", "es", "fi") for end in ("ma", "ne", "ro", "st", "ty")]


def text(seed: int, words: int) -> list[str]:
    rng = random.Random(seed)
    return [f"{rng.choice(WORDS)}{rng.randrange(60)}" for _ in range(words)]


def edited(words: Sequence[str], edits: int, seed: int) -> list[str]:
    """Return the words with so many of them put in another's place, left out or added."""
    rng, result = random.Random(seed), list(words)
    for number in range(edits):
        at = rng.randrange(len(result) + 1)
        result[at : at + rng.choice((0, 1, 1))] = [] if rng.random() < 0.3 else [f"new{number}"]
    return result


def share(one: str, other: str) -> tuple[int, int]:
    """Return how many shingles two texts share and how many there are in both, counted the long way."""
    every = (re.findall(r"\w+", text.lower()) for text in (one, other))
    first, second = ({tuple(words[at : at + 5]) for at in range(len(words) - 4)} for words in every)
    return len(first & second), len(first | second)


def found(*texts: str) -> dict[int, int]:
    """Return which text is taken for a copy of which, the oldest first."""
    by_name = {str(at): one for at, one in enumerate(texts)}
    pairs = near(list(zip(by_name, signatures(texts), strict=True)), by_name.__getitem__)
    return {int(copy): int(original) for copy, original in pairs.items()}


@given(st.integers(5, 400), st.integers(0, 12), st.integers())
@settings(deadline=None)
def test_a_pair_is_near_exactly_where_nine_tenths_of_the_shingles_are_shared(words: int, edits: int, seed: int) -> None:
    one = text(seed, words)
    first, second = " ".join(one), " ".join(edited(one, edits, seed))
    common, whole = share(first, second)
    assert len(shingles(first)) + len(shingles(second)) - common == whole
    is_near = whole > 0 and 10 * common >= 9 * whole
    assert are_near(shingles(first), shingles(second)) == is_near
    assert found(first, second) == ({1: 0} if is_near else {})


def test_among_thousands_the_signatures_miss_no_pair() -> None:
    rng = random.Random(2)
    pairs = []
    for seed in range(1500):
        one = text(seed, rng.randrange(40, 300))
        pairs.append((" ".join(one), " ".join(edited(one, rng.randrange(0, 1 + len(one) // 80), seed))))
    wanted = {2 * at + 1: 2 * at for at, pair in enumerate(pairs) if (counts := share(*pair))[0] * 10 >= counts[1] * 9}
    assert 500 < len(wanted) < 1500
    assert found(*(one for pair in pairs for one in pair)) == wanted


DISPATCH = (
    "The ministry said on Tuesday that shelling had been heard in three villages along the line of contact during the "
    "night. Residents told reporters that nobody was hurt, although two houses and a barn had lost their windows. The "
    "observers of the mission, who arrived in the morning, counted eleven craters in a field and left before noon. "
    "Each side has blamed the other for the fire, as it has for every such night since the autumn; neither has shown "
    "what it says it knows. Talks between the two governments are to go on next week in a third country, where the "
    "mediators hope to agree on a list of prisoners, and on a road for those who want to visit the graves of their "
    "families. A spokesman for the mediators asked both sides to keep their guns silent until then, and said that he "
    "had been given assurances which he could not share. In the town itself the market was open and the school was "
    "not, because the heating had failed again."
)


def test_a_wire_copy_with_another_dateline_and_a_byline_is_found() -> None:
    copy = "GORIS (Agency) -- " + DISPATCH.replace("eleven craters", "11 craters") + " By our correspondent"
    assert found(DISPATCH, copy) == {1: 0}


@pytest.mark.parametrize(
    "same",
    [
        DISPATCH.upper(),
        DISPATCH.replace(" ", "\r\n  "),
        DISPATCH.replace(",", " —").replace(".", "…"),
        DISPATCH.replace("village", "vil\u00adlage\u200b"),
        f"\ufeff« {DISPATCH} »",
        DISPATCH.replace("fi", "ﬁ"),
        "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in DISPATCH),
    ],
)
def test_case_punctuation_white_space_and_what_is_not_seen_do_not_count(same: str) -> None:
    assert signatures([same, DISPATCH]) is not None
    assert np.array_equal(shingles(same), shingles(DISPATCH))


def test_letters_are_the_same_in_any_normal_form() -> None:
    assert np.array_equal(shingles("Şuşa, e\u0301 eé 1 2 3 4"), shingles("şus\u0327a é EÉ 1 2 3 4"))
    assert not np.array_equal(shingles("Susa a b c d"), shingles("Şuşa a b c d"))


def test_speeches_that_begin_and_end_with_the_same_formulas_are_not_near() -> None:
    opening = "On behalf of my delegation I congratulate you, Mr President, on your election to this high office. "
    closing = " I thank you, Mr President, and wish this Assembly every success in the work before it."
    speeches = [opening + " ".join(text(seed, 200)) + closing for seed in range(40)]
    assert found(*speeches) == {}


def test_an_original_is_no_duplicate_and_is_near_each_of_its_own() -> None:
    """Each text differs a little from the one before it, and much from the first."""
    words = text(7, 400)
    chain = [" ".join(f"other{at}" if at < 8 * step else word for at, word in enumerate(words)) for step in range(30)]
    pairs = found(*chain)
    assert set(pairs.values()) & set(pairs) == set()
    assert len(set(pairs.values())) > 1
    for copy in range(1, len(chain)):
        originals = [one for one in range(copy) if one not in pairs]
        nearest = [one for one in originals if (counts := share(chain[one], chain[copy]))[0] * 10 >= counts[1] * 9]
        assert pairs.get(copy) == (nearest[0] if nearest else None)


def test_a_text_of_fewer_than_five_words_is_near_nothing() -> None:
    assert found("a quiet day passed", "A quiet day passed.", "", " ", "…") == {}
    assert found("a quiet day passed here", "A quiet day passed here.") == {1: 0}


@given(st.lists(st.text(max_size=60), max_size=6), st.integers(1, 80))
def test_a_signature_does_not_depend_on_what_is_read_with_it(texts: list[str], block: int) -> None:
    together = list(signatures(texts))
    assert together == [next(signatures([one])) for one in texts]
    assert [len(one) for one in together] == [256 if len(shingles(one)) else 0 for one in texts]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nearness, "_BLOCK", block)
        assert list(signatures(texts)) == together


def test_texts_are_asked_for_only_where_signatures_agree() -> None:
    asked: list[str] = []
    texts = {str(seed): " ".join(text(seed, 100)) for seed in range(200)}
    copies = {**texts, "copy": texts["5"] + " the end"}

    def text_of(name: str) -> str:
        asked.append(name)
        return copies[name]

    assert near(list(zip(copies, signatures(copies.values()), strict=True)), text_of) == {"copy": "5"}
    assert sorted(asked) == ["5", "copy"]


def test_a_text_that_ten_thousand_repeat_is_compared_with_each_once() -> None:
    texts = {str(at): f"{DISPATCH} {at}" for at in range(3000)}
    asked: list[str] = []

    def text_of(name: str) -> str:
        asked.append(name)
        return texts[name]

    assert near(list(zip(texts, signatures(texts.values()), strict=True)), text_of) == dict.fromkeys(
        list(texts)[1:], "0"
    )
    assert len(asked) == len(texts)


@pytest.mark.parametrize("unit", ["a", "1", "(", "a ", "\u00ad", "é", "a a a a a a ", "😀", "\U0010ffff\x00"])
def test_one_thing_over_and_over_is_no_trouble(unit: str) -> None:
    long = unit * (1_000_000 // len(unit))
    assert len(shingles(long)) <= 1
    assert found(long, long + unit) in ({}, {1: 0})


def test_the_values_are_the_same_everywhere() -> None:
    """The hashes of a text, once written down: another machine, another seed of Python's hashes, the same."""
    code = (
        "from karabakh.flows.ingest.nearness import shingles, signatures; import hashlib;"
        "t = 'Ağdam, Şuşa — and the road to the south of them, in 1992 and later'; (s,) = signatures([t]);"
        "print(shingles(t)[0], hashlib.sha256(s).hexdigest()[:16])"
    )
    seen = set()
    for seed in ("0", "1"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        seen.add(done.stdout)
    assert seen == {"2063749730379501245 5ea22980bbabc32c\n"}


def test_bulletins_from_one_template_are_told_apart_without_comparing_each_with_each(monkeypatch) -> None:
    words = DISPATCH.split()[:120]
    texts = {}
    for day in range(300):
        words[10], words[60] = f"{day}th", f"{1000 + day}"
        texts[str(day)] = " ".join(words)
    compared = []
    monkeypatch.setattr(nearness, "are_near", lambda *sets: compared.append(sets) or are_near(*sets))
    assert near(list(zip(texts, signatures(texts.values()), strict=True)), texts.__getitem__) == {}
    assert len(compared) < len(texts)
