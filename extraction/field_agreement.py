"""How often two extractors agree, field by field, over many studies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extraction.compare import Kind, difference_kind, side_by_side
from extraction.entry import Entry
from extraction.field import Field
from extraction.form import Form
from extraction.same import folded
from extraction.value import Value

Pair = tuple[Value | None, Value | None]


@dataclass(frozen=True, slots=True)
class Apart:
    """A place where two extractors differ: the study, the part of it, the path, what each said."""

    study: str
    part: str
    path: str
    kind: Kind
    a: Value | None
    b: Value | None


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """Agreement of two extractors on one field, over the answers that at least one gave.

    `agree` counts the same value and status, numbers within the field's tolerance; `both` the
    answers that both gave, `same_status` the same status whatever the wording. `kappa` is Cohen's,
    for a field with one answer of several, no answer being one; None elsewhere, and where all
    answers are alike. `apart` names where they differ, a study and the path in its entry each.
    """

    field: str
    name: str
    n: int
    agree: int
    same_status: int
    kappa: float | None = None
    both: int = 0
    apart: tuple[Apart, ...] = ()

    @property
    def percent(self) -> float | None:
        """Return the share of agreement, 0 to 1; None where nothing was answered."""
        return self.agree / self.n if self.n else None


def agreement(form: Form, pairs: Iterable[tuple[Entry, Entry]]) -> tuple[FieldAgreement, ...]:
    """Return the agreement per field over pairs of entries; a field of a group is `group.field`.

    A row that only one of them has counts as disagreement in each of its fields.
    """
    fields = dict(_all_fields(form))
    answers: dict[str, list[Pair]] = {identifier: [] for identifier in fields}
    apart: dict[str, list[Apart]] = {identifier: [] for identifier in fields}
    for first, second in pairs:
        both = side_by_side(form, first, second)
        for path in both.paths:
            identifier, a, b = form.field_id(path), both.a.get(path), both.b.get(path)
            answers[identifier].append((a, b))
            if kind := difference_kind(fields[identifier], a, b):
                where = Apart(first.study, first.part, path, kind, a, b)
                apart[identifier].append(where)
    return tuple(_of(name, one, answers[name], apart[name]) for name, one in fields.items())


def _of(
    identifier: str, one: Field, pairs: Sequence[Pair], apart: Sequence[Apart]
) -> FieldAgreement:
    single = one.kind in {"choice", "yes-no-unclear"}
    return FieldAgreement(
        field=identifier,
        name=one.name("en"),
        n=len(pairs),
        agree=len(pairs) - len(apart),
        both=sum(a is not None and b is not None for a, b in pairs),
        same_status=sum(a is not None and b is not None and a.status == b.status for a, b in pairs),
        kappa=kappa([(_category(a), _category(b)) for a, b in pairs]) if single else None,
        apart=tuple(apart),
    )


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa of two people's categories: (Po - Pe) / (1 - Pe).

    Pe is the sum over the categories of the product of both people's shares. None without pairs,
    and where Pe is 1, as everything is then alike.
    """
    n = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    observed = sum(a == b for a, b in pairs)
    # In whole numbers, so that Pe = 1 is found exactly.
    expected = sum(first[category] * second[category] for category in first)
    if n * n == expected:
        return None
    return (n * observed - expected) / (n * n - expected)


def _category(value: Value | None) -> str:
    if value is None:
        return ""
    return f"{value.status}:{folded(str(value.value))}" if value.known else value.status


def _all_fields(form: Form) -> Iterator[tuple[str, Field]]:
    for one in form.fields:
        if one.kind == "table":
            cells = ((row, child) for row in one.rows for child in one.fields)
            yield from ((f"{one.id}.{row.id}.{child.id}", child) for row, child in cells)
        elif one.kind == "group":
            yield from ((f"{one.id}.{child.id}", child) for child in one.fields)
        elif one.kind != "calculated":
            yield one.id, one
