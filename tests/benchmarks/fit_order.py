"""Make what flows/order knows: the table senses.csv and the weights.

    python tests/benchmarks/fit_order.py WIKIWARS.jsonl UN-GENERAL-DEBATE.parquet [--senses OUT.csv]

Texts as in bench_order.py, none of them measured there, nor any speech used for both. The senses: how often two stems
stand in the same sentence or in sentences beside each other, as positive pointwise mutual information (contexts
smoothed by the power 0.75, Levy and others 2015), its 64 largest eigenvectors cut to 32 main axes; a frequent word
counts less than a rare one by 1 / (1 + 2,000 f). The weights: two logistic regressions, of neighbours against two
sentences of the same extract drawn at random, and of running extracts against such whose sentences were put out of
order or drawn from their whole text. The intercept: so that 1 of 100 running extracts is called out of order, so
that of new ones it is about 2.
"""

import argparse
import base64
import csv
import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from karabakh.flows.order import FEWEST_SENTENCES, MOST_SENTENCES, disorder, pairs
from karabakh.flows.order.content import contents
from karabakh.flows.order.senses import DIMENSIONS

sys.path.append(str(Path(__file__).parent))
from bench_order import FITTED, SENSES, Text, articles, cases, extracts, speeches

WORDS = 4_000
COMMON = 2_000
AXES = 64
FALSE_ALARMS = 0.01


def write_senses(texts: Sequence[Text], path: Path) -> None:
    lines: list[list[str]] = []
    for text in texts:
        lines += stems([said for part in text for said in part])
        lines.append([])
    counted = Counter(stem for line in lines for stem in line)
    words = sorted(sorted(counted), key=lambda stem: -counted[stem])[:WORDS]
    row = {stem: at for at, stem in enumerate(words)}
    share = np.array([counted[stem] for stem in words]) / sum(counted.values())
    weight = 1 / (1 + COMMON * share)
    axes = main_axes(mutual_information(lines, row), weight) * weight[:, None]
    signed = np.round(axes * 127 / np.abs(axes).max()).astype(np.int8)
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["stem", "vector"])
        table.writerows(sorted((stem, base64.b64encode(signed[at].tobytes()).decode()) for stem, at in row.items()))


def stems(wordings: Sequence[str]) -> list[list[str]]:
    """The stems of each sentence, in order, but for numbers."""
    held = contents([wordings])
    names = list(held.vocabulary.stems)
    found: list[list[str]] = [[] for _ in wordings]
    for sentence, stem in zip(held.stems.sentence.tolist(), held.stems.thing.tolist(), strict=True):
        if not names[stem][0].isdigit():
            found[sentence].append(names[stem])
    return list(map(sorted, found))


def mutual_information(lines: Sequence[Sequence[str]], row: dict[str, int]) -> Any:
    together = np.zeros((len(row), len(row)), np.float32)
    before = np.array([], int)
    for line in lines:
        here = np.array(sorted(row[stem] for stem in line if stem in row), int)[:60]
        together[np.ix_(here, here)] += 1
        together[np.ix_(before, here)] += 1
        before = here
    np.fill_diagonal(together, 0)
    together += together.T.copy()
    total = together.sum(1)
    smooth = total**0.75 / (total**0.75).sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        information = np.log(together / np.outer(total, smooth))
    information = np.where(np.isfinite(information), np.maximum(information, 0), 0)
    return (information + information.T) / 2


def main_axes(information: Any, weight: Any) -> Any:
    basis = np.random.default_rng(0).normal(size=(len(information), 2 * AXES))
    for _ in range(6):
        basis, _ = np.linalg.qr(information @ basis)
    values, vectors = np.linalg.eigh(basis.T @ information @ basis)
    largest = np.argsort(-values)[:AXES]
    places = unit(basis @ vectors[:, largest] * np.sqrt(np.maximum(values[largest], 0)))
    places = places - (places * weight[:, None]).sum(0) / weight.sum()
    _, _, turned = np.linalg.svd(places * np.sqrt(weight)[:, None], full_matrices=False)
    return unit(places @ turned[:DIMENSIONS].T)


