"""The protocol: question, stage rules, criteria and reasons, as a value read from TOML.

A review always has a protocol; until its reviewers write one, it is `DEFAULT`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from review.protocols.bias_plan import NO_PLAN, BiasPlan, read_plan
from review.refusal import Refused

Stage = Literal["title-abstract", "full-text"]
TITLE_ABSTRACT: Stage = "title-abstract"
FULL_TEXT: Stage = "full-text"
STAGES: tuple[Stage, ...] = (TITLE_ABSTRACT, FULL_TEXT)

RULES = ("both", "any-include-forward", "one-excludes-checked", "one")
REVEALS = ("round", "record")
MAYBES = ("forward", "conflict")
GRADERS = ("one", "both")  # who judges certainty: anyone, or two apart and then together
EXTRACTIONS = ("two", "checked")
# Of several abstracts the one in the language of the review is shown.
LANGUAGES = ("en", "nb", "da", "sv", "de", "nl", "fr", "es", "pt", "it")

# States and other boxes of the flow, never reasons (MECIR C40; PRISMA 2020 boxes 2 and 6).
_NOT_REASONS = re.compile(
    r"\b(duplicates?|dubletter?|not available|unavailable|no full ?text|not retrieved"
    r"|no usable (outcome )?data|ongoing|awaiting)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a report is excluded; its place in the protocol is its priority."""

    id: str
    en: str
    nb: str = ""
    definition: str = ""

    def text(self, language: str) -> str:
        """Return the reason in `language`, in English where it has no other text."""
        return (self.nb if language == "nb" else "") or self.en


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a report must meet; failing it gives the reason that it names."""

    id: str
    en: str
    nb: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """Words to mark in title and abstract."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Protocol:
    """One version of the protocol."""

    title: str = ""
    question: str = ""
    rules: Mapping[str, str] = field(
        default_factory=lambda: {TITLE_ABSTRACT: "both", FULL_TEXT: "both"}
    )
    maybe: str = "forward"
    reveal: str = "round"
    screen_other_methods: bool = False
    criteria: tuple[Criterion, ...] = ()
    reasons: tuple[Reason, ...] = ()
    terms: Terms = Terms()
    calibration_target: str = ""
    language: str = "en"
    risk_of_bias: BiasPlan = NO_PLAN
    certainty: str = "one"
    extraction: str = "two"  # or checked: one extracts, another checks every value

    def reason_ids(self) -> tuple[str, ...]:
        """Return the ids of the reasons, highest priority first."""
        return tuple(reason.id for reason in self.reasons)

    def find_reason(self, typed: str) -> Reason:
        """Return the reason meant by `typed`: its id or its text in either language.

        Raises Refused with the list of reasons where none is meant.
        """
        wanted = _folded(typed)
        for reason in self.reasons:
            # A reason without a Norwegian text is not the one that “wrong” alone means.
            if wanted and wanted in {_folded(reason.id), _folded(reason.en), _folded(reason.nb)}:
                return reason
        known = ", ".join(self.reason_ids()) or "none yet"
        raise Refused(
            f"“{typed}” is not a reason of the protocol.",
            f"Its reasons are: {known}. Add one with `review protocol set FILE.toml`.",
        )

    def find_criterion(self, typed: str) -> Criterion:
        """Return the criterion meant by `typed`; a reason without one is a criterion of its own.

        Raises Refused with the list of criteria where none is meant.
        """
        for criterion in self.criteria:
            if _folded(typed) in {_folded(criterion.id), _folded(criterion.en)}:
                return criterion
        try:
            reason = self.find_reason(typed)
        except Refused:
            known = ", ".join([*(c.id for c in self.criteria), *self.reason_ids()]) or "none yet"
            raise Refused(
                f"“{typed}” is not a criterion of the protocol.", f"It has: {known}."
            ) from None
        return Criterion(reason.id, reason.en, reason.nb, reason.id)

    def highest(self, reasons: Iterable[str]) -> str | None:
        """Return the reason with the highest priority among the ids in `reasons`."""
        wanted = set(reasons)
        return next((reason.id for reason in self.reasons if reason.id in wanted), None)


def _folded(text: str) -> str:
    words = re.findall(r"\w+", text.casefold())
    return " ".join(word for word in words if word not in {"wrong", "ineligible", "feil"})


DEFAULT = Protocol(
    reasons=(
        Reason("publication-type", "Wrong publication type", "Feil publikasjonstype"),
        Reason("language", "Wrong language", "Feil språk"),
        Reason("study-design", "Wrong study design", "Feil studiedesign"),
        Reason("population", "Wrong population", "Feil populasjon"),
        Reason("intervention", "Wrong intervention", "Feil tiltak"),
        Reason("comparator", "Wrong comparator", "Feil kontrollbetingelse"),
        Reason("outcome", "Outcome not measured", "Utfallet er ikke målt"),
        Reason("setting", "Wrong setting", "Feil setting"),
    )
)


