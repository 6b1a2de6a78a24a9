"""Inputs of meta-analysis: the long table that escalc of metafor (R) reads, a contrast a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sqlalchemy import Connection

from extraction.entry import group_rows
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
        "t1i": ("time_intervention",),
        "x2i": ("count_comparator",),
        "t2i": ("time_comparator",),
        "ri": ("correlation",),
        "ni": ("n_total",),
        "yi": ("yi", "effect_size"),
        "vi": ("vi", "variance"),
        "sei": ("sei", "standard_error"),
    }
)
_LEAD = ("slab", "study", "outcome", "timepoint", "measure", "comparison", "analysis")
_LAST = ("direction", "estimate", "p_value")


def escalc(connection: Connection) -> Table:
    """Return the table; what a form does not ask for, or a study does not report, is empty."""
    studies = agreed_studies(connection)
    rows = [row for study in studies for row in _rows(study)]
    columns = tuple(Column(key, key) for key in (*_LEAD, *ARGUMENTS, *_LAST))
    return Table("escalc", "escalc", columns, tuple(rows))


def _rows(study: StudyData) -> Sequence[tuple[Cell, ...]]:
    found = []
    for values in group_rows(study.characteristics, "results").values():
        outcome, time = _text(values, "outcome"), _text(values, "time_point")
        if not outcome:
            continue
        arms = (_text(values, "intervention_arm"), _text(values, "comparator_arm"))
        lead = (
            ", ".join(part for part in (study.name, outcome, time) if part),
            study.name,
            *(outcome, time, _text(values, "measure")),
            " v ".join(arm for arm in arms if arm),
            _text(values, "analysis"),
        )
        numbers = tuple(_number(values, ids) for ids in ARGUMENTS.values())
        last = tuple(_text(values, key) for key in _LAST)
        found.append((*lead, *numbers, *last))
    return found


def _text(values: Mapping[str, Value], field: str) -> str:
    value = values.get(field)
    return one_line(str(value.value)) if value is not None and value.known else ""


def _number(values: Mapping[str, Value], fields: Sequence[str]) -> Cell:
    for field in fields:
        value = values.get(field)
        if value is not None and isinstance(value.value, int | float):
            return value.value
    return None
