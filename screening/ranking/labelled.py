"""An export whose records are labelled already: what a simulation replays.

The labels stand in a column of a table, a tag of a tagged file, or the note that ASReview writes
into RIS. The record's own position in its file is its key no longer than the texts need it: copies
of one text are told apart by it, and by nothing else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from review.clean import one_line
from review.counting import counted
from review.formats.parsed import Parsed
from review.formats.reading import read
from review.record import Record
from review.refusal import Refused
from screening.ranking.texts import Text

_INCLUDE = frozenset(
    {"1", "1.0", "true", "t", "yes", "y", "i", "in", "include", "included", "relevant", "ja"}
    | {"asreview_relevant", "inclusion", "accept", "accepted", "+"}
)
_EXCLUDE = frozenset(
    {"0", "0.0", "false", "f", "no", "n", "e", "x", "ex", "out", "exclude", "excluded", "nei"}
    | {"irrelevant", "not relevant", "asreview_irrelevant", "exclusion", "reject", "rejected", "-"}
)
_UNKNOWN = frozenset({"", "-1", "-1.0", "nan", "na", "n/a", "none", "null", "asreview_not_seen"})
_ASREVIEW = re.compile(r"\bASReview_(?:relevant|irrelevant|not_seen)\b", re.IGNORECASE)
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Labelled:
    """Texts with their labels, and what was left out, in words."""

    texts: tuple[Text, ...]
    labels: dict[str, bool]  # by key
    lines: dict[str, int]  # where the record of each key begins in its file
    notices: tuple[str, ...]

    @property
    def includes(self) -> int:
        """Return the number of includes."""
        return sum(self.labels.values())


def read_labelled(data: bytes, name: str, column: str) -> Labelled:
    """Read an export with labels in `column`; Refused where it has none, or one that is no label.

    Raises Refused, too, unless there is a record of each label.
    """
    parsed = read(data, name)
    values = [_value(record, column, parsed) for record in parsed.records]
    if all(value is None for value in values):
        raise _no_such_column(column, parsed)
    texts: list[Text] = []
    labels: dict[str, bool] = {}
    lines: dict[str, int] = {}
    unknown = 0
    copies: Counter[str] = Counter()
    for record, value in zip(parsed.records, values, strict=True):
        label = _label(value or "", column, record)
        if label is None:
            unknown += 1
            continue
        text = _text(record, copies)
        texts.append(text)
        labels[text.key], lines[text.key] = label, record.line
    found = Labelled(tuple(texts), labels, lines, tuple(_told(parsed, unknown, column)))
    if not 0 < found.includes < len(texts):
        only = "include" if found.includes else "exclude"
        raise Refused(
            f"Every label in “{column}” is {only}.", "Replaying needs records of both kinds."
        )
    return found


def _text(record: Record, copies: Counter[str]) -> Text:
    title = _there(record.title or record.translated_title)
    plain = Text("", title, _there(record.abstract))
    copies[plain.digest] += 1
    return Text(f"{plain.digest}-{copies[plain.digest]}", title, plain.abstract)


def _there(text: str) -> str:
    """Return a text, or nothing where a statistics program wrote that there is none."""
    return "" if text.strip().casefold() in _UNKNOWN else text


def _value(record: Record, column: str, parsed: Parsed) -> str | None:
    wanted = _folded(column)
    said = [value for name, value in record.extra if _folded(name) == wanted]
    if said:
        return said[0]
    for name, field in parsed.columns:
        if _folded(name) == wanted and field and hasattr(record, field):
            return _plain(getattr(record, field))
    for text in (*record.notes, *(value for _name, value in record.extra)):
        mark = _ASREVIEW.search(text)
        if mark and wanted in {"asreview", "notes", "n1", "asreviewlabel", "label"}:
            return mark.group()
    return None


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def _label(value: str, column: str, record: Record) -> bool | None:
    said = one_line(value).strip().strip("\"'").casefold()
    if said in _INCLUDE or said in _EXCLUDE:
        return said in _INCLUDE
    if said in _UNKNOWN:
        return None
    try:
        number = float(said.replace(",", "."))
    except ValueError:
        number = -1.0
    if number in {0.0, 1.0}:
        return number == 1.0
    raise Refused(
        f"“{one_line(value)[:40]}” in “{column}”, line {record.line}, is no label.",
        "Labels are 1 and 0, yes and no, include and exclude; blank where there is none.",
    )


def _no_such_column(column: str, parsed: Parsed) -> Refused:
    there = Counter(name for record in parsed.records for name, _value in record.extra)
    names = [name for name, _field in parsed.columns] or [name for name, _n in there.most_common()]
    shown = ", ".join(one_line(name)[:40] for name in names[:_SHOWN]) or "none"
    return Refused(f"No record has “{column}”.", f"What could hold the labels: {shown}.")


def _told(parsed: Parsed, unknown: int, column: str) -> Iterable[str]:
    if unknown:
        yield f"{counted(unknown, 'record')} without a label in “{column}” left out."
    if parsed.rejected:
        rejected: Sequence[object] = parsed.rejected
        first = parsed.rejected[0]
        yield (
            f"{counted(len(rejected), 'row')} rejected as no records and left out; "
            f"the first in line {first.line}: {first.why}"
        )
    without = sum(not record.abstract for record in parsed.records)
    if without:
        yield f"{counted(without, 'record')} without an abstract, ranked by the title."
