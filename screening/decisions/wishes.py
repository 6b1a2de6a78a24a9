"""Rows turned into wishes to decide: whose, on which record, for which reason, or why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from review.people import team
from review.protocol import TITLE_ABSTRACT, Protocol, Stage
from review.refusal import Refused
from screening.deciding import Wish
from screening.decisions.row import Row, marked, noted
from screening.decisions.words import utc, verdict_of


@dataclass(frozen=True, slots=True)
class People:
    """Whose codes are, among the people of the review."""

    members: Mapping[str, team.Person]
    codes: Mapping[str, str]  # as the person who takes them in says
    actor: team.Person

    def name_of(self, code: str) -> str:
        """Return the reviewer's name for a code: as said, else the member of that name."""
        if code in self.codes:
            return self.codes[code]
        alike = [name for name in self.members if name.casefold() == code.casefold()]
        return code if code in self.members or len(alike) != 1 else alike[0]

    def knows(self, code: str) -> bool:
        """Tell whether a code is of a screener of this review."""
        person = self.members.get(self.name_of(code))
        return person is not None and person.may("screener")

    def reviewer(self, code: str) -> str:
        """Return the reviewer whose decision a row is; Refused where nobody's can be told."""
        if not code and "" not in self.codes:
            raise Refused(
                "It does not say whose decision it is: name the reviewer with --reviewer =NAME."
            )
        name = self.name_of(code)
        if not self.knows(code):
            shown = code if code in self.members or code not in self.codes else name
            raise Refused(f"“{shown}” is not a screener of this review")
        if name != self.actor.name and not self.actor.may("lead"):
            raise Refused(f"only the lead takes in the decisions of {name}")
        return name


@dataclass(frozen=True, slots=True)
class Reasons:
    """Which reason of the protocol the words of a file mean."""

    protocol: Protocol
    # The file's words, folded ("": no words at all): the reason as the person says.
    said: Mapping[str, str]

    def of(self, row: Row) -> tuple[list[str], list[str]]:
        """Return the ids of the reasons that a row gives, and the words that mean none."""
        known: list[str] = []
        unknown: list[str] = []
        none = not row.reasons and not row.fails
        given = ("",) if none and "" in self.said else row.reasons
        whole = "; ".join(given)  # one reason may have a semicolon of its own
        for words in (whole,) if self._find(whole) else given:
            found = self._find(words)
            (known if found else unknown).append(found or words)
        return list(dict.fromkeys(known)), unknown

    def unknown(self, row: Row) -> list[str]:
        """Return the reasons of an exclusion that the protocol does not know."""
        return self.of(row)[1] if verdict_of(row.verdict) == "exclude" else []

    def _find(self, words: str) -> str:
        try:
            return self.protocol.find_reason(self.said.get(folded_words(words), words)).id
        except Refused:
            return ""


def folded_words(words: str) -> str:
    """Return words without case and with single blanks."""
    return " ".join(words.split()).casefold()


def wish_of(row: Row, stage: Stage, reasons: Reasons) -> Wish:
    """Return what a row wants decided; Refused where it cannot be, and why.

    What a verdict cannot carry stays in its note, marked: reasons of an include, reasons that the
    protocol lacks at title-abstract, times that cannot be read.
    """
    if row.why:
        raise Refused(row.why)
    if row.stage is not None and row.stage != stage:
        raise Refused(f"it is a decision at {row.stage}: take it in with --stage {row.stage}")
    verdict = verdict_of(row.verdict)
    if not verdict:
        raise Refused(f"“{row.verdict}” is not a verdict")
    at = utc(row.at)
    late = () if at is not None else (row.at,)
    if verdict != "exclude":
        note = noted(
            row.note, marked("reason given", (*row.reasons, *row.fails)), marked("time given", late)
        )
        return Wish(verdict, note=note, at=at or "")
    known, unknown = reasons.of(row)
    if unknown and stage != TITLE_ABSTRACT:
        raise Refused(
            f"“{unknown[0]}” is not a reason of the protocol: say which it is with "
            f'--reason "{unknown[0]}"=ID'
        )
    if stage != TITLE_ABSTRACT and not (known or row.fails):
        raise Refused(
            "A report is excluded for a reason: say which, for all rows that give none, with "
            "--reason =ID"
        )
    # At title-abstract a reason is optional: words that the protocol lacks stay as a note.
    note = noted(row.note, marked("reason given", unknown), marked("time given", late))
    if len(known) > 1:
        # Several reasons are several criteria failed: the highest is the decision's.
        return Wish(verdict, (*row.fails, *known), "", note, at or "")
    return Wish(verdict, row.fails, known[0] if known else "", note, at or "")
