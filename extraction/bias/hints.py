"""What a tool has to say beside the fields of its form, while a person fills it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from extraction.bias.agreed import plan_of
from extraction.bias.evaluating import (
    Evaluated,
    OpenPoint,
    evaluate,
    label,
    open_points,
    reason_path,
    reasons,
    text,
)
from extraction.bias.tool import Domain
from extraction.bias.tools import tools
from extraction.form import Form
from extraction.value import Value


@dataclass(frozen=True, slots=True)
class Beside:
    """A sentence by the path of the field that it stands beside, and what is open still."""

    hints: Mapping[str, str] = field(default_factory=dict)
    left: tuple[OpenPoint, ...] = ()

    @property
    def state(self) -> str:
        """Return how much is open, and what comes first."""
        if not self.left:
            return "All is judged."
        more = f" and {len(self.left) - 1} more" if len(self.left) > 1 else ""
        return f"Open: {self.left[0].why.partition('. ')[0].rstrip('.')}{more}"


def beside_of(connection: Connection, form: Form, values: Mapping[str, Value]) -> Beside | None:
    """Return what the tool of a form has to say; None for a form of no tool."""
    plan = plan_of(connection)
    tool = tools(plan.critical).get(form.id)
    if tool is None:
        return None
    found = evaluate(tool, form, values, plan.effect)
    return Beside(hints(found), tuple(open_points(found)))


def hints(found: Evaluated) -> dict[str, str]:
    """Return what is proposed, what has to be answered for it, and where a reason is needed."""
    if found.adopted:
        return {}
    return dict(_hints(found))


def _hints(found: Evaluated) -> Iterator[tuple[str, str]]:
    for domain in found.tool.judged:
        if domain.counted or domain.rule is None:
            continue
        told = found.proposal.of(domain.id)
        if told.judgement:
            yield domain.id, _proposed(found, domain)
        elif told.missing:
            yield domain.id, f"Proposed once {label(found.form, told.missing)} is answered."
        else:
            yield domain.id, "The tool proposes nothing here: it is for you to judge."
        if found.departs(domain) and not text(found.values, reason_path(domain.id)):
            yield reason_path(domain.id), "Needed: the judgement is another than the proposed one."


def _proposed(found: Evaluated, domain: Domain) -> str:
    told = found.proposal.of(domain.id)
    asked = found.form.find(domain.id)
    word = asked.option_name(told.judgement, "en") if asked else told.judgement
    if domain is found.tool.summary:
        return f"Proposed: {word}."
    return f"Proposed: {word} ({reasons(told)})."