def unit(vectors: Any) -> Any:
    return vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)


def logistic(rows: Any, truth: Any, weight: Any, ridge: float) -> Any:
    """Weights of a logistic regression with a ridge on standardised columns, by Newton's method."""
    mean, deviation = rows.mean(0), rows.std(0) + 1e-9
    scaled = np.c_[(rows - mean) / deviation, np.ones(len(rows))]
    penalty = np.r_[np.full(rows.shape[1], ridge), 1e-6]
    found = np.zeros(scaled.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-scaled @ found))
        slope = scaled.T @ (weight * (truth - chance)) - penalty * found
        spread = weight * chance * (1 - chance)
        found = found + np.linalg.solve((scaled.T * spread) @ scaled + np.diag(penalty), slope)
    return found[:-1] / deviation


def pair_rows(texts: Sequence[Text], rounds: int) -> tuple[Any, Any]:
    """Signs of neighbours (1) and of two sentences drawn at random (0) from the same extract."""
    choice, rows, truth = random.Random(7), [], []
    for text in texts:
        for _ in range(rounds):
            for running in extracts(text, choice):
                held = contents([running])
                grids = np.array([pairs.worth(held, pairs.Signs(*one))[0] for one in np.eye(len(pairs.WEIGHTS))])
                near = [(at, at + 1) for at in range(len(running) - 1)]
                drawn = [choice.sample(range(len(running)), 2) for _ in range(2 * len(near))]
                rows += [grids[:, left, right] for left, right in [*near, *drawn]]
                truth += [1] * len(near) + [0] * len(drawn)
    return np.array(rows), np.array(truth, float)


def evidence_rows(texts: Sequence[Text], rounds: int) -> tuple[Any, Any]:
    """The evidence of extracts; 1 for those out of order."""
    rows, truth = [], []
    for kind, said in cases(texts, rounds):
        if kind != "partly" and len(said) >= FEWEST_SENTENCES:
            rows.append([*map(float, np.concatenate(disorder.evidence(contents([said[:MOST_SENTENCES]]))))])
            truth.append(kind != "running")
    return np.array(rows, float), np.array(truth, float)


def balanced(groups: Sequence[tuple[Any, Any]]) -> tuple[Any, Any, Any]:
    """The rows of all groups, weighted so that each group counts the same and their sum is that of the rows."""
    size = sum(len(truth) for _, truth in groups)
    weight = np.concatenate([np.full(len(truth), size / len(groups) / len(truth)) for _, truth in groups])
    return np.concatenate([rows for rows, _ in groups]), np.concatenate([truth for _, truth in groups]), weight


def fit(groups: Sequence[tuple[Sequence[Text], int]]) -> None:
    """Print the weights, and set them for what is fitted on them."""
    weights = logistic(*balanced([pair_rows(texts, rounds) for texts, rounds in groups]), ridge=20)
    pairs.WEIGHTS = pairs.Signs(*(round(float(weight), 2) for weight in weights))
    print(pairs.WEIGHTS)
    rows, truth, weight = balanced([evidence_rows(texts, rounds) for texts, rounds in groups])
    disorder.WEIGHTS = disorder.Evidence(*(round(float(one), 2) for one in logistic(rows, truth, weight, ridge=1)))
    print(disorder.WEIGHTS)
    running = rows[truth == 0] @ disorder.WEIGHTS
    disorder.INTERCEPT = -round(float(np.quantile(running, 1 - FALSE_ALARMS)), 2)
    print(f"INTERCEPT = {disorder.INTERCEPT}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wikiwars", type=Path)
    parser.add_argument("speeches", type=Path)
    parser.add_argument("--senses", type=Path, help="make this table instead of the weights")
    options = parser.parse_args()
    if options.senses:
        write_senses(speeches(options.speeches, 4_000, SENSES), options.senses)
    else:
        fit([(articles(options.wikiwars, measured=False), 4), (speeches(options.speeches, 400, FITTED), 1)])


if __name__ == "__main__":
    main()
