"""The section that screening offers to a publication."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from review.ledger import Review
from review.publishing.parts import Part, Section
from screening.agreement_table import agreement_table


def _agreement(connection: Connection, _review: Review, language: str) -> Sequence[Part]:
    return [agreement_table(connection, language)]


SECTIONS = (Section("agreement", "appendix", _agreement),)
