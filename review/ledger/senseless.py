"""Acts that make no sense: what somebody made past the program, and what is done about it.

Whoever has a login of their own on a server may add acts with any other program. One that trips up
all others as they project it would keep everybody from work.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from review.acts import Act
from review.refusal import Refused

_TRIPPED = (SQLAlchemyError, LookupError, TypeError, ValueError, AttributeError, Refused)


class SenselessError(ValueError):
    """An act says what no program writes."""


@dataclass(slots=True)
class Attempt:
    """Whether what was attempted is done."""

    done: bool = False


@contextmanager
def sense(act: Act) -> Iterator[None]:
    """Put what goes wrong in projecting `act` down to it, but not a server that is gone."""
    try:
        yield
    except OperationalError:
        raise
    except _TRIPPED as error:
        raise SenselessError(
            f"an act of {act.by} ({act.kind}) says what no program writes"
        ) from error


@contextmanager
def attempt(connection: Connection) -> Iterator[Attempt]:
    """Do what is in the block, or nothing of it where an act makes no sense; tell which."""
    savepoint = connection.begin_nested()
    tried = Attempt()
    try:
        yield tried
    except SenselessError:
        savepoint.rollback()
    else:
        savepoint.commit()
        tried.done = True
