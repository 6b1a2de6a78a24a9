"""What is known around an entry and may be held against it: arms, outcomes and spreads.

It is made of entries that the person may see: the study's own beside this one, and, of other
studies, the person's own and what is agreed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extraction.form import Form
from extraction.plausible.rows import Row, role, rows_of
from extraction.same import folded
from extraction.value import Value

_HIGHER = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Spread:
    """A standard deviation with the number it rests on, of one measure, and where it stands."""

    measure: str
    sd: float
    n: float
    where: str


@dataclass(frozen=True, slots=True)
class Around:
    """How many each arm was allocated, whether more of an outcome is better, and known spreads."""

    allocated: Mapping[str, float] = field(default_factory=dict)
    higher_is_better: Mapping[str, bool] = field(default_factory=dict)
    spreads: Sequence[Spread] = ()


NOTHING = Around()


def around(
    study: Iterable[tuple[Form, str, Mapping[str, Value]]],
    elsewhere: Iterable[tuple[str, Form, Mapping[str, Value]]] = (),
) -> Around:
    """Return what entries tell: those of the study as (form, part, values), others by study."""
    allocated: dict[str, float] = {}
    better: dict[str, bool] = {}
    for form, part, values in study:
        for row in rows_of(form, values):
            _note(row, part if form.scope in {"arm", "outcome"} else "", allocated, better)
    spreads = [
        spread
        for name, form, values in elsewhere
        for row in rows_of(form, values)
        for _path, spread in spreads_of(row, name)
    ]
    return Around(allocated, better, spreads)


def _note(row: Row, part: str, allocated: dict[str, float], better: dict[str, bool]) -> None:
    name = folded(row.text("name", "arm", "outcome") or ("" if row.prefix else part))
    if not name:
        return
    for identifier in row.of("allocated").values():
        number = row.number(identifier)
        if number is not None:
            allocated.setdefault(name, number)
    told = row.text("higher_is_better")
    if told in _HIGHER:
        better.setdefault(name, _HIGHER[told])


def holds_spreads(form: Form) -> bool:
    """Tell whether a form asks for standard deviations."""
    fields = [*form.fields, *(child for group in form.groups() for child in group.fields)]
    return any((role(one.id) or ("",))[0] == "sd" for one in fields)


def spreads_of(row: Row, where: str) -> list[tuple[str, Spread]]:
    """Return every standard deviation of a row with its path, where number and measure are told."""
    measure = folded(row.text("measure", "outcome"))
    if not measure:
        return []
    found = []
    for sd, n in row.sides("sd", "n"):
        spread, size = row.number(sd), row.number(n)
        if spread is not None and size is not None and spread > 0 and size > 1:
            found.append((row.path(sd), Spread(measure, spread, size, where)))
    return found
