"""An entry of a tool's form, evaluated: what is answered, proposed and judged, and what is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from extraction.bias.answers import Proposed
from extraction.bias.tool import Domain, Proposal, Tool, propose
from extraction.field import Field
from extraction.form import Form
from extraction.value import Value

ADOPTED, SOURCE = "judged_by", "adopted_from"
THEIRS = "adopted"
EFFECT = "effect"
# A status that stands in the place of an answer, by what a tool may call it.
_STATUS_ANSWERS: Mapping[str, frozenset[str]] = {
    "not-applicable": frozenset(("na", "not-applicable", "no-meta-analysis")),
    "not-reported": frozenset(("ni", "unclear", "no-information")),
}


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The entry as the tool sees it; `judged` are people's judgements by domain."""

    tool: Tool
    form: Form
    values: Mapping[str, Value]
    proposal: Proposal
    judged: Mapping[str, str]

    @property
    def adopted(self) -> bool:
        """Say whether the judgements are those of the authors of another review."""
        return text(self.values, ADOPTED) == THEIRS

    def judgement(self, domain: Domain) -> str:
        """Return what stands for a domain: people's judgement, or what is counted."""
        counted = self.proposal.of(domain.id).judgement if domain.counted else ""
        return self.judged.get(domain.id, counted)

    def departs(self, domain: Domain) -> bool:
        """Say whether people judged otherwise than the tool proposes."""
        proposed = self.proposal.of(domain.id).judgement
        return bool(proposed) and self.judged.get(domain.id, proposed) != proposed


def evaluate(tool: Tool, form: Form, values: Mapping[str, Value], effect: str) -> Evaluated:
    """Return the entry's `values` as `tool` sees them; `effect` is the protocol's."""
    answers = {EFFECT: effect, **_answers(form, values)}
    judged = {
        domain.id: answers.pop(domain.id)
        for domain in tool.judged
        if not domain.counted and domain.id in answers
    }
    known = {**answers, **judged}  # an item may be both a question and what is judged
    return Evaluated(tool, form, values, propose(tool, known, judged), judged)


def _answers(form: Form, values: Mapping[str, Value]) -> dict[str, str]:
    """Return the answers to all choices, each by its id and by its number."""
    found: dict[str, str] = {}
    for field in form.fields:
        answer = _answer(field, values.get(field.id)) if field.kind == "choice" else ""
        if answer:
            found |= {field.id: answer, field.number or field.id: answer}
    return found


def _answer(field: Field, value: Value | None) -> str:
    if value is None:
        return ""
    if value.known:
        return str(value.value)
    standing = _STATUS_ANSWERS.get(value.status, frozenset())
    return next((option.id for option in field.options if option.id in standing), "")


def text(values: Mapping[str, Value], path: str) -> str:
    """Return the text at `path`, empty where there is none."""
    value = values.get(path)
    return str(value.value).strip() if value is not None and value.known else ""


def open_points(found: Evaluated) -> list[str]:
    """Return in sentences what keeps the entry from being complete."""
    return list(_adopted_open(found) if found.adopted else _open(found))


def _adopted_open(found: Evaluated) -> Iterator[str]:
    if not text(found.values, SOURCE):
        yield f"{SOURCE}: say which review the judgements are from."
    summary = found.tool.summary
    if not found.judgement(summary):
        yield f"{summary.id}: the authors' overall judgement is missing."


def _open(found: Evaluated) -> Iterator[str]:
    for domain in found.tool.judged:
        proposed = found.proposal.of(domain.id)
        if domain.counted:
            continue
        if proposed.missing and not _is_judged(found.tool, proposed.missing, found.form):
            yield f"{label(found.form, proposed.missing)} is not answered."
        elif domain.id not in found.judged:
            word = _word(found.form, domain.id, proposed.judgement)
            hint = f" Proposed: {word}." if word else ""
            done = "answered" if domain.item else "judged"
            yield f"{label(found.form, domain.id)} is not {done}.{hint}"
        elif found.departs(domain) and not text(found.values, reason_path(domain.id)):
            own = _word(found.form, domain.id, found.judged[domain.id])
            other = _word(found.form, domain.id, proposed.judgement)
            yield (
                f"{label(found.form, domain.id)} is judged “{own}” where “{other}” is proposed: "
                f"give the reason in {reason_path(domain.id)}."
            )
    summary = found.proposal.of(found.tool.summary.id)
    if found.tool.summary.counted and summary.missing:
        yield f"{label(found.form, summary.missing)} is not answered."


def _word(form: Form, key: str, judgement: str) -> str:
    field = form.find(key)
    return field.option_name(judgement, "en") if field and judgement else judgement


def _is_judged(tool: Tool, key: str, form: Form) -> bool:
    """Say whether `key` is what the tool judges, which is told of for itself."""
    field = form.find(key)
    return field is not None and field.id in {domain.id for domain in tool.judged}


def accepted(found: Evaluated) -> dict[str, Value]:
    """Return the judgements that are proposed where people have not judged, by path.

    The summary is proposed from the domains as they then stand.
    """
    taken = {
        domain.id: found.proposal.of(domain.id).judgement
        for domain in found.tool.domains
        if _takes(found, domain)
    }
    whole = propose(found.tool, _known(found), {**found.judged, **taken})
    summary = whole.of(found.tool.summary.id).judgement
    if summary and _takes(replace(found, proposal=whole), found.tool.summary):
        taken[found.tool.summary.id] = summary
    return {path: Value(judgement) for path, judgement in taken.items()}


def _takes(found: Evaluated, domain: Domain) -> bool:
    open_still = not domain.counted and domain.id not in found.judged
    return open_still and bool(found.proposal.of(domain.id).judgement)


def _known(found: Evaluated) -> dict[str, str]:
    return {**_answers(found.form, found.values), **found.judged}


def reason_path(domain: str) -> str:
    """Return the field for the reason why a judgement departs from what is proposed."""
    return f"{domain}_override"


def label(form: Form, key: str) -> str:
    """Return `1.3 Baseline differences`: a field by its number and English name."""
    field = form.find(key)
    return f"{field.number} {field.name('en')}".strip() if field else key


def reasons(proposed: Proposed) -> str:
    """Return the answers that led to a proposal: `1.2 Y, 1.1 NI`."""
    return ", ".join(
        f"{question} {answer.upper() if question[0].isdigit() else answer}"
        for question, answer in proposed.why
    )
