"""Agreement in words: named sets when asked for, and a sentence in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from review.refusal import Refused
from screening.agreement_words import sentence_of, word_for
from screening.statistics import agreement

TABLE = ((118, 5), (15, 62))


def reported(table: tuple[tuple[int, int], ...], **more: Any) -> dict[str, Any]:
    figures = agreement(table)
    pair = {
        "reviewers": ["anna", "bo"],
        **{name: getattr(figures, name) for name in ("n", "percent", "kappa", "kappa_ci")},
        **{name: getattr(figures, name) for name in ("positive", "negative")},
    }
    known = {"stage": "title-abstract", "n": figures.n, "pairs": [pair], "alpha": None}
    return {**known, "maybe_policy": "include", "maybes": 0, **more}


@pytest.mark.parametrize(
    ("kappa", "cochrane", "landis_koch"),
    [
        (0.39, "poor", "fair"),
        (0.40, "fair", "fair"),
        (0.595, "fair", "moderate"),
        (0.60, "good", "moderate"),
        (0.61, "good", "substantial"),
        (0.75, "excellent", "substantial"),
        (0.81, "excellent", "almost perfect"),
        (0.10, "poor", "slight"),
        (-0.10, "poor", "poor"),
        (None, None, None),
    ],
)
def test_the_named_sets(kappa: float | None, cochrane: str | None, landis_koch: str | None) -> None:
    assert word_for(kappa, "cochrane") == cochrane
    assert word_for(kappa, "landis-koch") == landis_koch
    with pytest.raises(Refused, match="not a set"):
        word_for(kappa, "mine")


def test_the_sentence_in_both_languages() -> None:
    assert sentence_of(reported(TABLE), "en") == (
        "Before any of it was discussed, anna and bo agreed on 90.0 % of 200 records (Cohen's "
        "kappa 0.78, 95 % CI 0.69 to 0.87; agreement on inclusions 0.92, on exclusions 0.86)."
    )
    assert sentence_of(reported(TABLE, maybes=3, stage="full-text"), "nb") == (
        "Før noe var drøftet, var anna og bo enige om 90,0 % av 200 publikasjoner (Cohens kappa "
        "0,78, 95 % KI 0,69 til 0,87; enighet om inklusjon 0,92, om eksklusjon 0,86). «Kanskje» "
        "ble regnet som inklusjon."
    )


def test_no_interval_is_told_to_pass_what_a_kappa_can_be() -> None:
    wide = reported(((0, 0), (3, 97)))
    assert wide["pairs"][0]["kappa_ci"] == pytest.approx((-1.1145, 1.1145), abs=1e-3)
    assert "95 % CI \u22121.00 to 1.00;" in sentence_of(wide, "en")
    assert "95 % KI \u22121,00 til 1,00;" in sentence_of(wide, "nb")
    high = reported(((30, 1), (0, 30)))
    assert high["pairs"][0]["kappa_ci"][1] > 1, "what the formula gives is kept"
    assert "95 % CI 0.90 to 1.00;" in sentence_of(high, "en")


def test_what_is_undefined_is_said_to_be() -> None:
    said = sentence_of(reported(((0, 0), (0, 50))), "en")
    assert "kappa is not defined; agreement on inclusions not defined, on exclusions 1.00" in said
    assert sentence_of(reported(((0, 0), (0, 0))), "en") == ""
