"""What changed from one version of the protocol to another, item by item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from review.protocol import STAGES, Protocol

How = Literal["added", "removed", "changed", "moved"]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs: what it is, how it differs, and what it was and is."""

    what: str
    how: How
    before: str
    after: str

    def in_words(self) -> str:
        """Return the change in one line or three."""
        if self.how == "added":
            return f"+ {self.what}: {self.after}"
        if self.how == "removed":
            return f"- {self.what}: {self.before}"
        if self.how == "moved":
            return f"~ {self.what}: now {self.after}, before {self.before}"
        return f"~ {self.what}\n    - {self.before}\n    + {self.after}"


def differences(before: Protocol, after: Protocol) -> list[Change]:
    """Return what differs, in the order in which a protocol says it."""
    return [
        *_plain(before, after),
        *_listed("criterion", _by_id(before.criteria), _by_id(after.criteria)),
        *_listed("reason", _by_id(before.reasons), _by_id(after.reasons)),
        *_order("reasons", before.reason_ids(), after.reason_ids()),
        *_terms("term for inclusion", before.terms.include, after.terms.include),
        *_terms("term for exclusion", before.terms.exclude, after.terms.exclude),
    ]


def _plain(before: Protocol, after: Protocol) -> Iterator[Change]:
    pairs: list[tuple[str, object, object]] = [
        ("title", before.title, after.title),
        ("question", before.question, after.question),
        *((f"rule at {stage}", before.rules[stage], after.rules[stage]) for stage in STAGES),
        ("maybe at title-abstract", before.maybe, after.maybe),
        ("reveal", before.reveal, after.reveal),
        ("language of the review", before.language, after.language),
        (
            "records from other methods on title and abstract",
            _yes(screened=before.screen_other_methods),
            _yes(screened=after.screen_other_methods),
        ),
        ("calibration target", before.calibration_target, after.calibration_target),
    ]
    for what, was, now in pairs:
        if was != now:
            how: How = "added" if not was else "removed" if not now else "changed"
            yield Change(what, how, str(was), str(now))


def _yes(*, screened: bool) -> str:
    return "screened" if screened else "not screened"


def _by_id(listed: Any) -> dict[str, dict[str, str]]:
    return {one.id: asdict(one) for one in listed}


def _listed(
    kind: str, before: Mapping[str, dict[str, str]], after: Mapping[str, dict[str, str]]
) -> Iterator[Change]:
    for name in dict.fromkeys([*before, *after]):
        was, now = before.get(name), after.get(name)
        what = f"{kind} {name}"
        if was is None and now is not None:
            yield Change(what, "added", "", _said(now))
        elif now is None and was is not None:
            yield Change(what, "removed", _said(was), "")
        elif was != now and was is not None and now is not None:
            yield Change(what, "changed", _said(was), _said(now))


def _said(one: Mapping[str, str]) -> str:
    named = {"reason": "reason", "definition": "definition"}
    texts = [one["en"], *([one["nb"]] if one.get("nb") else [])]
    more = [f"{word} {one[key]}" for key, word in named.items() if one.get(key)]
    return "; ".join(" / ".join(texts).split("\n")) + "".join(f" ({text})" for text in more)


def _order(what: str, before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[Change]:
    """Tell of another order of what both have: it is the order of priority."""
    both = set(before) & set(after)
    was = [name for name in before if name in both]
    now = [name for name in after if name in both]
    if was != now:
        yield Change(f"order of {what}", "moved", ", ".join(was), ", ".join(now))


def _terms(what: str, before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[Change]:
    for term in dict.fromkeys([*before, *after]):
        if term not in after:
            yield Change(what, "removed", term, "")
        elif term not in before:
            yield Change(what, "added", "", term)
