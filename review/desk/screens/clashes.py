"""What two copies said differently: the sides of each clash beside each other, and taking one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from review.clashes.clash import Clash, Side
from review.clashes.clashing import all_clashes
from review.clean import one_line
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.dialogs import ask_text
from review.desk.moving import opens
from review.desk.widgets.paper import Block, Paper
from review.desk.widgets.rows import Cell, Cells, Column, RowList

if TYPE_CHECKING:
    from sqlalchemy import Connection

_PANES = 3  # sides beside each other; a fourth stands under the third
_DAY = 10  # of a time
_NONE = (
    Block("No clash waits.", "title"),
    Block(""),
    Block(
        "When copies of the review are united, two people may have settled a conflict, judged a "
        "pair, closed a round, changed the protocol or agreed on an entry without knowing of each "
        "other. Nobody "
        "is overruled for having been slower: such clashes are listed here, to be settled."
    ),
)


class Sides(RowList):
    """The sides of all clashes, one row each."""

    BINDINGS: ClassVar[list[BindingType]] = opens("screen.take", "Take the side.")


class ClashesScreen(WorkspaceScreen):
    """All clashes; `t` takes the side under the cursor."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("clashes.take", "t", "take side", "What this side says holds; you say why."),
        Action("clashes.close", "escape,backspace", "back", "Go back to the workspace."),
    )
    DEFAULT_CSS = """
    ClashesScreen {
        #about { height: auto; max-height: 3; padding: 0 1; text-style: bold; }
        #sides { height: auto; max-height: 40%; margin: 0 1 1 1; }
        #panes { height: 1fr; border-top: solid $panel; }
        #panes Paper { width: 1fr; height: 1fr; border-right: solid $panel; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, tuple[Clash, int]] = {}

    def body(self) -> ComposeResult:
        """Show the sides of all clashes above, those of one beside each other below."""
        yield Static(id="about", markup=False)
        yield Sides((Column("Clash", 12), Column("About"), Column("Side", 24)), id="sides")
        with Horizontal(id="panes"):
            for number in range(_PANES):
                yield Paper(id=f"pane-{number}")

    def on_mount(self) -> None:
        """Give the list the keys."""
        self._list.focus()

    @property
    def _list(self) -> Sides:
        return self.query_one(Sides)

    def reload(self) -> None:
        """Read the clashes that wait now."""
        self.run_read(self._read, self._show, group="clashes")

    def _read(self, connection: Connection) -> list[Clash]:
        return all_clashes(connection, self.host.shell.clashes)

    def _show(self, found: Sequence[Clash]) -> None:
        self._rows = {
            f"{clash.id} {number}": (clash, number)
            for clash in found
            for number, _side in enumerate(clash.says, start=1)
        }
        rows = self._list
        rows.display = bool(found)
        rows.set_rows(list(self._rows), lambda ids: [self._cells(row) for row in ids])
        self._show_sides()

    def _cells(self, row: str) -> Cells:
        clash, number = self._rows[row]
        who = f"{number}  {_who(clash.says[number - 1])}"
        if number > 1:
            return ("", "", who)
        return (Cell(clash.kind, "bold"), one_line(clash.about), who)

    def _show_sides(self) -> None:
        """Show the clash under the cursor, its sides beside each other."""
        here = self._here
        about = f"{here[0].id}  {here[0].kind}: {one_line(here[0].about)}" if here else ""
        self.query_one("#about", Static).update(about)
        panes: list[list[Block]] = [[] for _ in range(_PANES)]
        if here is None:
            panes[0] = list(_NONE)
        else:
            for number, side in enumerate(here[0].says, start=1):
                pane = panes[min(number, _PANES) - 1]
                pane += [*([Block("")] if pane else []), *_blocks(number, side, here[1])]
        for number, blocks in enumerate(panes):
            paper = self.query_one(f"#pane-{number}", Paper)
            paper.display = bool(blocks)
            paper.set_content(blocks)

    @property
    def _here(self) -> tuple[Clash, int] | None:
        """Return the clash and the number of the side under the cursor."""
        return self._rows.get(self._list.current or "")

    def on_row_list_highlighted(self) -> None:
        """Show the clash of another side."""
        self._show_sides()

    def action_take(self) -> None:
        """Ask why, then let the side under the cursor hold."""
        here = self._here
        if here is None:
            return
        clash, number = here
        review, source = self.review, self.host.shell.clashes[clash.kind]

        def answered(why: str | None) -> None:
            if why is not None:
                self.run_write(lambda: source.settle(review, clash, number, why), self._done)

        title = f"Take side {number}, of {_who(clash.says[number - 1])}?"
        label = f"{clash.says[number - 1].says}\n\nWhy, in a few words"
        self.app.push_screen(ask_text(title, label, required=True), answered)

    def _done(self, said: str) -> None:
        self.told(said)
        self.reload()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def _who(side: Side) -> str:
    return f"{one_line(side.by) or 'nobody named'}, {side.at[:_DAY]}"


def _blocks(number: int, side: Side, taken: int) -> list[Block]:
    sign = "> " if number == taken else "  "
    return [Block(f"{sign}{number}  {_who(side)}", "heading"), *map(Block, side.says.splitlines())]
