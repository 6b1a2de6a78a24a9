"""Agreed judgements of bias as the files that robvis (R) reads, one for each tool."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import Connection

from extraction.bias.agreed import agreed_judgements
from extraction.bias.robvis import drawn_by_robvis, robvis
from review.ledger.ledger import Review
from review.publishing.parts import DataFile
from review.refusal import Refused


def robvis_files(connection: Connection) -> Iterator[DataFile]:
    """Give a file for each tool with an agreed judgement that robvis can draw."""
    for one in {one.form: one for one in agreed_judgements(connection)}.values():
        if drawn_by_robvis(one):
            yield DataFile(
                f"data/robvis/{one.form}.csv",
                {
                    "en": f"Judgements by {one.tool} as robvis (R) reads them",
                    "nb": f"Vurderinger med {one.tool} slik robvis (R) leser dem",
                },
                _text_of(one.form),
            )


def _text_of(form: str) -> Callable[[Connection, Review, str], str | None]:
    def build(connection: Connection, _review: Review, _language: str) -> str | None:
        try:
            return robvis([one for one in agreed_judgements(connection) if one.form == form]).text
        except Refused:  # a domain is not judged; the README names the file among those left out
            return None

    return build
