"""The tables by the names that the command line gives them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from extraction.study_data import StudyData
from extraction.tables.characteristics import characteristics
from extraction.tables.completeness import tidier
from extraction.tables.effects import effect_direction, result_rows
from extraction.tables.interventions import interventions
from extraction.tables.outcomes import outcomes
from extraction.tables.setting import Setting
from review.refusal import Refused
from review.table.table import Table

Builder = Callable[[Sequence[StudyData], Setting], Table]

BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        "characteristics": characteristics,
        "interventions": interventions,
        "outcomes": outcomes,
        "effect-direction": effect_direction,
        "results": result_rows,
        "tidier": tidier,
    }
)


def build(name: str, studies: Sequence[StudyData], setting: Setting | None = None) -> Table:
    """Return the table called `name` of all included studies, in the order given.

    Raises Refused naming the tables there are.
    """
    if name not in BUILDERS:
        raise Refused(f"There is no table “{name}”.", f"The tables are: {', '.join(BUILDERS)}.")
    return BUILDERS[name](studies, setting or Setting())
