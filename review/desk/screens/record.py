"""One record with its history, over any list."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from review.desk.base import WorkScreen
from review.desk.widgets.paper import Block, Paper

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.history import Line
    from review.lookup import Found
    from review.record import Record


class RecordScreen(WorkScreen[None], ModalScreen[None]):
    """What a record says, and all that happened to it as far as the person may see."""

    DEFAULT_CSS = """
    RecordScreen {
        align: center middle;
        & > Vertical { width: 100; max-width: 100%; height: 95%; background: $surface;
                       border: round $primary; padding: 0 1; }
        & .hint { color: $text-muted; height: 1; padding: 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss", "Close")]

    def __init__(self, record: str) -> None:
        """Show the record with the id `record`, as stored or as shown."""
        super().__init__()
        self._record = record

    def compose(self) -> ComposeResult:
        """Show one text that scrolls."""
        with Vertical():
            yield Paper()
            yield Static("Escape: close", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Read the record."""
        self.run_read(self._read, self.query_one(Paper).set_content, group="record")

    def _read(self, connection: Connection) -> list[Block]:
        from review.history import history_of
        from review.lookup import by_ids, resolve, whole

        found = by_ids(connection, [self._record]).get(self._record)
        record = found or resolve(connection, self._record)
        lines = history_of(connection, self.review, record)
        return record_blocks(record, whole(connection, record.id), lines)


def record_blocks(found: Found, record: Record, history: list[Line]) -> list[Block]:
    """Return a record and its history as text; the day is shown, not the hour."""
    where = [found.journal, str(found.year or ""), f"{found.source} {found.accession}".strip()]
    facts = [" · ".join(filter(None, [found.shown, *where]))]
    facts += [f"doi {found.doi}"] if found.doi else []
    facts += [f"pmid {found.pmid}"] if found.pmid else []
    abstract = record.abstract.strip()
    return [
        Block(record.title.strip() or "(no title)", "title"),
        *([Block("; ".join(record.authors))] if record.authors else []),
        *(Block(fact, "quiet") for fact in facts),
        Block(""),
        Block("History", "heading"),
        *(Block(f"{line.at[:10]}  {line.by or '-'}: {line.text}") for line in history),
        Block(""),
        Block("Abstract", "heading"),
        Block(abstract or "This record came without an abstract.", "text" if abstract else "warn"),
    ]
