"""What is wrong with the place of a review, in words and with the way out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong with where a review lies."""

    code: str  # synced, network, read-only, database, folder, side-files
    message: str  # a sentence that names what was found
    remedy: str  # what to do, with the commands to type

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"
