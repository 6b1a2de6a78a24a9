"""The judgements that two people agreed on, from the store."""

from __future__ import annotations

from sqlalchemy import Connection

from extraction.bias.judgement import Judgement, Subject, judge
from extraction.bias.tool import Tool
from extraction.bias.tools import tools
from extraction.entry import CONSENSUS
from extraction.queries import entries, forms
from review.protocols.bias_plan import BiasPlan
from review.protocols.versions import current
from review.studies import all_studies


def plan_of(connection: Connection) -> BiasPlan:
    """Return what the protocol that holds says of judging bias."""
    _version, protocol = current(connection)
    return protocol.risk_of_bias


def tools_of(connection: Connection) -> dict[str, Tool]:
    """Return the tools by form, as the protocol sets them."""
    return dict(tools(plan_of(connection).critical))


def agreed_judgements(connection: Connection) -> list[Judgement]:
    """Return every agreed judgement of included studies, by study, tool and part.

    Nothing of an entry that is not agreed is told, so that everyone may see all of it.
    """
    plan = plan_of(connection)
    known, by_form = forms(connection), tools(plan.critical)
    order = {study.id: place for place, study in enumerate(all_studies(connection))}
    names = {study.id: study.name for study in all_studies(connection)}
    ranks = {form: place for place, form in enumerate(by_form)}
    found = [
        judge(
            Subject(place.study, names[place.study], place.part),
            by_form[place.form],
            known[place.form],
            dict(of_place[CONSENSUS].values),
            plan.effect,
        )
        for place, of_place in entries(connection, agreed=True).items()
        if CONSENSUS in of_place and place.form in by_form and place.study in order
    ]
    return sorted(found, key=lambda one: (order[one.study], ranks[one.form], one.part))
