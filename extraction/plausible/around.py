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

_MEASURE = ("measure", "outcome")
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
    study: Iterable[tuple[Form, str, Mapping[str, Value]]], spreads: Sequence[Spread] = ()
) -> Around:
    """Return what the entries of a study tell, as (form, part, values), beside known spreads."""
    allocated: dict[str, float] = {}
    better: dict[str, bool] = {}
    for form, part, values in study:
        for row in rows_of(form, values):
            _note(row, part if form.scope in {"arm", "outcome"} else "", allocated, better)
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


def tell_spreads(form: Form) -> frozenset[str]:
    """Return the fields that tell a form's standard deviations, as `field` or `group.field`.

    They are the deviations, the numbers that these rest on, and what was measured.
    """
    rows = {"": form.fields, **{f"{group.id}.": group.fields for group in form.groups()}}
    found: set[str] = set()
    for prefix, fields in rows.items():
        held = {one.id: (role(one.id) or ("",))[0] for one in fields if one.kind != "group"}
        if "sd" in held.values():
            found |= {
                prefix + key for key, what in held.items() if what in {"sd", "n"} or key in _MEASURE
            }
    return frozenset(found)


def spreads_of(row: Row, where: str) -> list[tuple[str, Spread]]:
    """Return every standard deviation of a row with its path, where number and measure are told."""
    measure = folded(row.text(*_MEASURE))
    if not measure:
        return []
    found = []
    for sd, n in row.sides("sd", "n"):
        spread, size = row.number(sd), row.number(n)
        if spread is not None and size is not None and spread > 0 and size > 1:
            found.append((row.path(sd), Spread(measure, spread, size, where)))
    return found
