"""What goes beside a record into a file: lines for a manager's notes, and columns for a table.

Some lines are in the words of other tools (Rayyan, ASReview), for those who go on there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from review.formats.manager_keys import Key
from review.formats.outgoing import Outgoing
from review.protocol import FULL_TEXT, STAGES, TITLE_ABSTRACT
from review.record import Record
from review.records.deliberation import Decided, Deliberation
from review.records.listing import COLUMNS, Listed

_TOLD = ("standing", "title_abstract", "full_text", "reason", "study_ids", "retracted", "edited")
_RAYYAN = {"include": "Included", "exclude": "Excluded", "maybe": "Maybe"}
_IN_OR_OUT = {"included": "1", "excluded-title-abstract": "0", "excluded-full-text": "0"}
_ASREVIEW = {"1": "ASReview_relevant", "0": "ASReview_irrelevant", "": "ASReview_not_seen"}


def outgoing(
    row: Listed, record: Record, said: Deliberation, key: Key, words: Mapping[str, str]
) -> Outgoing:
    """Return a record to be written, with its row and what was said of it as lines and columns.

    `words` are the texts of reasons by their ids.
    """
    cells = {
        name: "" if cell is None else str(cell)
        for name, cell in zip(COLUMNS, row.cells(), strict=True)
    }
    included = _IN_OR_OUT.get(row.standing, "")
    columns = {
        **cells,
        "key": key.value,
        "standing": row.standing,
        "included": included,
        "edited": ", ".join(row.record.edited),
        "decisions": "\n".join(map(str, said.decisions)),
        "settlements": "\n".join(map(str, said.settlements)),
    }
    told = ("record_id", "source", "key", *_TOLD)
    notes = [f"{name}: {columns[name]}" for name in told if columns[name]]
    notes += [f"decision: {decided}" for decided in said.decisions]
    notes += [f"settlement: {settled}" for settled in said.settlements]
    notes += filter(None, (_rayyan(said.decisions, words), _ASREVIEW[included]))
    return Outgoing(record, tuple(notes), columns, key)


def _rayyan(decisions: Sequence[Decided], words: Mapping[str, str]) -> str:
    """Return the decisions of the last stage in sight in the words of Rayyan's notes.

    Rayyan writes `RAYYAN-INCLUSION: {"Ann"=>"Included"} | RAYYAN-EXCLUSION-REASONS: a,b |
    USER-NOTES: {"Ann"=>["text"]}`, each part where there is something; other tools read that too.
    """
    by_stage = {stage: [one for one in decisions if one.stage == stage] for stage in STAGES}
    last = by_stage[FULL_TEXT] or by_stage[TITLE_ABSTRACT]
    verdicts = {one.reviewer: _RAYYAN[one.verdict] for one in last if one.verdict in _RAYYAN}
    reasons = dict.fromkeys(words.get(reason, reason) for one in last for reason in one.reasons)
    notes = {one.reviewer: [" ".join(one.note.split())] for one in last if one.note.strip()}
    parts = [
        f"RAYYAN-INCLUSION: {_ruby(verdicts)}" if verdicts else "",
        f"RAYYAN-EXCLUSION-REASONS: {','.join(reasons)}" if reasons else "",
        f"USER-NOTES: {_ruby(notes)}" if notes else "",
    ]
    return " | ".join(filter(None, parts))


def _ruby(values: Mapping[str, Any]) -> str:
    """Return a hash as Ruby prints it, which is how Rayyan writes its notes."""
    pairs = (
        f"{json.dumps(name, ensure_ascii=False)}=>{json.dumps(value, ensure_ascii=False)}"
        for name, value in values.items()
    )
    return f"{{{', '.join(pairs)}}}"
