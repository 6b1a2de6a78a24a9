"""Table: characteristics of included studies, without any result (Cochrane's minimum)."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.outcomes import results
from extraction.study_data import StudyData
from extraction.tables.setting import Setting, study_notes
from review.clean import one_line
from review.table.table import Table


def characteristics(studies: Sequence[StudyData], setting: Setting) -> Table:
    """Return one row per included study, in the order given."""
    columns = (
        setting.column("study", 1.2),
        setting.column("design", 1.2),
        setting.column("country", 1.2),
        setting.column("years"),
        setting.column("participants", 1.8),
        setting.column("intervention", 1.4),
        setting.column("control", 1.2),
        setting.column("outcomes", 2.6),
        setting.column("funding", 1.2),
        setting.column("reports", 0.8),
    )
    return Table(
        name="characteristics",
        title=setting.words("title", "characteristics"),
        columns=columns,
        rows=tuple(_row(study, setting) for study in studies),
        notes=study_notes(studies, setting),
        landscape=True,
    )


def _row(study: StudyData, setting: Setting) -> tuple[str, ...]:
    def joined(sign: str, *paths: str) -> str:
        return sign.join(text for path in paths if (text := setting.at(study, path)))

    return (
        one_line(study.name),
        setting.at(study, "design"),
        joined(". ", "countries", "setting"),
        joined("\u2013", "data_from", "data_to"),
        _participants(study, setting),
        setting.at(study, "intervention_types"),
        setting.at(study, "control_conditions"),
        _outcomes(study, setting),
        joined(". ", "funding", "conflicts_of_interest"),
        "; ".join(map(one_line, study.reports)),
    )


def _participants(study: StudyData, setting: Setting) -> str:
    number, unit = setting.at(study, "participants_n"), setting.at(study, "participants_unit")
    counted = setting.words("table", "number_of", n=f"{number} {unit.lower()}".strip())
    who = setting.at(study, "participants")
    return ". ".join(part for part in (counted if number else "", who) if part)


def _outcomes(study: StudyData, setting: Setting) -> str:
    measured: dict[str, dict[str, None]] = {}
    for result in results(study):
        place = ", ".join(
            filter(None, (setting.named(result.measure), setting.time(result.time_point)))
        )
        measured.setdefault(setting.outcome(result.outcome), {})[place] = None
    return "; ".join(
        name + (f" ({'; '.join(told)})" if (told := [p for p in places if p]) else "")
        for name, places in measured.items()
    )
