"""Sets behind a number of screening, as the list behind a number shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from review.desk.screens.behind import Behind, record_cells

if TYPE_CHECKING:
    from sqlalchemy import Connection


def behind_sets(connection: Connection, sets: Sequence[str], number: int | None = None) -> Behind:
    """Return the shown record of each set; `number` where that is not how many there are."""
    from review.records.lookup import shown_of

    shown = shown_of(connection, sets)
    return Behind([shown[one].id for one in sets if one in shown], record_cells, number=number)
