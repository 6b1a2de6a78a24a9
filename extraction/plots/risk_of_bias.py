"""Risk of bias: the traffic light of judgements by domain, and the shares of levels in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from extraction.bias.scale import Level
from extraction.plots.asked import Asked, names_of
from extraction.plots.bars import BarChart, BarRow, Part
from extraction.plots.chart import Cell, Chart, Row, Rows
from extraction.plots.frame import Frame, Sign
from extraction.plots.levels import LEVELS, Grade, Judged
from extraction.plots.marks import Light
from extraction.study_data import StudyData
from extraction.wording import in_sentence
from review.clean import one_line


def traffic_light(studies: Sequence[StudyData], asked: Asked) -> Chart:
    """Return a row for each judgement in the order of the studies, grouped by tool."""
    words, names = asked.words, names_of(studies)
    overall = words("head", "overall")
    domains = _domains(asked.judged)
    places = {study.id: place for place, study in enumerate(studies)}
    shown = sorted(
        (one for one in asked.judged if one.study in places), key=lambda j: places[j.study]
    )
    tools = dict.fromkeys(one.tool for one in shown)
    groups = tuple(
        Rows(
            one_line(tool) if len(tools) > 1 else "",
            tuple(
                _row(one, [*domains, overall], names[one.study], asked)
                for one in shown
                if one.tool == tool
            ),
        )
        for tool in tools
    )
    return Chart(
        frame=Frame(
            name="risk-of-bias",
            language=asked.setting.language,
            title=words("title", "risk-of-bias"),
            description=_described("risk-of-bias", shown, asked),
            legend=tuple(_legend(shown)),
            notes=tuple(_notes(studies, shown, asked)),
        ),
        label=words("head", "study"),
        columns=(*domains, overall),
        groups=groups,
    )


def summary(studies: Sequence[StudyData], asked: Asked) -> BarChart:
    """Return a bar for each domain and one for the overall judgement, in shares of levels."""
    words, names = asked.words, names_of(studies)
    shown = [one for one in asked.judged if one.study in names]
    overall = words("head", "overall")
    rows = [
        _shares(name, [(j.study, j.domains.get(name)) for j in shown]) for name in _domains(shown)
    ]
    if shown:
        rows.append(_shares(overall, [(j.study, j.overall) for j in shown]))
    notes = [words("note", "share_of", n=len(shown)) if shown else words("note", "no_judgements")]
    return BarChart(
        frame=Frame(
            name="risk-of-bias-summary",
            language=asked.setting.language,
            title=words("title", "risk-of-bias-summary"),
            description=_described("risk-of-bias-summary", shown, asked),
            legend=tuple(_legend(shown)),
            notes=tuple(notes),
        ),
        label="",
        rows=tuple(rows),
        shares=True,
    )


def _domains(judged: Sequence[Judged]) -> list[str]:
    return list(dict.fromkeys(name for one in judged for name in one.domains))


def _row(one: Judged, columns: Sequence[str], name: str, asked: Asked) -> Row:
    label = f"{name}: {one_line(one.result)}" if one.result else name
    grades = [*(one.domains.get(domain) for domain in columns[:-1]), one.overall]
    cells = (
        Cell(
            Light(grade.level),
            asked.words("says", "light", study=label, domain=domain, level=grade.word),
            (one.study,),
        )
        if grade
        else None
        for domain, grade in zip(columns, grades, strict=True)
    )
    return Row(label, tuple(cells))


def _shares(label: str, found: Sequence[tuple[str, Grade | None]]) -> BarRow:
    by_grade: dict[Grade, list[str]] = {}
    for study, grade in found:
        if grade and grade.level != "none":
            by_grade.setdefault(grade, []).append(study)
    ordered = sorted(by_grade, key=lambda grade: LEVELS.index(grade.level))
    parts = (
        Part(len(by_grade[grade]), grade.word, tuple(by_grade[grade]), grade.level)
        for grade in ordered
    )
    return BarRow(one_line(label), tuple(parts))


def _legend(shown: Sequence[Judged]) -> Iterator[Sign]:
    words: dict[Level, dict[str, None]] = {}
    for one in shown:
        for grade in (*one.domains.values(), one.overall):
            words.setdefault(grade.level, {}).setdefault(one_line(grade.word))
    for level in LEVELS:
        if level in words:
            yield Sign(Light(level), ", ".join(words[level]))


def _described(name: str, shown: Sequence[Judged], asked: Asked) -> str:
    counted = Counter(one.overall for one in shown)
    told = ", ".join(
        asked.words("alt", "level", n=counted[grade], level=in_sentence(grade.word))
        for grade in sorted(counted, key=lambda grade: LEVELS.index(grade.level))
    )
    title = f"{asked.words('title', name)}."
    return f"{title} {asked.words('alt', 'risk', told=told)}" if told else title


def _notes(studies: Sequence[StudyData], shown: Sequence[Judged], asked: Asked) -> Iterator[str]:
    if not shown:
        yield asked.words("note", "no_judgements")
        return
    if any(one.result for one in shown):
        yield asked.words("note", "judged_results")
    judged = {one.study for one in shown}
    missing = [one_line(study.name) for study in studies if study.id not in judged]
    if missing:
        yield asked.words("note", "not_judged", studies="; ".join(missing))
