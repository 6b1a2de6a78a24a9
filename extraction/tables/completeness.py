"""Table: how completely each arm is described, the profile of the items before the totals."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extraction.study_data import StudyData
from extraction.tables.interventions import item_title
from extraction.tables.setting import Setting, study_notes
from extraction.tidier import ITEMS, Completeness, ItemScore, item_scores, items, matrix
from review.clean import one_line
from review.table.table import Column, Table

Row = tuple[str | int | float | None, ...]


def tidier(studies: Sequence[StudyData], setting: Setting) -> Table:
    """Return the profile (four rows), then a row of points for each arm with total and score.

    Points are 2, 1, 0, NA, or a sign for an item that is not filled in; a score is 0 to 1.
    """
    found = matrix({study.id: study.tidier for study in studies})
    names = {study.id: one_line(study.name) for study in studies}
    arms = [
        (names[study], one_line(arm), *_points(one, setting)) for (study, arm), one in found.items()
    ]
    headings = "; ".join(item_title(one, setting.language) for one in items())
    return Table(
        name="tidier",
        title=setting.words("title", "tidier"),
        columns=(
            setting.column("study", 2.0),
            setting.column("arm", 2.0),
            *(Column(key=one.id, title=one.number, align="right", width=0.5) for one in items()),
            setting.column("points", right=True),
            setting.column("score", right=True),
        ),
        rows=(*_profile(item_scores(found.values()), setting), *arms),
        notes=(
            f"{headings}.",
            setting.words("note", "tidier_marks"),
            *study_notes(studies, setting, of_tidier=True),
        ),
        landscape=True,
    )


def _profile(scores: Sequence[ItemScore], setting: Setting) -> tuple[Row, ...]:
    rows: tuple[tuple[str, Callable[[ItemScore], float | None]], ...] = (
        ("profile_full", lambda one: one.full),
        ("profile_partly", lambda one: one.partly),
        ("profile_none", lambda one: one.none),
        ("profile_score", lambda one: rounded(one.score)),
    )
    return tuple(
        (setting.words("table", key), "", *(number(one) for one in scores), None, None)
        for key, number in rows
    )


def _points(one: Completeness, setting: Setting) -> Row:
    def shown(item: str) -> str | int:
        if item in one.unanswered:
            return setting.words("table", "unanswered")
        points = one.points[item]
        return setting.words("table", "not_applicable") if points is None else points

    return (*(shown(item) for item in ITEMS), f"{one.total}/{one.possible}", rounded(one.score))


def rounded(score: float | None) -> float | None:
    """Return a score with the two decimals that a table shows."""
    return None if score is None else round(score, 2)
