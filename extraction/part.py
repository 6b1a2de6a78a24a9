"""What one entry describes within its study: an arm, an outcome, a result, a contrast, a report.

An entry keeps a part as text, the name of its unit: `Home visits` for an arm, a report's shown id,
`Sleep` for an outcome, `Home visits | Sleep @ 6 months` or `Sleep @ 6 months` for a result, and
`Home visits vs Usual care | Sleep @ 6 months` for a contrast. It is empty where the form describes
the whole study.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, cast, get_args

from extraction.same import folded
from review.clean import one_line
from review.refusal import Refused

Scope = Literal["study", "report", "arm", "outcome", "result", "contrast"]
SCOPES: tuple[Scope, ...] = get_args(Scope)

_AGAINST, _BAR, _AT = " vs ", " | ", " @ "
_SHAPES: Mapping[Scope, str] = {
    "study": "nothing",
    "report": "a report's id, such as r-1a2b3c",
    "arm": "the name of an arm",
    "outcome": "the name of an outcome",
    "result": "OUTCOME @ TIME or ARM | OUTCOME @ TIME",
    "contrast": "ARM vs ARM or ARM vs ARM | OUTCOME @ TIME",
}


@dataclass(frozen=True, slots=True)
class Part:
    """The names that a part is made of; those that its scope has no use for are empty."""

    scope: Scope
    report: str = ""
    arm: str = ""
    versus: str = ""
    outcome: str = ""
    time: str = ""

    @property
    def text(self) -> str:
        """Return the part as an entry keeps it; `parsed` reads it back."""
        arms = f"{self.arm}{_AGAINST}{self.versus}" if self.versus else self.arm
        result = f"{self.outcome}{_AT}{self.time}" if self.time else self.outcome
        return self.report or _BAR.join(name for name in (arms, result) if name)


def parsed(scope: str, text: str) -> Part:
    """Return the part that `text` names; raises Refused where it is none of that scope."""
    kind, text = cast("Scope", scope), one_line(text)
    found = _parsed(kind, text)
    if found is None:
        raise Refused(
            f"“{text}” does not name a {scope}." if text else f"Name the {scope}.",
            f"A form for each {scope} takes {_SHAPES[kind]}.",
        )
    return found


def _parsed(scope: Scope, text: str) -> Part | None:
    if scope == "study":
        return None if text else Part(scope)
    if scope in {"report", "arm", "outcome"}:
        names: dict[str, Any] = {scope: text}
        return Part(scope, **names) if text else None
    before, bar, after = text.partition(_BAR)
    if scope == "result":
        return _with_result(Part(scope, arm=before if bar else ""), after if bar else before)
    arm, against, versus = before.partition(_AGAINST)
    if not (arm and against and versus) or _AGAINST in versus:
        return None
    pair = Part(scope, arm=arm, versus=versus)
    if bar:
        return _with_result(pair, after)
    return None if _hanging(arm) or _hanging(versus) else pair


def _with_result(part: Part, text: str) -> Part | None:
    outcome, at, time = text.rpartition(_AT)
    if not at:
        outcome, time = text, ""
    elif not time:
        return None
    found = replace(part, outcome=outcome, time=time)
    names = (found.arm, found.versus, outcome, time)
    return found if outcome and not any(map(_hanging, names)) else None


def _hanging(name: str) -> bool:
    """Say whether a sign that joins names has a name on one side only."""
    words = name.split() or [""]
    return bool({words[0], words[-1]} & {"|", "@", "vs"})


def shape(scope: str) -> str:
    """Return in words what a part of this scope looks like."""
    return _SHAPES[cast("Scope", scope)]


def part_of(body: Mapping[str, Any]) -> str:
    """Return the part that an act is about; before there were others it was always an arm."""
    return str(body["part"] if "part" in body else body["arm"])


def told(scope: str, part: str) -> str:
    """Return the part as it follows the name of its form: `, arm Home visits`, or nothing."""
    if not part:
        return ""
    return f", {scope} {part}" if scope in {"arm", "outcome", "report"} else f", {part}"


def same_part(one: str, other: str) -> bool:
    """Say whether two parts are one, whatever their case and spacing."""
    return folded(one) == folded(other)
