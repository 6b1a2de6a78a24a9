"""Logging what was done elsewhere with the hits of a source, in the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from review.desk.base import WorkScreen
from review.desk.forms import Ask, FormScreen, Values

if TYPE_CHECKING:
    from review.sources.counts import SourceCount


def ask_elsewhere(screen: WorkScreen[Any], count: SourceCount) -> None:
    """Ask what became of hits of a source that are in none of its files, over `screen`."""
    from review.elsewhere.entries import OF_PREVIOUS, WHAT, fits

    what = tuple(one for one in WHAT if one not in OF_PREVIOUS and fits(one, count.kind))
    missing = max(count.accounts.missing, 0)
    lines = (
        Ask("what", "What", what[0], told=f"{', '.join(what)}.", options=what),
        Ask("number", "How many", str(missing or ""), told="how many hits of this source"),
        Ask("why", "How", hint="removed in EndNote before the export, for instance"),
    )

    def check(values: Values) -> tuple[str, str] | None:
        if values["what"] not in what:
            return "what", f"It can be: {', '.join(what)}."
        if not values["number"].isdecimal() or not int(values["number"]):
            return "number", "How many they were is a whole number."
        if not values["why"]:
            return "why", "Say where and how it was done; the flow tells it below the diagram."
        return None

    def answered(values: dict[str, str] | None) -> None:
        if values is not None:
            screen.run_write(lambda: _entered(screen, count.name, values), done)

    def done(said: str) -> None:
        screen.told(said)
        screen.reload()

    about = "Hits that never came into this review. The flow counts them, and says who logged it."
    title = f"Done elsewhere with hits of {count.name}"
    folder = screen.host.shell.folder
    form = FormScreen(title, lines, check, about=about, folder=folder)
    screen.app.push_screen(form, answered)


def _entered(screen: WorkScreen[Any], source: str, values: Values) -> str:
    from review.elsewhere.entering import Work, enter

    work = Work(values["what"], int(values["number"]), values["why"], source=source)
    return enter(screen.review, work)
