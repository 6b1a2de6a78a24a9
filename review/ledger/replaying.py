"""From acts to projections: one act applied or withdrawn, and all of them replayed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby

from sqlalchemy import Connection, delete

from review.acts import WITHDRAW, Act, Kind, Projectors, ids_in_order, load
from review.ledger.projecting import Touched, apply, apply_all, withdraw
from review.ledger.senseless import attempt, sense
from review.progress import Progress, part_of
from review.refusal import StoreUnusable
from review.store import tables

_AT_ONCE = 2000  # acts
_FOLDED = 5000  # sets, between two words of progress
_PROJECTED = 40  # percent of a replay; the rest is folding


def fold(
    connection: Connection,
    projectors: Projectors,
    touched: Touched,
    progress: Progress | None = None,
) -> None:
    """Bring the projections of the sets that hold the touched records up to date."""
    sets: set[str] = set()
    if touched.reshaped:
        sets |= projectors.sets(connection, touched.reshaped)
        for begin in projectors.fresh:
            begin(connection)
    if touched.records:
        sets |= projectors.sets_of(connection, touched.records)
    ordered = sorted(sets)
    total = len(ordered) * len(projectors.folds)
    for number, step in enumerate(projectors.folds):
        for start in range(0, len(ordered), _FOLDED):
            if progress:
                progress(number * len(ordered) + start, total)
            step(connection, ordered[start : start + _FOLDED])


def replay(
    connection: Connection,
    projectors: Projectors,
    progress: Progress | None = None,
    *,
    strict: bool = True,
) -> list[Act]:
    """Empty every projection and build it anew from the facts and acts, in their order.

    Raises SenselessError at an act that makes no sense; unless `strict`, such acts count for
    nothing and are returned, so that one person cannot keep all others from work.
    """
    for table in reversed(tables.PROJECTIONS):
        connection.execute(delete(table))
    touched = Touched()
    aside: list[Act] = []
    ids = ids_in_order(connection)
    projecting = part_of(progress, 0, _PROJECTED)
    for start in range(0, len(ids), _AT_ONCE):
        if projecting:
            projecting(start, len(ids))
        some = load(connection, ids[start : start + _AT_ONCE])
        if strict:
            project(connection, projectors.kinds, some, touched)
        else:
            aside += _sensible_ones(connection, projectors.kinds, some, touched)
    fold(connection, projectors, touched, part_of(progress, _PROJECTED, 100))
    return aside


def project(
    connection: Connection, kinds: Mapping[str, Kind], acts: Collection[Act], touched: Touched
) -> None:
    """Project `acts` on top of what there is; SenselessError, half done, where one has none."""
    for name, several in groupby(acts, key=lambda act: act.kind):
        if name != WITHDRAW and name not in kinds:
            raise StoreUnusable(
                f"This review holds acts of a kind that this program does not know: {name}.",
                "Upgrade it: `pip install --upgrade tandem-review`.",
            )
        _project_run(connection, kinds, list(several), touched)


def _project_run(
    connection: Connection, kinds: Mapping[str, Kind], acts: Sequence[Act], touched: Touched
) -> None:
    """Project acts of one kind, at once where that is quicker and all of them make sense."""
    name = acts[0].kind
    if name != WITHDRAW and len(acts) > 1 and kinds[name].apply_all:
        part = Touched()
        with attempt(connection) as tried, sense(acts[0]):
            apply_all(connection, kinds[name], acts, part)
        if tried.done:
            touched.update(part)
            return
    for act in acts:
        with sense(act):
            if name == WITHDRAW:
                withdraw(connection, kinds, act, touched)
            else:
                apply(connection, kinds[name], act, touched)


def _sensible_ones(
    connection: Connection, kinds: Mapping[str, Kind], acts: Sequence[Act], touched: Touched
) -> Sequence[Act]:
    """Project those of `acts` that make sense, and return the others."""
    part = Touched()
    with attempt(connection) as tried:
        project(connection, kinds, acts, part)
    if tried.done:
        touched.update(part)
        return ()
    if len(acts) == 1:
        return acts
    half = len(acts) // 2
    return [
        *_sensible_ones(connection, kinds, acts[:half], touched),
        *_sensible_ones(connection, kinds, acts[half:], touched),
    ]
