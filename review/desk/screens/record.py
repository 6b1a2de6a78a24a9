"""One record with its history, over any list; a missing abstract is added here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from review.clean import one_line
from review.desk.action import Action
from review.desk.dialogs import Option, ask_choice, ask_text
from review.desk.screens.page import CLOSE, PageScreen
from review.desk.screens.prose import ProseScreen
from review.desk.widgets.paper import Block, Paper

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.record import Record
    from review.records.editing import Edited
    from review.records.history import Line
    from review.records.lookup import Found


class RecordScreen(PageScreen):
    """What a record says, and all that happened to it as far as the person may see."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("record.edit", "e", "edit", "Add a missing abstract, or correct a field."),
        CLOSE,
    )

    def __init__(self, record: str) -> None:
        """Show the record with the id `record`, as stored or as shown."""
        super().__init__(self._read_record)
        self._record = record
        self._whole: Record | None = None
        self._shown = ""

    def _read_record(self, connection: Connection) -> list[Block]:
        from review.records.editing import edits_of
        from review.records.history import history_of
        from review.records.lookup import by_ids, resolve, whole
        from review.reports.retraction import marks_of

        found = by_ids(connection, [self._record]).get(self._record)
        record = found or resolve(connection, self._record)
        lines = history_of(connection, self.review, record)
        self._whole, self._shown = whole(connection, record.id), record.shown
        edits = edits_of(connection, record.id)
        blocks = record_blocks(record, self._whole, lines, edits)
        retracted = marks_of(connection, [record.set_id]).get(record.set_id, "")
        return [Block(f"! {retracted}", "bad"), *blocks] if retracted else blocks

    def action_edit(self) -> None:
        """Ask which field is to be edited."""
        from review.records.corrections import EDITABLE
        from review.records.editing import label_of

        if self._whole is None:
            return
        first = ("abstract", "title", "doi")
        fields = (*first, *(field for field in EDITABLE if field not in first))
        options = [Option(field, label_of(field)) for field in fields]
        self.app.push_screen(ask_choice("What is to be edited?", options), self._ask_value)

    def _ask_value(self, field: str | None) -> None:
        from review.records.editing import label_of, typed_of

        if field is None or self._whole is None:
            return

        def answered(text: str | None) -> None:
            if text is not None:
                self._ask_why(field, text)

        title, value = f"The {label_of(field)}", typed_of(self._whole, field)
        if field == "abstract":
            self.app.push_screen(ProseScreen(title, value), answered)
        else:
            label = "Separated by semicolons: Berg, Kari; Hart, Jo" if field == "authors" else ""
            self.app.push_screen(ask_text(title, label, one_line(value)), answered)

    def _ask_why(self, field: str, text: str) -> None:
        def answered(why: str | None) -> None:
            if why:
                self.run_write(lambda: self._edit(field, text, why), self._edited)

        label = "What the export said stays beside it. Where is this from?"
        self.app.push_screen(ask_text("Why, in a few words", label, required=True), answered)

    def _edit(self, field: str, text: str, why: str) -> str:
        from review.records.editing import edit_record

        return edit_record(self.review, self._shown, {field: text}, why)

    def _edited(self, said: str) -> None:
        self.told(said)
        self.run_read(self._read_record, self.query_one(Paper).set_content, group="page")


def record_blocks(
    found: Found, record: Record, history: Sequence[Line], edits: Sequence[Edited] = ()
) -> list[Block]:
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
        *_edit_blocks(edits),
        Block(""),
        Block("History", "heading"),
        *(Block(f"{line.at[:10]}  {line.by or '-'}: {line.text}", hang=12) for line in history),
        Block(""),
        Block("Abstract", "heading"),
        Block(
            abstract or "This record came without an abstract. e adds it.",
            "text" if abstract else "warn",
        ),
    ]


def _edit_blocks(edits: Sequence[Edited]) -> list[Block]:
    if not edits:
        return []
    blocks = [Block(""), Block("Edited here; as imported", "heading")]
    for edit in edits:
        state = " (two copies differ: F4 shows the clash)" if edit.contested else ""
        said = one_line(edit.imported) or "nothing"
        blocks.append(Block(f"{edit.label}{state}: {said}", hang=2))
    return blocks
