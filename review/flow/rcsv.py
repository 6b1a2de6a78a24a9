"""The flow as the file that the PRISMA2020 R package draws from.

The package splits a list at `;` and takes the words before the first comma for the name: neither
may be in a name. It has no rows for some states and kinds of sources: the states become entries of
the list of excluded reports that say they are not exclusions, so that its diagram adds up, and
the kinds are counted under organisations. Every such change is told as a warning.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from review.clean import one_line
from review.flow.counts import Flow
from review.flow.numbering import numbers_of
from review.flow.numbers import Numbers
from review.flow.rows import NAMED, OTHER_RESULTS, R_ROWS, STATES, Row
from review.flow.wording import Wording, wording
from review.typography import writable

HEADER = ("data", "node", "box", "description", "boxtext", "tooltips", "url", "n")
ABSENT = "NA"
NODES = {
    "identification": "node1",
    "screening": "node2",
    "included": "node3",
    "prevstud": "node4",
    "box1": "node5",
    "newstud": "node6",
    "box2": "node7",
    "box3": "node8",
    "box4": "node9",
    "box5": "node10",
    "box6": "node11",
    "box7": "node12",
    "box8": "node13",
    "box9": "node14",
    "box10": "node15",
    "othstud": "node16",
    "box11": "node17",
    "box12": "node18",
    "box13": "node19",
    "box14": "node20",
    "box15": "node21",
    "box16": "node22",
    "box17": "node23",
}
_FOLDED = tuple(OTHER_RESULTS.values())[3:]
_NOT_IN_FILE = (
    "straight",
    "reassessed",
    "other_reassessed",
    "other_duplicates",
    "other_removed",
    "other_screened",
    "other_straight",
    "other_records_excluded",
)


@dataclass(frozen=True, slots=True)
class Exported:
    """The text of the file, and what had to be written otherwise than it is."""

    text: str
    warnings: tuple[str, ...]


def as_rcsv(flow: Flow | Numbers, language: str = "en") -> Exported:
    """Return the file with all its 34 rows; what is absent is `NA` and is not drawn."""
    numbers = flow if isinstance(flow, Numbers) else numbers_of(flow)
    words = wording(language)
    warnings: list[str] = []
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    seen: set[str] = set()
    for row in R_ROWS:
        words_of_row = _boxtext(row, numbers, words)
        node = ABSENT if row.box in seen else NODES[row.box]
        tooltip = ABSENT if row.box in seen else words_of_row
        seen.add(row.box)
        number = _number(row, numbers, words, warnings)
        writer.writerow(
            (row.id, node, row.box, words_of_row, words_of_row, tooltip, ABSENT, number)
        )
    warnings.extend(
        f"The file has no row for {row_id}; its number is left out."
        for row_id in _NOT_IN_FILE
        if numbers.get(row_id)
    )
    return Exported(text.getvalue(), tuple(dict.fromkeys(warnings)))


def _boxtext(row: Row, numbers: Numbers, words: Wording) -> str:
    if row.text:
        section, _dot, key = row.text.partition(".")
        updated = numbers.updated and f"{key}_updated" in words.sections[section]
        return words(section, f"{key}_updated" if updated else key)
    text = words.row(row.id, updated=numbers.updated).replace("*", "")
    if row.id != "organisation_results":
        return text
    return " / ".join((text, *(words.sections["own"][own] for own in _FOLDED if numbers.get(own))))


def _number(row: Row, numbers: Numbers, words: Wording, warnings: list[str]) -> str:
    if row.unit == "label":
        return ABSENT
    if row.id in NAMED:
        return _list(row.id, numbers, words, warnings)
    count = numbers.get(row.id)
    if row.id == "organisation_results" and numbers.with_other:
        folded = [own for own in _FOLDED if numbers.get(own)]
        count = numbers.records.total(row.id, *folded)
        warnings.extend(
            f"The file has no row for {own}; it is counted under organisations." for own in folded
        )
    return ABSENT if count is None else str(count)


def _list(row: str, numbers: Numbers, words: Wording, warnings: list[str]) -> str:
    listed = numbers.named.get(row)
    if listed is None:
        return ABSENT
    if list(listed) == [""]:
        return str(listed[""])
    is_reasons = row.endswith("_excluded")
    entries = []
    by_name = numbers.by_reason(row, words.language) if is_reasons else listed
    for name, count in by_name.items():
        entries.append(f"{_name(name or words('marks', 'no_reason'), warnings)}, {count}")
    for state in STATES if is_reasons else ():
        count = numbers.reports.of(f"{row.removesuffix('_excluded')}_{state}")
        if count:
            entries.append(f"{_name(state_name(state, words), warnings)}, {count}")
            warnings.append(
                f"The file has no row for the state {state}; it stands among the reasons."
            )
    return "; ".join(entries) if entries else ("0" if is_reasons else ABSENT)


def state_name(state: str, words: Wording) -> str:
    """Return how a state stands in the list of excluded reports, where it is no exclusion."""
    return words("marks", "not_excluded", name=words.sections["own"][state])


def _name(name: str, warnings: list[str]) -> str:
    """Return a name without what the package splits at and without what a spreadsheet would run."""
    kept = one_line(writable(name))
    for sign in (", ", "; ", ",", ";"):
        kept = kept.replace(sign, " / ")
    kept = one_line(kept)
    if kept.startswith(("=", "+", "-", "@")):
        kept = f"'{kept}"
    if kept != name:
        warnings.append(f"“{one_line(name)}” is written as “{kept}”.")
    return kept
