"""The tables that extraction brings to `review table`, each built when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extraction.bias import commands as bias
from review.commands.shell import TableSource

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.ledger import Review
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
} | bias.TABLES
