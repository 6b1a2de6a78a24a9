"""What differs between two versions of the protocol, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from review.protocol import STAGES, Protocol
from review.protocols.bias_plan import told

How = Literal["added", "removed", "changed", "moved"]

_PLAIN = (
    "title",
    "question",
    "maybe",
    "reveal",
    "language",
    "screen_other_methods",
    "calibration_target",
    "certainty",
    "extraction",
)
_WHAT = {
    "rules": "rule at {name}",
    "maybe": "maybe at title-abstract",
    "language": "language of the review",
    "screen_other_methods": "records of other methods screened on title and abstract",
    "calibration_target": "calibration target",
    "certainty": "who judges certainty",
    "extraction": "who extracts",
    "criteria": "criterion {name}",
    "reasons": "reason {name}",
    "terms": "term to {name}",
    "risk_of_bias": "risk of bias: {name}",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: where, how, and what it was and is.

    `part` is a key of the protocol; `name` the stage, the id of a criterion or reason, or what a
    term speaks for ("include", "exclude"); "" of what there is one of, and of an order that moved.
    """

    part: str
    name: str
    how: How
    before: str
    after: str

    @property
    def what(self) -> str:
        """What it is, in words."""
        if self.how == "moved":
            return f"order of {self.part}"
        return _WHAT.get(self.part, self.part).format(name=self.name)

    def in_words(self) -> str:
        """Return the difference in one line or three."""
        if self.how == "added":
            return f"+ {self.what}: {self.after}"
        if self.how == "removed":
            return f"- {self.what}: {self.before}"
        if self.how == "moved":
            return f"~ {self.what}: now {self.after}, before {self.before}"
        return f"~ {self.what}\n    - {self.before}\n    + {self.after}"


def differences(before: Protocol, after: Protocol) -> list[Difference]:
    """Return what differs, in the order in which a protocol says it."""
    return [
        *(one for key in _PLAIN[:2] for one in _plain(key, before, after)),
        *_changed("rules", _rules(before), _rules(after)),
        *(one for key in _PLAIN[2:] for one in _plain(key, before, after)),
        *_listed("criteria", before.criteria, after.criteria),
        *_listed("reasons", before.reasons, after.reasons),
        *_terms("include", before.terms.include, after.terms.include),
        *_terms("exclude", before.terms.exclude, after.terms.exclude),
        *_changed("risk_of_bias", told(before.risk_of_bias), told(after.risk_of_bias)),
    ]


def _plain(key: str, before: Protocol, after: Protocol) -> Iterator[Difference]:
    was, now = ({"": _text(getattr(one, key))} for one in (before, after))
    return _changed(key, was, now)


def _rules(protocol: Protocol) -> dict[str, str]:
    return {stage: protocol.rules[stage] for stage in STAGES}


def _text(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _changed(
    part: str, before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[Difference]:
    for name in dict.fromkeys([*before, *after]):
        was, now = before.get(name, ""), after.get(name, "")
        if was != now:
            how: How = "added" if not was else "removed" if not now else "changed"
            yield Difference(part, name, how, was, now)


def _listed(part: str, before: Any, after: Any) -> Iterator[Difference]:
    """Tell of criteria or reasons, and of another order of those that both versions have."""
    was, now = ({one.id: _said(asdict(one)) for one in listed} for listed in (before, after))
    yield from _changed(part, was, now)
    stay = [name for name in was if name in now]
    moved = [name for name in now if name in was]
    if stay != moved:
        yield Difference(part, "", "moved", ", ".join(stay), ", ".join(moved))


def _said(one: Mapping[str, str]) -> str:
    texts = [one["en"], *([one["nb"]] if one.get("nb") else [])]
    more = [one[key] for key in ("reason", "definition") if one.get(key)]
    return "; ".join(" / ".join(texts).split("\n")) + "".join(f" ({text})" for text in more)


def _terms(name: str, before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[Difference]:
    for term in dict.fromkeys([*before, *after]):
        if term not in after:
            yield Difference("terms", name, "removed", term, "")
        elif term not in before:
            yield Difference("terms", name, "added", "", term)
