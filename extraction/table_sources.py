"""The tables that extraction brings to `review table`, each built when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.commands.values import TableSource

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from extraction.bias.judgement import Judgement
    from review.ledger.ledger import Review
    from review.table.table import Table


def _table(name: str) -> TableSource:
    about = {
        "characteristics": "characteristics of included studies",
        "interventions": "TIDieR description of each arm",
        "outcomes": "intervention type x control condition x outcome x direction",
        "effect-direction": "direction of effect by study and outcome",
        "results": "every result of every study",
        "tidier": "how completely the interventions are described",
    }[name]

    def build(connection: Connection, _review: Review, language: str) -> Table:
        from extraction.queries import agreed_studies
        from extraction.tables.building import build as build_table
        from extraction.tables.own import setting_of

        return build_table(name, agreed_studies(connection), setting_of(connection, language))

    return TableSource(name, about, build, _behind_outcomes if name == "outcomes" else None)


def _behind_outcomes(connection: Connection, language: str, row: int, key: str) -> tuple[str, ...]:
    from extraction.queries import agreed_studies
    from extraction.tables.outcomes import behind_outcomes
    from extraction.tables.own import in_order, setting_of

    setting = setting_of(connection, language)
    return behind_outcomes(in_order(agreed_studies(connection), setting), setting, row, key)


def _risk_of_bias(connection: Connection, _review: Review, language: str) -> Table:
    from extraction.bias.agreed import agreed_judgements, plan_of
    from extraction.tables.risk_of_bias import risk_of_bias
    from review.studies import all_studies

    judgements = agreed_judgements(connection)
    told = {one.study for one in judgements}
    waiting = [study.name for study in all_studies(connection) if study.id not in told]
    judgements = _named(connection, judgements, language)
    return risk_of_bias(judgements, plan_of(connection), language, waiting)


def _worst(connection: Connection, _review: Review, language: str) -> Table:
    from extraction.bias.agreed import agreed_judgements, plan_of, tools_of
    from extraction.tables.risk_of_bias import worst

    judgements = _named(connection, agreed_judgements(connection), language)
    return worst(judgements, tools_of(connection), plan_of(connection), language)


def _named(
    connection: Connection, judgements: Iterable[Judgement], language: str
) -> list[Judgement]:
    """Return judgements whose results are called by their names in the language."""
    from dataclasses import replace

    from extraction.tables.own import setting_of

    setting = setting_of(connection, language)
    return [replace(one, part=setting.part(one.part)) for one in judgements]


def _summary(connection: Connection, _review: Review, language: str) -> Table:
    from extraction.certainty import queries
    from extraction.certainty.findings_table import summary_of_findings

    return summary_of_findings(
        queries.findings(connection),
        queries.study_names(connection),
        language,
        queries.phrasing(connection),
        sorted(queries.clashing(connection)),
    )


TABLES = {
    name: _table(name)
    for name in (
        "characteristics",
        "interventions",
        "outcomes",
        "effect-direction",
        "results",
        "tidier",
    )
} | {
    "risk-of-bias": TableSource(
        "risk-of-bias", "every judgement of bias with its support", _risk_of_bias
    ),
    "risk-of-bias-worst": TableSource(
        "risk-of-bias-worst", "the worst judgement of each study, a summary of ours", _worst
    ),
    "summary-of-findings": TableSource(
        "summary-of-findings", "bodies of evidence with effect, certainty and a sentence", _summary
    ),
}
