"""The protocol over a workspace: read, edited by the lead, written out for registration."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult, SuspendNotSupported
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from review.clean import drawable
from review.desk.action import Action, hint
from review.desk.base import WorkScreen
from review.desk.dialogs import Option, ask_choice, ask_text, confirm
from review.desk.screens.prose import ProseScreen
from review.desk.widgets.paper import Block, Paper
from review.files.editor import edit, has_editor
from review.protocol import Protocol
from review.protocols.difference import Difference, differences
from review.protocols.text import document
from review.protocols.toml import toml_of
from review.refusal import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection


class ProtocolScreen(WorkScreen[None], ModalScreen[None]):
    """The protocol that holds, and what may be done with it."""

    DEFAULT_CSS = """
    ProtocolScreen {
        align: center middle;
        & > Vertical { width: 100; max-width: 100%; height: 95%; background: $surface;
                       border: round $primary; padding: 0 1; }
        & .hint { color: $text-muted; height: 1; }
    }
    """
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("protocol.edit", "e", "edit", "Edit it in your editor, or here (lead)."),
        Action("protocol.write", "w", "write a document", "Write it for registration, en or nb."),
        Action("protocol.changes", "d", "what changed", "What the latest version changed."),
        Action("protocol.undo", "u", "undo", "Take back your newest act."),
        Action("protocol.close", "escape,q", "close", "Go back."),
    )

    def __init__(self) -> None:
        super().__init__()
        self._protocol: Protocol | None = None
        self._leads = False
        self._draft = ""  # what was written and not kept yet

    def compose(self) -> ComposeResult:
        """Show the text and the keys."""
        with Vertical():
            yield Paper()
            yield Static(hint(self.ACTIONS, self.host.keys), classes="hint", markup=False)

    def on_mount(self) -> None:
        """Read the protocol."""
        self.reload()

    def reload(self) -> None:
        """Read what holds now."""
        person = self.review.person
        self.run_read(lambda c: _current(c, person), self._show, group="protocol")

    def _show(self, found: tuple[Protocol, str, bool]) -> None:
        self._protocol, version, self._leads = found
        blocks = protocol_page(self._protocol, version, self.key_of("edit"))
        self.query_one(Paper).set_content(blocks, keep=True)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()

    def action_undo(self) -> None:
        """Take back one's own newest act."""
        from review.desk.undo import undo

        undo(self, self.reload)

    # --- editing ---------------------------------------------------------------------------------

    def action_edit(self) -> None:
        """Edit the protocol as TOML."""
        if not self._leads:
            self.refused(Refused("Only the lead changes the protocol.", "Ask them for it."))
        elif self._protocol is not None:
            self._edit(self._draft or toml_of(self._protocol))

    def _edit(self, text: str) -> None:
        if has_editor():
            try:
                with self.app.suspend():
                    edited = edit(text, ".toml")
            except SuspendNotSupported:
                pass  # a terminal in a browser, for instance: the text is edited here
            except Refused as refusal:
                self.refused(refusal)
                return
            else:
                self._edited(edited)
                return
        question = ProseScreen("The protocol", text)
        self.app.push_screen(question, lambda typed: None if typed is None else self._edited(typed))

    def _edited(self, text: str) -> None:
        from review.protocols.setting import read_protocol

        before, self._draft = self._protocol, text
        assert before is not None
        try:
            after = read_protocol(text, "The protocol")
        except Refused as refusal:
            said = "\n".join(filter(None, (refusal.why, refusal.next_step)))
            said += (
                f"\n\nWhat you wrote stays here until you leave; {self.key_of('edit')} opens it."
            )
            question = confirm("It cannot be kept like this", said, "edit it again", "leave it")
            self.app.push_screen(question, lambda again: self._edit(text) if again else None)
            return
        changes = differences(before, after)
        if not changes:
            self._draft = ""
            self.told("Nothing was changed.")
            return
        ask_to_keep(self, changes, after, self._kept)

    def _kept(self) -> None:
        self._draft = ""
        self.reload()

    # --- writing and comparing -------------------------------------------------------------------

    def action_write(self) -> None:
        """Ask for language and file, and write the document."""
        languages = (Option("en", "English"), Option("nb", "Norwegian (bokmål)"))
        self.app.push_screen(ask_choice("In which language?", languages), self._where)

    def _where(self, language: str | None) -> None:
        if language is None:
            return
        question = ask_text("Write the protocol", "A Markdown file", f"protocol-{language}.md")
        self.app.push_screen(question, lambda name: self._write(language, name) if name else None)

    def _write(self, language: str, name: str) -> None:
        protocol, path = self._protocol, self.host.shell.folder / Path(name).expanduser()
        assert protocol is not None
        if path.exists():
            question = confirm(f"Replace {name}?", "There is such a file.", "replace", "leave it")
            self.app.push_screen(question, lambda sure: self._put(path, language) if sure else None)
        else:
            self._put(path, language)

    def _put(self, path: Path, language: str) -> None:
        assert self._protocol is not None
        try:
            path.write_text(document(self._protocol, language), encoding="utf-8")
        except OSError as error:
            self.refused(Refused(f"{path} cannot be written: {error}.", "Choose another place."))
        else:
            self.told(f"Written: {path}")

    def action_changes(self) -> None:
        """Show what the version that holds changed."""
        from review.desk.screens.page import PageScreen

        self.app.push_screen(PageScreen(_last_changes))


