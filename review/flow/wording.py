"""The words of the flow, with those of the templates' rows."""

from __future__ import annotations

from functools import cache

from review.wording import Words, languages_of, sections_of


class Wording(Words):
    """The words of the flow in one language."""

    __slots__ = ()

    def row(self, row: str, *, updated: bool = False) -> str:
        """Return the text of a row of the templates, as the new or the updated variant has it."""
        if updated and row in self.sections["updated"]:
            return self.sections["updated"][row]
        return self.sections["rows"][row]

    def name(self, row: str) -> str:
        """Return what any row is called where it stands alone: of which column, without marks."""
        other = row.startswith("other_") and row != "other_results"
        bare = row.removeprefix("other_").removeprefix("dbr_")
        rows = {**self.sections["rows"], **self.sections["own"]}
        text = next(rows[key] for key in (row, bare) if key in rows).replace("*", "")
        return f"{self('alt', 'other')} {text}" if other else text

    def own(self, row: str) -> str:
        """Return the text of a row that the templates do not have, with its mark."""
        return self.sections["own"][row] + self.sections["marks"]["own"]


def languages() -> tuple[str, ...]:
    """Return the languages that have a file of words."""
    return languages_of("review.flow")


@cache
def wording(language: str) -> Wording:
    """Return the words of `language`; raises Refused naming the languages there are."""
    return Wording(language, sections_of("review.flow", language))
