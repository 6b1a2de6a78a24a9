"""What the items are written from: facts and revealed acts alone, the same for everyone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from review.editions.edition import Edition, editions
from review.flow.counts import Flow
from review.flow.queries import flow
from review.protocol import Protocol
from review.protocols.versions import current
from review.sources.counts import SourceCount, source_counts
from review.sources.describing import searches


@dataclass(frozen=True, slots=True)
class Facts:
    """The protocol, the sources with their searches, the flow and the closed editions.

    `queries` are the kept search strategies by source; `more` are sentences that slices add, by
    item (`prisma-8`, `prisma-s-16`).
    """

    protocol: Protocol
    sources: Sequence[SourceCount]
    queries: Mapping[str, str]
    flow: Flow
    editions: Sequence[Edition]
    more: Mapping[str, Sequence[str]]

    def of_kind(self, *kinds: str) -> list[SourceCount]:
        """Return the sources of these kinds, in the order in which they were imported."""
        return [source for source in self.sources if source.kind in kinds]


def facts(connection: Connection, more: Mapping[str, Sequence[str]]) -> Facts:
    """Return the facts of the review; `more` are the sentences of the slices."""
    _version, protocol = current(connection)
    described = searches(connection).values()
    return Facts(
        protocol=protocol,
        sources=source_counts(connection),
        queries={one.name: one.query for one in described if one.query},
        flow=flow(connection),
        editions=editions(connection),
        more=more,
    )
