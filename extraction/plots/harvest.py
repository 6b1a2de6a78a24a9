"""Harvest plot: outcomes by directions of effect, each study a bar where its results stand.

Ogilvie 2008: the height of a bar is the suitability of the design, its filling the kind of
outcome, and quality stands below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extraction.bias.scale import Level
from extraction.counting import Count, count_outcome
from extraction.domains import results_in
from extraction.outcomes import Direction
from extraction.plots.asked import Asked, first_design, names_of
from extraction.plots.chart import Cell, Chart, Row, Rows
from extraction.plots.effect_direction import directions_told, grade_signs, risk_notes
from extraction.plots.frame import Frame, Sign
from extraction.plots.marks import Bar, Bars
from extraction.same import folded
from extraction.study_data import StudyData
from extraction.wording import in_sentence

# The hypotheses, from left to right; `mixed` only where a study is.
_COLUMNS: tuple[Direction, ...] = (
    "favours-comparator",
    "no-difference",
    "mixed",
    "favours-intervention",
)
_RANKS = {
    "individually-randomised": 3,
    "cluster-randomised": 3,
    "quasi-randomised": 2,
    "non-randomised-controlled": 2,
    "controlled-before-after": 2,
    "interrupted-time-series": 2,
}
_LEAST_RANK = 1


def design_rank(design: str) -> int:
    """Return how suitable a design is to show an effect, 3 to 1."""
    return _RANKS.get(design, _LEAST_RANK)


def harvest(studies: Sequence[StudyData], asked: Asked) -> Chart:
    """Return the chart, the outcomes that most studies measured first."""
    told = results_in(studies, asked.setting.domains)
    spelled: dict[str, str] = {}
    for found in told.values():
        for result in found:
            spelled.setdefault(result.outcome_key, result.outcome)
    counts = [
        count_outcome(told, outcome, asked.setting.basis, asked.setting.share)
        for outcome in spelled.values()
    ]
    counts.sort(
        key=lambda count: (-len(count.measured), asked.setting.outcome(count.outcome or ""))
    )
    mixed = any(count.n("mixed") for count in counts)
    columns = tuple(one for one in _COLUMNS if mixed or one != "mixed")
    drawn = {study for count in counts for one in columns for study in count.by_direction[one]}
    numbers = {
        study.id: str(place)
        for place, study in enumerate((one for one in studies if one.id in drawn), start=1)
    }
    heights = {study.id: design_rank(first_design(study)) for study in studies}
    maker = _Maker(asked, numbers, heights, names_of(studies))
    rows = tuple(maker.row(count, columns) for count in counts)
    return Chart(
        frame=maker.frame(studies, counts),
        label=asked.words("head", "outcome"),
        columns=tuple(asked.setting.words("direction", one) for one in columns),
        groups=(Rows("", rows),),
    )


class _Maker:
    """Makes the rows and words of one plot."""

    def __init__(
        self,
        asked: Asked,
        numbers: Mapping[str, str],
        heights: Mapping[str, int],
        names: Mapping[str, str],
    ) -> None:
        self._asked, self._numbers, self._heights, self._names = asked, numbers, heights, names
        self._overall = asked.overall
        self._filled = asked.hard or asked.setting.hard
        self._hard = {folded(one) for one in self._filled}

    def row(self, count: Count, columns: Sequence[Direction]) -> Row:
        outcome = self._asked.setting.outcome(count.outcome or "")
        return Row(outcome, tuple(self._cell(count, one, outcome) for one in columns))

    def _cell(self, count: Count, direction: Direction, outcome: str) -> Cell | None:
        studies = sorted(
            count.by_direction[direction],
            key=lambda one: (-self._heights[one], int(self._numbers[one])),
        )
        if not studies:
            return None
        filled = not self._hard or bool({folded(count.outcome or ""), folded(outcome)} & self._hard)
        bars = tuple(
            Bar(self._heights[one], filled, self._numbers[one], self._level(one)) for one in studies
        )
        says = self._asked.words(
            "says",
            "harvest",
            outcome=outcome,
            direction=self._asked.direction(direction),
            studies="; ".join(self._names[one] for one in studies),
        )
        return Cell(Bars(bars), says, tuple(studies))

    def _level(self, study: str) -> Level | None:
        grade = self._overall.get(study)
        return grade.level if grade else None

    def frame(self, studies: Sequence[StudyData], counts: Sequence[Count]) -> Frame:
        words = self._asked.words
        described = (
            words(
                "alt",
                "outcome",
                outcome=self._asked.setting.outcome(count.outcome or ""),
                measured=len(count.measured),
                told=directions_told(count, self._asked),
            )
            for count in counts
        )
        return Frame(
            name="harvest",
            language=self._asked.setting.language,
            title=words("title", "harvest"),
            description=" ".join((f"{words('title', 'harvest')}.", *described)),
            legend=tuple(
                Sign(Bars((Bar(rank, True, ""),)), words("rank", str(rank)))
                for rank in sorted(set(self._heights.values()), reverse=True)
                if any(self._heights[one] == rank for one in self._numbers)
            ),
            key=tuple(f"{number} {self._names[one]}" for one, number in self._numbers.items()),
            notes=tuple(self._notes(studies, counts)),
        )

    def _notes(self, studies: Sequence[StudyData], counts: Sequence[Count]) -> Iterator[str]:
        words, setting = self._asked.words, self._asked.setting
        if not counts:
            yield words("note", "nothing")
            return
        yield setting.words("basis", setting.basis)
        yield words("note", "height")
        if self._hard:
            yield words("note", "hard", outcomes=", ".join(map(setting.outcome, self._filled)))
        if self._overall:
            grades = (self._overall[one] for one in self._numbers if one in self._overall)
            told = ", ".join(f"{sign.letter} {sign.means}" for sign in grade_signs(grades))
            yield words("note", "letters", told=told)
        yield setting.words("note", "share", share=f"{100 * setting.share:.0f}")
        drawn = [study for study in studies if study.id in self._numbers]
        yield from risk_notes(drawn, self._asked)
        unreported = "; ".join(
            f"{in_sentence(setting.outcome(count.outcome or ''))} "
            f"({', '.join(self._names[one] for one in count.by_direction['not-reported'])})"
            for count in counts
            if count.n("not-reported")
        )
        if unreported:
            yield words("note", "unreported", told=unreported)
