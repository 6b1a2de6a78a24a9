"""Bubble map: how many studies there are of each intervention type and outcome."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.domains import results_in
from extraction.plots.asked import Asked
from extraction.plots.chart import Cell, Chart, Row, Rows
from extraction.plots.frame import Frame
from extraction.plots.marks import Bubble
from extraction.study_data import StudyData
from extraction.synthesis import matrix
from extraction.wording import in_sentence

_TOLD = 5  # the largest bubbles that the description names


def bubble(studies: Sequence[StudyData], asked: Asked) -> Chart:
    """Return intervention types by outcomes; a bubble opens to its studies, each counted once."""
    setting, words = asked.setting, asked.words
    found = matrix(results_in(studies, setting.domains), setting.basis, setting.share)
    there: dict[tuple[str, str], dict[str, None]] = {}
    for cell in found.cells:
        key = (cell.intervention, cell.outcome)
        there.setdefault(key, {}).update(dict.fromkeys(cell.measured))
    types = setting.ordered("intervention_types", found.margin("intervention"))
    outcomes = setting.ordered("results[0].outcome", found.margin("outcome"))
    most = max(map(len, there.values()), default=0)

    def cell_of(intervention: str, outcome: str) -> Cell | None:
        behind = tuple(there.get((intervention, outcome), ()))
        if not behind:
            return None
        says = words(
            "says",
            "bubble",
            intervention=setting.option("intervention_types", intervention),
            outcome=in_sentence(setting.outcome(outcome)),
            n=studies_told(len(behind), asked),
        )
        return Cell(Bubble(len(behind), most), says, behind)

    rows = tuple(
        Row(
            setting.option("intervention_types", intervention),
            tuple(cell_of(intervention, outcome) for outcome in outcomes),
        )
        for intervention in types
    )
    cells = sorted(
        (cell for row in rows for cell in row.cells if cell), key=lambda one: -len(one.studies)
    )
    told = "; ".join(cell.says for cell in cells[:_TOLD])
    title = words("title", "bubble")
    return Chart(
        frame=Frame(
            name="bubble",
            language=setting.language,
            title=title,
            description=f"{title}. {words('alt', 'bubble', told=told)}" if told else f"{title}.",
            notes=(words("note", "once" if cells else "nothing"),),
        ),
        label=words("head", "intervention"),
        columns=tuple(map(setting.outcome, outcomes)),
        groups=(Rows("", rows),),
    )


def studies_told(number: int, asked: Asked) -> str:
    """Return `1 study` or `12 studies` in the language."""
    if number == 1:
        return asked.words("one", "study")
    return asked.words("many", "study", n=number)
