"""The notes of Rayyan's exports, in which everyone's verdicts stand.

`RAYYAN-INCLUSION: {"name"=>"Included"} | RAYYAN-LABELS: a,b | RAYYAN-EXCLUSION-REASONS: c,d |
USER-NOTES: {"name"=>["text"]}`: neither labels nor reasons are of anyone in particular.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from review.counting import counted
from review.record import Record
from screening.decisions.rayyan_log import ID, keys_of_article
from screening.decisions.row import Given, Loose, Row, marked, noted

_SAID = {"included": "include", "excluded": "exclude", "maybe": "maybe"}
_SECTION = re.compile(
    r"(RAYYAN-INCLUSION|RAYYAN-LABELS|RAYYAN-EXCLUSION-REASONS|USER-NOTES): *(.*?)"
    r"(?= \| (?:RAYYAN-INCLUSION|RAYYAN-LABELS|RAYYAN-EXCLUSION-REASONS|USER-NOTES):|\Z)",
    re.DOTALL,
)
_QUOTED = r'"((?:[^"\\]|\\.)*)"'
_PAIR = re.compile(_QUOTED + r'\s*=>\s*(\[(?:[^"\]]|"(?:[^"\\]|\\.)*")*\]|' + _QUOTED + ")")
_STRING = re.compile(_QUOTED)


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
    keys = replace(keys_of_article(record.accession, record), ids=_ids(record.accession))
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
    if accession.startswith(ID):
        return (accession, accession.removeprefix(ID))
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
