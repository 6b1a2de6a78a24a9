"""The values of a study's entries with all that belongs to them: plain lines, and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from extraction.entry import CONSENSUS
from extraction.form import Form
from extraction.origin import Found, Given
from extraction.part import told
from extraction.queries import Place
from extraction.tables.setting import Setting
from extraction.talk import Talk
from extraction.talk_text import agreed_lines, remark_data
from extraction.value import to_data
from review.clean import one_line

_EVIDENCE = ("report", "page", "other", "quote", "note")


def as_data(
    found: Found, talks: Mapping[Place, Talk] = MappingProxyType({})
) -> list[dict[str, Any]]:
    """Return every entry as JSON: its values, each with its evidence, and what stood there before.

    `value` is None where an answer was taken away. An agreed entry has the remarks that were made
    before it was agreed.
    """
    return [
        {
            "form": place.form,
            "part": place.part,
            "extractor": name,
            "values": [_data(path, given) for path, given in origins.items()],
            **({"remarks": remarks} if name == CONSENSUS and remarks else {}),
        }
        for place, of_place in sorted(found.items())
        for remarks in [[remark_data(one) for one in talks.get(place, Talk()).said if one.text]]
        for name, origins in of_place.items()
    ]


def _data(path: str, given: tuple[Given, ...]) -> dict[str, Any]:
    before = [_one(one) for one in given[:-1]]
    return {"path": path, **_one(given[-1]), **({"before": before} if before else {})}


def _one(given: Given) -> dict[str, Any]:
    value = to_data(given.value) if given.value else {"value": None}
    more = {"by": given.by, "code": given.code, "why": given.why, "from": list(given.of)}
    head = {"at": given.at, "version": given.version}
    return {**value, **head, **{key: part for key, part in more.items() if part}}


def lines(
    found: Found,
    forms: Mapping[str, Form],
    talks: Mapping[Place, Talk] = MappingProxyType({}),
    *,
    before: bool = False,
) -> Iterator[str]:
    """Yield the values place by place; with `before`, what stood there earlier too.

    `talks` is what two extractors said to each other of a place before they agreed.
    """
    for place, of_place in sorted(found.items()):
        form = forms.get(place.form)
        if form is None:
            continue
        for name, origins in of_place.items():
            who = "agreed" if name == CONSENSUS else name
            yield f"{place.form}{told(form.scope, place.part)}: {who}"
            for path, given in origins.items():
                yield from _told(form, path, given if before else given[-1:])
            if name == CONSENSUS and place in talks:
                yield from agreed_lines(form, talks[place])


def _told(form: Form, path: str, given: tuple[Given, ...]) -> Iterator[str]:
    setting, one = Setting(), form.at(path)
    for number, each in enumerate(given):
        if each.value is None and number == len(given) - 1 == 0:
            continue
        label = form.label(path, "en") if number == 0 else "then"
        text = one_line(setting.cell(one, each.value)) if each.value else "(taken away)"
        if one is None and each.value:
            text = one_line(str(each.value.value or each.value.status))
        yield f"  {label}: {text}"
        if each.value and (evidence := _evidence(each)):
            yield f"      {evidence}"
        yield f"      {_when(each)}"


def _evidence(given: Given) -> str:
    parts = ((key, getattr(given.value, key)) for key in _EVIDENCE)
    return one_line("; ".join(f"{key} {text}" for key, text in parts if text))


def _when(given: Given) -> str:
    by = f", kept by {given.by}" if given.by else ""
    if given.extractor != CONSENSUS:
        return f"{given.at}{by}" + (f", by code {one_line(given.code)}" if given.code else "")
    of = f"as {' and '.join(given.of)} had it" if given.of else "another value"
    why = f", because: {one_line(given.why)}" if given.why else ""
    return f"{given.at}{by}, {of}{why}"
