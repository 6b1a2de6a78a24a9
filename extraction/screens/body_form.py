"""Adding and changing a body of evidence in the desk: what `review evidence add` has as options."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extraction.certainty import grading_acts
from extraction.certainty.body import EFFECTS, IMPORTANCE, SIZES, Body, from_content, to_content
from extraction.certainty.said import studies_said
from review.desk.forms import Ask, FormScreen, Values
from review.ids import shown_study
from review.refusal import Refused

if TYPE_CHECKING:
    from review.desk.base import WorkspaceScreen

NOT_MEASURED = "not-measured"
_NAMES = ("outcome", "time", "intervention", "comparison")
# What a phrase in Norwegian is of, and the label of its line.
_PHRASED = {"outcome": "Outcome, nb", "intervention": "Interv., nb", "comparison": "Compar., nb"}
_OPTIONS = {
    "effect": (*filter(None, EFFECTS), NOT_MEASURED),
    "size": (*filter(None, SIZES),),
    "importance": IMPORTANCE,
}
_NUMBERS = {"study_count": "No. of studies", "participants": "Participants"}


def ask_body(
    screen: WorkspaceScreen, folder: Path, names: Mapping[str, str], old: Body | None = None
) -> None:
    """Ask for a body of evidence, as it was before where it was; state it.

    `names` are those of studies by id, to show which ones the body has.
    """

    def keep(values: dict[str, str] | None) -> None:
        if values is None:
            return
        given = _given(values, old)
        screen.run_write(lambda: grading_acts.set_body(screen.review, given, old), kept)

    def kept(body: Body) -> None:
        screen.told(f"{body.shown}  {body.name}.")
        screen.reload()

    title = f"Change: {old.name}" if old else "Add a body of evidence"
    form = FormScreen(title, _lines(old, names), _wrong, folder=folder)
    screen.app.push_screen(form, keep)


def _lines(old: Body | None, names: Mapping[str, str]) -> list[Ask]:
    was = to_content(old) if old else {}
    told = (old.phrases or {}).get("nb", {}) if old else {}
    effect = NOT_MEASURED if old and not old.measured else was.get("effect", "")
    studies = "; ".join(
        _name(study, names) + ("" if number is None else f"={number}")
        for study, number in (old.studies if old else ())
    )
    return [
        Ask("outcome", "Outcome", was.get("outcome", ""), "what was measured"),
        Ask("time", "Time", was.get("time", ""), "12 months"),
        Ask("intervention", "Intervention", was.get("intervention", ""), "what was done"),
        Ask("comparison", "Comparison", was.get("comparison", ""), "against what"),
        _choice("effect", effect),
        _choice("size", was.get("size", "")),
        Ask("estimate", "Estimate", was.get("estimate", ""), "RR 0.62"),
        Ask("studies", "Studies", studies, "Berg 2019=212; Dahl 2020"),
        *(
            Ask(key, label, _number(was.get(key)), "as a review reports")
            for key, label in _NUMBERS.items()
        ),
        _choice("importance", was.get("importance", "")),
        *(
            Ask(f"{part}_nb", label, told.get(part, ""), "in Norwegian, as in a sentence")
            for part, label in _PHRASED.items()
        ),
    ]


def _choice(key: str, value: str) -> Ask:
    return Ask(key, key.capitalize(), value, ", ".join(_OPTIONS[key]), _OPTIONS[key])


def _name(study: str, names: Mapping[str, str]) -> str:
    """Return the name of a study, or its id where the name alone does not say which it is."""
    name = names.get(study, "")
    plain = name and not {";", "="} & set(name) and list(names.values()).count(name) == 1
    return name if plain else shown_study(study)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _given(values: Values, old: Body | None) -> dict[str, Any]:
    """Return the body as `from_content` reads it; what no line asks for stays as it was."""
    given: dict[str, Any] = to_content(old) if old else {}
    given |= {key: values[key] for key in (*_NAMES, "size", "estimate")}
    given["measured"] = values["effect"] != NOT_MEASURED
    given["effect"] = values["effect"] if given["measured"] else ""
    given["importance"] = values["importance"] or "important"
    given["studies"] = studies_said(values["studies"].split(";"))
    for key in _NUMBERS:
        given[key] = int(values[key]) if values[key].isdecimal() else values[key] or None
    phrases = {language: dict(told) for language, told in given.get("phrases", {}).items()}
    for part in _PHRASED:
        phrases.setdefault("nb", {})[part] = values[f"{part}_nb"]
    given["phrases"] = {
        language: kept
        for language, told in phrases.items()
        if (kept := {part: text for part, text in told.items() if text})
    }
    return given


def _wrong(values: Values) -> tuple[str, str] | None:
    """Return the line that cannot be taken, and why."""
    for key in _NUMBERS:
        if values[key] and not values[key].isdecimal():
            return key, "Give a whole number."
    for key in ("outcome", "intervention"):
        if not values[key]:
            return key, "Say what was measured." if key == "outcome" else "Say what was done."
    try:
        studies_said(values["studies"].split(";"))
    except Refused as refusal:
        return "studies", str(refusal)
    for key, options in _OPTIONS.items():
        if values[key] and values[key] not in options:
            return key, f"It can be: {', '.join(options)}."
    try:
        from_content(_given(values, None), "This body")
    except Refused as refusal:
        return ("size" if values["size"] else "effect"), str(refusal)
    return None
