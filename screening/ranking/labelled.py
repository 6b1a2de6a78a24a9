"""An export whose records are labelled already: what a simulation replays.

The labels stand in a column of a table, a tag of a tagged file, or the notes that other programs
write into RIS. Every record with a label counts, one without a word of text too. What tells copies
of one text apart is all that their rows hold, so that the order of the file has no part in a run
but in the draw of what is known before it.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from review.clean import one_line
from review.counting import counted
from review.formats.parsed import Parsed
from review.formats.reading import read
from review.record import Record
from review.refusal import Refused
from screening.ranking.labelled_tables import Found, columns_in_words, labelled_table
from screening.ranking.labels import (
    folded,
    is_nothing,
    label_in,
    label_in_notes,
    look_like_labels,
    marked_alone,
)
from screening.ranking.texts import Text

# What may be said of a tagged file whose labels stand in its notes.
_OF_NOTES = frozenset(
    {"notes", "note", "n1", "asreview", "asreviewlabel", "rayyan", "label", "labels", "included"}
    | {"labelincluded", "include", "finallabel", "finalincluded", "relevant", "decision"}
)
_TAGGED = re.compile(r"^([A-Z][A-Z0-9]{1,3}) {0,2}- ?(.*)$", re.MULTILINE)
_TABLES = frozenset({"csv", "xlsx"})


@dataclass(frozen=True, slots=True)
class Labelled:
    """Texts with their labels, and what was left out, in words."""

    texts: tuple[Text, ...]
    labels: dict[str, bool]  # by key, in the order of the file
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
    table = labelled_table(data, name, column)
    rows = table.found() if table else _found_in(read(data, name), column)
    mark = marked_alone([row.said for row in rows], column)
    texts: list[Text] = []
    labels: dict[str, bool] = {}
    lines: dict[str, int] = {}
    unknown: Counter[str] = Counter()
    copies: Counter[str] = Counter()
    for row in rows:
        label = _label(row, column) if mark is None else mark is not is_nothing(row.said)
        if label is None:
            unknown["" if is_nothing(row.said) else one_line(row.said)[:40]] += 1
            continue
        text = _text(row, copies)
        texts.append(text)
        labels[text.key], lines[text.key] = label, row.line
    told = [*_told_of_marks(mark, labels, column), *_told(texts, unknown, column)]
    found = Labelled(tuple(texts), labels, lines, tuple(told))
    if not 0 < found.includes < len(texts):
        raise _of_one_kind(found, column)
    return found


def _text(row: Found, copies: Counter[str]) -> Text:
    digest = Text("", row.title, row.abstract).digest
    own = f"{digest}-{hashlib.sha256(row.own.encode(errors='replace')).hexdigest()[:16]}"
    copies[own] += 1
    return Text(f"{own}-{copies[own]}", row.title, row.abstract)


def _label(row: Found, column: str) -> bool | None:
    try:
        return label_in(row.said)
    except ValueError:
        raise Refused(
            f"“{one_line(row.said)[:40]}” in “{column}”, line {row.line}, is no label.",
            "Labels are 1 and 0, yes and no, include and exclude; blank where there is none.",
        ) from None


def _found_in(parsed: Parsed, column: str) -> list[Found]:
    """Return the records of any other export; what importing would reject is among them."""
    records = [*parsed.records, *(_of_rejected(one.text, one.line) for one in parsed.rejected)]
    records.sort(key=lambda record: record.line)
    said = [_value(record, column, parsed) for record in records]
    if all(value is None for value in said):
        raise _no_such_column(column, parsed)
    return [
        Found(
            record.line,
            _there(record.title or record.translated_title),
            _there(record.abstract),
            value or "",
            record.raw,
        )
        for record, value in zip(records, said, strict=True)
    ]


def _there(text: str) -> str:
    return "" if is_nothing(text) else text


def _of_rejected(lines: str, line: int) -> Record:
    """Return what the lines of a tagged record hold that has neither a title nor an author."""
    tags = tuple((tag, value.strip()) for tag, value in _TAGGED.findall(lines))
    return Record(notes=tuple(value for _tag, value in tags), extra=tags, raw=lines, line=line)


def _value(record: Record, column: str, parsed: Parsed) -> str | None:
    wanted = folded(column)
    said = [value for name, value in record.extra if folded(name) == wanted]
    if said:
        return said[0]
    for name, field in parsed.columns:
        if folded(name) == wanted and field and hasattr(record, field):
            return _plain(getattr(record, field))
    if parsed.format in _TABLES:
        return None
    return label_in_notes(_notes(record), column, marks=wanted in _OF_NOTES)


def _notes(record: Record) -> Iterator[str]:
    yield from record.notes
    yield from (value for _name, value in record.extra)


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def _no_such_column(column: str, parsed: Parsed) -> Refused:
    there: dict[str, list[str]] = {}
    for record in parsed.records:
        for name, value in record.extra:
            there.setdefault(name, []).append(value)
    names = [name for name, _field in parsed.columns] or list(there)
    alike = [name for name, values in there.items() if look_like_labels(values)]
    marked = {label_in_notes(_notes(one), "", marks=True) for one in parsed.records} - {None}
    if parsed.format not in _TABLES and marked:
        alike.append("notes")
    asked = (
        f"Labels may stand in {columns_in_words(alike)}: --label “{alike[0]}”. " if alike else ""
    )
    return Refused(f"No record has “{column}”.", f"{asked}There are {columns_in_words(names)}.")


def _of_one_kind(found: Labelled, column: str) -> Refused:
    if not found.texts:
        return Refused(f"No record has a label in “{column}”.", "Name another with --label.")
    only = "include" if found.includes else "exclude"
    return Refused(
        f"Every label in “{column}” is {only}.", "Replaying needs records of both kinds."
    )


def _told_of_marks(mark: bool | None, labels: Mapping[str, bool], column: str) -> Iterable[str]:
    blank = sum(label is not mark for label in labels.values())
    if mark is not None and blank:
        kinds = ("includes", "excludes") if mark else ("excludes", "includes")
        yield (
            f"Only {kinds[0]} are marked in “{column}”: {counted(blank, 'record')} with nothing "
            f"there taken for {kinds[1]}."
        )


def _told(texts: Sequence[Text], unknown: Counter[str], column: str) -> Iterable[str]:
    if number := unknown.total():
        said = [f"{some:,} “{word}”" for word, some in unknown.most_common() if word]
        which = f" ({', '.join(said[:5])})" if said else ""
        yield f"{counted(number, 'record')} without a label in “{column}” left out{which}."
    empty = sum(not text.readable for text in texts)
    if without := sum(not text.abstract for text in texts) - sum(
        not text.readable and not text.abstract for text in texts
    ):
        yield f"{counted(without, 'record')} without an abstract, ranked by the title."
    if empty:
        yield f"{counted(empty, 'record')} without a word of text; they count all the same."
