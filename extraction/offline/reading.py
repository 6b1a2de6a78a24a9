"""Read a file of entries: what it answers, place by place, and what in it is no answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from extraction.entry_file import decoded
from extraction.form import Form
from extraction.offline.cell import answer_of
from extraction.offline.columns import Column, Headers
from extraction.offline.signs import meant
from extraction.path import child_path
from extraction.same import folded
from extraction.status import WITHOUT_VALUE
from extraction.value import VALUE_KEYS
from review.clean import meant_cell
from review.formats.decoding import Decoder
from review.formats.rows import HEADER_WITHIN, Row, rows_of
from review.formats.sheets import workbook_rows
from review.refusal import Refused

_DELIMITERS = ",;\t|"
_SAMPLE = 1 << 16
_NAMED = 8  # columns that are not taken

Meaning = Column | str | None  # a column of the form, what an entry is of, or nothing


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a file: where it stands in it, the place it is for, and what it says."""

    line: int
    path: str
    raw: Any
    text: str


@dataclass(slots=True)
class Given:
    """The answers that a file gives about one study, or a part of it, by one person."""

    line: int
    study: str
    part: str = ""
    extractor: str = ""
    code: str = ""
    answers: list[Answer] = field(default_factory=list)


@dataclass(slots=True)
class Read:
    """What a file holds, and what is to be said of it."""

    given: list[Given] = field(default_factory=list)
    says: list[str] = field(default_factory=list)


def read_file(
    form: Form,
    data: bytes,
    name: str,
    said: Mapping[str, str],
    words: Mapping[str, str] | None = None,
) -> Read:
    """Return the answers in a file of CSV, a workbook or JSON.

    `said` names the columns of headers that the form does not know. A cell that holds one of
    `words` has that status, or is no answer where it is empty. Raises Refused where the file cannot
    be read or names no study.
    """
    if data.lstrip()[:1] == b"{":
        return _json(form, Decoder(data).text(), name)
    headers = Headers(form, said)
    known = {folded(word): status for word, status in (words or {}).items()}
    heads, rows = _best(tables(data), headers)
    meanings = [headers.meaning(head) for head in heads]
    _check(form, name, heads, meanings, said)
    unread = [head for head, meaning in zip(heads, meanings, strict=True) if not meaning and head]
    read = Read()
    if unread := [head for head in unread if said.get(head) is None]:
        more = f" and {len(unread) - _NAMED} more" if len(unread) > _NAMED else ""
        named = ", ".join(unread[:_NAMED])
        read.says.append(f"Columns that are no field of {form.id}: {named}{more}")
    long = "path" in meanings
    read.given += (_long if long else _wide)(headers, meanings, rows, known)
    return read


def tables(data: bytes) -> Iterator[Sequence[Row]]:
    """Yield what a file may be read as: each sheet of a workbook, text by each separator."""
    if data.startswith(b"PK\x03\x04"):
        for rows in workbook_rows(data):
            yield [Row(row.line, [meant(cell) for cell in row.cells], row.raw) for row in rows]
        return
    text = Decoder(data).text().removeprefix("\ufeff")
    if text[:4].lower() == "sep=":  # Excel's own hint, a line of its own
        text = "\n" + text.partition("\n")[2]
    for sign in _DELIMITERS:
        sample = text if len(text) < _SAMPLE else text[:_SAMPLE].rpartition("\n")[0]
        if any(len(row.cells) > 1 for row in islice(rows_of(sample, sign), HEADER_WITHIN)):
            yield list(rows_of(text, sign))


def _best(tables: Iterable[Sequence[Row]], headers: Headers) -> tuple[list[str], list[Row]]:
    """Return the headers and rows of the table that names most columns."""
    best: tuple[int, list[str], list[Row]] = (0, [], [])
    for rows in tables:
        for at, row in enumerate(rows[:HEADER_WITHIN]):
            heads = [cell.strip().lstrip("\ufeff") for cell in row.cells]
            known = sum(bool(headers.meaning(head)) for head in heads if head)
            if known > best[0]:
                best = (known, heads, list(rows[at + 1 :]))
    return best[1], best[2]


def _check(
    form: Form,
    name: str,
    heads: Sequence[str],
    meanings: Sequence[Meaning],
    said: Mapping[str, str],
) -> None:
    if gone := [head for head in said if head not in heads]:
        raise Refused(
            f"{name} has no column {', '.join(gone)}.",
            f"Its columns: {', '.join(head for head in heads if head) or 'none that is known'}.",
        )
    if not {"study", "study_id"} & {meaning for meaning in meanings if isinstance(meaning, str)}:
        raise Refused(
            f"{name} does not say which study a row is about.",
            "Name the column: --map COLUMN=study.",
        )
    columns = [meaning for meaning in meanings if isinstance(meaning, Column)]
    if not columns and "path" not in meanings:
        raise Refused(
            f"{name} has no column of the form {form.id}.",
            f"Name them: --map COLUMN=FIELD. The fields: `review form show {form.id}`.",
        )
    twice = [column for column in columns if columns.count(column) > 1]
    if twice:
        raise Refused(
            f"Two columns of {name} are both {twice[0].path}.", "Leave one out: --map COLUMN=-."
        )


