"""Rayyan's log of customisations (`created_at, user_id, user_email, article_id, key, value`).

One line a click: `included` is 1, 0 (maybe) or -1, keys that begin with `__EXR__` are reasons,
other keys labels; keys of the system concern nobody. The last word of a person on a record holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from review.counting import counted
from review.record import Record
from screening.decisions.row import Given, Keys, Loose, Row, marked
from screening.decisions.sheet import Line, Sheet
from screening.decisions.words import utc

_VERDICTS = {"1": "include", "0": "maybe", "-1": "exclude"}
_REASON, _SYSTEM = "__EXR__", "__SYSTEM__"
_ON = frozenset({"1", "true", "yes"})
ID = "rayyan-"


def is_log(sheet: Sheet) -> bool:
    """Tell whether the table is Rayyan's log of customisations."""
    return {"article id", "key", "value", "user id"} <= sheet.names


@dataclass(slots=True)
class _Word:
    """What one person said of one record, folded over the lines of the log."""

    last: Line | None = None
    reasons: dict[str, bool] = field(default_factory=dict)
    labels: dict[str, bool] = field(default_factory=dict)


def decisions_of_log(sheet: Sheet, articles: Mapping[str, Record] | None = None) -> Given:
    """Read the last verdict of each person on each record, with that person's reasons and labels.

    `articles` are the records of the same export, by Rayyan's number: they tell DOI and title.
    """
    words: dict[tuple[str, str], _Word] = {}
    for line in _in_time(sheet.lines):
        key = line.get("key").strip('" ')
        who = line.first(("user email", "user id"))
        if key.startswith(_SYSTEM) or not key:
            continue
        word = words.setdefault((line.get("article id"), who), _Word())
        is_on = line.get("value").lower().removesuffix(".0") in _ON
        if key == "included":
            word.last = line
        elif key.startswith(_REASON):
            word.reasons.pop(key.removeprefix(_REASON), None)
            word.reasons |= {key.removeprefix(_REASON): True} if is_on else {}
        else:
            word.labels.pop(key, None)
            word.labels |= {key: True} if is_on else {}
    given = Given("Rayyan log")
    for (article, who), word in words.items():
        keys = keys_of_article(article, (articles or {}).get(article))
        if word.last:
            given.rows.append(_row_of_log(word.last, word, keys, who))
            continue
        for what, values in (("reasons", word.reasons), ("labels", word.labels)):
            if values:
                said = f"{who}, {keys.shown}: {', '.join(values)}"
                given.loose.append(Loose(0, f"{what} without a verdict", said))
    given.rows.sort(key=lambda row: row.line)
    people = sorted({row.reviewer for row in given.rows})
    given.says.append(
        f"Rayyan log of {counted(len(people), 'person', 'people')}: {', '.join(people)}; "
        f"last verdict per person holds, of {counted(len(sheet.lines), 'line')}"
    )
    return given


def _in_time(lines: Sequence[Line]) -> list[Line]:
    """Return the lines in the order of their times; as they stand where a time is missing."""
    times = [utc(line.get("created at")) for line in lines]
    if not all(times):
        return list(lines)
    ranked = sorted(zip(times, lines, strict=True), key=lambda pair: _sortable(pair[0] or ""))
    return [line for _time, line in ranked]


def _sortable(time: str) -> str:
    """Return a time so that `10:00:00Z` and `10:00:00.000Z` are one and the same."""
    whole, _, part = time.removesuffix("Z").partition(".")
    return f"{whole}.{part:0<6}"


def _row_of_log(line: Line, word: _Word, keys: Keys, who: str) -> Row:
    value = line.get("value").removesuffix(".0")
    verdict = _VERDICTS.get(value, "")
    return Row(
        line=line.line,
        keys=keys,
        reviewer=who,
        verdict=verdict,
        reasons=tuple(word.reasons),
        note=marked("labels", tuple(word.labels)),
        at=line.get("created at"),
        text=line.text,
        why="" if verdict else f"“{value}” is no verdict of Rayyan's",
    )


def keys_of_article(article: str, record: Record | None) -> Keys:
    """Return by what an article of Rayyan is known here: its number, and what its record tells."""
    number = article.removeprefix(ID)
    keys = Keys(ids=(f"{ID}{number}", number) if number else ())
    if record is None:
        return keys
    return replace(
        keys,
        checked=True,
        doi=record.doi,
        pmid=record.pmid,
        title=record.title,
        year=record.year,
    )


def by_number(records: Iterable[Record]) -> dict[str, Record]:
    """Return the records of an export by Rayyan's number of them."""
    return {record.accession.removeprefix(ID): record for record in records if record.accession}
