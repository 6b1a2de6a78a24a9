"""Judging certainty in the desk: the questions that `review grade` has as options."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extraction.certainty import grading_acts
from extraction.certainty.body import Body
from extraction.certainty.grading import DOMAINS, DOWN, LEVELS, STARTS, rating_of
from extraction.certainty.hints import hints
from extraction.certainty.judgement import Judgement
from extraction.certainty.said import judgement_said
from review.desk.dialogs import Option, ask_choice
from review.desk.forms import Ask, FormScreen, Values
from review.refusal import Refused

if TYPE_CHECKING:
    from review.desk.base import WorkspaceScreen

_ANOTHER = "another"
_ABOUT = "Steps and why: -1 few took part | nb: få deltok. 0 with a reason leaves the level."


def ask_judgement(
    screen: WorkspaceScreen, folder: Path, body: Body, old: Judgement | None, *, settles: bool
) -> None:
    """Ask for a judgement of our own, as it was before where it was; keep it.

    With `settles` it is the one that holds where two people judged apart.
    """
    own = old if old and not old.adopted_from else None
    lines = [
        Ask("start", "Starts as", own.design or "" if own else "", ", ".join(STARTS), (*STARTS,)),
        *_domains(own),
        _level(own.level if own and own.override else "", "only if not what the domains lead to"),
        Ask("because", "Level because", own.override if own else ""),
    ]
    if settles:
        lines.append(Ask("why", "Why it holds", hint="against the two judgements"))

    def keep(values: dict[str, str] | None) -> None:
        if values is None:
            return
        judgement = _own(values)
        if judgement is not None and settles:
            _settle(screen, body, another=judgement, why=values["why"])
        elif judgement is not None:
            _grade(screen, body, judgement)

    form = FormScreen(f"Judge: {body.name}", lines, _wrong, about=_ABOUT, folder=folder)
    screen.app.push_screen(form, keep)


def ask_adoption(screen: WorkspaceScreen, folder: Path, body: Body, old: Judgement | None) -> None:
    """Ask for the judgement of a review's authors; keep it as theirs."""
    theirs = old if old and old.adopted_from else None
    lines = [
        Ask("adopt", "Review", theirs.adopted_from if theirs else "", "whose authors judged"),
        _level(theirs.level if theirs else "", ", ".join(reversed(LEVELS))),
        *_domains(theirs),
    ]

    def keep(values: dict[str, str] | None) -> None:
        judgement = _own(values) if values is not None else None
        if judgement is not None:
            _grade(screen, body, judgement)

    title = f"Adopt the authors' judgement: {body.name}"
    screen.app.push_screen(FormScreen(title, lines, _wrong, about=_ABOUT, folder=folder), keep)


def ask_which_holds(
    screen: WorkspaceScreen, folder: Path, body: Body, people: Sequence[str]
) -> None:
    """Ask whose judgement holds, or for another one with a reason."""
    options = [Option(one, one) for one in people] + [Option(_ANOTHER, "another judgement")]

    def chosen(name: str | None) -> None:
        if name == _ANOTHER:
            ask_judgement(screen, folder, body, None, settles=True)
        elif name is not None:
            _settle(screen, body, take=name)

    screen.app.push_screen(ask_choice("Whose judgement holds", options), chosen)


def _domains(old: Judgement | None) -> list[Ask]:
    told = {one.domain: f"{one.steps:+d} {one.why}" for one in old.ratings} if old else {}
    return [
        Ask(
            one,
            one.replace("-", " ").capitalize().replace("Publication bias", "Publ. bias"),
            told.get(one, ""),
            "-1 or -2, or 0, and why" if one in DOWN else "up: 1 and why",
        )
        for one in DOMAINS
    ]


def _level(value: str, hint: str) -> Ask:
    return Ask("level", "Level", value, hint, tuple(reversed(LEVELS)))


def _own(values: Values) -> Judgement | None:
    said = {str(domain): values[domain] for domain in DOMAINS}
    parts = (values.get(key, "") for key in ("level", "because", "adopt"))
    return judgement_said(values.get("start", ""), said, *parts)


def _wrong(values: Values) -> tuple[str, str] | None:
    """Return the line that cannot be taken, and why."""
    for domain in DOMAINS:
        try:
            if values[domain]:
                rating_of(domain, values[domain])
        except Refused as refusal:
            return domain, str(refusal)
    first = "adopt" if "adopt" in values else "start"
    if not values[first]:
        return first, "Say whose judgement it is." if first == "adopt" else "Say where it starts."
    if "why" in values and not values["why"]:
        return "why", "Say why it holds."
    try:
        _own(values)
    except Refused as refusal:
        return (first if first == "start" and values[first] not in STARTS else "level"), str(
            refusal
        )
    return None


def _grade(screen: WorkspaceScreen, body: Body, judgement: Judgement) -> None:
    def kept(found: tuple[Body, bool]) -> None:
        rest = "" if found[1] else " It is yours alone until the other has judged it."
        notes = " ".join(hints(body, judgement))
        screen.told(" ".join(filter(None, (f"{body.name}: {judgement.level}.{rest}", notes))))
        screen.reload()

    screen.run_write(lambda: grading_acts.grade(screen.review, body.shown, judgement), kept)


def _settle(
    screen: WorkspaceScreen,
    body: Body,
    *,
    take: str = "",
    another: Judgement | None = None,
    why: str = "",
) -> None:
    def kept(found: tuple[Body, Judgement]) -> None:
        screen.told(f"{body.name}: {found[1].level} holds.")
        screen.reload()

    screen.run_write(
        lambda: grading_acts.agree(screen.review, body.shown, take=take, another=another, why=why),
        kept,
    )
