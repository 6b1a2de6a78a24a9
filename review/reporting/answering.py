"""What the authors say of the items of checklists, kept with the review."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from review.acts import Act
from review.clashes.clash import Clash
from review.clean import drawable, one_line
from review.ledger.ledger import Review
from review.ledger.statements import clashes as clashes_of
from review.ledger.statements import holding, kind_of, state
from review.ledger.statements import settle_clash as settle_statement
from review.people import team
from review.refusal import Refused
from review.reporting.checklist import Answer, checklist

ANSWER = "answer"


def answers(connection: Connection, name: str) -> dict[str, Answer]:
    """Return the answers that hold on a checklist, by the number of the item."""
    found = {}
    for thing, one in holding(connection, ANSWER).items():
        of, _dash, number = thing.rpartition("-")
        if of == name:
            found[number] = Answer(**(one.content or {}))
    return found


def answer(review: Review, name: str, number: str, said: Mapping[str, str]) -> Answer:
    """Say something of an item; parts that are not in `said` stay as they are.

    Raises Refused for an item that is not there, and where nothing is said.
    """
    item = checklist(name).find(number)
    if not said:
        raise Refused("Nothing is said of the item.", "Give a text, --page or --other.")
    with review.write() as writing:
        _permit(writing.connection, review)
        old = answers(writing.connection, name).get(item.number, Answer())
        new = Answer(
            text=drawable(said.get("text", old.text)).strip(),
            page=one_line(said.get("page", old.page)),
            other=drawable(said.get("other", old.other)).strip(),
        )
        if new != old:
            content = {"text": new.text, "page": new.page, "other": new.other}
            state(writing, ANSWER, f"{name}-{item.number}", content)
    return new


def _permit(connection: Connection, review: Review) -> None:
    team.require(connection, review, (), "answer a checklist")


def clashes(connection: Connection) -> list[Clash]:
    """Return the items that two copies answer differently."""

    def told(content: Mapping[str, Any]) -> dict[str, str]:
        return {key: str(value) for key, value in content.items()}

    return clashes_of(connection, ANSWER, lambda thing, _content: f"item {thing}", told, "answer")


def settle_clash(review: Review, clash: Clash, number: int, why: str) -> str:
    """Answer as side `number` does, over all that was said of the item."""
    return settle_statement(review, clash, number, why, clashes, _permit)


def _says(act: Act) -> str:
    return f"answer on {act.subject}: {one_line(act.body['content'].get('text', ''))}"[:120]


ANSWER_KIND = kind_of(ANSWER, _says)
