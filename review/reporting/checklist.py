"""Reporting checklists: each item with what answers it, from the data and from the authors.

What the review can say of an item is written from the data; authors add a text, the page of their
paper and other details, as statements that can be undone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from review.clean import drawable
from review.refusal import Refused
from review.table.table import Column, Table

NAMES = ("swim", "prisma", "prisma-s")


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One item: its number, what it is about, and which parts of the publication answer it.

    `exact` is the standard's own English text where the program has it; `same` is an item of
    another checklist that asks for the same (`swim-6`).
    """

    number: str
    texts: Mapping[str, str]
    exact: str
    sections: Mapping[str, str]
    places: tuple[str, ...]
    same: str = ""

    def text(self, language: str) -> str:
        """Return the item's text, after its section where the checklist has sections."""
        words = self.exact if language == "en" and self.exact else self.texts[language]
        section = self.sections.get(language, "")
        return f"{section}: {words}" if section else words


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist with its items in order."""

    id: str
    name: str
    titles: Mapping[str, str]
    source: str
    items: tuple[ChecklistItem, ...]

    def find(self, number: str) -> ChecklistItem:
        """Return the item called `number`; raises Refused with the numbers there are."""
        for item in self.items:
            if item.number == number.strip().lower():
                return item
        known = ", ".join(item.number for item in self.items)
        raise Refused(f"{self.name} has no item “{number}”.", f"Its items are: {known}.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the authors say of an item: a text, the page of their paper, other details."""

    text: str = ""
    page: str = ""
    other: str = ""


@cache
def checklist(name: str) -> Checklist:
    """Return the checklist called `name`; raises Refused naming those there are."""
    if name not in NAMES:
        raise Refused(f"There is no checklist “{name}”.", f"Checklists: {', '.join(NAMES)}.")
    path = files("review.reporting.checklists") / f"{name}.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    items = tuple(
        ChecklistItem(
            number=row["number"],
            texts={"en": row["en"], "nb": row["nb"]},
            exact=row.get("exact", ""),
            sections=row.get("section", {}),
            places=tuple(row.get("places", ())),
            same=row.get("same", ""),
        )
        for row in data["items"]
    )
    return Checklist(name, data["name"], data["title"], data["source"], items)


_WORDS = {
    "en": {
        "number": "Item",
        "text": "Description",
        "page": "Page",
        "other": "Other (what is said, and where)",
        "quoted": "Descriptions are the standard's own words where it is quoted, else own words.",
        "unanswered": "[to be answered by the authors]",
        "table": "Table",
    },
    "nb": {
        "number": "Punkt",
        "text": "Beskrivelse",
        "page": "Side",
        "other": "Annet (hva som sies, og hvor)",
        "quoted": "Beskrivelsene er våre egne korte ord på norsk.",
        "unanswered": "[besvares av forfatterne]",
        "table": "Tabell",
    },
}


def as_table(
    found: Checklist,
    language: str,
    written: Mapping[str, Sequence[str]],
    answers: Mapping[str, Answer],
    titles: Mapping[str, str],
) -> Table:
    """Return the checklist in its four columns.

    `written` are the sentences from the data by number, `answers` what the authors said, `titles`
    the parts of the publication by place (`table:excluded`); places without one do not count.
    """
    if language not in _WORDS:
        raise Refused(f"There is no “{language}” here.", f"Languages: {', '.join(_WORDS)}.")
    words = _WORDS[language]
    rows = []
    for item in found.items:
        answer = answers.get(item.number, Answer())
        told = [answer.text, *_short(written.get(item.number, ())), answer.other]
        told += [titles[place] for place in item.places if place in titles]
        other = "\n".join(drawable(one) for one in told if one)
        unanswered = "" if answer.page else words["unanswered"]
        rows.append((item.number, item.text(language), answer.page, other or unanswered))
    return Table(
        name=f"checklist-{found.id}",
        title=found.titles[language],
        columns=(
            Column("item", words["number"], width=0.4),
            Column("description", words["text"], width=2.2),
            Column("page", words["page"], width=0.4),
            Column("other", words["other"], width=2.6),
        ),
        rows=tuple(rows),
        notes=(found.source, words["quoted"]),
        landscape=True,
    )


def table_named(title: str, language: str) -> str:
    """Return how a table is referred to where it has no number yet."""
    return f"{_WORDS[language]['table']}: {title}"


def _short(sentences: Sequence[str]) -> list[str]:
    """Return the sentences but for those of many lines, such as search strategies."""
    return [one for one in sentences if "\n" not in one]
