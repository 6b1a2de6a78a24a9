"""The clashes of all slices together: listed, found by id, settled."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from review.clean import drawable, one_line
from review.refusal import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.clashes.clash import Clash
    from review.ledger.ledger import Review


class Source(NamedTuple):
    """What knows the clashes of one kind: which there are, and how one is settled.

    `kinds` are the kinds of act that can contradict each other; where there are no two of them, no
    clash can be, and `find` is not asked.
    `settle` takes the clash, the number of the side that is taken (from 1) and why, and says what
    holds now; it refuses as an ordinary act of that kind does.
    """

    kinds: tuple[str, ...]
    find: Callable[[Connection], list[Clash]]
    settle: Callable[[Review, Clash, int, str], str]


Sources = Mapping[str, Source]


def kept_in(module: str, *kinds: str) -> Source:
    """Return how clashes are found and settled by a module, imported where acts of `kinds` are."""

    def find(connection: Connection) -> list[Clash]:
        found: list[Clash] = import_module(module).clashes(connection)
        return found

    def settle_one(review: Review, clash: Clash, number: int, why: str) -> str:
        return str(import_module(module).settle_clash(review, clash, number, why))

    return Source(kinds, find, settle_one)


def all_clashes(connection: Connection, sources: Sources) -> list[Clash]:
    """Return every clash that waits, kind by kind."""
    there = _numbers(connection, {kind for source in sources.values() for kind in source.kinds})
    return [
        clash
        for source in sources.values()
        if sum(there.get(kind, 0) for kind in source.kinds) > 1
        for clash in source.find(connection)
    ]


def _numbers(connection: Connection, kinds: Collection[str]) -> dict[str, int]:
    """Count the acts of each of `kinds`, those taken back among them: they may stand again."""
    from sqlalchemy import func, select

    from review.store.tables import act

    rows = connection.execute(
        select(act.c.kind, func.count()).where(act.c.kind.in_(sorted(kinds))).group_by(act.c.kind)
    )
    return {row[0]: row[1] for row in rows}


def settle(review: Review, sources: Sources, typed: str, number: int, why: str) -> str:
    """Settle the clash that `typed` means by taking side `number`, and say what holds now."""
    from review.clashes.clash import side_of

    with review.read() as connection:
        clash = _meant(all_clashes(connection, sources), typed)
    side_of(clash, number)
    return sources[clash.kind].settle(review, clash, number, why)


def notice(number: int) -> str:
    """Return the line that tells how many clashes wait; "" where none does."""
    if not number:
        return ""
    return f"{number} {'clash waits' if number == 1 else 'clashes wait'}: `review clashes`"


def as_data(clashes: list[Clash]) -> dict[str, Any]:
    """Return the clashes as plain values, their sides numbered from 1."""
    return {
        "clashes": [
            {
                "id": clash.id,
                "kind": clash.kind,
                "about": clash.about,
                "record_id": clash.record_id or None,
                "sides": [
                    {
                        "number": number,
                        "act": side.act_id,
                        "by": side.by,
                        "at": side.at,
                        "says": side.says,
                    }
                    for number, side in enumerate(clash.says, start=1)
                ],
            }
            for clash in clashes
        ]
    }


def as_text(clashes: list[Clash]) -> str:
    """Return the clashes in plain lines, with how one is settled."""
    lines: list[str] = []
    for clash in clashes:
        lines += [f"{clash.id}  {clash.kind}: {one_line(clash.about)}"]
        for number, side in enumerate(clash.says, start=1):
            lines.append(f"  {number}  {one_line(side.by) or 'nobody named'}, {side.at}")
            lines += [f"       {line}" for line in drawable(side.says).splitlines()]
        lines.append("")
    return "\n".join([*lines, "Settle one: `review clashes settle CLASH --take N --why TEXT`."])


def _meant(found: list[Clash], typed: str) -> Clash:
    from review.ids import typed_digits

    digits = typed_digits("c", typed)
    meant = [clash for clash in found if digits and clash.id.startswith(f"c-{digits}")]
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise Refused(f"{typed} is the beginning of several ids.", "Type more digits.")
    raise Refused(f"No clash {typed} waits.", "See what does: `review clashes`.")
