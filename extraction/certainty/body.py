"""A body of evidence: what is known of one outcome at one time, for intervention and comparison."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from extraction.certainty.grading import STARTS, Design
from extraction.same import folded
from review.clean import one_line
from review.ids import shown
from review.refusal import Refused

Effect = Literal["", "reduction", "increase", "no-difference"]
EFFECTS: tuple[Effect, ...] = get_args(Effect)
Size = Literal["", "large", "moderate", "small"]
SIZES: tuple[Size, ...] = get_args(Size)
IMPORTANCE = ("critical", "important", "limited")
PHRASES = ("intervention", "comparison", "outcome", "change")
LANGUAGES = ("en", "nb")


@dataclass(frozen=True, slots=True)
class Tally:
    """So many studies that found one thing, with what they found in words after "that"."""

    number: int
    en: str
    nb: str = ""

    def text(self, language: str) -> str:
        """Return what they found, in English where there are no other words."""
        return (self.nb if language == "nb" else "") or self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One body of evidence; its id follows from its four names, so that copies agree on it.

    `studies` are ids of included studies with their participants where known; `study_count` and
    `participants` stand instead where they are those that an included review reports. `phrases`
    are intervention, comparison, outcome and change by language, as they stand in a sentence;
    `plural` tells the number of the English intervention. `measured` false: no included study
    measured it.
    """

    outcome: str
    time: str = ""
    intervention: str = ""
    comparison: str = ""
    importance: str = "important"
    design: Design | Literal[""] = ""
    measured: bool = True
    effect: Effect = ""
    size: Size = ""
    estimate: str = ""
    studies: tuple[tuple[str, int | None], ...] = ()
    study_count: int | None = None
    participants: int | None = None
    plural: bool = False
    phrases: Mapping[str, Mapping[str, str]] | None = None
    tallies: tuple[Tally, ...] = ()
    note: str = ""

    @property
    def id(self) -> str:
        """Return the identifier that follows from what the body is of."""
        names = (self.intervention, self.comparison, self.outcome, self.time)
        digest = hashlib.sha256("|".join(folded(name) for name in names).encode())
        return digest.hexdigest()[:32]

    @property
    def shown(self) -> str:
        """Return the id as a person reads and types it."""
        return shown("b", self.id)

    @property
    def name(self) -> str:
        """Return outcome and time, as a list shows it."""
        return f"{self.outcome} @ {self.time}" if self.time else self.outcome

    @property
    def number_of_studies(self) -> int | None:
        """Return how many studies: those linked, else as reported, else those of the tallies."""
        counted = sum(tally.number for tally in self.tallies) or None
        given = self.study_count if self.study_count is not None else counted
        return given if given is not None else len(self.studies) or None

    @property
    def number_of_participants(self) -> int | None:
        """Return how many took part: as reported, else of the linked studies, if all are known."""
        if self.participants is not None:
            return self.participants
        numbers = [number for _study, number in self.studies]
        known = [number for number in numbers if number is not None]
        return sum(known) if numbers and len(known) == len(numbers) else None

    def phrase(self, part: str, language: str) -> str:
        """Return the stored phrase of a part, else its plain name; a change has no other."""
        own = (self.phrases or {}).get(language, {}).get(part, "")
        return own or ("" if part == "change" else str(getattr(self, part)))


def to_content(body: Body) -> dict[str, Any]:
    """Return the body as plain JSON values."""
    return {
        **{name: getattr(body, name) for name in _TEXTS},
        "importance": body.importance,
        "design": body.design,
        "measured": body.measured,
        "effect": body.effect,
        "size": body.size,
        "studies": [list(one) for one in body.studies],
        "study_count": body.study_count,
        "participants": body.participants,
        "plural": body.plural,
        "phrases": {key: dict(value) for key, value in (body.phrases or {}).items()},
        "tallies": [{"number": t.number, "en": t.en, "nb": t.nb} for t in body.tallies],
    }


_TEXTS = ("outcome", "time", "intervention", "comparison", "estimate", "note")
_SETTINGS = ("importance", "design", "measured", "effect", "size", "plural")
KEYS = (*_TEXTS, *_SETTINGS, "studies", "study_count", "participants", "phrases", "tallies")


