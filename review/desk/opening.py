"""Opening a review for the desk; everything heavy is imported here, after the first frame."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from review.finding import find
from review.refusal import Refused

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

    from review.desk.host import Shell
    from review.ledger.ledger import Review


@dataclass(frozen=True, slots=True)
class Opened:
    """A review that has been opened, its title, and who may sit at the desk."""

    review: Review
    title: str
    people: tuple[tuple[str, str], ...]  # name, roles
    warnings: tuple[str, ...]  # of the place where it lies, those not told today


def there(shell: Shell) -> str:
    """Return where the review to open is, "" where there is none."""
    location = find(shell.folder, shell.location)
    return location if "://" in location or Path(location).is_file() else ""


def open_review(shell: Shell, location: str) -> Opened:
    """Open the review at `location` in nobody's hands; Refused where that cannot be.

    On a team's server it is in the hands of whoever is logged in, and nobody else sits here.
    """
    from review.ledger.ledger import Review
    from review.store.engine import open_store

    store = open_store(location, person=shell.person)
    review = Review(store, shell.projectors, store.member)
    shell.person = store.member or shell.person
    return opened(review)


def opened(review: Review) -> Opened:
    """Return an open review with its title and the people who are in the team now."""
    from review.overview import title_of
    from review.people.team import ROLES, people
    from review.store.places import troubles
    from review.store.warned import unsaid

    with review.read() as connection:
        team = people(connection)
        title = title_of(connection)
    member, location = review.store.member, review.store.location
    seated = [person for person in team if member in {"", person.name}]
    return Opened(
        review,
        title,
        tuple((p.name, ", ".join(r for r in ROLES if r in p.roles)) for p in seated if p.active),
        tuple(str(trouble) for trouble in unsaid(location, troubles(location))),
    )


def open_for(desk: MessagePump, shell: Shell, location: str) -> None:
    """Open the review at `location`, in a thread of its own, and post to `desk` how that went."""
    from review.desk.messages import ReviewOpened, ReviewRefused

    try:
        desk.post_message(ReviewOpened(open_review(shell, location)))
    except Refused as refusal:
        desk.post_message(ReviewRefused(refusal))


def collect_again() -> None:
    """Collect garbage from now on, but for what the start has made."""
    gc.freeze()
    gc.enable()
