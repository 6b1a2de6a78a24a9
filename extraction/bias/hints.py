"""What a tool has to say beside the fields of its form, while a person fills it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection

from extraction.bias.agreed import plan_of
from extraction.bias.evaluating import Evaluated, evaluate, label, reason_path, reasons, text
from extraction.bias.tool import Domain
from extraction.bias.tools import tools
from extraction.form import Form
from extraction.value import Value


def hints_of(connection: Connection, form: Form, values: Mapping[str, Value]) -> Mapping[str, str]:
    """Return a sentence by the path of the field that it stands beside; none for other forms."""
    plan = plan_of(connection)
    tool = tools(plan.critical).get(form.id)
    if tool is None:
        return {}
    return hints(evaluate(tool, form, values, plan.effect))


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
    field = found.form.find(domain.id)
    word = field.option_name(told.judgement, "en") if field else told.judgement
    if domain is found.tool.summary:
        return f"Proposed: {word}."
    return f"Proposed: {word} ({reasons(told)})."