def ask_to_keep(
    screen: WorkScreen[None], changes: list[Difference], after: Protocol, then: Callable[[], None]
) -> None:
    """Show what would change, over `screen`; `then` follows once it is kept as the next version."""
    from review.protocols.setting import set_protocol

    review = screen.review

    def kept(_new: bool) -> None:
        back = f"{screen.undo_key} takes it back"
        screen.told(f"Kept. Later decisions are made under this version; {back}.")
        then()

    def answered(sure: bool | None) -> None:
        if sure:
            screen.run_write(lambda: set_protocol(review, after), kept)

    text = "\n".join(change.in_words() for change in changes)
    question = confirm("Keep this as the next version of the protocol?", text, "keep", "not now")
    screen.app.push_screen(question, answered)


def protocol_page(protocol: Protocol, version: str, edit_key: str) -> list[Block]:
    """Return the protocol as text to read; `edit_key` is what edits it."""
    blocks = [Block(f"Version {version}" if version else "The default; yours to change", "quiet")]
    for line in document(protocol, "en").split("\n"):
        if line.startswith("# "):
            blocks.append(Block(line[2:], "title"))
        elif line.startswith("## "):
            blocks.append(Block(line[3:], "heading"))
        else:
            blocks.append(Block(line.replace("**", ""), hang=2 if line.startswith("- ") else 0))
    if not protocol.question:
        blocks.insert(2, Block(f"! No question is written down yet: {edit_key} edits it.", "warn"))
    return blocks


def _current(connection: Connection, person: str) -> tuple[Protocol, str, bool]:
    from review.ids import shown
    from review.people import team
    from review.protocols.versions import current

    version, protocol = current(connection)
    leads = any(one.name == person and one.may("lead") for one in team.people(connection))
    return protocol, shown("p", version) if version else "", leads


def _last_changes(connection: Connection) -> list[Block]:
    from review.ids import shown
    from review.protocols.versions import dated, history, two_versions

    if not history(connection):
        return [Block("The protocol has not been changed yet.", "title")]
    before, after = two_versions(connection, "", "")
    ((_version, at, by),) = dated(connection, [after])
    title = f"What {shown('p', after.id)} changed  ({at[:10]}, {by})"
    changes = differences(before.protocol, after.protocol)
    lines = [Block(line) for one in changes for line in one.in_words().split("\n")]
    return [Block(drawable(title), "title"), Block(""), *(lines or [Block("Nothing differs.")])]
