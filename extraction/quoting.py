"""What a passage of a report makes of the answer it is chosen for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extraction.checking import read
from extraction.field import Field
from extraction.value import Value, to_data
from review.refusal import Refused


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a report, with the page they stand on; `report` is its shown id."""

    text: str
    page: str
    report: str

    def beside(self, value: Value | None) -> Value:
        """Return the value with these words as its evidence; without one, the evidence alone."""
        return replace(value or Value(), quote=self.text, page=self.page, report=self.report)


def answer_from(one: Field, value: Value | None, quote: Quote) -> Value:
    """Return the passage as the answer of a field, with itself as its evidence.

    Raises Refused where the words are no answer to the field. An answer that says that nothing is
    reported gives way.
    """
    old = value if value is not None and value.known else None
    typed = quote.text.rstrip(",;:.") if one.kind in {"integer", "decimal", "date"} else quote.text
    content: object = typed
    if one.multiple and old is not None and isinstance(old.value, tuple):
        content = [*old.value, typed]
    beside = quote.beside(old)
    data = {**to_data(beside), "value": content}
    if old is None:
        data.pop("status", None)
    found = read(one, data)
    if found is None:
        raise Refused("There are no words to answer with.", "Choose some in the text.")
    return found
