"""What a table is built with, and how values become cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extraction import countries
from extraction.certainty import times
from extraction.domains import Domains
from extraction.field import Field
from extraction.form import Form, shipped
from extraction.namings import Namings
from extraction.outcomes import SHARE, Basis
from extraction.same import folded
from extraction.status import QUOTE_SUFFICES
from extraction.study_data import StudyData
from extraction.value import Value
from extraction.wording import Words, words
from review.clean import drawable, one_line
from review.table.table import Column


@dataclass(frozen=True, slots=True)
class Setting:
    """Language, forms (with a review's own options) and how effects are counted.

    `sign_tests` adds the test of each outcome, and `asked` also below six studies. `domains` are
    outcomes that count as one, `rows` is the grouping of the matrix, `order` that of studies,
    `columns` those of a table where not all are shown, `hard` outcomes are filled in a harvest
    plot. `reasons` are sentences that say what was chosen by whom and why, `namings` what outcomes
    and types are called in each language.
    """

    language: str = "en"
    characteristics: Form = field(default_factory=lambda: shipped()["characteristics"])
    tidier: Form = field(default_factory=lambda: shipped()["tidier"])
    basis: Basis = "direction"
    share: float = SHARE
    sign_tests: bool = False
    asked: bool = False
    domains: Domains = field(default_factory=dict)
    rows: tuple[str, ...] = ("intervention", "control", "outcome")
    order: str = "arrival"
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hard: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    namings: Namings = field(default_factory=dict)

    @property
    def words(self) -> Words:
        """Return the words of the language."""
        return words(self.language)

    def column(self, key: str, width: float = 1.0, *, right: bool = False) -> Column:
        """Return a column whose title is the word of its key."""
        title = self.words("column", key)
        return Column(key=key, title=title, align="right" if right else "left", width=width)

    def option(self, path: str, chosen: str) -> str:
        """Return the name of an answer to the field at `path` of the characteristics."""
        one = self.characteristics.at(path)
        return one_line(self._named(one, chosen)) or self.words("table", "not_stated")

    def outcome(self, chosen: str) -> str:
        """Return the name of an outcome."""
        return self.option("results[0].outcome", chosen)

    def time(self, point: str) -> str:
        """Return a time point in the language, where it is a number of days, weeks or the like."""
        return times.in_words([point], self.language) if point.strip() else ""

    def part(self, part: str) -> str:
        """Return what a form was filled for, `OUTCOME @ TIME`, in the language."""
        outcome, _at, time = part.partition(" @ ")
        return ", ".join(filter(None, (self.outcome(outcome), self.time(time)))) if part else ""

    def named(self, text: str) -> str:
        """Return what a free text is called in the language, as it stands where nothing says so."""
        return one_line(self._named(None, text))

    def _named(self, one: Field | None, chosen: str) -> str:
        own = self.namings.get(folded(chosen), {}).get(self.language)
        return own or (one.option_name(chosen, self.language) if one else chosen)

    def ordered(self, path: str, chosen: Iterable[str]) -> list[str]:
        """Return answers in the order of the field's options, then by name; not stated last."""
        one = self.characteristics.at(path)
        rank = {option.id: place for place, option in enumerate(one.options if one else ())}

        def order(answer: str) -> tuple[bool, int, str]:
            return (not answer, rank.get(answer, len(rank)), folded(self.option(path, answer)))

        return sorted(chosen, key=order)

    def cell(self, one: Field | None, value: Value | None) -> str:
        """Return a value as a person reads it, with its status where that is not `reported`."""
        if value is None or one is None:
            return ""
        status = "" if value.status == "reported" else self.words("status", value.status)
        text = self.content(one, value)
        if not text and value.status in QUOTE_SUFFICES:
            text = drawable(value.note or value.quote)
        return f"{text} ({status})" if text and status else text or status.capitalize()

    def content(self, one: Field, value: Value) -> str:
        """Return the bare content of a value in the language, empty where there is none."""
        if not value.known:
            return ""
        if isinstance(value.value, tuple):
            return "; ".join(self._part(one, part) for part in value.value)
        if isinstance(value.value, int | float):
            unit = self._unit(value.unit or one.unit)
            return f"{self.words.shortest(value.value)} {unit}".strip()
        return self._part(one, str(value.value))

    def at(self, study: StudyData, path: str) -> str:
        """Return the cell of a study's characteristic."""
        return self.cell(self.characteristics.at(path), study.characteristics.get(path))

    def _unit(self, unit: str) -> str:
        """Return a form's own unit in the language; what an extractor wrote stands as it is."""
        return self.words.sections["unit"].get(unit, one_line(unit))

    def _part(self, one: Field, part: str) -> str:
        if one.kind == "country":
            return countries.name_of(part, self.language)
        return drawable(self._named(one, part)).strip()


def study_notes(
    studies: Sequence[StudyData], setting: Setting, *, of_tidier: bool = False
) -> tuple[str, ...]:
    """Return the notes that every table has: studies not yet agreed, and their footnotes.

    A table of the characteristics waits for those, one `of_tidier` for the TIDieR forms.
    """
    waiting = [
        study.name
        for study in studies
        if not (study.tidier if of_tidier else study.characteristics)
    ]
    notes = [
        setting.words("note", "footnote", study=one_line(study.name), text=one_line(text))
        for study in studies
        for text in study.footnotes
    ]
    if waiting:
        listed = "; ".join(one_line(name) for name in waiting)
        notes.insert(0, setting.words("note", "without_entry", studies=listed))
    return tuple(notes)