def _cells(
    meanings: Sequence[Meaning], row: Row, words: Mapping[str, str]
) -> Iterator[tuple[Column | str, str]]:
    for meaning, cell in zip(meanings, row.cells, strict=False):
        text = meant_cell(cell).strip()
        is_answer = meaning == "value" or (isinstance(meaning, Column) and meaning.key == "value")
        told = words.get(folded(text), text) if is_answer else text
        if meaning is not None and told:
            yield meaning, told


def _wide(
    headers: Headers, meanings: Sequence[Meaning], rows: Iterable[Row], words: Mapping[str, str]
) -> Iterator[Given]:
    for row in rows:
        head: dict[str, str] = {}
        parts: dict[str, dict[str, str]] = {}
        for meaning, text in _cells(meanings, row, words):
            if isinstance(meaning, Column):
                parts.setdefault(meaning.path, {})[meaning.key] = text
            else:
                head[meaning] = text
        given = _given(row.line, head)
        given.answers = [
            _answer(headers.form, row.line, path, told) for path, told in parts.items()
        ]
        if head or parts:
            yield given


def _long(
    headers: Headers, meanings: Sequence[Meaning], rows: Iterable[Row], words: Mapping[str, str]
) -> Iterator[Given]:
    for row in rows:
        told = {str(key): text for key, text in _cells(meanings, row, words)}
        if not told:
            continue
        given = _given(row.line, told)
        parts = {key: told[key] for key in VALUE_KEYS if key in told}
        found = headers.meaning(told.get("path", ""))
        path = found.path if isinstance(found, Column) else told.get("path", "")
        given.answers = [_answer(headers.form, row.line, path, parts)] if parts else []
        yield given


def _answer(form: Form, line: int, path: str, told: Mapping[str, str]) -> Answer:
    one = form.at(path)
    raw: Any = dict(told)
    if "status" not in told and told.get("value") in WITHOUT_VALUE:
        raw["status"] = raw.pop("value")
    if one is not None and not one.holds_fields and "value" in raw:
        raw["value"] = answer_of(one, told["value"])
    if set(raw) == {"value"}:
        raw = raw["value"]
    return Answer(line, path, raw, "; ".join(told.values()))


def _given(line: int, head: Mapping[str, str]) -> Given:
    return Given(
        line,
        head.get("study_id", "") or head.get("study", ""),
        head.get("part", ""),
        head.get("extractor", ""),
        head.get("code", ""),
    )


def _json(form: Form, text: str, name: str) -> Read:
    data = decoded(text, name)
    entries = data.get("entries")
    if data.get("form", form.id) != form.id:
        raise Refused(
            f"{name} is for the form “{data['form']}”, and the form is {form.id}.", "Name that one."
        )
    if not isinstance(entries, list):
        raise Refused(f"{name} holds no list of entries.", 'Write {"entries": [{...}, ...]}.')
    read = Read()
    for number, one in enumerate(entries, start=1):
        if not isinstance(one, Mapping) or not isinstance(one.get("values"), Mapping):
            raise Refused(f"{name}: entry {number} has no values.", 'Write {"values": {...}}.')
        head = {key: str(one[key]) for key in one if key != "values" and one[key] is not None}
        given = _given(number, {"part": head.get("arm", ""), **head})
        for path, raw in _flat(form, one["values"]):
            given.answers.append(Answer(number, path, raw, str(raw)))
        read.given.append(given)
    return read


def _flat(form: Form, values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield each answer by its path; what has another shape stays as it is, to be refused."""
    for key, raw in values.items():
        one = form.find(str(key))
        rows: list[tuple[int, Any]] = []
        if one is not None and one.kind == "group" and isinstance(raw, list):
            rows = list(enumerate(raw))
        elif one is not None and one.kind == "table" and isinstance(raw, Mapping):
            numbers = {row.id: number for number, row in enumerate(one.rows)}
            rows = [(numbers.get(str(row), len(numbers)), told) for row, told in raw.items()]
        if one is None or not rows or not all(isinstance(told, Mapping) for _row, told in rows):
            yield (one.id if one else str(key)), raw
            continue
        for row, told in rows:
            for child, answer in told.items():
                yield child_path(one.id, row, str(child)), answer
