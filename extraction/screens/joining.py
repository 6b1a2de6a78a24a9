"""Two studies made one and one made two, asked for over the list of studies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from extraction.screens.sheet import reports_of
from review.clean import one_line
from review.counting import counted
from review.desk.base import WorkScreen
from review.desk.dialogs import Option, ask_choice, ask_several, ask_text
from review.ids import shown_study
from review.refusal import Refused
from review.studies import Study


def ask_merge(screen: WorkScreen[Any], kept: Study, studies: Sequence[Study]) -> None:
    """Ask which study goes into `kept`, and why, and merge them."""
    from review.reports.joining_studies import merge

    options = [
        Option(one.id, f"{one_line(one.name)} ({counted(len(one.reports), 'report')})")
        for one in studies
        if one.id != kept.id
    ]
    if not options:
        screen.told("There is no other study.")
        return

    def chosen(other: str | None) -> None:
        def reasoned(why: str | None) -> None:
            if other is not None and why is not None:
                into, gone = shown_study(kept.id), shown_study(other)
                screen.run_write(lambda: merge(screen.review, into, [gone], why), written)

        if other is not None:
            screen.app.push_screen(ask_text("Why are they one?", "May stay empty."), reasoned)

    def written(said: str) -> None:
        screen.told(f"{said} {screen.undo_key} takes it back.")
        screen.reload()

    title = f"Which study is the same as {one_line(kept.name)}?"
    label = "Its reports go into this one."
    screen.app.push_screen(ask_choice(title, options, label), chosen)


def ask_split(screen: WorkScreen[Any], study: Study) -> None:
    """Ask which reports make a study of their own, and take them out of `study`."""
    from review.reports.joining_studies import split

    if len(study.reports) == 1:
        why = f"{one_line(study.name)} has one report."
        screen.refused(Refused(why, "A study of several reports can be split."))
        return

    def read(connection: Connection) -> dict[str, str]:
        return reports_of(connection, study)

    def ask(reports: dict[str, str]) -> None:
        options = [Option(report, f"{report}  {title}") for report, title in reports.items()]

        def chosen(out: tuple[str, ...] | None) -> None:
            if out:
                typed = shown_study(study.id)
                screen.run_write(lambda: split(screen.review, typed, out), written)

        label = "Tick those that are of another study."
        screen.app.push_screen(
            ask_several(f"Split {one_line(study.name)}", options, label=label), chosen
        )

    def written(said: str) -> None:
        screen.told(f"{said} {screen.undo_key} takes it back.")
        screen.reload()

    screen.run_read(read, ask, group="reports")
