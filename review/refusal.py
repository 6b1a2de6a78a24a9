"""What a user is meant to read when something ends early: a refusal, or a stop of their own."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """What was asked cannot be done; `why` says so, `next_step` says what to do instead."""

    def __init__(self, why: str, next_step: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.why} {self.next_step}".strip()


class Stopped(Exception):  # noqa: N818 - somebody wanted it so
    """Somebody stopped what was running; the words say what is kept, and how to go on."""


class StoreUnusable(Refused):
    """The review's database cannot be opened, read or written."""
