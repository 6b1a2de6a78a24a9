"""What is asked after the reveal: a remark to all, or a report sent back a stage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from review.clean import drawable, one_line
from review.desk.dialogs import ask_text
from review.desk.widgets.paper import Block

if TYPE_CHECKING:
    from review.desk.base import WorkScreen
    from review.protocol import Stage
    from review.records.lookup import Found
    from screening.remarks import Remark

Then = Callable[[str], None]


def ask_remark(screen: WorkScreen[Any], record: Found, stage: Stage, then: Then) -> None:
    """Ask for a remark on a revealed record, for all to read; `then` gets what was kept."""

    def answered(text: str | None) -> None:
        if text:
            review = screen.review
            screen.run_write(lambda: _remarked(review, record, text, stage), _with(screen, then))

    question = ask_text("Remark", "Everyone in the team reads it.", required=True)
    screen.app.push_screen(question, answered)


def _with(screen: WorkScreen[Any], then: Then) -> Then:
    """Return `then` for what was kept, told with the key that takes it back."""
    return lambda said: then(f"{said}; {screen.undo_key} takes it back.")


def _remarked(review: Any, record: Found, text: str, stage: Stage) -> str:
    from screening.remarks import remark

    remark(review, record, text, stage)
    return "Remark kept"


def ask_to_send_back(screen: WorkScreen[Any], record: Found, then: Then) -> None:
    """Ask why a report goes back to title and abstract; `then` gets what was kept."""

    def answered(why: str | None) -> None:
        if why:
            review = screen.review
            screen.run_write(lambda: _sent(review, record, why), _with(screen, then))

    label = "To be settled at title-abstract anew; nothing is lost. Why?"
    screen.app.push_screen(ask_text("Send back", label, required=True), answered)


def _sent(review: Any, record: Found, why: str) -> str:
    from screening.sending_back import send_back

    act = send_back(review, record, why)
    return str(review.projectors.kinds[act.kind].says(act))


def remark_blocks(remarks: Sequence[Remark]) -> list[Block]:
    """Return a thread of remarks as text; nothing where there is none."""
    if not remarks:
        return []
    blocks = [Block(""), Block("Remarks", "heading")]
    for one in remarks:
        when = one.at[:16].replace("T", " ")
        blocks.append(Block(f"{one_line(one.by)}, {when}: {drawable(one.text)}", hang=2))
    return blocks
