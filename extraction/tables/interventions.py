"""Table: the interventions and comparators, described by TIDieR for each arm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extraction.calculated import calculated
from extraction.dose import contradictions
from extraction.field import Field
from extraction.study_data import StudyData
from extraction.tables.setting import Setting, study_notes
from extraction.tidier import NOT_IN_PROTOCOLS
from extraction.value import Value
from review.clean import drawable, one_line
from review.table.table import Table

GAP = "?"  # TIDieR's sign for not, or not sufficiently, reported


def interventions(studies: Sequence[StudyData], setting: Setting) -> Table:
    """Return one row for each arm and item, and for each addition that is filled in.

    The two location columns are the standard's: the page in the reports, and elsewhere.
    """
    rows = (
        (one_line(study.name), one_line(arm), *_told(one, values, setting))
        for study in studies
        for arm, values in _with_sums(study, setting)
        for one in setting.tidier.fields
        if one.kind != "group" and (one.number or one.id in values)
    )
    return Table(
        name="interventions",
        title=setting.words("title", "interventions"),
        columns=(
            setting.column("study"),
            setting.column("arm"),
            setting.column("element", 1.2),
            setting.column("description", 4.0),
            setting.column("place", 0.6),
            setting.column("other"),
        ),
        rows=tuple(rows),
        notes=(
            setting.words("note", "tidier_gap"),
            *_contradictions(studies, setting),
            *study_notes(studies, setting, of_tidier=True),
        ),
        landscape=True,
    )


def _with_sums(study: StudyData, setting: Setting) -> Iterator[tuple[str, Mapping[str, Value]]]:
    for arm, values in study.tidier.items():
        yield arm, {**values, **calculated(setting.tidier, values)}


def _contradictions(studies: Sequence[StudyData], setting: Setting) -> Iterator[str]:
    for study in studies:
        for arm, values in study.tidier.items():
            for one in contradictions(setting.tidier, values, setting.words):
                yield setting.words(
                    "note",
                    "footnote",
                    study=f"{one_line(study.name)}, {one_line(arm)}",
                    text=one.sentence,
                )


def item_title(one: Field, language: str) -> str:
    """Return the number and heading of an item, with the standard's double dagger."""
    dagger = "‡" if one.id in NOT_IN_PROTOCOLS else ""
    return f"{one.number}{dagger} {one.name(language)}".strip()


def _told(one: Field, values: Mapping[str, Value], setting: Setting) -> tuple[str, str, str, str]:
    value = values.get(one.id)
    title = item_title(one, setting.language)
    if value is None:
        return title, setting.words("table", "unanswered"), "", ""
    text = setting.cell(one, value)
    if one.number and value.status == "not-reported":
        text = GAP
    elif one.number and value.status == "partly-reported":
        text = f"{text} {GAP}"
    elif value.status == "not-applicable":
        text = setting.words("table", "not_applicable_arm")
    return title, text, one_line(value.page), drawable(value.other)
