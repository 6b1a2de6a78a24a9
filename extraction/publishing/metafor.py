"""Inputs of meta-analysis: the long table that escalc of metafor (R) reads, a contrast a row.

Effect and variance are computed where the numbers allow it; the numbers stand beside them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sqlalchemy import Connection

from extraction.entry import group_rows
from extraction.outcomes import Result, results
from extraction.publishing.effect_sizes import EffectSize, code_of, effect_size
from extraction.queries import agreed_studies
from extraction.study_data import StudyData
from extraction.value import Value
from review.clean import one_line
from review.table.table import Cell, Column, Table

# The arguments of escalc, with the ids of fields under which a form may hold them.
ARGUMENTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ai": ("events_intervention",),
        "n1i": ("n_intervention",),
        "ci": ("events_comparator",),
        "n2i": ("n_comparator",),
        "m1i": ("mean_intervention",),
        "sd1i": ("sd_intervention",),
        "m2i": ("mean_comparator",),
        "sd2i": ("sd_comparator",),
        "x1i": ("count_intervention",),
        "t1i": ("person_time_intervention", "time_intervention"),
        "x2i": ("count_comparator",),
        "t2i": ("person_time_comparator", "time_comparator"),
        "ri": ("correlation",),
        "ni": ("n_total",),
        "effect": ("effect",),
        "low": ("interval_low",),
        "high": ("interval_high",),
        "level": ("interval_level",),
        "sei": ("sei", "standard_error"),
    }
)
# A form may hold what escalc gives; then it is taken as it is.
_GIVEN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"yi": ("yi", "effect_size"), "vi": ("vi", "variance")}
)
_LEAD = ("slab", "study", "outcome", "timepoint", "measure", "comparison", "analysis")
_FOUND = ("effect_measure", "yi", "vi", "from")
_LAST = ("data_type", "unit_of_analysis", "adjusted", "intracluster_correlation", "main_result")
_TOLD = ("direction", "estimate", "p_value")
_RATES = frozenset(("count", "rate-ratio", "rate ratio"))


def escalc(connection: Connection) -> Table:
    """Return the table; what a form does not ask for, or a study does not report, is empty."""
    studies = agreed_studies(connection)
    rows = [row for study in studies for row in _rows(study)]
    keys = (*_LEAD, *_FOUND, *ARGUMENTS, *_LAST, *_TOLD)
    return Table("escalc", "escalc", tuple(Column(key, key) for key in keys), tuple(rows))


def _rows(study: StudyData) -> Sequence[tuple[Cell, ...]]:
    values = group_rows(study.characteristics, "results")
    return [_row(study, one, values[one.row]) for one in results(study)]


def _row(study: StudyData, one: Result, values: Mapping[str, Value]) -> tuple[Cell, ...]:
    outcome, time = one_line(one.outcome), one_line(one.time_point)
    arms = (one_line(one.intervention_arm), one_line(one.comparator_arm))
    numbers = _numbers(one, values)
    lead = (
        ", ".join(part for part in (study.name, outcome, time) if part),
        study.name,
        *(outcome, time, one_line(one.measure)),
        " v ".join(arm for arm in arms if arm),
        one_line(one.analysis),
    )
    last = (_text(values, key) for key in (*_LAST, *_TOLD))
    return (*lead, *_found(one, values, numbers), *numbers.values(), *last)


def _numbers(one: Result, values: Mapping[str, Value]) -> dict[str, float | None]:
    """Return the numbers of a result by argument; an arm's number where the result has none."""
    found = {key: _number(values, ids) for key, ids in ARGUMENTS.items()}
    found["n1i"] = one.final_intervention if found["n1i"] is None else found["n1i"]
    found["n2i"] = one.final_comparator if found["n2i"] is None else found["n2i"]
    if _RATES & {_text(values, "data_type"), one.effect_measure}:
        # Counts of events over time are x of escalc, not cases among persons.
        for case, count in (("ai", "x1i"), ("ci", "x2i")):
            found[count] = found[case] if found[count] is None else found[count]
            found[case] = None
    return found


def _found(
    one: Result, values: Mapping[str, Value], numbers: Mapping[str, float | None]
) -> tuple[Cell, ...]:
    """Return the measure, effect and variance, and what they were computed from."""
    given = {key: _number(values, ids) for key, ids in _GIVEN.items()}
    if given["yi"] is not None:
        return code_of(one.effect_measure) or "", given["yi"], given["vi"], "form"
    adjusted = _text(values, "adjusted") == "yes"
    found: EffectSize | None = effect_size(numbers, one.effect_measure, adjusted=adjusted)
    if found is None:
        return code_of(one.effect_measure) or "", None, None, ""
    return found.measure, found.yi, found.vi, found.source


def _text(values: Mapping[str, Value], field: str) -> str:
    value = values.get(field)
    return one_line(str(value.value)) if value is not None and value.known else ""


def _number(values: Mapping[str, Value], fields: Sequence[str]) -> float | None:
    for field in fields:
        value = values.get(field)
        if value is not None and isinstance(value.value, int | float):
            return value.value
    return None
