"""Agreed judgements of bias as plots take them, in a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from extraction.bias.agreed import agreed_judgements, tools_of
from extraction.bias.judgement import Judged as OfDomain
from extraction.bias.judgement import Judgement, worst_per_study
from extraction.bias.tool import Tool
from extraction.field import in_language
from extraction.plots.levels import Grade, Judged


def judged_in(
    connection: Connection, language: str
) -> tuple[tuple[Judged, ...], Mapping[str, Grade]]:
    """Return every agreed judgement, and the overall one of each study.

    Where results are judged, a study has the worst of them; with several tools, that of the first.
    An overall one has its tool, for high confidence is good and high risk is not.
    """
    return told(agreed_judgements(connection), tools_of(connection), language)


def told(
    found: Sequence[Judgement], tools: Mapping[str, Tool], language: str
) -> tuple[tuple[Judged, ...], Mapping[str, Grade]]:
    """Return judgements as plots take them, and the overall one of each study."""
    worst = worst_per_study(found, tools.values())
    overall: dict[str, Grade] = {}
    for one in (*worst, *(one for one in found if not one.part)):
        if one.overall.judgement:
            grade = _grade(one.overall, language)
            tool = in_language(one.tool_names, language, one.tool)
            overall.setdefault(one.study, Grade(grade.level, grade.word, tool))
    return tuple(_judged(one, language) for one in found), overall


def _judged(one: Judgement, language: str) -> Judged:
    return Judged(
        study=one.study,
        tool=in_language(one.tool_names, language, one.tool),
        domains={
            in_language(domain.names, language, domain.id): _grade(domain, language)
            for domain in one.domains
            if domain.judgement
        },
        overall=_grade(one.overall, language),
        result=one.part,
    )


def _grade(one: OfDomain, language: str) -> Grade:
    return Grade(one.level, in_language(one.words, language, one.judgement))
