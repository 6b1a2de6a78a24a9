"""Differences of two entries with what was said of them: plain lines, and JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extraction.compare import Difference
from extraction.discussing import ToDiscuss
from extraction.form import Form
from extraction.part import told
from extraction.talk import Said, Talk, digest
from extraction.value import Value, to_data
from review.clean import one_line
from review.ids import shown_study

_LONGEST = 120


def difference_lines(one: Difference, who: tuple[str, str], talk: Talk) -> Iterator[str]:
    """Yield the field, both answers, and the remarks on it."""
    sign = ", to discuss" if talk.on_pile(one) else ""
    yield f"{one.path}  {one.name} ({one.kind}{sign})"
    for name, value in zip(who, (one.a, one.b), strict=True):
        yield f"    {name:12}{in_brief(value)}"
    for said in talk.remarks(one.path):
        yield f"    {remark_line(said, one)}"


def difference_data(one: Difference, talk: Talk) -> dict[str, Any]:
    """Return a difference as plain JSON."""
    return {
        "path": one.path,
        "field": one.name,
        "kind": one.kind,
        "first": to_data(one.a) if one.a else None,
        "second": to_data(one.b) if one.b else None,
        "discuss": bool(talk.on_pile(one)),
        "remarks": [
            {**remark_data(said), "earlier": _is_earlier(said, one)}
            for said in talk.remarks(one.path)
        ],
    }


def pile_lines(one: ToDiscuss) -> Iterator[str]:
    """Yield the study and form, then each difference on the pile."""
    part = one_line(told(one.form.scope, one.place.part))
    yield f"{one_line(one.study)} ({shown_study(one.place.study)}): {one.place.form}{part}"
    for difference in one.differences:
        for line in difference_lines(difference, (one.first, one.second), one.talk):
            yield f"  {line}"


def pile_data(one: ToDiscuss) -> dict[str, Any]:
    """Return the pile of a place as plain JSON."""
    return {
        "study": shown_study(one.place.study),
        "name": one.study,
        "form": one.place.form,
        "part": one.place.part,
        "first": one.first,
        "second": one.second,
        "differences": [difference_data(each, one.talk) for each in one.differences],
    }


def agreed_lines(form: Form, talk: Talk) -> Iterator[str]:
    """Yield what was said of the fields of a place that is agreed by now.

    Rows have the numbers that they had when two entries were compared.
    """
    for said in talk.said:
        if said.text:
            yield f"  Before, on {form.label(said.path, 'en')}: {remark_line(said)}"


def remark_data(said: Said) -> dict[str, Any]:
    """Return a remark as plain JSON."""
    return {"path": said.path, "by": said.by, "at": said.at, "text": said.text}


def remark_line(said: Said, one: Difference | None = None) -> str:
    """Return a remark with who made it and when."""
    return one_line(f"{said.by}, {_when(said, one)}: {said.text}")


def remark_beside(said: Said, one: Difference, known: str = "") -> str:
    """Return a remark as it stands in a column; without who made it under their own name."""
    who = "" if said.by == known else f"{said.by}: "
    return one_line(f"{who}{said.text} ({_when(said, one)})")


def _when(said: Said, one: Difference | None) -> str:
    earlier = ", of earlier answers" if one is not None and _is_earlier(said, one) else ""
    return said.at[:16].replace("T", " ") + earlier


def _is_earlier(said: Said, one: Difference) -> bool:
    return said.answers != digest(one.a, one.b)


def in_brief(value: Value | None) -> str:
    """Return an answer in one short line."""
    if value is None:
        return "-"
    content = value.value
    parts = content if isinstance(content, tuple) else () if content is None else (str(content),)
    status = "" if value.status == "reported" else f" [{value.status}]"
    return one_line(f"{'; '.join(parts)}{status}")[:_LONGEST]
