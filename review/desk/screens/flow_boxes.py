"""Choosing what the diagram shows: boxes besides the template's, and rows that are left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from review.desk.dialogs import Option, ask_several
from review.flow.boxes import boxes
from review.flow.counts import Flow, Look
from review.flow.rows import COUNTED
from review.flow.wording import wording

if TYPE_CHECKING:
    from review.desk.base import WorkspaceScreen
    from review.desk.flow_wish import FlowWish

_BESIDES = {
    "+synthesis": "a box of the studies with results in the synthesis",
    "+reasons": "reasons at title and abstract",
}


def ask_boxes(
    screen: WorkspaceScreen, flow: Flow, wish: FlowWish, then: Callable[[FlowWish], None]
) -> None:
    """Ask which boxes and rows of `flow` are drawn, and go on with the wish that says so."""
    rows = _rows(flow, wish.language)
    options = [Option(key, text) for key, text in (_BESIDES | rows).items()]
    ticked = [row for row in rows if row not in wish.hidden]
    ticked += [
        key for key, on in (("+synthesis", wish.synthesis), ("+reasons", wish.reasons)) if on
    ]

    def answered(chosen: tuple[str, ...] | None) -> None:
        if chosen is not None:
            then(
                replace(
                    wish,
                    synthesis="+synthesis" in chosen,
                    reasons="+reasons" in chosen,
                    hidden=tuple(row for row in rows if row not in chosen),
                )
            )

    label = "The first two are not in the PRISMA 2020 template."
    screen.app.push_screen(ask_several("What the diagram shows", options, ticked, label), answered)


def _rows(flow: Flow, language: str) -> dict[str, str]:
    """Return the rows that `flow` has lines for, in reading order, with their words."""
    words = wording(language)
    drawn = boxes(replace(flow, look=Look(), synthesis=None), language)
    keys = (line.open_key.partition(":")[0] for box in drawn for line in box.lines)
    return {row: words.name(row) for row in keys if row in COUNTED}
