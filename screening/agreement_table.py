"""Agreement as a table for the appendix: a row for each stage, kind of round and pair."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from review.protocol import STAGES
from review.table.table import Cell, Column, Table
from review.wording import Words, decimal, words_of
from screening.agreement import report
from screening.agreement_words import sentence_of
from screening.rounds import find_round
from screening.statistics import told_interval

_FIGURES = ("percent", "positive", "negative", "kappa", "pabak", "ac1")
_DIGITS = 3


def agreement_table(connection: Connection, language: str) -> Table:
    """Return counts and figures of every pair at both stages, with the sentences as notes."""
    words = words_of("screening", language, "table_texts")
    rows: list[tuple[Cell, ...]] = []
    notes = []
    for stage in STAGES:
        found = report(connection, stage, find_round(connection, stage, ""), "include")
        rows += [(words("stage", stage), *_row(pair, words)) for pair in found["pairs"]]
        if found["pairs"]:
            notes.append(sentence_of(found, language))
    keys = ("stage", "pair", "both", "first", "second", "neither", *_FIGURES, "interval")
    columns = tuple(
        Column(key, words("column", key), "left" if key in {"stage", "pair"} else "right")
        for key in keys
    )
    return Table(
        "agreement",
        words("table", "title"),
        columns,
        tuple(rows),
        tuple(note for note in notes if note),
        landscape=True,
    )


def _row(pair: dict[str, Any], words: Words) -> tuple[Cell, ...]:
    (both, first), (second, neither) = pair["table"]
    ends = told_interval(pair["kappa_ci"]) if pair["kappa_ci"] else ()
    interval = "–".join(decimal(words, end, 2) for end in ends) or "n/a"
    figures = ("n/a" if pair[key] is None else round(float(pair[key]), _DIGITS) for key in _FIGURES)
    return (" / ".join(pair["reviewers"]), both, first, second, neither, *figures, interval)
