"""One person extracts, another checks every value: it is confirmed, or corrected with a reason.

When all is checked it is what is agreed. Shape of the file for `verify`:
{"values": {path: "confirm" | {"value": ..., "why": ...}}}; a row of a group that does not belong
there is left out by {row path: {"value": null, "why": ...}}.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from extraction import working
from extraction.agreeing import standing_on
from extraction.checked_entry import LEFT_OUT, Checking, checking, paths_of
from extraction.checking import read
from extraction.entry import CONSENSUS, Entry, completed, missing
from extraction.entry_file import decoded, listed
from extraction.path import parsed
from extraction.projector import CONSENSUS_ACT, ENTRY
from extraction.queries import Place
from extraction.value import Value, to_data
from review.ledger.ledger import Review, Writing
from review.ledger.undoing import at_once
from review.people import team
from review.refusal import Refused

CONFIRM = "confirm"


def confirm(review: Review, place: Place, paths: Iterable[str]) -> None:
    """Keep that the person found the values at `paths` to be right."""
    with review.write() as writing:
        now = _to_check(writing, place)
        _keep(writing, now, {path: now.first.values[path] for path in paths}, {})


def correct(review: Review, place: Place, path: str, value: Value, why: str) -> None:
    """Keep what stands in place of a value, or is added; Refused without a reason."""
    with review.write() as writing:
        now = _to_check(writing, place)
        if now.form.at(path) is None:
            raise Refused(f"The form has no place “{path}”.")
        _keep(writing, now, {path: value}, {path: _reason(why)})


def leave_out(review: Review, place: Place, row: str, why: str) -> None:
    """Keep that a row of a group does not belong there; Refused without a reason.

    A row that the person added goes for good; what another extracted stays in their entry.
    """
    with review.write() as writing:
        now = _to_check(writing, place)
        _keep(writing, now, *_without(now, row, why))


def _without(
    now: Checking, row: str, why: str
) -> tuple[dict[str, Value | None], dict[str, str], tuple[str, ...]]:
    """Return the values, reasons and rows of an act that leaves `row` out."""
    parts = parsed(row)
    group = now.form.find(parts.field) if parts is not None and parts.is_row else None
    own = list(paths_of(now.values, row))
    theirs = {path: now.first.values[path] for path in paths_of(now.first.values, row)}
    if group is None or group.kind != "group" or not (own or theirs):
        raise Refused(f"There is no row “{row}”.", "Name one as in results[0].")
    reason = _reason(why)
    gone: dict[str, Value | None] = {path: None for path in own if path not in theirs}
    if not theirs:
        return gone, {}, ()
    return {**gone, **theirs}, {row: reason}, (row,)


def verify_from_file(
    review: Review,
    study: str,
    form: str,
    text: str = "",
    *,
    part: str = "",
    name: str = "the file",
    rest: bool = False,
    done: bool = False,
) -> Checking:
    """Keep what a file says of the values, all of it or nothing; return the checking as it is then.

    With `rest`, all values that are left are confirmed; with `done` the checking is finished.
    """
    with review.write() as writing:
        now = _named(writing, study, form, part)
        values, why, left_out = _read(now, text, name) if text else ({}, {}, ())
        if rest:
            values |= {path: now.first.values[path] for path in now.left if path not in values}
        if values:
            _keep(writing, now, values, why, left_out)
    if done:
        finish(review, now.place)
    with review.read() as connection:
        return checking(connection, review.person, study, form, part)


def _read(
    now: Checking, text: str, name: str
) -> tuple[dict[str, Value | None], dict[str, str], tuple[str, ...]]:
    given = decoded(text, name).get("values")
    if not isinstance(given, Mapping):
        raise Refused(f"{name} does not hold values.", 'Write {"values": {path: "confirm"}}.')
    values: dict[str, Value | None] = {}
    why: dict[str, str] = {}
    left_out: tuple[str, ...] = ()
    problems = []
    for path, raw in given.items():
        try:
            if _leaves_out(path, raw):
                gone, reasons, rows = _without(now, path, str(raw.get("why", "")))
                values |= gone
                why |= reasons
                left_out += rows
                continue
            values[path], reason = _one(now, str(path), raw)
        except Refused as refusal:
            problems.append(f"{path}: {refusal}")
            continue
        if reason:
            why[path] = reason
    if problems:
        raise Refused(listed(problems, name), "Mend the file; nothing of it has been taken in.")
    return values, why, left_out


def _leaves_out(path: str, raw: Any) -> bool:
    parts = parsed(path)
    of_row = parts is not None and parts.is_row
    return of_row and isinstance(raw, Mapping) and "value" in raw and raw["value"] is None


def _one(now: Checking, path: str, raw: Any) -> tuple[Value, str]:
    one = now.form.at(path)
    if one is None:
        raise Refused("The form has no such place.", "Use the paths that `review verify` prints.")
    if raw == CONFIRM:
        if path not in now.first.values:
            raise Refused("There is nothing to confirm.", "Give a value and a reason.")
        return now.first.values[path], ""
    if not isinstance(raw, Mapping):
        raise Refused("That is no answer.", 'Write "confirm" or {"value": ..., "why": ...}.')
    value = read(one, {key: part for key, part in raw.items() if key != "why"})
    if value is None:
        raise Refused("There is no value.", "Give one, or the status not-reported.")
    return value, _reason(str(raw.get("why", "")))


def _reason(why: str) -> str:
    if not why.strip():
        raise Refused("A correction needs a reason.", 'Add "why": "...".')
    return why.strip()


def finish(review: Review, place: Place) -> Entry:
    """Make what was checked the agreed entry; Refused while values are left. One undo opens it."""
    with review.write() as writing:
        now = _to_check(writing, place)
        if now.left:
            named = ", ".join(now.left[:3])
            raise Refused(
                f"{len(now.left)} values are not checked yet: {named}.",
                "Confirm or correct them first.",
            )
        entry = Entry(
            study=place.study,
            form=place.form,
            version=now.form.version,
            extractor=CONSENSUS,
            part=place.part,
            values=now.kept,
        )
        if missing(now.form, entry.values):
            completed(now.form, entry)
        together = at_once(2)
        working.mark(writing, place, complete=True, together=together)
        body = {
            "form": place.form,
            "version": now.form.version,
            "part": place.part,
            "values": {path: to_data(value) for path, value in entry.values.items()},
            "complete": True,
            "over": standing_on(writing.connection, place.study, place.form, place.part),
            "of": [now.first.extractor, review.person],
            "checked_by": review.person,
            "choices": {
                path: {"taken": "second", "why": why}
                for path, why in (
                    *((path, now.why.get(path, "")) for path in now.corrected),
                    *now.left_out.items(),
                )
            },
        }
        writing.append(CONSENSUS_ACT, place.study, {**body, **together})
    return entry


def _named(writing: Writing, study: str, form: str, part: str) -> Checking:
    team.require(writing.connection, writing.review, ("extractor",), "extract")
    now = checking(writing.connection, writing.review.person, study, form, part)
    if now.agreed:
        raise Refused("This entry is checked and agreed.", "Take that back first: `review undo`.")
    return now


def _to_check(writing: Writing, place: Place) -> Checking:
    return _named(writing, f"s-{place.study}", place.form, place.part)


def _keep(
    writing: Writing,
    now: Checking,
    values: Mapping[str, Value | None],
    why: Mapping[str, str],
    left_out: Sequence[str] = (),
) -> None:
    body: dict[str, Any] = {
        "form": now.form.id,
        "version": now.form.version,
        "part": now.place.part,
        "values": {path: to_data(value) if value else None for path, value in values.items()},
    }
    more = {"why": dict(why), LEFT_OUT: list(left_out)}
    writing.append(ENTRY, now.place.study, {**body, **{k: v for k, v in more.items() if v}})
