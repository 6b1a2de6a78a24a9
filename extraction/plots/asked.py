"""What a plot is asked for with, and the small questions that several plots ask of a study."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from extraction.outcomes import Direction
from extraction.plots.levels import Grade, Judged
from extraction.study_data import StudyData
from extraction.tables.setting import Setting
from extraction.wording import Words
from review.clean import one_line
from review.wording import sections_of

Contour = Literal["smd", "correlation"]
CONTOURS: Mapping[Contour, tuple[float, ...]] = {
    "smd": (0.2, 0.5, 0.8),
    "correlation": (0.1, 0.3, 0.5),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The setting of tables (language, forms, share) and what is a plot's own.

    `outcome` is the albatross plot's; `ratio` is intervention to comparator group; `icc` with
    `cluster_size` makes numbers of cluster randomised studies effective ones; `hard` outcomes are
    filled in a harvest plot; `judged` are agreed judgements of risk of bias, `overall` that of each
    study.
    """

    setting: Setting = field(default_factory=Setting)
    judged: Sequence[Judged] = ()
    overall: Mapping[str, Grade] = field(default_factory=dict)
    outcome: str = ""
    contour: Contour = "smd"
    ratio: float = 1.0
    icc: float | None = None
    cluster_size: float | None = None
    hard: tuple[str, ...] = ()

    @property
    def words(self) -> Words:
        """Return the words of plots."""
        return plot_words(self.setting.language)

    def direction(self, direction: Direction) -> str:
        """Return a direction as it stands within a sentence."""
        name = self.setting.words("direction", direction)
        return name[:1].lower() + name[1:]


@cache
def plot_words(language: str) -> Words:
    """Return the words of plots in `language`; Refused naming the languages there are."""
    return Words(language, sections_of("extraction.plots", language))


def names_of(studies: Iterable[StudyData]) -> dict[str, str]:
    """Return what each study is called, by its id."""
    return {study.id: one_line(study.name) for study in studies}


def first_design(study: StudyData) -> str:
    """Return the design of a study, empty where it has none."""
    return (study.several("design") or ("",))[0]
