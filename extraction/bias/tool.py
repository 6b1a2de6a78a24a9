"""A tool as a value: which version, what it judges, and by which rules it proposes a judgement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extraction.bias.answers import Proposed, Rule, proposed
from extraction.bias.scale import Level
from extraction.field import Names
from review.wording import dated, words_of

OVERALL = "overall"


@dataclass(frozen=True, slots=True)
class Domain:
    """One thing that a tool judges; `id` is the field of its judgement in the tool's form.

    Without a `rule` nothing is proposed: the judgement is people's alone. An `item` is a question
    whose answer is what the tool tells of. What is `counted` is
    worked out by its rule and has no field, but `names` of its own.
    """

    id: str
    rule: Rule | None = None
    counted: bool = False
    item: bool = False
    names: Names = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A tool in one version: a year, a number, or the ISO date of its publication.

    `worst_first` orders the judgements by which a study's worst is found, and is empty where the
    tool's judgements have no such order. `summary` is the domain that stands for the whole.
    `levels` say how bad a judgement of a domain is, `summary_levels` one of the summary.
    """

    form: str
    name: str
    version: str
    domains: tuple[Domain, ...]
    summary: Domain
    norwegian: str = ""  # its name, where that is another
    worst_first: tuple[str, ...] = ()
    levels: Mapping[str, Level] = field(default_factory=dict)
    summary_levels: Mapping[str, Level] = field(default_factory=dict)

    @property
    def names(self) -> Names:
        """Return the name by language."""
        return {"en": self.name, "nb": self.norwegian or self.name}

    @property
    def judged(self) -> tuple[Domain, ...]:
        """Return the domains, then the summary."""
        return (*self.domains, self.summary)

    def level(self, domain: str, judgement: str) -> Level:
        """Return how bad `judgement` of a domain or of the summary is; none without a scale."""
        summary = domain == self.summary.id and self.summary_levels
        return (self.summary_levels if summary else self.levels).get(judgement, "none")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a tool proposes for each domain and the summary, by their ids."""

    by_domain: Mapping[str, Proposed] = field(default_factory=dict)

    def of(self, domain: str) -> Proposed:
        """Return the proposal for one domain; empty where the tool makes none."""
        return self.by_domain.get(domain, Proposed())


def propose(tool: Tool, answers: Mapping[str, str], judged: Mapping[str, str]) -> Proposal:
    """Return the proposal of `tool`.

    `answers` are by question; `judged` are people's judgements by domain, which stand in the
    summary before what is proposed for the domains.
    """
    found = {one.id: proposed(one.rule, answers) for one in tool.domains if one.rule}
    told = {key: one.judgement for key, one in found.items() if one.judgement}
    if tool.summary.rule:
        known = {**answers, **told, **judged}
        found[tool.summary.id] = proposed(tool.summary.rule, known)
    return Proposal(found)


def version_told(version: str, language: str) -> str:
    """Return a tool's version as it stands in a sentence, its date in words."""
    return dated(words_of("review.reporting", language), version)
