"""The tables by the names that the command line gives them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from extraction.study_data import StudyData
from extraction.tables.characteristics import characteristics
from extraction.tables.completeness import tidier
from extraction.tables.effects import effect_direction, result_rows
from extraction.tables.interventions import interventions
from extraction.tables.outcomes import outcomes
from extraction.tables.own import in_order
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
    setting = setting or Setting()
    table = BUILDERS[name](in_order(studies, setting), setting)
    return with_columns(table, setting.columns.get(name, ()))


def with_columns(table: Table, keys: Sequence[str]) -> Table:
    """Return a table with the columns called `keys`, in that order; all of them without keys.

    Raises Refused for a key that is none, naming those there are.
    """
    if not keys:
        return table
    known = {column.key: place for place, column in enumerate(table.columns)}
    missing = [key for key in keys if key not in known]
    if missing:
        raise Refused(
            f"The table {table.name} has no column {missing[0]}.",
            f"Its columns are: {', '.join(known)}.",
        )
    places = [known[key] for key in keys]
    return replace(
        table,
        columns=tuple(table.columns[place] for place in places),
        rows=tuple(tuple(row[place] for place in places) for row in table.rows),
    )
