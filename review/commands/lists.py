"""The tables that the ground itself brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.commands.values import TableSource

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.ledger.ledger import Review
    from review.table.table import Table

_ABOUT = {
    "sources": "searches and what they gave",
    "excluded": "reports excluded in full text, with reasons",
    "not-retrieved": "reports not retrieved",
    "awaiting": "reports awaiting classification, and ongoing studies",
    "differences": "differences from the protocol, from its versions",
    "editions": "the flow with a column for each edition",
}


def _source(name: str) -> TableSource:
    def build(connection: Connection, _review: Review, language: str) -> Table:
        from review import lists
        from review.editions import changes as lists_of_changes

        builders = {
            "sources": lists.sources,
            "excluded": lists.excluded,
            "not-retrieved": lists.not_retrieved,
            "awaiting": lists.awaiting,
            "differences": lists_of_changes.differences,
            "editions": lists_of_changes.flows,
        }
        return builders[name](connection, language)

    return TableSource(name, _ABOUT[name], build)


TABLES = {name: _source(name) for name in _ABOUT}
