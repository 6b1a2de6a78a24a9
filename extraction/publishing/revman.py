"""RevMan Web's CSV templates, filled by their headers.

The templates differ by review and version, so the user downloads them from RevMan and each column
is filled that is understood; the others stay empty and are named.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from sqlalchemy import Connection

from extraction.entry import group_rows
from extraction.queries import agreed_studies
from extraction.same import folded
from extraction.study_data import StudyData
from extraction.tables.setting import Setting
from extraction.value import Value
from review.clean import one_line, safe_cell
from review.refusal import Refused

Grain = Literal["study", "arm", "result"]
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class _At:
    """What a row is of: a study, and an arm or a result of it."""

    study: StudyData
    arm: Mapping[str, Value]
    result: Mapping[str, Value]
    setting: Setting

    def of_study(self, field: str) -> str:
        return one_line(self.setting.at(self.study, field))


def _value(values: Mapping[str, Value], field: str) -> str:
    value = values.get(field)
    if value is None or not value.known:
        return ""
    content = value.value
    return one_line("; ".join(content) if isinstance(content, tuple) else str(content))


def _of_result(field: str) -> Callable[[_At], str]:
    return lambda at: _value(at.result, field)


def _by_role(first: str, second: str) -> Callable[[_At], str]:
    """Return how the value of the arm's own side of a result is found."""

    def find(at: _At) -> str:
        side = first if _value(at.arm, "role") == "intervention" else second
        return _value(at.result, side)

    return find


def _analysed(at: _At) -> str:
    """Return the number analysed on the arm's own side: the result's, else the arm's."""
    return _by_role("n_intervention", "n_comparator")(at) or _value(at.arm, "n_analysed")


def _effect(at: _At) -> str:
    return _value(at.result, "effect") or _value(at.result, "estimate")


def _of_study(field: str) -> Callable[[_At], str]:
    return lambda at: at.of_study(field)


def _year(at: _At) -> str:
    found = _YEAR.search(at.study.name)
    return found[0] if found else ""


# Headers without case and signs, and what fills them.
_FILLED: Mapping[str, Callable[[_At], str]] = MappingProxyType(
    {
        **dict.fromkeys(("study", "study id", "study name", "name"), lambda at: at.study.name),
        **dict.fromkeys(("year", "study year"), _year),
        **dict.fromkeys(("arm", "arm name", "study arm"), lambda at: _value(at.arm, "name")),
        "intervention": lambda at: _value(at.arm, "name"),
        "role": lambda at: _value(at.arm, "role"),
        "outcome": _of_result("outcome"),
        **dict.fromkeys(("timepoint", "time point", "time"), _of_result("time_point")),
        **dict.fromkeys(("measure", "scale", "instrument"), _of_result("measure")),
        "events": _by_role("events_intervention", "events_comparator"),
        "mean": _by_role("mean_intervention", "mean_comparator"),
        **dict.fromkeys(("sd", "standard deviation"), _by_role("sd_intervention", "sd_comparator")),
        **dict.fromkeys(("n", "total", "participants analysed"), _analysed),
        "median": _by_role("median_intervention", "median_comparator"),
        **dict.fromkeys(
            ("person time", "person years", "time at risk"),
            _by_role("person_time_intervention", "person_time_comparator"),
        ),
        **dict.fromkeys(("estimate", "effect estimate"), _effect),
        "effect measure": _of_result("effect_measure"),
        **dict.fromkeys(("se", "standard error"), _of_result("standard_error")),
        **dict.fromkeys(("ci lower", "lower ci", "ci start"), _of_result("interval_low")),
        **dict.fromkeys(("ci upper", "upper ci", "ci end"), _of_result("interval_high")),
        **dict.fromkeys(("p", "p value"), _of_result("p_value")),
        **dict.fromkeys(("methods", "design", "study design"), _of_study("design")),
        "participants": _of_study("participants"),
        **dict.fromkeys(("interventions", "intervention type"), _of_study("intervention_types")),
        **dict.fromkeys(("country", "countries"), _of_study("countries")),
        "setting": _of_study("setting"),
        **dict.fromkeys(("funding", "funding source"), _of_study("funding")),
        **dict.fromkeys(
            ("conflicts of interest", "declarations of interest"),
            _of_study("conflicts_of_interest"),
        ),
    }
)
_OF_RESULT = frozenset(
    ("outcome", "timepoint", "time point", "events", "mean", "estimate", "effect measure")
)
_OF_ARM = frozenset(("arm", "arm name", "study arm", "role"))


@dataclass(frozen=True, slots=True)
class Filled:
    """A template with its rows, and the headers that nothing here fills."""

    text: str
    rows: int
    unknown: tuple[str, ...]


def filled(connection: Connection, template: str, name: str) -> Filled:
    """Fill a template that RevMan gave; Refused where its first line is no header of one."""
    header = next(csv.reader(io.StringIO(template.removeprefix("\ufeff"))), [])
    keys = [_key(title) for title in header]
    if not any(key in _FILLED for key in keys):
        raise Refused(
            f"{name} has no column that is known here.",
            "Download the template (CSV) of your review from RevMan.",
        )
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    number = 0
    for at in _places(agreed_studies(connection), _grain(keys)):
        writer.writerow(safe_cell(_FILLED[key](at)) if key in _FILLED else "" for key in keys)
        number += 1
    unknown = tuple(one for one, key in zip(header, keys, strict=True) if key not in _FILLED)
    return Filled(out.getvalue(), number, unknown)


def _key(title: str) -> str:
    words = re.sub(r"[^a-z0-9]+", " ", title.lower().removeprefix("char:"))
    return words.strip()


def _grain(keys: Sequence[str]) -> Grain:
    if _OF_RESULT & set(keys):
        return "result"
    return "arm" if _OF_ARM & set(keys) else "study"


def _places(studies: Sequence[StudyData], grain: Grain) -> Iterator[_At]:
    setting = Setting(language="en")
    for study in studies:
        arms = list(group_rows(study.characteristics, "arms").values())
        results = list(group_rows(study.characteristics, "results").values())
        if grain == "study":
            yield _At(study, {}, {}, setting)
        elif grain == "arm":
            yield from (_At(study, arm, {}, setting) for arm in arms)
        else:
            for one in results:
                yield from (_At(study, arm, one, setting) for arm in _compared(arms, one) or [{}])


def _compared(
    arms: Sequence[Mapping[str, Value]], result: Mapping[str, Value]
) -> Sequence[Mapping[str, Value]]:
    """Return the arms that a result compares; all of the study's where it names none."""
    named = {folded(_value(result, key)) for key in ("intervention_arm", "comparator_arm")} - {""}
    found = [arm for arm in arms if folded(_value(arm, "name")) in named]
    return found or arms
