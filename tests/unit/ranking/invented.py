"""Invented labelled texts: a topic that is looked for among others, told by words alone."""

from __future__ import annotations

import csv
import io
import random

from screening.ranking.texts import Text

WANTED = [
    "home",
    "visiting",
    "parents",
    "nurse",
    "infants",
    "family",
    "trial",
    "programme",
    "early",
    "support",
]
OTHER = [
    "soil",
    "concrete",
    "battery",
    "alloy",
    "laser",
    "protein",
    "orbit",
    "glacier",
    "turbine",
    "enzyme",
    "polymer",
]
COMMON = [
    "study",
    "results",
    "method",
    "group",
    "effect",
    "data",
    "analysis",
    "review",
    "model",
    "measured",
]


def texts(size: int, includes: int, seed: int = 1) -> tuple[list[Text], dict[str, bool]]:
    """Return `size` texts, the first `includes` of them wanted, some without an abstract."""
    chance = random.Random(seed)
    made, labels = [], {}
    for number in range(size):
        wanted = number < includes
        pool = (WANTED if wanted else OTHER) + COMMON
        title = " ".join(chance.choices(pool, k=6))
        abstract = "" if number % 11 == 3 else " ".join(chance.choices(pool, k=30))
        made.append(Text(f"k{number}", title, abstract))
        labels[f"k{number}"] = wanted
    return made, labels


def as_csv(made: list[Text], labels: dict[str, bool], column: str = "label_included") -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["record_id", "title", "abstract", column])
    for number, text in enumerate(made, start=1):
        writer.writerow([number, text.title, text.abstract, int(labels[text.key])])
    return out.getvalue().encode()
