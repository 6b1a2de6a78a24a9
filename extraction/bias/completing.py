"""What an entry of a tool's form has to hold before it is complete or agreed on."""

from __future__ import annotations

from sqlalchemy import Connection

from extraction.bias.agreed import plan_of
from extraction.bias.evaluating import evaluate, open_points
from extraction.bias.tools import tools
from extraction.entry import Entry
from extraction.form import Form
from review.refusal import Refused


def judged(connection: Connection, form: Form, entry: Entry) -> Entry:
    """Return the entry if nothing that its tool asks is open; forms of no tool pass as they are.

    Raises Refused listing what is not answered, not judged, or judged otherwise than proposed
    without a reason.
    """
    plan = plan_of(connection)
    tool = tools(plan.critical).get(form.id)
    if tool is None:
        return entry
    left = open_points(evaluate(tool, form, entry.values, plan.effect))
    if left:
        listed = "\n".join(f"  {one.why}" for one in left)
        raise Refused(
            f"{tool.name} is not complete:\n{listed}",
            "`review judge` shows what is proposed; --accept takes it, and b does in the desk.",
        )
    return entry
