"""The sections that every publication has, and those made of the tables that slices bring."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from review.editions.edition import editions
from review.publishing import ground, texts
from review.publishing.parts import Part, Place, Section
from review.publishing.texts import Written
from review.table.table import Table

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.ledger.ledger import Review

BuildTable = Callable[["Connection", "Review", str], Table]
# Tables of the main text; all others stand in the appendix.
IN_MAIN = ("characteristics", "summary-of-findings", "outcomes", "effect-direction")


def sections(
    written: Callable[[Connection, str], Written],
    tables: Mapping[str, BuildTable],
    unready: Callable[[Connection], Collection[str]],
) -> list[Section]:
    """Return the sections; `written` are the sentences of the slices, by item.

    `unready` names the tables of which nothing is agreed yet: they would be heads without content.
    """
    return [
        _one("methods", "main", lambda c, lang: texts.methods(c, written(c, lang), lang)),
        _one("selection", "main", lambda c, lang: texts.selection(c, written(c, lang), lang)),
        _one("flow", "main", ground.flow),
        _one("synthesis", "main", lambda c, lang: texts.synthesis(written(c, lang), lang)),
        _one("protocol", "appendix", texts.protocol),
        _one("searches", "appendix", texts.searches),
        _one("not-used", "appendix", ground.not_used),
        _one("people", "appendix", ground.people),
        _one("flow-editable", "appendix", lambda c, lang: ground.flow(c, lang, editable=True)),
        *_of_tables(tables, unready),
    ]


def _one(name: str, place: Place, build: Callable[[Connection, str], Part]) -> Section:
    return Section(name, place, lambda connection, _review, lang: (build(connection, lang),))


def _of_tables(
    tables: Mapping[str, BuildTable], unready: Callable[[Connection], Collection[str]]
) -> Iterable[Section]:
    for name, build in tables.items():
        place: Place = "main" if name in IN_MAIN else "appendix"
        yield Section(name, place, _alone(name, build, unready))


def _alone(
    name: str, build: BuildTable, unready: Callable[[Connection], Collection[str]]
) -> Callable[[Connection, Review, str], tuple[Table]]:
    def built(connection: Connection, review: Review, language: str) -> tuple[Table]:
        table = build(connection, review, language)
        if name in unready(connection) or (name == "editions" and not editions(connection)):
            table = replace(table, rows=())
        return (table,)

    return built
