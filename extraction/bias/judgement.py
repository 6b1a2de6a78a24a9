"""Judgements of bias that are agreed: what tables, figures and certainty build on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from extraction.bias.answers import Proposed
from extraction.bias.evaluating import (
    EFFECT,
    SOURCE,
    Evaluated,
    evaluate,
    reason_path,
    text,
)
from extraction.bias.scale import Level
from extraction.bias.tool import Domain, Tool
from extraction.field import Field, Names, in_language
from extraction.form import Form
from extraction.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The judgement of one domain, or of the whole.

    `label` is short (`D1`, `Overall`); `names` and `words` say domain and judgement by language;
    `proposed` and `why` are the tool's, empty where it counts or proposes nothing; `reason` says
    why people judged otherwise, empty where they did not.
    """

    id: str
    label: str
    names: Names
    judgement: str
    words: Names
    level: Level
    support: str = ""
    proposed: str = ""
    proposed_words: Names = field(default_factory=dict)
    why: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What is agreed on one result (or study, where `part` is empty) with one tool.

    `adopted_from` names the review whose authors judged; it is empty where we did. `worst_of`
    names the parts of which this is the worst: a summary of ours, no judgement of anybody.
    """

    study: str
    name: str
    part: str
    form: str
    tool: str
    version: str
    domains: tuple[Judged, ...]
    overall: Judged
    tool_names: Names = field(default_factory=dict)
    effect: str = ""
    adopted_from: str = ""
    worst_of: tuple[str, ...] = ()

    @property
    def judged(self) -> tuple[Judged, ...]:
        """Return the domains, then the whole."""
        return (*self.domains, self.overall)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is judged: a study's id and name, and the part of it."""

    study: str
    name: str
    part: str


def judgement_of(subject: Subject, found: Evaluated) -> Judgement:
    """Return the judgement that an evaluated entry holds."""
    *domains, overall = (_judged(found, domain) for domain in found.tool.judged)
    return Judgement(
        study=subject.study,
        name=subject.name,
        part=subject.part,
        form=found.tool.form,
        tool=found.tool.name,
        tool_names=found.tool.names,
        version=found.tool.version,
        domains=tuple(domains),
        overall=overall,
        effect=text(found.values, EFFECT),
        adopted_from=text(found.values, SOURCE) if found.adopted else "",
    )


def judge(
    subject: Subject, tool: Tool, form: Form, values: dict[str, Value], effect: str
) -> Judgement:
    """Return the judgement that an entry's values hold; `effect` is the protocol's."""
    return judgement_of(subject, evaluate(tool, form, values, effect))


def _judged(found: Evaluated, domain: Domain) -> Judged:
    asked = found.form.find(domain.id)
    judgement = found.judgement(domain)
    proposed = Proposed() if domain.counted else found.proposal.of(domain.id)
    names = asked.names if asked else domain.names
    return Judged(
        id=domain.id,
        label=_label(found, domain, asked, names),
        names=names,
        judgement=judgement,
        words=_words(found, domain, judgement),
        level=found.tool.level(domain.id, judgement),
        support=text(found.values, f"{domain.id}_support") or _noted(found, domain),
        proposed=proposed.judgement,
        proposed_words=_words(found, domain, proposed.judgement),
        why=proposed.why,
        reason=text(found.values, reason_path(domain.id)) if found.departs(domain) else "",
        direction=text(found.values, f"{domain.id}_direction"),
    )


def _label(found: Evaluated, domain: Domain, asked: Field | None, names: Names) -> str:
    if domain is found.tool.summary:
        return "Overall"
    return (asked and asked.number) or in_language(names, "en", domain.id)


def _noted(found: Evaluated, domain: Domain) -> str:
    """Return the note or the quote that stands with the judgement itself."""
    value = found.values.get(domain.id)
    return (value.note or value.quote) if value else ""


def _words(found: Evaluated, domain: Domain, judgement: str) -> Names:
    asked = found.form.find(domain.id)
    options = asked.options if asked else ()
    return next((o.names for o in options if o.id == judgement), {"en": judgement})


def worst_per_study(judgements: Iterable[Judgement], tools: Iterable[Tool]) -> list[Judgement]:
    """Return for each study and tool the worst judgement of each domain over its results.

    It is a summary of ours. Tools without an order of judgements have none.
    """
    orders = {tool.form: tool.worst_first for tool in tools}
    grouped: dict[tuple[str, str], list[Judgement]] = {}
    for one in judgements:
        if orders.get(one.form):
            grouped.setdefault((one.study, one.form), []).append(one)
    return [_worst(found, orders[form]) for (_study, form), found in grouped.items()]


def _worst(found: Sequence[Judgement], order: Sequence[str]) -> Judgement:
    columns = [_worst_of(column, order) for column in zip(*(j.judged for j in found), strict=True)]
    return replace(
        found[0],
        part="",
        domains=tuple(columns[:-1]),
        overall=columns[-1],
        worst_of=tuple(one.part for one in found),
        adopted_from="; ".join(
            dict.fromkeys(one.adopted_from for one in found if one.adopted_from)
        ),
    )


def _worst_of(column: Sequence[Judged], order: Sequence[str]) -> Judged:
    rank = {judgement: place for place, judgement in enumerate(order)}
    return min(column, key=lambda one: rank.get(one.judgement, len(rank)))
