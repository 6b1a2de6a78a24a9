"""What an entry of a tool's form has to hold before it is complete or agreed on."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from extraction.bias.agreed import plan_of
from extraction.bias.evaluating import OpenPoint, evaluate, open_points
from extraction.bias.tools import tools
from extraction.entry import Entry
from extraction.form import Form
from review.refusal import Refused

_OWN = "`review judge` shows what is proposed; --accept takes it, and b does in the desk."
_AGREED = (
    'Add each to the choices, as in {"values": {"d1_override": {"value": ..., "why": ...}}}; '
    "the desk asks for them."
)


class StillOpen(Refused):
    """A tool asks more than an entry holds: `points` is what."""

    def __init__(self, why: str, next_step: str, points: Sequence[OpenPoint]) -> None:
        super().__init__(why, next_step)
        self.points = tuple(points)


def judged(connection: Connection, form: Form, entry: Entry, *, agreed: bool = False) -> Entry:
    """Return the entry if nothing that its tool asks is open; forms of no tool pass as they are.

    Raises StillOpen listing what is not answered, not judged, or judged otherwise than proposed
    without a reason. `agreed` is an entry that is made of two.
    """
    plan = plan_of(connection)
    tool = tools(plan.critical).get(form.id)
    if tool is None:
        return entry
    left = open_points(evaluate(tool, form, entry.values, plan.effect))
    if left:
        listed = "\n".join(f"  {one.why}" for one in left)
        raise StillOpen(
            f"{tool.name} is not complete:\n{listed}", _AGREED if agreed else _OWN, left
        )
    return entry
