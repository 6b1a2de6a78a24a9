"""Results of a study: direction of effect, significance and the authors' claim, kept apart.

A result belongs to study, comparison, outcome, measure, time point and analysis.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

from extraction.entry import group_rows
from extraction.same import folded
from extraction.study_data import StudyData
from extraction.value import Value
from review.refusal import Refused

Direction = Literal[
    "favours-intervention", "favours-comparator", "no-difference", "mixed", "not-reported"
]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
Significance = Literal["significant", "not-significant", "not-reported"]
Basis = Literal["direction", "significance", "claim"]
BASES: tuple[Basis, ...] = get_args(Basis)

# A study with several results in one outcome takes the direction that so many of them share
# (Thomson & Thomas 2013), else it is mixed.
SHARE = 0.70
_SLACK = 1e-9  # 7 of 10 is 70 per cent, whatever floats make of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One row of a study's results; `row` is its place, by which its values can be opened.

    `intervention_types` and `control_conditions` are those of the arms compared, where these are
    named and have their own, else the study's. The numbers of the arms are those analysed in them.
    `chosen` marks the results that count where a study has several for one outcome.
    """

    study: str
    row: int
    outcome: str
    measure: str = ""
    time_point: str = ""
    intervention_arm: str = ""
    comparator_arm: str = ""
    analysis: str = ""
    direction: Direction = "not-reported"
    significance: Significance = "not-reported"
    claim: Direction = "not-reported"
    estimate: str = ""
    p_value: str = ""
    n_intervention: int | None = None
    n_comparator: int | None = None
    n_intervention_arm: int | None = None
    n_comparator_arm: int | None = None
    effect_measure: str = ""
    effect_size: float | None = None
    intervention_types: tuple[str, ...] = ()
    control_conditions: tuple[str, ...] = ()
    chosen: bool = False
    page: str = ""
    quote: str = ""

    @property
    def outcome_key(self) -> str:
        """Return the outcome without differences of case and white space, to group by."""
        return folded(self.outcome)

    @property
    def final_intervention(self) -> int | None:
        """Return the number analysed in the intervention group: the result's, else its arm's."""
        own = self.n_intervention
        return self.n_intervention_arm if own is None else own

    @property
    def final_comparator(self) -> int | None:
        """Return the number analysed in the comparator group: the result's, else its arm's."""
        own = self.n_comparator
        return self.n_comparator_arm if own is None else own

    def effect(self, basis: Basis) -> Direction:
        """Return the direction on this basis; by significance only a significant one counts."""
        if basis == "claim":
            return self.claim
        if basis == "direction" or self.significance == "significant":
            return self.direction
        return "no-difference" if self.significance == "not-significant" else "not-reported"


def results(study: StudyData) -> tuple[Result, ...]:
    """Return the agreed results of a study in the order of their rows."""
    arms = {
        folded(_text(arm, "name")): arm
        for arm in group_rows(study.characteristics, "arms").values()
    }
    return tuple(
        _result(study, row, values, arms)
        for row, values in group_rows(study.characteristics, "results").items()
        if _text(values, "outcome")
    )


def _result(
    study: StudyData,
    row: int,
    values: Mapping[str, Value],
    arms: Mapping[str, Mapping[str, Value]],
) -> Result:
    intervention, comparator = _text(values, "intervention_arm"), _text(values, "comparator_arm")
    ours, theirs = arms.get(folded(intervention), {}), arms.get(folded(comparator), {})
    types = _several(ours, "intervention_types")
    controls = _several(theirs, "control_conditions")
    return Result(
        study=study.id,
        row=row,
        outcome=_text(values, "outcome"),
        measure=_text(values, "measure"),
        time_point=_text(values, "time_point"),
        intervention_arm=intervention,
        comparator_arm=comparator,
        analysis=_text(values, "analysis"),
        direction=cast("Direction", _text(values, "direction") or "not-reported"),
        significance=cast("Significance", _text(values, "significance") or "not-reported"),
        claim=cast("Direction", _text(values, "claim") or "not-reported"),
        estimate=_text(values, "estimate"),
        p_value=_text(values, "p_value"),
        n_intervention=_whole(values, "n_intervention"),
        n_comparator=_whole(values, "n_comparator"),
        n_intervention_arm=_whole(ours, "n_analysed"),
        n_comparator_arm=_whole(theirs, "n_analysed"),
        effect_measure=_text(values, "effect_measure"),
        effect_size=_number(values, "effect"),
        intervention_types=types or study.several("intervention_types"),
        control_conditions=controls or study.several("control_conditions"),
        chosen=_text(values, "main_result") == "yes",
        page=_place(values, "page"),
        quote=_place(values, "quote"),
    )


def by_outcome(rows: Iterable[Result]) -> dict[str, tuple[Result, ...]]:
    """Return the results by outcome key; where some of an outcome are chosen, those alone."""
    grouped: dict[str, list[Result]] = {}
    for result in rows:
        grouped.setdefault(result.outcome_key, []).append(result)
    return {key: tuple([r for r in found if r.chosen] or found) for key, found in grouped.items()}


def folded_direction(effects: Iterable[Direction], share: float = SHARE) -> Direction:
    """Return the one direction that a study's several results give.

    It is the direction of at least `share` (more than 0.5, to 1) of those that report one, else
    mixed; not reported where none does.
    """
    told: list[Direction] = [effect for effect in effects if effect != "not-reported"]
    if not told:
        return "not-reported"
    commonest = max(DIRECTIONS, key=told.count)
    return commonest if told.count(commonest) >= share * len(told) - _SLACK else "mixed"


def checked_share(share: float) -> float:
    """Return the share if it can single out one direction; raises Refused where it cannot."""
    if not 0.5 < share <= 1:  # noqa: PLR2004 - at one half two directions could both hold it
        raise Refused(f"A share of {share:g} cannot single out one direction.", "Use 0.51 to 1.")
    return share


def _text(values: Mapping[str, Value], field: str) -> str:
    value = values.get(field)
    return str(value.value).strip() if value is not None and value.known else ""


def _place(values: Mapping[str, Value], part: Literal["page", "quote"]) -> str:
    """Return the page or quote of a row: its own field, else that of its estimate or direction."""
    own = _text(values, part)
    beside = (values[key] for key in ("estimate", "direction") if key in values)
    return own or next((getattr(v, part) for v in beside if getattr(v, part)), "")


def _several(values: Mapping[str, Value], field: str) -> tuple[str, ...]:
    value = values.get(field)
    return value.value if value is not None and isinstance(value.value, tuple) else ()


def _number(values: Mapping[str, Value], field: str) -> float | None:
    value = values.get(field)
    known = value is not None and isinstance(value.value, int | float)
    return float(value.value) if known and value is not None else None  # type: ignore[arg-type]


def _whole(values: Mapping[str, Value], field: str) -> int | None:
    value = values.get(field)
    return value.value if value is not None and isinstance(value.value, int) else None
