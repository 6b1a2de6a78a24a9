"""The acts that make and cut bonds between records, and the rows they write."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert

from review.acts import Act, Kind
from review.counting import counted
from review.ids import shown_record
from review.store import tables

DEDUPE, MERGE, DIFFERENT, LINK, SPLIT = "dedupe", "merge", "different", "link", "split"
BY_HAND = "by-hand"


def ordered(a: str, b: str) -> tuple[str, str]:
    """Return the pair in the order in which bonds are kept."""
    return (a, b) if a < b else (b, a)


def _bonds(act: Act) -> list[dict[str, Any]]:
    body = act.body
    common = {"act_id": act.id, "order": act.order}
    if act.kind == DEDUPE:
        return [
            {**common, "kind": kind, "a": a, "b": b, "rule": rule, "score": score, "why": why}
            for kind in ("merged", "queued", "linked")
            for a, b, rule, score, why in body[kind]
        ]
    by_hand = {**common, "rule": BY_HAND, "score": 1.0, "why": body.get("why", "")}
    if act.kind == SPLIT:
        pairs = [ordered(act.subject, other) for other in body["from"]]
        return [{**by_hand, "kind": "apart", "a": a, "b": b} for a, b in pairs]
    kind = {MERGE: "merged", DIFFERENT: "apart", LINK: "linked"}[act.kind]
    a, b = ordered(act.subject, body["other"])
    bonds = [{**by_hand, "kind": kind, "a": a, "b": b}]
    if act.kind == LINK:
        # Two reports of one study are two reports: the pair is kept apart as well.
        bonds.append({**by_hand, "act_id": act.id, "kind": "apart", "a": a, "b": b})
    return bonds


def _apply(connection: Connection, act: Act) -> None:
    if bonds := _bonds(act):
        connection.execute(insert(tables.bond), bonds)


def _touched(_connection: Connection, act: Act) -> set[str]:
    return {record for bond in _bonds(act) for record in (bond["a"], bond["b"])}


def _says(act: Act) -> str:
    body = act.body
    if act.kind == DEDUPE:
        return (
            f"duplicate detection: {counted(len(body['merged']), 'pair')} merged, "
            f"{len(body['queued'])} queued, {len(body['linked'])} linked"
        )
    if act.kind == SPLIT:
        return f"{shown_record(act.subject)} taken out of its set"
    verb = {MERGE: "merged with", DIFFERENT: "kept apart from", LINK: "linked with"}[act.kind]
    return f"{shown_record(act.subject)} {verb} {shown_record(body['other'])}"


BOND_KINDS = tuple(
    Kind(name, _apply, (tables.bond,), _touched, _says, undoable=True, reshapes=True)
    for name in (DEDUPE, MERGE, DIFFERENT, LINK, SPLIT)
)
