"""Included studies by year of publication and by country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extraction import countries
from extraction.plots.asked import Asked
from extraction.plots.bars import BarChart, BarRow, Part
from extraction.plots.bubble import studies_told
from extraction.plots.frame import Frame
from extraction.study_data import StudyData
from review.clean import one_line

_MOST_EMPTY = 60  # years shown from first to last; beyond these only those with studies


def years(studies: Sequence[StudyData], asked: Asked) -> BarChart:
    """Return a bar for each year from the first to the last, those without a study too."""
    by_year: dict[int, list[str]] = {}
    for study in studies:
        if study.year is not None:
            by_year.setdefault(study.year, []).append(study.id)
    spread = range(min(by_year), max(by_year) + 1) if by_year else range(0)
    shown = spread if len(spread) <= _MOST_EMPTY else sorted(by_year)
    without = [one_line(study.name) for study in studies if study.year is None]
    notes = [asked.words("note", "no_year", studies="; ".join(without))] if without else []
    found = {str(year): by_year.get(year, []) for year in shown}
    return _chart("years", "year", found, notes, asked)


def by_country(studies: Sequence[StudyData], asked: Asked) -> BarChart:
    """Return a bar for each country, the most studies first."""
    found: dict[str, list[str]] = {}
    without, several = [], False
    for study in studies:
        codes = study.several("countries")
        several = several or len(codes) > 1
        for code in dict.fromkeys(codes):
            name = one_line(countries.name_of(code, asked.setting.language))
            found.setdefault(name, []).append(study.id)
        if not codes:
            without.append(one_line(study.name))
    ordered = dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])))
    notes = [asked.words("note", "once_country")] if several else []
    if without:
        notes.append(asked.words("note", "no_country", studies="; ".join(without)))
    return _chart("countries", "country", ordered, notes, asked)


def _chart(
    name: str, head: str, found: Mapping[str, list[str]], notes: Sequence[str], asked: Asked
) -> BarChart:
    words = asked.words
    rows = tuple(
        BarRow(label, (Part(len(ids), studies_told(len(ids), asked), tuple(ids)),) if ids else ())
        for label, ids in found.items()
    )
    told = "; ".join(f"{row.label}: {studies_told(row.total, asked)}" for row in rows if row.parts)
    title = words("title", name)
    return BarChart(
        frame=Frame(
            name=name,
            language=asked.setting.language,
            title=title,
            description=f"{title}. {told}." if told else f"{title}.",
            notes=tuple(notes) if rows else (words("note", "nothing"), *notes),
        ),
        label=words("head", head),
        rows=rows,
    )
