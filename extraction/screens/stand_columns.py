"""The columns of the list of studies: as many forms as fit beside the study's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from extraction.form import Form
from extraction.queries import Place
from extraction.stands import SIGNS, WORDS, Stand, StudyStand, Where, form_title
from review.desk.widgets.rows import Cell, Column, Tone

_TONES: Mapping[Where, Tone] = {
    "empty": "quiet",
    "begun": "plain",
    "complete": "good",
    "compare": "warn",
    "check": "warn",
    "agreed": "good",
}
_STUDY = 22  # what the name of a study has at least, in cells
_GAP = 2
_MOST = 6  # forms; the others are told in the summary and when a study is opened


@dataclass(frozen=True, slots=True)
class Layout:
    """The forms that are shown, each with its width; `brief` where several parts are signs.

    `behind` are the places with an entry under an older version of its form.
    """

    widths: Mapping[str, int]
    brief: bool
    behind: Collection[Place]

    def columns(self, forms: Mapping[str, Form]) -> tuple[Column, ...]:
        """Return the columns, the study's name first."""
        named = (Column(form_title(forms[one]), wide) for one, wide in self.widths.items())
        return (Column("Study"), *named)

    def cells(self, study: StudyStand) -> tuple[Cell, ...]:
        """Return where a study is in each form that is shown."""
        return tuple(_cell(study.forms[one], self.behind, brief=self.brief) for one in self.widths)


def layout(
    forms: Mapping[str, Form], studies: Sequence[StudyStand], behind: Collection[Place], width: int
) -> Layout:
    """Return what fits into `width` cells: in words, else in signs, else fewer forms."""
    shown = list(forms)[:_MOST]
    for brief in (False, True):
        whole = Layout({}, brief, behind)
        found = {one: _needed(forms[one], studies, whole) for one in shown}
        if _fits(found, width):
            return replace(whole, widths=found)
    while len(found) > 1 and not _fits(found, width):
        found.popitem()
    return replace(whole, widths=found)


def _fits(widths: Mapping[str, int], width: int) -> bool:
    return _STUDY + sum(one + _GAP for one in widths.values()) <= width


def _needed(form: Form, studies: Sequence[StudyStand], shown: Layout) -> int:
    alone = replace(shown, widths={form.id: 0})
    told = {alone.cells(one)[0].text for one in studies}
    return max(len(text) for text in (form_title(form), *told))


def _cell(places: Sequence[Stand], behind: Collection[Place], *, brief: bool) -> Cell:
    """Return one form of a study in a few words: of several parts, how many are where."""
    if not places:
        return Cell("- none yet", "quiet")
    older = " (old)" if any(stand.place in behind for stand in places) else ""
    if len(places) == 1:
        return Cell(places[0].words + older, "warn" if older else _TONES[places[0].where])
    where = Counter(stand.where for stand in places)
    told = ", ".join(
        f"{SIGNS[one]} {number}" + ("" if brief else f" {WORDS[one]}")
        for one, number in where.items()
    )
    return Cell(told + older, _TONES[places[0].where] if len(where) == 1 else "plain")
