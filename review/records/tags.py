"""Tags: short words that a reviewer puts on records, apart from notes.

A tag may tell what one thinks, so it is its reviewer's own until the decisions on the record are
revealed at the stage at which it was put on; then all see it. LATER is one's own for good: the pile
of what one wants to decide later.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, insert, or_, select

from review.acts import Act, Kind, subject
from review.clean import one_line
from review.ids import shown_record
from review.ledger.ledger import Review, Writing
from review.people import team
from review.protocol import FULL_TEXT, TITLE_ABSTRACT
from review.records.listing import Listed
from review.records.lookup import Found, members
from review.records.tag_sight import LATER, tag_is_shown
from review.refusal import Refused
from review.standing import batches
from review.store import tables

TAG = "tag"
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag that is on a record."""

    name: str
    reviewer: str


def tag_in_sight(viewer: str) -> ColumnElement[bool]:
    """Return the condition on `tag` under which `viewer` may see a row."""
    return or_(tables.tag.c.reviewer == viewer, tag_is_shown())


def tags_on(connection: Connection, viewer: str, set_id: str) -> list[Tag]:
    """Return the tags on the records of a set that `viewer` may see, but for LATER."""
    records = [member.id for member in members(connection, set_id)]
    return sorted(
        {
            Tag(name, reviewer)
            for _record, reviewer, name in _standing(connection, viewer, records)
            if name != LATER
        },
        key=lambda tag: (tag.name, tag.reviewer),
    )


def _standing(
    connection: Connection, viewer: str, records: Collection[str]
) -> set[tuple[str, str, str]]:
    tag = tables.tag
    latest: dict[tuple[str, str, str], bool] = {}
    for batch in batches(records):
        rows = connection.execute(
            select(tag)
            .where(tag.c.record_id.in_(batch), tag_in_sight(viewer))
            .order_by(tag.c.order)
        )
        latest.update({(row.record_id, row.reviewer, row.name): row.present for row in rows})
    return {key for key, present in latest.items() if present and key[2]}


def tags_of(
    connection: Connection, viewer: str, sets: Collection[str]
) -> dict[str, tuple[Tag, ...]]:
    """Return the tags that `viewer` may see on each of `sets`, one's own LATER among them."""
    tag, in_set = tables.tag, tables.record_set
    latest: dict[tuple[str, str, Tag], bool] = {}
    for batch in batches(sets):
        rows = connection.execute(
            select(tag, in_set.c.set_id)
            .join(in_set, in_set.c.record_id == tag.c.record_id)
            .where(in_set.c.set_id.in_(batch), tag_in_sight(viewer))
            .order_by(tag.c.order)
        )
        for row in rows:
            latest[row.set_id, row.record_id, Tag(row.name, row.reviewer)] = row.present
    found: dict[str, set[Tag]] = {}
    for (set_id, _record, one), present in latest.items():
        if present and one.name:
            found.setdefault(set_id, set()).add(one)
    return {
        key: tuple(sorted(tags, key=lambda one: (one.name, one.reviewer)))
        for key, tags in found.items()
    }


def names_used(connection: Connection, viewer: str) -> list[str]:
    """Return the names of the tags that `viewer` has put on records, but for LATER."""
    tag = tables.tag
    query = select(tag.c.name).where(tag.c.reviewer == viewer).distinct().order_by(tag.c.name)
    return [name for name in connection.scalars(query) if name not in {"", LATER}]


def tagged(connection: Connection, viewer: str, name: str, *, by: str = "") -> set[str]:
    """Return the sets that bear a tag which `viewer` may see, put on by anyone or one person."""
    tag, in_set = tables.tag, tables.record_set
    query = (
        select(tag.c.record_id, tag.c.reviewer, tag.c.present, in_set.c.set_id)
        .join(in_set, in_set.c.record_id == tag.c.record_id)
        .where(tag.c.name == name, tag_in_sight(viewer))
        .order_by(tag.c.order)
    )
    if by:
        query = query.where(tag.c.reviewer == by)
    rows = connection.execute(query)
    latest = {(row.record_id, row.reviewer): (row.set_id, row.present) for row in rows}
    return {set_id for set_id, present in latest.values() if present}


