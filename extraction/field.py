"""Fields of a form: what is asked, in which kind of answer, in English and Norwegian."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from extraction.status import STATUSES, Status

Kind = Literal[
    "text",
    "long-text",
    "integer",
    "decimal",
    "choice",
    "choices",
    "yes-no-unclear",
    "date",
    "country",
    "group",
    "table",
    "calculated",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
TEXT_KINDS: frozenset[Kind] = frozenset(("text", "long-text"))
NUMBER_KINDS: frozenset[Kind] = frozenset(("integer", "decimal"))
CHOICE_KINDS: frozenset[Kind] = frozenset(("choice", "choices", "yes-no-unclear"))

Names = Mapping[str, str]


def in_language(names: Names, language: str, fallback: str = "") -> str:
    """Return the text in `language`, in English where it has no other, else `fallback`."""
    return names.get(language) or names.get("en") or fallback


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that a choice offers."""

    id: str
    names: Names

    def name(self, language: str) -> str:
        """Return the option as a person reads it."""
        return in_language(self.names, language, self.id)


YES_NO_UNCLEAR: tuple[Option, ...] = (
    Option("yes", {"en": "Yes", "nb": "Ja"}),
    Option("no", {"en": "No", "nb": "Nei"}),
    Option("unclear", {"en": "Unclear", "nb": "Uklart"}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question of a form.

    `number` is the standard's own (TIDieR's 1 to 12); `least` and `most` bound a number, both
    included; `tolerance` is the difference up to which two numbers agree; `key` marks the fields
    of a group by which two extractors' rows are recognised as the same; `quoted` asks for a quote
    beside the value; `formula` belongs to a calculated field. A table has the columns `fields` and
    the `rows` that the form names; the rows of a group are as many as the extractor adds.
    """

    id: str
    kind: Kind
    names: Names
    help: Names = field(default_factory=dict)
    number: str = ""
    required: bool = False
    many: bool = False
    options: tuple[Option, ...] = ()
    other_allowed: bool = False
    scope: str = ""
    unit: str = ""
    least: float | None = None
    most: float | None = None
    tolerance: float = 0.0
    key: bool = False
    quoted: bool = False
    fields: tuple[Field, ...] = ()
    rows: tuple[Option, ...] = ()
    formula: str = ""
    statuses: tuple[Status, ...] = STATUSES

    def name(self, language: str) -> str:
        """Return what the field is called in `language`."""
        return in_language(self.names, language, self.id)

    def help_text(self, language: str) -> str:
        """Return the guidance on how to fill the field."""
        return in_language(self.help, language)

    @property
    def holds_fields(self) -> bool:
        """Say whether its answers stand in fields of its own, in rows: a group or a table."""
        return self.kind in {"group", "table"}

    @property
    def multiple(self) -> bool:
        """Say whether the field takes several answers."""
        return self.kind == "choices" or self.many

    def option_name(self, chosen: str, language: str) -> str:
        """Return the name of the option whose id is `chosen`; other text stands for itself."""
        return next((o.name(language) for o in self.options if o.id == chosen), chosen)

    def child(self, identifier: str) -> Field | None:
        """Return the field of this group with that id or number."""
        return next((f for f in self.fields if identifier in {f.id, f.number} - {""}), None)
