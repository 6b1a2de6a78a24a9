"""Invented studies for plots, and agreed judgements about them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from extraction.bias.scale import Level
from extraction.entry_file import parse
from extraction.form import shipped
from extraction.plots.levels import Grade, Judged
from extraction.study_data import StudyData

FORM = shipped()["characteristics"]
UP, DOWN, NONE = "favours-intervention", "favours-comparator", "no-difference"
LONG = "Arbeidsmarkedstilknytningsundersøkelsesgruppen i Nord-Trøndelag og Sogn"


def study(
    identifier: str, name: str, *results: dict[str, Any], year: int | None = 2019, **answers: Any
) -> StudyData:
    text = json.dumps({"values": {**answers, "results": list(results)}})
    values = parse(FORM, text, study=identifier, extractor="consensus").values
    return StudyData(id=identifier, name=name, characteristics=values, year=year)


def result(outcome: str, direction: str, **more: Any) -> dict[str, Any]:
    return {"outcome": outcome, "direction": direction, **more}


WORDS: dict[Level, str] = {
    "low": "Low",
    "some": "Some concerns",
    "high": "High",
    "critical": "Critical",
    "unknown": "No information",
}


def grade(level: Level) -> Grade:
    return Grade(level, WORDS[level])


def judged(identifier: str, overall: Level, **domains: Level) -> Judged:
    told = {name: grade(level) for name, level in domains.items()}
    return Judged(study=identifier, tool="RoB 2", domains=told, overall=grade(overall))


def overall(found: Iterable[Judged]) -> dict[str, Grade]:
    return {one.study: one.overall for one in found}


FOUR = (
    study(
        "s1",
        "Berg 2014",
        result("Sleep", UP, n_intervention=301, n_comparator=299, p_value="0.010"),
        result("Work", UP, time_point="6 months", n_intervention=301),
        result("Work", UP, time_point="12 months", n_intervention=301),
        result("Work", UP, time_point="18 months", n_intervention=301),
        result("Work", DOWN, time_point="24 months", n_intervention=301),
        year=2014,
        design="individually-randomised",
        countries=["NO"],
        intervention_types=["Home visiting"],
    ),
    study(
        "s2",
        "Dahl 2018",
        result("Sleep", DOWN, n_intervention=50, n_comparator=50, p_value="0.20"),
        result("Work", UP, time_point="6 months", n_intervention=50),
        result("Work", UP, time_point="12 months", n_intervention=50),
        result("Work", DOWN, time_point="24 months", n_intervention=50),
        year=2018,
        design="individually-randomised",
        countries=["NO", "SE"],
        intervention_types=["Home visiting", "Group course"],
    ),
    study(
        "s3",
        "Lie 2016",
        result("Sleep", NONE, p_value="NS"),
        year=2016,
        design="before-after",
        countries=["SE"],
        intervention_types=["Group course"],
    ),
    study(
        "s4",
        "Moe 2010",
        result("Sleep", UP, p_value="<0.001", n_intervention=49, n_comparator=41),
        year=2010,
        design="cluster-randomised",
        countries=["NO"],
        intervention_types=["Group course"],
    ),
)
JUDGED = (
    judged("s1", "high", Randomisation="low", Measurement="high"),
    judged("s2", "low", Randomisation="low", Measurement="low"),
    judged("s4", "some", Randomisation="some", Measurement="low"),
)


def many(number: int) -> tuple[list[StudyData], list[Judged]]:
    """Return studies with long names in every design, and judgements of most of them."""
    levels: tuple[Level, ...] = ("low", "some", "high", "critical", "unknown")
    designs = ("individually-randomised", "cluster-randomised", "before-after", "cohort")
    directions = (UP, DOWN, NONE, "not-reported")
    studies = [
        study(
            f"s{n}",
            f"{LONG} {n}" if n % 3 else f"Å {n}",
            *(
                result(
                    f"{LONG} utfall {column}",
                    directions[(n + column) % 4],
                    time_point=f"{time} måneder",
                    n_intervention=(n * 37) % 500 or None,
                    n_comparator=(n * 31) % 500 or None,
                    p_value=f"0.{(n * 7) % 89 + 10}",
                )
                for column in range(1, 2 + n % 6)
                for time in range(1 + n % 2)
            ),
            year=1990 + n % 30 if n % 11 else None,
            design=designs[n % 4],
            countries=[("NO", "SE", "GB")[n % 3]],
            intervention_types=[f"{LONG} tiltak {n % 5}"],
        )
        for n in range(1, number + 1)
    ]
    found = [
        judged(f"s{n}", levels[n % 5], **{LONG: levels[n % 4], "Bias": levels[(n + 1) % 5]})
        for n in range(1, number + 1)
        if n % 7
    ]
    return studies, found
