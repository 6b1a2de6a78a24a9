"""One editor for each kind of field; each gives its answer as `extraction.checking` reads it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, OptionList, SelectionList, TextArea
from textual.widgets.option_list import Option as Line
from textual.widgets.selection_list import Selection

from extraction import countries
from extraction.field import Field
from extraction.value import Value
from review.clean import one_line
from review.desk.widgets.choices import Choices
from review.desk.widgets.ticks import TickList
from review.desk.widgets.typing import TypedLine

_SEVERAL = ";"
_NUMBERED = 9


class LastPart(Suggester):
    """Completes what stands behind the last semicolon from a list of known answers."""

    def __init__(self, known: Sequence[str], *, several: bool) -> None:
        super().__init__(case_sensitive=True)
        self._known, self._several = tuple(known), several

    async def get_suggestion(self, value: str) -> str | None:
        """Return the line with its last part completed, in the case in which it was begun."""
        head, sign, part = value.rpartition(_SEVERAL) if self._several else ("", "", value)
        typed = part.lstrip()
        if not typed:
            return None
        for answer in self._known:
            if answer.casefold().startswith(typed.casefold()) and answer != typed:
                blank = part[: len(part) - len(typed)]
                return f"{head}{sign}{blank}{typed}{answer[len(typed) :]}"
        return None


class ValueEditor(Vertical):
    """The editor of one field; `raw` is the answer as typed or chosen, None for none."""

    DEFAULT_CSS = """
    ValueEditor { height: auto; }
    ValueEditor OptionList, ValueEditor SelectionList { height: auto; max-height: 8; }
    ValueEditor TextArea { height: 5; }
    """

    class Picked(Message):
        """One answer was picked with Enter or its number."""

    def __init__(self, field: Field, value: Value | None, known: Sequence[str], lang: str) -> None:
        super().__init__()
        self._field, self._known, self._language = field, tuple(known), lang
        content = value.value if value else None
        parts = content if isinstance(content, tuple) else () if content is None else (content,)
        self._parts = tuple(str(part) for part in parts)

    @property
    def raw(self) -> Any:
        """Return the answer as `extraction.checking.read` takes it."""
        raise NotImplementedError


class LineEditor(ValueEditor):
    """One line: text, number, date or country; several countries with semicolons between them."""

    def compose(self) -> ComposeResult:
        """Show the line, with its unit or an example."""
        several = self._field.multiple
        shown = [self._shown(part) for part in self._parts]
        known = self._known
        if self._field.kind == "country":
            known = tuple(countries.names(self._language))
        yield TypedLine(
            f"{_SEVERAL} ".join(shown),
            compact=True,
            suggester=LastPart(known, several=several) if known else None,
            placeholder=self._hint(),
        )

    @property
    def raw(self) -> Any:
        """Return what was typed, in parts where several are taken."""
        typed = self.query_one(Input).value
        if not self._field.multiple:
            return typed
        return [part for part in typed.split(_SEVERAL) if part.strip()]

    def _shown(self, part: str) -> str:
        if self._field.kind == "country":
            return countries.name_of(part, self._language)
        return part

    def _hint(self) -> str:
        if self._field.unit:
            return self._field.unit
        hints = {
            "integer": "a whole number",
            "decimal": "a number, such as 12.5",
            "date": "such as 2024, 2024-03 or 2024-03-15",
            "country": "such as Norway; Sweden" if self._field.many else "such as Norway",
        }
        return hints.get(self._field.kind, "several with ; between" if self._field.multiple else "")


class TextEditor(ValueEditor):
    """Several lines of text."""

    def compose(self) -> ComposeResult:
        """Show the text."""
        yield TextArea("".join(self._parts), compact=True, show_line_numbers=False)

    @property
    def raw(self) -> Any:
        """Return what was typed."""
        return self.query_one(TextArea).text


class ChoiceEditor(ValueEditor):
    """One of several options, or another answer where the field takes one."""

    def __init__(self, field: Field, value: Value | None, known: Sequence[str], lang: str) -> None:
        super().__init__(field, value, known, lang)
        self._chosen = any(option.id in self._parts for option in field.options)

    def compose(self) -> ComposeResult:
        """Show the options with their numbers, and a line for another answer."""
        ids = [option.id for option in self._field.options]
        lines = (Line(Content(_numbered(n, text))) for n, text in self._texts())
        options = Choices(*lines, compact=True)
        # Nothing is chosen beforehand: Enter on a list that nobody moved in takes no answer.
        known = self._parts and self._parts[0] in ids
        options.highlighted = ids.index(self._parts[0]) if known else None
        yield options
        if self._field.other_allowed:
            other = next((part for part in self._parts if part not in ids), "")
            suggester = LastPart(self._known, several=False)
            yield TypedLine(other, compact=True, placeholder="another answer", suggester=suggester)

    def _texts(self) -> list[tuple[int, str]]:
        names = (option.name(self._language) for option in self._field.options)
        return list(enumerate(names, 1))

    @property
    def raw(self) -> Any:
        """Return another answer where one was typed, else the option under the cursor."""
        other = self.query(Input)
        if other and other.first().value.strip():
            return other.first().value
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is None or not self._chosen:
            return None
        return self._field.options[highlighted].id

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Take the option that the person moved to."""
        event.stop()
        self._chosen = True

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the option that was picked instead of any other answer."""
        event.stop()
        self._chosen = True
        for line in self.query(Input):
            line.value = ""
        self.post_message(self.Picked())

    def pick(self, number: int) -> bool:
        """Pick the option with a number; False where there is none."""
        if not 0 < number <= len(self._field.options):
            return False
        self.query_one(OptionList).highlighted = number - 1
        self.query_one(OptionList).action_select()
        return True


class ChoicesEditor(ValueEditor):
    """Any number of options, and other answers with semicolons between them."""

    def compose(self) -> ComposeResult:
        """Show the options to tick, and a line for others."""
        ids = [option.id for option in self._field.options]
        if ids:
            yield TickList(
                *(
                    Selection(
                        Content(_numbered(number, option.name(self._language))),
                        option.id,
                        option.id in self._parts,
                    )
                    for number, option in enumerate(self._field.options, 1)
                ),
                compact=True,
            )
        if self._field.other_allowed:
            others = f"{_SEVERAL} ".join(part for part in self._parts if part not in ids)
            hint = "others, with ; between" if ids else "one or several, with ; between"
            suggester = LastPart(self._known, several=True)
            yield TypedLine(others, compact=True, placeholder=hint, suggester=suggester)

    def pick(self, number: int) -> bool:
        """Tick the option with a number, or take its tick away; False where there is none."""
        if not 0 < number <= len(self._field.options):
            return False
        self.query_one(TickList).toggle(self._field.options[number - 1].id)
        return True

    @property
    def raw(self) -> Any:
        """Return what is ticked, in the order of the options, then the others."""
        ticked = {answer for one in self.query(SelectionList) for answer in one.selected}
        kept = [option.id for option in self._field.options if option.id in ticked]
        typed = (part.strip() for line in self.query(Input) for part in line.value.split(_SEVERAL))
        return [*kept, *(part for part in typed if part)]


def _numbered(number: int, text: str) -> str:
    return f"{number if number <= _NUMBERED else ' '}  {one_line(text)}"


def editor_for(
    field: Field, value: Value | None, known: Sequence[str] = (), language: str = "en"
) -> ValueEditor:
    """Return the editor of a field's kind; `known` are answers given elsewhere, to complete."""
    match field.kind:
        case "long-text":
            kind: type[ValueEditor] = TextEditor
        case "choice" | "yes-no-unclear" if field.options:
            kind = ChoiceEditor
        case "choices":
            kind = ChoicesEditor
        case _:
            kind = LineEditor
    return kind(field, value, known, language)