def from_content(data: Mapping[str, Any], name: str = "body") -> Body:
    """Read a body from plain values; raises Refused naming the key that is wrong."""
    unknown = set(data) - set(KEYS)
    if unknown:
        raise Refused(
            f"{name}: {', '.join(sorted(unknown))} is not a key of a body of evidence.",
            f"The keys are: {', '.join(KEYS)}.",
        )
    if not one_line(str(data.get("outcome", ""))):
        raise Refused(f"{name} names no outcome.", 'Add outcome = "...".')
    body = Body(
        **{key: one_line(str(data.get(key, ""))) for key in _TEXTS},
        importance=_one_of(data.get("importance", "important"), IMPORTANCE, f"{name}: importance"),
        design=_one_of(data.get("design", ""), ("", *STARTS), f"{name}: design"),  # type: ignore[arg-type]
        measured=_yes(data.get("measured", True), f"{name}: measured"),
        effect=_one_of(data.get("effect", ""), EFFECTS, f"{name}: effect"),  # type: ignore[arg-type]
        size=_one_of(data.get("size", ""), SIZES, f"{name}: size"),  # type: ignore[arg-type]
        studies=tuple(_study(one, name) for one in _list(data, "studies", name)),
        study_count=_count(data.get("study_count"), f"{name}: study_count"),
        participants=_count(data.get("participants"), f"{name}: participants"),
        plural=_yes(data.get("plural", False), f"{name}: plural"),
        phrases=_phrases(data.get("phrases", {}), name),
        tallies=tuple(_tally(one, name) for one in _list(data, "tallies", name)),
    )
    _consistent(body, name)
    return body


def _consistent(body: Body, name: str) -> None:
    if not body.measured and (body.effect or body.studies or body.tallies):
        raise Refused(
            f"{name}: what no study measured has no effect and no studies.",
            "Leave them out, or measured = false.",
        )
    if body.size and body.effect not in {"reduction", "increase"}:
        raise Refused(f"{name}: only a reduction or an increase has a size.", "Leave it out.")


def _one_of(value: object, allowed: Sequence[str], where: str) -> str:
    if value not in allowed:
        known = ", ".join(one for one in allowed if one)
        raise Refused(f"{where} is “{value}”.", f"It can be: {known}.")
    return str(value)


def _yes(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise Refused(f"{where} is “{value}”.", "It can be: true, false.")
    return value


def _count(value: object, where: str) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Refused(f"{where} is “{value}”.", "Give a whole number.")
    return value


def _list(data: Mapping[str, Any], key: str, name: str) -> Sequence[Any]:
    found = data.get(key, ())
    if not isinstance(found, (list, tuple)):
        raise Refused(f"{name}: {key} is not a list.", f"Write {key} = [...].")
    return found


def _study(one: Any, name: str) -> tuple[str, int | None]:
    """Read a study: its id or name, or [it, participants], or a table of both."""
    if isinstance(one, str):
        return one, None
    if isinstance(one, Mapping) and isinstance(one.get("study"), str):
        return one["study"], _count(one.get("participants"), f"{name}: participants")
    if isinstance(one, (list, tuple)) and len(one) == 2 and isinstance(one[0], str):  # noqa: PLR2004
        return one[0], _count(one[1], f"{name}: participants of {one[0]}")
    raise Refused(f"{name}: “{one}” is no study.", 'Write "Olds 1986" or ["Olds 1986", 400].')


def _tally(one: Any, name: str) -> Tally:
    if not isinstance(one, Mapping) or not one_line(str(one.get("en", ""))):
        raise Refused(
            f"{name}: a tally says how many studies found what.",
            'Write {number = 4, en = "it saved money", nb = "..."}.',
        )
    number = _count(one.get("number"), f"{name}: tallies")
    return Tally(number or 0, one_line(str(one["en"])), one_line(str(one.get("nb", ""))))


def _phrases(value: Any, name: str) -> dict[str, dict[str, str]]:
    if not isinstance(value, Mapping):
        raise Refused(f"{name}: phrases is not a table.", "Write [body.phrases.nb].")
    found: dict[str, dict[str, str]] = {}
    for language, parts in value.items():
        if language not in LANGUAGES or not isinstance(parts, Mapping):
            raise Refused(f"{name}: phrases.{language}.", f"Languages: {', '.join(LANGUAGES)}.")
        unknown = set(parts) - set(PHRASES)
        if unknown:
            raise Refused(
                f"{name}: phrases.{language} has no {', '.join(sorted(unknown))}.",
                f"Its parts are: {', '.join(PHRASES)}.",
            )
        found[language] = {key: one_line(str(text)) for key, text in parts.items()}
    return found
