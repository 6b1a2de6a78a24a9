"""A form as extractors will read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from extraction.field import Field
from extraction.form import Form
from review.desk.action import Action, bindings, hint, keys_of
from review.desk.widgets.paper import Block, Paper


class Preview(ModalScreen[None]):
    """A form as extractors will read it, in English or Norwegian."""

    DEFAULT_CSS = """
    Preview {
        align: center middle;
        & > Vertical { width: 90; max-width: 100%; height: 95%;
                       background: $surface; border: round $primary; padding: 0 1; }
        & Paper { height: 1fr; }
        & .hint { color: $text-muted; height: 1; padding: 0 1; }
    }
    """
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("preview.language", "l", "English or Norwegian", "The form in the other language."),
        Action("preview.close", "escape,p,q", "close", "Go back."),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def __init__(self, form: Form) -> None:
        super().__init__()
        self._form, self._language = form, "en"

    def compose(self) -> ComposeResult:
        """Show the text."""
        with Vertical():
            yield Paper()
            yield Static(hint(self.ACTIONS, keys_of(self.app)), classes="hint", markup=False)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()

    def on_mount(self) -> None:
        """Fill the page."""
        self._draw()

    def action_language(self) -> None:
        """Change between English and Norwegian."""
        self._language = {"en": "nb", "nb": "en"}[self._language]
        self._draw()

    def _draw(self) -> None:
        form, language = self._form, self._language
        blocks = [Block(form.name(language), "title")]
        for one in form.fields:
            blocks += _previewed(one, language, "")
            for child in one.fields:
                blocks += _previewed(child, language, "    ")
        self.query_one(Paper).set_content(blocks)


def _previewed(one: Field, language: str, indent: str) -> Iterator[Block]:
    star = " *" if one.required else ""
    unit = f" ({one.unit})" if one.unit else ""
    yield Block("")
    yield Block(f"{indent}{one.number} {one.name(language)}{unit}{star}".rstrip(), "heading")
    if told := one.help_text(language):
        yield Block(f"{indent}{told}", "quiet", hang=len(indent))
    for option in (*one.options, *one.rows):
        yield Block(f"{indent}[ ] {option.name(language)}", hang=len(indent) + 4)
    if one.other_allowed:
        yield Block(f"{indent}[ ] …", "quiet")
