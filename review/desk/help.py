"""The help page: every key that works now, made from the commands themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from review.desk.action import Action, bindings, hint, keys_of
from review.desk.once import Question
from review.desk.widgets.paper import Block, Paper
from review.desk.widgets.wrapping import fit

if TYPE_CHECKING:
    from textual.screen import Screen

_KEYS = 16


# What every scrolling widget can, and no list or text of the desk needs.
_UNTOLD = frozenset(
    {"scroll_left", "scroll_right", "page_left", "page_right", "screen.copy_text", "help_quit"}
)


_OWN_WORDS = {
    "app.focus_next": "Go to the next list or text.",
    "app.focus_previous": "Go to the one before.",
}


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A command with the keys that it has now."""

    part: str  # where it works
    keys: str
    does: str
    id: str = ""  # by which desk.toml names it


def key_rows(screen: Screen[Any]) -> list[KeyRow]:
    """Return every command that the screen and what has its focus offer, nearest first."""
    found: dict[tuple[str, str], list[str]] = {}
    says: dict[tuple[str, str], str] = {}
    ids: dict[tuple[str, str], str] = {}
    for node, binding, enabled, tooltip in screen.active_bindings.values():
        if not enabled or binding.system or binding.action in _UNTOLD:
            continue
        part = _part(screen, node, binding.action)
        name = (part, binding.action)
        found.setdefault(name, []).append(screen.app.get_key_display(binding))
        ids[name] = binding.id or ""
        says[name] = _OWN_WORDS.get(binding.action) or tooltip or binding.description
    order = {"Here": 0, "In the list": 1, "In the text": 1, "Everywhere": 2}
    rows = [
        KeyRow(name[0], " ".join(keys), says[name], ids[name])
        for name, keys in found.items()
        if says[name]
    ]
    return sorted(rows, key=lambda row: order[row.part])


def _part(screen: Screen[Any], node: object, action: str) -> str:
    """Return where a command works, in words."""
    if node is screen.app or action.startswith("app."):
        return "Everywhere"
    if node is screen:
        return "Here"
    return "In the text" if isinstance(node, Paper) else "In the list"


def help_blocks(rows: Sequence[KeyRow]) -> list[Block]:
    """Lay the rows out as text: keys, and what they do."""
    blocks: list[Block] = []
    part = ""
    for row in rows:
        if row.part != part:
            blocks += [*([Block("")] if part else []), Block(row.part, "heading")]
            part = row.part
        blocks.append(Block(fit(row.keys, _KEYS) + row.does, hang=_KEYS))
    return blocks


def naming_blocks(rows: Sequence[KeyRow], file: str) -> list[Block]:
    """Tell where keys are changed, and what each command is called there."""
    named = [row for row in rows if row.id]
    if not named:
        return []
    return [
        Block(""),
        Block("Other keys", "heading"),
        Block(f"Write into {file}, for instance:"),
        Block("  [keys]"),
        Block(f'  "{named[0].id}" = "{named[0].keys.split(" ")[0]}"'),
        *(Block(fit(row.keys, _KEYS) + row.id, hang=_KEYS) for row in named),
    ]


class HelpScreen(Question[None]):
    """Every key, over the screen that it is about."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        & > Vertical { width: 72; max-width: 100%; height: auto; max-height: 95%;
                       background: $surface; border: round $primary; padding: 0 1; }
        & Paper { height: auto; max-height: 100%; }
        & .hint { color: $text-muted; dock: bottom; height: 1; padding: 0 1; }
    }
    """
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("help.close", "escape,question_mark,q", "close", "Close the help."),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def __init__(self, rows: Sequence[KeyRow]) -> None:
        super().__init__()
        self._rows = rows

    def compose(self) -> ComposeResult:
        """Show the rows as a text that scrolls."""
        with Vertical():
            yield Paper()
            keys = hint(self.ACTIONS, keys_of(self.app))
            yield Static(f"{keys}   Ctrl+P: every command by name", classes="hint", markup=False)

    def action_close(self) -> None:
        """Close the help."""
        self.dismiss()

    def on_mount(self) -> None:
        """Fill the page."""
        from review.desk.settings import settings_file

        named = naming_blocks(self._rows, str(settings_file()))
        self.query_one(Paper).set_content([*help_blocks(self._rows), *named])