def parse(text: str, name: str = "protocol") -> Protocol:
    """Read a protocol from TOML; raises Refused naming the key that is wrong and what it allows."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Refused(
            f"{name} is not valid TOML: {error}.", "Mend that line and try again."
        ) from None
    return from_data(data, name)


def from_data(data: Mapping[str, Any], name: str = "protocol") -> Protocol:
    """Build a protocol from decoded TOML or JSON; raises Refused as `parse` does."""
    unknown = set(data) - _KEYS
    if unknown:
        raise Refused(
            f"{name}: {', '.join(sorted(unknown))} is not a key of a protocol.",
            f"The keys are: {', '.join(sorted(_KEYS))}.",
        )
    stages = _table(data, "stages", name)
    rules: dict[str, str] = dict.fromkeys(STAGES, "both")
    maybe = str(data.get("maybe", "forward"))
    for stage, settings in stages.items():
        if stage not in STAGES:
            raise Refused(
                f"{name}: stages.{stage} is not a stage.", f"Stages: {', '.join(STAGES)}."
            )
        rules[stage] = _one_of(settings.get("rule", "both"), RULES, f"{name}: stages.{stage}.rule")
        maybe = str(settings.get("maybe", maybe)) if stage == TITLE_ABSTRACT else maybe
    terms = _table(data, "terms", name)
    reasons = _reasons(data.get("reasons", ()), name)
    return Protocol(
        title=str(data.get("title", "")),
        question=str(data.get("question", "")),
        rules={**rules, **{k: v for k, v in _table(data, "rules", name).items() if k in STAGES}},
        maybe=_one_of(maybe, MAYBES, f"{name}: maybe"),
        reveal=_one_of(data.get("reveal", "round"), REVEALS, f"{name}: reveal"),
        screen_other_methods=bool(data.get("screen_other_methods", False)),
        criteria=_criteria(data.get("criteria", ()), reasons, name),
        reasons=reasons,
        terms=Terms(
            include=tuple(str(term) for term in terms.get("include", ())),
            exclude=tuple(str(term) for term in terms.get("exclude", ())),
        ),
        calibration_target=str(data.get("calibration_target", "")),
        language=_one_of(data.get("language", "en"), LANGUAGES, f"{name}: language"),
        risk_of_bias=read_plan(data.get("risk_of_bias", {}), name),
        certainty=_one_of(data.get("certainty", "one"), GRADERS, f"{name}: certainty"),
        extraction=_one_of(data.get("extraction", "two"), EXTRACTIONS, f"{name}: extraction"),
    )


def to_data(protocol: Protocol) -> dict[str, Any]:
    """Return the protocol as plain JSON values, such as `from_data` reads."""
    data = asdict(protocol)
    data["rules"] = dict(protocol.rules)
    return data


def _table(data: Mapping[str, Any], key: str, name: str) -> Mapping[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, Mapping):
        raise Refused(f"{name}: {key} is not a table.", f"Write it as [{key}].")
    return value


def _one_of(value: object, allowed: tuple[str, ...], where: str) -> str:
    if value not in allowed:
        raise Refused(f"{where} is “{value}”.", f"It can be: {', '.join(allowed)}.")
    return str(value)


def _rows(rows: object, key: str, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if not isinstance(rows, (list, tuple)):
        raise Refused(f"{name}: {key} is not a list of tables.", f"Write each as [[{key}]].")
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        where = f"{name}: {key} {number}"
        if not isinstance(row, Mapping) or not row.get("id"):
            raise Refused(f"{where} has no id.", f"Give each [[{key}]] an id and an English text.")
        if row["id"] in seen:
            raise Refused(f"{where}: the id “{row['id']}” is used twice.", "Give each its own id.")
        seen.add(str(row["id"]))
        yield where, row


def _criteria(rows: object, reasons: tuple[Reason, ...], name: str) -> tuple[Criterion, ...]:
    criteria: list[Criterion] = []
    for where, row in _rows(rows, "criteria", name):
        reason = str(row.get("reason") or row["id"])
        if reason not in {known.id for known in reasons}:
            raise Refused(
                f"{where}: “{reason}” is not the id of a reason.",
                'Name the reason that failing it gives, as in reason = "population".',
            )
        text = str(row.get("en") or row["id"])
        criteria.append(Criterion(str(row["id"]), text, str(row.get("nb", "")), reason))
    return tuple(criteria)


def _reasons(rows: object, name: str) -> tuple[Reason, ...]:
    reasons: list[Reason] = []
    for where, row in _rows(rows, "reasons", name):
        reason = Reason(
            id=str(row["id"]),
            en=str(row.get("en") or row["id"]),
            nb=str(row.get("nb", "")),
            definition=str(row.get("definition", "")),
        )
        if _NOT_REASONS.search(f"{reason.id.replace('-', ' ')} {reason.en}"):
            raise Refused(
                f"{where}, “{reason.en}”, is a state of a report, not a reason.",
                "Duplicates are merged, missing full texts are recorded with `review retrieval`, "
                "awaiting and ongoing with `review settle`; unusable data is none (MECIR C40).",
            )
        reasons.append(reason)
    return tuple(reasons)


_KEYS = frozenset(
    (
        "title",
        "question",
        "stages",
        "rules",
        "maybe",
        "reveal",
        "screen_other_methods",
        "criteria",
        "reasons",
        "terms",
        "calibration_target",
        "language",
        "risk_of_bias",
        "certainty",
        "extraction",
    )
)
