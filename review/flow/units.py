"""Numbers with a unit: records, reports and studies are types, and no sum mixes them.

A number goes from one unit to another only where a line says so, by `Reports(int(records))`.
"""

from __future__ import annotations

from typing import ClassVar, Literal, Self, TypeVar

Unit = Literal["records", "reports", "studies"]


class _Counted:
    """A whole number of one unit.

    It adds to, is taken from and compares with its own unit alone: anything else is refused by the
    type checker and raises TypeError. It equals its bare number, which formats and converts alike.
    """

    __slots__ = ("_number",)
    unit: ClassVar[Unit]

    def __init__(self, number: int = 0) -> None:
        if not isinstance(number, int):
            raise TypeError(f"{number!r} is not a number of {self.unit}")
        self._number = number

    def __add__(self, other: Self) -> Self:
        if not isinstance(other, type(self)):
            return NotImplemented
        return type(self)(self._number + other._number)

    def __sub__(self, other: Self) -> Self:
        if not isinstance(other, type(self)):
            return NotImplemented
        return type(self)(self._number - other._number)

    def __lt__(self, other: Self) -> bool:
        if not isinstance(other, type(self)):
            return NotImplemented
        return self._number < other._number

    def __gt__(self, other: Self) -> bool:
        if not isinstance(other, type(self)):
            return NotImplemented
        return self._number > other._number

    def __eq__(self, other: object) -> bool:
        if isinstance(other, _Counted):
            return type(other) is type(self) and other._number == self._number
        return self._number == other

    def __hash__(self) -> int:
        return hash(self._number)

    def __bool__(self) -> bool:
        return bool(self._number)

    def __index__(self) -> int:
        return self._number

    def __str__(self) -> str:
        return str(self._number)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._number})"

    def __format__(self, spec: str) -> str:
        return format(self._number, spec)


class Records(_Counted):
    """A number of records: titles and abstracts as sources gave them."""

    __slots__ = ()
    unit = "records"


class Reports(_Counted):
    """A number of reports: documents that are sought, assessed and included."""

    __slots__ = ()
    unit = "reports"


class Studies(_Counted):
    """A number of studies: investigations, each with its reports."""

    __slots__ = ()
    unit = "studies"


NO_RECORDS, NO_REPORTS, NO_STUDIES = Records(), Reports(), Studies()

# A number of whichever unit: it can be shown, but not added to another.
Count = Records | Reports | Studies
U = TypeVar("U", Records, Reports, Studies)


def bare(count: Count | None) -> int | None:
    """Return a number without its unit, for what is no sum: a file, a table, a message."""
    return None if count is None else int(count)


def total(unit: type[U], *numbers: U | None) -> U:
    """Return the sum of `numbers`, those that are not given left out."""
    return sum((number for number in numbers if number is not None), unit())


def of_unit(unit: Unit, number: int) -> Count:
    """Return `number` as so many of `unit`."""
    by_name: dict[Unit, type[Records | Reports | Studies]] = {
        kind.unit: kind for kind in (Records, Reports, Studies)
    }
    return by_name[unit](number)
