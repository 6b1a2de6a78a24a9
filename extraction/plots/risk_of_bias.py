"""Risk of bias: the traffic light of judgements by domain, and the shares of levels in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from extraction.plots.asked import Asked, names_of
from extraction.plots.bars import BarChart, BarRow, Part
from extraction.plots.chart import Cell, Chart, Row, Rows
from extraction.plots.frame import Frame, Sign
from extraction.plots.levels import LEVELS, Judged, Level
from extraction.plots.marks import Light
from extraction.study_data import StudyData
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
            legend=tuple(_legend(shown, asked)),
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
        _shares(name, [(j.study, j.domains.get(name)) for j in shown], asked)
        for name in _domains(shown)
    ]
    if shown:
        rows.append(_shares(overall, [(j.study, j.overall) for j in shown], asked))
    notes = [words("note", "share_of", n=len(shown)) if shown else words("note", "no_judgements")]
    return BarChart(
        frame=Frame(
            name="risk-of-bias-summary",
            language=asked.setting.language,
            title=words("title", "risk-of-bias-summary"),
            description=_described("risk-of-bias-summary", shown, asked),
            legend=tuple(_legend(shown, asked)),
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
    levels: list[Level | None] = [one.domains.get(domain) for domain in columns[:-1]]
    cells = (
        Cell(
            Light(level),
            asked.words(
                "says", "light", study=label, domain=domain, level=asked.words("risk", level)
            ),
            (one.study,),
        )
        if level
        else None
        for domain, level in zip(columns, [*levels, one.overall], strict=True)
    )
    return Row(label, tuple(cells))


def _shares(label: str, found: Sequence[tuple[str, Level | None]], asked: Asked) -> BarRow:
    by_level: dict[Level, list[str]] = {}
    for study, level in found:
        if level and level != "not-applicable":
            by_level.setdefault(level, []).append(study)
    parts = tuple(
        Part(len(by_level[level]), asked.words("risk", level), tuple(by_level[level]), level)
        for level in LEVELS
        if level in by_level
    )
    return BarRow(one_line(label), parts)


def _legend(shown: Sequence[Judged], asked: Asked) -> Iterator[Sign]:
    there = {level for one in shown for level in (*one.domains.values(), one.overall)}
    for level in LEVELS:
        if level in there:
            yield Sign(Light(level), asked.words("risk", level))


def _described(name: str, shown: Sequence[Judged], asked: Asked) -> str:
    counted = Counter(one.overall for one in shown)
    told = ", ".join(
        asked.words("alt", "level", n=counted[level], level=asked.words("risk", level))
        for level in LEVELS
        if level in counted
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
