"""From a row of a table to the studies behind it, and a study in full."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from sqlalchemy import Connection
from textual.app import ComposeResult

from extraction.entry import CONSENSUS
from extraction.form import Form
from extraction.opened import visible_entries
from extraction.outcomes import results
from extraction.part import told
from extraction.queries import forms
from extraction.screens.form_rows import form_rows
from extraction.screens.sheet import reports_of
from extraction.stands import form_title
from extraction.study_data import StudyData
from extraction.symbols import SYMBOLS
from extraction.tables.setting import Setting
from extraction.value import Value
from review.clean import one_line
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.widgets.paper import Block, Paper
from review.ids import shown_study
from review.studies import Study


def studies_in(texts: Sequence[str], studies: Sequence[Study]) -> list[Study]:
    """Return the studies whose names stand in `texts`; `Berg 2019` is not seen in `Berg 2019a`."""
    whole = "\n".join(one_line(text) for text in texts)
    found = []
    for study in studies:
        name = one_line(study.name)
        if name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", whole):
            found.append(study)
    return found


class BehindScreen(WorkspaceScreen):
    """The studies behind one row, with their reports and what is agreed about them."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("behind.close", "escape,backspace", "back", "Go back to the table."),
    )
    DEFAULT_CSS = "BehindScreen Paper { height: 1fr; }"

    def __init__(self, title: str, studies: Sequence[Study]) -> None:
        super().__init__()
        self._title, self._studies = title, tuple(studies)

    def body(self) -> ComposeResult:
        """Show one text."""
        yield Paper()

    def on_mount(self) -> None:
        """Give the text the keys."""
        self.query_one(Paper).focus()

    def reload(self) -> None:
        """Read what is agreed now."""
        self.run_read(self._read, self.query_one(Paper).set_content, group="behind")

    def _read(self, connection: Connection) -> list[Block]:
        known = forms(connection)
        blocks = [Block(self._title, "title")]
        for study in self._studies:
            blocks += [Block(""), Block(f"{study.name}  {shown_study(study.id)}", "heading")]
            for shown, text in reports_of(connection, study).items():
                blocks.append(Block(f"{shown}  {text}", "quiet"))
            places = visible_entries(connection, self.review.person, study.id)
            agreed = {
                place: of_place[CONSENSUS].values
                for place, of_place in sorted(places.items())
                if CONSENSUS in of_place
            }
            for place, values in agreed.items():
                if place.form == "characteristics":
                    blocks += told_results(study, values)
            for place, values in agreed.items():
                part = told(known[place.form].scope, place.part)
                blocks.append(Block(f"{form_title(known[place.form])}{part}", "good"))
                blocks += _told(known[place.form], values)
            if not agreed:
                blocks.append(Block("Nothing is agreed about it yet.", "warn"))
        return blocks

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def told_results(study: Study, values: Mapping[str, Value]) -> Iterator[Block]:
    """Return each result in a line, below it where it stands and the words of the report."""
    setting = Setting()
    found = results(StudyData(id=study.id, name=study.name, characteristics=values))
    if found:
        yield Block("Results", "good")
    for one in found:
        when = f", {one_line(one.time_point)}" if one.time_point else ""
        direction = setting.words("direction", one.direction)
        figures = [one_line(one.estimate), f"P {one_line(one.p_value)}" if one.p_value else ""]
        parts = [f"{setting.outcome(one.outcome)}{when}: {direction}", *filter(None, figures)]
        yield Block(f"{SYMBOLS[one.direction]} {'; '.join(parts)}")
        place = f"page {one_line(one.page)}" if one.page else ""
        quote = f"“{one_line(one.quote)}”" if one.quote else ""
        if place or quote:
            yield Block(f"   {' '.join(filter(None, (place, quote)))}", "quiet")


def _told(form: Form, values: Mapping[str, Value]) -> Iterator[Block]:
    rows = {path.partition(".")[0] for path in values if "]." in path}
    for row in form_rows(form, values, opened=rows):
        if row.text and row.kind != "group":
            status = f" ({row.status})" if row.status else ""
            yield Block(f"{row.label}: {row.text}{status}")
