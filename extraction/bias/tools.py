"""The tools by the forms that they are filled in."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from extraction.bias import amstar_2, jbi, newcastle_ottawa, rob2, robins_i, robis
from extraction.bias.tool import Tool
from review.refusal import Refused


def tools(critical: Collection[str] = ()) -> Mapping[str, Tool]:
    """Return the tools by form; `critical` are AMSTAR 2's critical items, by default its own."""
    amstar = amstar_2.with_critical(critical or amstar_2.CRITICAL)
    every = (
        rob2.RANDOMISED,
        rob2.CLUSTERS,
        robins_i.V1,
        robins_i.V2,
        robis.REVIEWS,
        amstar,
        *jbi.CHECKLISTS,
        newcastle_ottawa.COHORT,
        newcastle_ottawa.CASE_CONTROL,
    )
    return {tool.form: tool for tool in every}


def find_tool(form: str, critical: Collection[str] = ()) -> Tool:
    """Return the tool of a form; raises Refused naming the forms that are tools."""
    known = tools(critical)
    if form not in known:
        raise Refused(f"The form “{form}” is no tool.", f"The tools are: {', '.join(known)}.")
    return known[form]
