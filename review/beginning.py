"""Beginning a review: its database, first people and protocol; changes of the team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from review.acts import Projectors
from review.clean import one_line
from review.ledger.ledger import Review, Writing
from review.people import team
from review.protocol import DEFAULT, Protocol
from review.protocols.versions import body_of
from review.refusal import Refused
from review.store.engine import create


def begin(
    location: str,
    title: str,
    reviewers: Sequence[str],
    adjudicators: Sequence[str],
    protocol: Protocol | None,
    projectors: Projectors,
) -> Review:
    """Make a review at `location`; the first reviewer is the lead and does all this."""
    names = [*reviewers, *adjudicators]
    for name in names:
        _check_name(name)
    if not reviewers:
        raise Refused("A review has reviewers.", "Add --reviewer anna --reviewer bo.")
    if len(set(names)) != len(names):
        raise Refused("Each person is named once.", "One person may get further roles later.")
    agreed = protocol or DEFAULT
    title = one_line(title) or agreed.title or "Untitled review"
    review = Review(create(location, title), projectors, reviewers[0])
    with review.write() as writing:
        for position, name in enumerate(reviewers):
            roles = {*team.REVIEWER_ROLES, *(["lead"] if position == 0 else [])}
            _append(writing, name, roles, active=True)
        for name in adjudicators:
            _append(writing, name, {"adjudicator"}, active=True)
        named = replace(agreed, title=agreed.title or title)
        writing.append("protocol", "protocol", body_of(writing.connection, named))
    return review


def change_team(
    review: Review, name: str, roles: Sequence[str] | None, *, active: bool, new: bool
) -> None:
    """Add a person, give roles or let someone leave; an act of the lead."""
    _check_name(name)
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("lead",), "change the team")
        known = {person.name: person for person in team.people(connection)}
        if new and name in known and known[name].active:
            raise Refused(f"{name} is in the team already.", "Change roles with `team role`.")
        if not new:
            team.find(connection, name)
        wanted = set(roles or (known[name].roles if name in known else team.REVIEWER_ROLES))
        unknown = wanted - set(team.ROLES)
        if unknown:
            raise Refused(f"“{min(unknown)}” is not a role.", f"Roles: {', '.join(team.ROLES)}.")
        others = [p for p in known.values() if p.name != name and p.may("lead")]
        if not others and not (active and "lead" in wanted):
            raise Refused("A review has a lead.", "Give someone else the role first.")
        _append(writing, name, wanted, active=active)


def _append(writing: Writing, name: str, roles: set[str], *, active: bool) -> None:
    ordered = [role for role in team.ROLES if role in roles]
    writing.append("team", name, {"roles": ordered, "active": active})


def _check_name(name: str) -> None:
    if not name or name != one_line(name) or any(c in name for c in " ,;|"):
        raise Refused(f"“{one_line(name)}” cannot be a name.", "Use one word, such as anna.")
