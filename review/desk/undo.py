"""Undo and redo from any screen: said when done, asked first where much rests on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from review.desk.dialogs import confirm

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.desk.base import WorkScreen


# Kinds of acts on which much rests: one key too many must not take these back.
_WIDE = frozenset({"import", "dedupe", "protocol"})
_REDO = "Nothing is lost: Ctrl+R brings it back."


def undo(screen: WorkScreen[Any], then: Callable[[], None]) -> None:
    """Take back the person's newest act, then call `then`."""
    review = screen.review

    def newest(connection: Connection) -> str:
        from review.ledger.undoing import newest_standing

        act = newest_standing(connection, review)
        return review.projectors.kinds[act.kind].says(act) if act.kind in _WIDE else ""

    def ask(wide: str) -> None:
        if not wide:
            _undo(screen, then)
            return
        question = confirm(f"Take this back: {wide}?", _REDO, "take it back", "keep it")
        screen.app.push_screen(question, lambda yes: _undo(screen, then) if yes else None)

    screen.run_read(newest, ask, group="undo")


def redo(screen: WorkScreen[Any], then: Callable[[], None]) -> None:
    """Take back the person's last undo, then call `then`."""
    from review.ledger.undoing import redo_last

    review = screen.review
    screen.run_write(lambda: f"Redone: {redo_last(review)}", lambda said: _done(screen, said, then))


def _undo(screen: WorkScreen[Any], then: Callable[[], None]) -> None:
    from review.ledger.undoing import undo_last

    review = screen.review
    screen.run_write(lambda: f"Undone: {undo_last(review)}", lambda said: _done(screen, said, then))


def _done(screen: WorkScreen[Any], said: str, then: Callable[[], None]) -> None:
    screen.told(said)
    then()
