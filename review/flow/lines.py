"""The lines of the boxes: one for each row that is given, with the words of a language.

Open keys are row ids, with a colon and a name for one source or one reason (by its id).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from review.clean import one_line
from review.flow.additions import NO_REASON
from review.flow.box import Box, Line
from review.flow.numbers import Numbers
from review.flow.units import Count
from review.flow.wording import Wording
from review.typography import writable

FOOTNOTE = "*"  # once or twice behind what a footnote of the templates is about


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of `numbers` in `words`; rows that are hidden give none."""

    numbers: Numbers
    words: Wording

    def row(
        self, row: str, *, open_key: str | None = None, answered: bool = False
    ) -> Iterator[Line]:
        """Give the line of a row of the templates, nothing where it is not given.

        What its footnote asks for may be `answered`: then it needs no mark.
        """
        count = self._count(row)
        if count is not None:
            text = self.words.row(row, updated=self.numbers.updated)
            text = text.replace(FOOTNOTE, "") if answered else text
            yield Line(text, count, row if open_key is None else open_key)

    def own(self, row: str, key: str = "") -> Iterator[Line]:
        """Give the line of one of our own rows where it counts anything; `key` is its wording."""
        count = self._count(row)
        if count:
            yield Line(self.words.own(key or row), count, row)

    def given(self, row: str) -> Iterator[Line]:
        """Give the line of one of our own rows where it is given, zero included."""
        count = self._count(row)
        if count is not None:
            yield Line(self.words.own(row), count, row)

    def straight(self, row: str) -> Iterator[Line]:
        """Give the line of a known list of reports that was not screened here."""
        return (replace(line, indent=1) for line in self.own(row, "straight"))

    def sources(self, kind: str) -> Iterator[Line]:
        """Give the line of databases or of registers, and one for each of them."""
        yield from self.row(f"{kind}_results")
        row = f"{kind}_specific_results"
        for name, count in self._listed(row):
            if name:
                yield Line(_drawn(name), count, f"{row}:{name}", indent=2)

    def records_by_reason(self, row: str, listed: str) -> Iterator[Line]:
        """Give a line for each reason at title and abstract where that is asked for."""
        look = self.numbers.look
        if look.title_abstract_reasons and row not in look.hidden:
            for reason, count in self._listed(listed):
                yield replace(self._reason(row, reason, count), indent=1)

    def reasons(self, row: str) -> Box:
        """Return the box of a list of reasons; the row alone where no reasons are known."""
        listed = [(reason, count) for reason, count in self._listed(row) if count]
        if row in self.numbers.look.hidden:
            return Box(row, ())
        if not [reason for reason, _count in listed if reason or len(listed) > 1]:
            return Box(row, tuple(self.row(row)))
        return self.led(row, [self._reason(row, *item) for item in listed])

    def led(self, row: str, lines: list[Line], *, answered: bool = False) -> Box:
        """Return a box whose lines stand under a lead, which has no mark if that is `answered`."""
        text = self.words("leads", row)
        text = text.replace(FOOTNOTE, "") if answered else text
        lead = Line(text, None, italics=self.words.sections["italics"].get(row, ""))
        below = (replace(line, indent=max(1, line.indent)) for line in lines)
        return Box(row, (lead, *below) if lines else ())

    def _count(self, row: str) -> Count | None:
        return None if row in self.numbers.look.hidden else self.numbers.get(row)

    def _listed(self, row: str) -> Iterator[tuple[str, Count]]:
        if row not in self.numbers.look.hidden:
            yield from self.numbers.named.get(row, {}).items()

    def _reason(self, row: str, reason: str, count: Count) -> Line:
        known = _drawn(self.numbers.reason(reason, self.words.language))
        name = known or self.words("marks", "no_reason")
        return Line(name, count, f"{row}:{reason or NO_REASON}")


def _drawn(text: str) -> str:
    """Return a name from outside as it can be drawn in any format, on one line."""
    return one_line(writable(text))
