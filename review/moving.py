"""A review moved, backed up or restored: copied whole, and its projections built anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from review.acts import Projectors
from review.files.whole import whole_file
from review.ledger.ledger import Review
from review.ledger.replaying import replay
from review.store import backup
from review.store.copying import Census, Progress, copy_whole
from review.store.engine import is_url, open_store
from review.store.origin import origin


@dataclass(frozen=True, slots=True)
class Moved:
    """A review at its new place, and what was copied there."""

    review: Review
    census: Census


def move(source: str, target: str, projectors: Projectors, progress: Progress) -> Moved:
    """Copy the review at `source` to `target`; each is a path or a PostgreSQL URL.

    The source stays as it is. Raises Refused where the target exists, and leaves nothing there
    when the copy fails.
    """
    if is_url(target):
        with origin(source, None) as store:
            census = copy_whole(store, target, progress, _built(projectors))
    else:
        with whole_file(Path(target)) as half, origin(source, Path(target).parent) as store:
            census = copy_whole(store, str(half), progress, _built(projectors))
    return Moved(Review(open_store(target), projectors), census)


def back_up(review: Review, file: Path, progress: Progress) -> None:
    """Write the whole review to `file`, a review of its own, while others go on working.

    Raises Refused where the file exists or its folder does not.
    """
    backup.check_place(file)
    if review.store.embedded:
        backup.back_up(review.store, file)
        return
    with whole_file(file) as half:
        copy_whole(review.store, str(half), progress, _built(review.projectors))


def _built(projectors: Projectors) -> Callable[[Connection], None]:
    def project(connection: Connection) -> None:
        replay(connection, projectors, strict=False)  # what makes no sense is copied all the same

    return project