def with_tag(connection: Connection, viewer: str, rows: list[Listed], name: str) -> list[Listed]:
    """Return the rows whose sets bear a tag that `viewer` may see; all of them without a name."""
    if not name:
        return rows
    bearing = tagged(connection, viewer, name)
    return [row for row in rows if row.record.set_id in bearing]


def put_tag(review: Review, record: Found, name: str, *, on: bool = True) -> Act:
    """Put a tag on a record, or take one's own off; Refused where that changes nothing."""
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, (), "tag a record")
        return put_tag_in(writing, record, name, on=on)


def put_tag_in(writing: Writing, record: Found, name: str, *, on: bool) -> Act:
    """Put a tag on or take it off within a transaction; Refused as `put_tag` does."""
    connection, person = writing.connection, writing.review.person
    word = one_line(name)
    if not word or len(word) > _LONGEST:
        raise Refused(f"A tag has 1 to {_LONGEST} characters.", "Say more in a note.")
    records = [member.id for member in members(connection, record.set_id)]
    found = _standing(connection, person, records)
    bearing = sorted(where for where, whose, tag in found if (whose, tag) == (person, word))
    if on == bool(bearing):
        does = "bears this tag of yours already" if on else "bears no such tag of yours"
        raise Refused(f"{record.shown} {does}: “{word}”.")
    body = {"stage": _stage(connection, record.set_id), "name": word, "on": on}
    return writing.append(TAG, record.id if on else bearing[0], body)


def change_tags(review: Review, record: Found, names: Collection[str]) -> int:
    """Make `names` one's own tags on a record, and return how many went on or off; LATER stays.

    Refused as `put_tag` is, with nothing changed.
    """
    wanted = {one_line(name) for name in names} - {"", LATER}
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, (), "tag a record")
        own = {
            tag.name
            for tag in tags_on(connection, review.person, record.set_id)
            if tag.reviewer == review.person
        }
        for name in sorted(wanted ^ own):
            put_tag_in(writing, record, name, on=name in wanted)
    return len(wanted ^ own)


def _stage(connection: Connection, set_id: str) -> str:
    """Return the latest stage at which a set has a ballot: where its reviewers are now."""
    ballot = tables.ballot
    stages = set(connection.scalars(select(ballot.c.stage).where(ballot.c.set_id == set_id)))
    return FULL_TEXT if FULL_TEXT in stages else TITLE_ABSTRACT


def released_tags(connection: Connection, _person: str) -> set[str]:
    """Return the tags whose bodies may leave this copy unsealed: those that all may see here."""
    tag = tables.tag
    return set(connection.scalars(select(tag.c.act_id).where(tag_is_shown())))


def names_of(tags: Sequence[Tag], viewer: str) -> str:
    """Return tags in words: those of others with their names."""
    return ", ".join(
        tag.name if tag.reviewer == viewer else f"{tag.name} ({tag.reviewer})" for tag in tags
    )


def _apply(connection: Connection, act: Act) -> None:
    connection.execute(
        insert(tables.tag).values(
            act_id=act.id,
            order=act.order,
            record_id=act.subject,
            stage=act.body["stage"],
            reviewer=act.reviewer,
            name=act.body.get("name", ""),
            present=bool(act.body.get("on", True)),
        )
    )


def _says(act: Act) -> str:
    what = f"tag “{act.body['name']}”" if "name" in act.body else "sealed tag"
    where = shown_record(act.subject)
    return f"{what} {'on' if act.body.get('on', True) else 'taken off'} {where}"


TAG_KIND = Kind(
    TAG,
    _apply,
    (tables.tag,),
    subject,
    _says,
    undoable=True,
    public=("stage",),
)
