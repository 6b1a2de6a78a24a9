"""Rayyan: its log of customisations, and the notes of its exports.

The log (`created_at, user_id, user_email, article_id, key, value`) has one line a click: `included`
is 1, 0 (maybe) or -1, keys that begin with `__EXR__` are reasons, other keys labels; keys of the
system concern nobody. The last word of a person on a record holds. In the notes of an export stand
`RAYYAN-INCLUSION: {"name"=>"Included"} | RAYYAN-LABELS: ... | RAYYAN-EXCLUSION-REASONS: ... |
USER-NOTES: {"name"=>["text"]}`, in which neither labels nor reasons are of anyone in particular.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from review.counting import counted
from review.record import Record
from screening.decisions.row import Given, Keys, Loose, Row, marked, noted
from screening.decisions.sheet import Line, Sheet
from screening.decisions.words import utc

_VERDICTS = {"1": "include", "0": "maybe", "-1": "exclude"}
_SAID = {"included": "include", "excluded": "exclude", "maybe": "maybe"}
_REASON, _SYSTEM = "__EXR__", "__SYSTEM__"
_ON = frozenset({"1", "true", "yes"})
_ID = "rayyan-"
_SECTION = re.compile(
    r"(RAYYAN-INCLUSION|RAYYAN-LABELS|RAYYAN-EXCLUSION-REASONS|USER-NOTES): *(.*?)"
    r"(?= \| (?:RAYYAN-INCLUSION|RAYYAN-LABELS|RAYYAN-EXCLUSION-REASONS|USER-NOTES):|\Z)",
    re.DOTALL,
)
_QUOTED = r'"((?:[^"\\]|\\.)*)"'
_PAIR = re.compile(_QUOTED + r'\s*=>\s*(\[(?:[^"\]]|"(?:[^"\\]|\\.)*")*\]|' + _QUOTED + ")")
_STRING = re.compile(_QUOTED)


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
        keys = _keys(article, (articles or {}).get(article))
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


def _keys(article: str, record: Record | None) -> Keys:
    number = article.removeprefix(_ID)
    keys = Keys(ids=(f"{_ID}{number}", number) if number else ())
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
    return {record.accession.removeprefix(_ID): record for record in records if record.accession}


def has_notes(records: Sequence[Record]) -> bool:
    """Tell whether an export carries decisions of Rayyan in its notes."""
    return any("RAYYAN-INCLUSION:" in note for record in records for note in record.notes)


def decisions_of_notes(records: Sequence[Record]) -> Given:
    """Read the verdicts in the notes of an export, each of the person that it names.

    A reason is of the one who excluded, where just one did; otherwise reasons are listed.
    """
    given = Given("Rayyan notes")
    for record in records:
        sections = {name: text.strip() for name, text in _SECTION.findall(" ".join(record.notes))}
        _read_notes(record, sections, given)
    people = sorted({row.reviewer for row in given.rows})
    given.says.append(
        f"Rayyan export with the verdicts of {counted(len(people), 'person', 'people')} in its "
        f"notes: {', '.join(people)}; it tells no times"
    )
    return given


def _read_notes(record: Record, sections: Mapping[str, str], given: Given) -> None:
    said = {
        name: _SAID.get(word.lower(), "") for name, word in _pairs(sections, "RAYYAN-INCLUSION")
    }
    notes: dict[str, list[str]] = {}
    for name, text in _pairs(sections, "USER-NOTES"):
        notes.setdefault(name, []).extend(_STRING.findall(text) if text[:1] == "[" else [text])
    reasons = _listed(sections.get("RAYYAN-EXCLUSION-REASONS", ""))
    labels = _listed(sections.get("RAYYAN-LABELS", ""))
    excluders = [name for name, verdict in said.items() if verdict == "exclude"]
    keys = replace(_keys(record.accession, record), ids=_ids(record.accession))
    shown = record.accession or record.title
    if reasons and len(excluders) != 1:
        what = f"reasons of {len(excluders)} who excluded, not said whose"
        given.loose.append(Loose(record.line, what, f"{shown}: {', '.join(reasons)}"))
    for name, verdict in said.items():
        own = verdict == "exclude" and len(excluders) == 1
        mine = [_unescaped(text) for text in notes.pop(name, ())]
        given.rows.append(
            Row(
                line=record.line,
                keys=keys,
                reviewer=name,
                verdict=verdict,
                reasons=tuple(reasons) if own else (),
                note=noted(*mine, marked("labels", labels)),
                text=f"{shown}, {name}: {verdict}",
                why="" if verdict else "it is neither Included, Excluded nor Maybe",
            )
        )
    for name, texts in notes.items():
        text = f"{shown}, {name}: {'; '.join(map(_unescaped, texts))}"
        given.loose.append(Loose(record.line, "a note without a verdict", text))


def _ids(accession: str) -> tuple[str, ...]:
    if accession.startswith(_ID):
        return (accession, accession.removeprefix(_ID))
    return (accession,) if accession else ()


def _pairs(sections: Mapping[str, str], name: str) -> list[tuple[str, str]]:
    return [
        (_unescaped(found[1]), found[2] if found[2].startswith("[") else _unescaped(found[3]))
        for found in _PAIR.finditer(sections.get(name, ""))
    ]


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
