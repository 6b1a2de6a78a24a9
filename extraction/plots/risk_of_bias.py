"""Risk of bias: the traffic light of judgements by domain, and the shares of levels in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extraction.bias.scale import Level
from extraction.plots.asked import Asked, names_of
from extraction.plots.bars import BarChart, BarRow, Part
from extraction.plots.chart import Cell, Chart, Panels, Row, Rows
from extraction.plots.frame import Frame, Sign
from extraction.plots.levels import LEVELS, Grade, Judged
from extraction.plots.marks import Light
from extraction.study_data import StudyData
from extraction.wording import in_sentence
from review.clean import one_line


def traffic_light(studies: Sequence[StudyData], asked: Asked) -> Chart | Panels:
    """Return a row for each judgement in the order of the studies; a panel for each tool."""
    shown = _shown(studies, asked)
    charts = [_of_tool(tool, judged, studies, asked) for tool, judged in _by_tool(shown).items()]
    frame = Frame(
        name="risk-of-bias",
        language=asked.setting.language,
        title=asked.words("title", "risk-of-bias"),
        description=_described("risk-of-bias", shown, asked),
        legend=tuple(_legend(shown)),
        notes=tuple(_notes(studies, shown, asked)),
    )
    if len(charts) > 1:
        return Panels(frame=frame, charts=tuple(charts))
    one = charts[0] if charts else _of_tool("", (), studies, asked)
    return replace(one, frame=frame)


def _of_tool(
    tool: str, judged: Sequence[Judged], studies: Sequence[StudyData], asked: Asked
) -> Chart:
    names = names_of(studies)
    columns = (*_domains(judged), asked.words("head", "overall"))
    rows = tuple(_row(one, columns, names[one.study], asked) for one in judged)
    language = asked.setting.language
    return Chart(
        frame=Frame(name="risk-of-bias", language=language, title=one_line(tool), description=""),
        label=asked.words("head", "study"),
        columns=columns,
        groups=(Rows("", rows),),
    )


def _shown(studies: Sequence[StudyData], asked: Asked) -> list[Judged]:
    places = {study.id: place for place, study in enumerate(studies)}
    shown = [one for one in asked.judged if one.study in places]
    return sorted(shown, key=lambda one: places[one.study])


def _by_tool(shown: Sequence[Judged]) -> dict[str, list[Judged]]:
    found: dict[str, list[Judged]] = {}
    for one in shown:
        found.setdefault(one.tool, []).append(one)
    return found


def summary(studies: Sequence[StudyData], asked: Asked) -> BarChart:
    """Return a bar for each domain and one for the overall judgement of each tool, in shares."""
    words, shown = asked.words, _shown(studies, asked)
    by_tool = _by_tool(shown)
    rows = [
        row
        for tool, judged in by_tool.items()
        for row in _bars_of(judged, f"{one_line(tool)}: " if len(by_tool) > 1 else "", asked)
    ]
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


def _bars_of(judged: Sequence[Judged], before: str, asked: Asked) -> Iterator[BarRow]:
    for name in _domains(judged):
        yield _shares(before + name, [(one.study, one.domains.get(name)) for one in judged])
    overall = asked.words("head", "overall")
    yield _shares(before + overall, [(one.study, one.overall) for one in judged])


def _domains(judged: Sequence[Judged]) -> list[str]:
    return list(dict.fromkeys(name for one in judged for name in one.domains))


def _row(one: Judged, columns: Sequence[str], name: str, asked: Asked) -> Row:
    result = asked.setting.part(one.result)
    label = f"{name}: {result}" if result else name
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
