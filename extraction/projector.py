"""The acts of extraction: values filled in, an entry called complete, what two discuss or agree."""

from __future__ import annotations

from sqlalchemy import Connection, insert

from extraction.part import part_of
from review.acts import Act, Kind, canonical, nobody, nothing
from review.ids import shown_study
from review.store import tables

ENTRY, STATE, DISCUSS, CONSENSUS_ACT = "entry", "entry-state", "discuss", "consensus"


def _apply_values(connection: Connection, act: Act) -> None:
    body = act.body
    # Of a sealed act only the place is known: a row without a path stands for its values.
    values = {"": None} if act.sealed else body["values"]
    if not values:
        return
    connection.execute(
        insert(tables.entry_value),
        [
            {
                "act_id": act.id,
                "order": act.order,
                "study_id": act.subject,
                "form": body["form"],
                "part": part_of(body),
                "extractor": "" if act.kind == CONSENSUS_ACT else act.reviewer,
                "path": path,
                "value": canonical(value),
                "version": int(body.get("version", 0)),
            }
            for path, value in values.items()
        ],
    )


def _apply_state(connection: Connection, act: Act) -> None:
    body = act.body
    connection.execute(
        insert(tables.entry_state).values(
            act_id=act.id,
            order=act.order,
            study_id=act.subject,
            form=body["form"],
            part=part_of(body),
            extractor="" if act.kind == CONSENSUS_ACT else act.reviewer,
            complete=body["complete"],
            checked=bool(body.get("checked", False)),
            version=int(body.get("version", 0)),
        )
    )


def _apply_consensus(connection: Connection, act: Act) -> None:
    _apply_values(connection, act)
    _apply_state(connection, act)


def _place(act: Act) -> str:
    part = part_of(act.body)
    return f"{shown_study(act.subject)}, form {act.body['form']}{', ' if part else ''}{part}"


def _says_entry(act: Act) -> str:
    if act.sealed:
        return f"sealed values of {_place(act)}"
    paths = list(act.body["values"])
    what = f"the answer at {paths[0]}" if len(paths) == 1 else f"{len(paths)} values"
    return f"{what} of {_place(act)}"


def _says_state(act: Act) -> str:
    done = "complete" if act.body["complete"] else "re-opened"
    if act.body.get("confirmed"):
        done = f"looked at again under version {act.body['version']}"
    return f"entry {done}: {_place(act)}"


def _says_consensus(act: Act) -> str:
    return f"consensus of {_place(act)}"


def _says_discuss(act: Act) -> str:
    at = f"{act.body['path']} of {_place(act)}"
    if "off" in act.body:
        return f"no longer to discuss: {at}"
    return f"to discuss: {at}" + (f": {act.body['text']}" if act.body["text"] else "")


KINDS = (
    Kind(
        ENTRY,
        _apply_values,
        (tables.entry_value,),
        nobody,
        _says_entry,
        undoable=True,
        public=("form", "version", "part"),
    ),
    Kind(STATE, _apply_state, (tables.entry_state,), nobody, _says_state, undoable=True),
    Kind(DISCUSS, nothing, (), nobody, _says_discuss, undoable=True),
    Kind(
        CONSENSUS_ACT,
        _apply_consensus,
        (tables.entry_value, tables.entry_state),
        nobody,
        _says_consensus,
        undoable=True,
    ),
)
