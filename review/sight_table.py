"""Who may see what, as one table: the README prints it, and the tests hold every command to it.

`review.sight`, `review.records.tag_sight` and the queries of the slices carry it out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Sees = Literal["all", "own", "a number", "nothing"]


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of thing, and who sees it: its owner, and everyone else before and after a reveal.

    Everyone else is the partner, the lead, the adjudicator and whoever does not say who they are:
    no role sees more of another's than any other.
    """

    what: str
    owner: Sees
    before: Sees
    after: Sees
    until: str  # what "after" is after


TABLE = (
    Row("records, sources, duplicates, retrieval, studies", "all", "all", "all", ""),
    Row("team, protocol and its versions, rounds, allocation", "all", "all", "all", ""),
    Row(
        "choices of the synthesis, their reasons, names by language",
        "all",
        "all",
        "all",
        "",
    ),
    Row("order of records, released batches, known records, stops", "all", "all", "all", ""),
    Row("a decision: verdict, criteria, reason, note, time", "all", "nothing", "all", "its reveal"),
    Row("one that is discarded or to be made anew", "all", "nothing", "all", "the next reveal"),
    Row("how many decisions somebody has made", "all", "a number", "a number", ""),
    Row("which records somebody has decided on", "all", "nothing", "all", "the reveal of each"),
    Row("a tag", "all", "nothing", "all", "the reveal of the record at its stage"),
    Row("the pile for later, and one's own list", "all", "nothing", "nothing", ""),
    Row("a remark", "all", "nothing", "all", "the reveal of the record at its stage"),
    Row("conflicts, settlements, agreement, standing", "all", "nothing", "all", "the reveal"),
    Row("an entry of extraction", "all", "nothing", "all", "both entries are complete"),
    Row("what is to discuss in two entries", "all", "nothing", "all", "both entries are complete"),
    Row("one's own judgement of certainty", "all", "nothing", "all", "two have judged"),
)


def markdown() -> str:
    """Return the table as the README has it."""
    lines = ["| what | whose it is | everyone else | from when on |", "|---|---|---|---|"]
    for row in TABLE:
        when = f"{row.after} after {row.until}" if row.until else ""
        lines.append(f"| {row.what} | {row.owner} | {row.before} | {when} |")
    return "\n".join(lines)
