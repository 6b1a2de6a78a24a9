"""What sort of document a record describes, read from its title, type, journal and place.

A sort that stands on one side of a pair only keeps the two apart: an erratum is not its paper.
"""

from __future__ import annotations

import re
from functools import lru_cache

from review.duplicates.places import Place
from review.record import Record

ERRATUM, NOTICE, COMMENT, REPLY = "erratum", "retraction notice", "comment", "reply"
PROTOCOL, PREPRINT, ABSTRACT = "protocol", "preprint", "conference abstract"
REGISTRATION, RETRACTED, TRANSLATED = "registration", "retracted", "translated title"
REPUBLISHED, CHAPTER, BOOK = "corrected and republished", "chapter", "book"
CUT, THESIS, AT_END = "cut title", "thesis", "said at the end of the title"

_PROTOCOL = re.compile(
    r"\bprotocol (?:for|of)\b|\b(?:study|trial|review|research) protocol\b|"
    r"[:(.-]\s*(?:a )?protocol\b|\brationale and (?:study )?design\b|\bdesign and rationale\b|"
    r"\bstudy design and (?:methods|rationale)\b",
    re.IGNORECASE,
)
_PREPRINT_PLACE = re.compile(
    r"\b(?:medrxiv|biorxiv|arxiv|chemrxiv|psyarxiv|socarxiv|edarxiv|egusphere|research square|"
    r"preprints?(?:\.org)?|ssrn|osf preprints|authorea|techrxiv|preprint server)\b",
    re.IGNORECASE,
)
_PREPRINT_DOI = re.compile(
    r"^10\.(?:5194/egusphere|1101/(?:\d{4}\.|\d{6})|21203/rs|20944/preprints|31234/|31219/|31235/|35542/|2139/ssrn|"
    r"48550/arxiv|26434/chemrxiv|22541/au|36227/techrxiv)",
    re.IGNORECASE,
)
_REGISTRY = re.compile(
    r"clinicaltrials\.gov|clinicaltrialsregister|\bictrp\b|trialsearch\.who|\bisrctn|anzctr|"
    r"trial registry|trials registry|prospero",
    re.IGNORECASE,
)
_THESES = re.compile(
    r"\bdissertations?\b|\b(?:doctoral|master'?s?|phd|graduate) thes[ei]s\b|^thes[ei]s\b|"
    r"\btheses (?:global|abstracts)\b|\bavhandling|\bafhandling|\bmasteroppgave|\bhochschulschrift",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\W(?:Conference\s*:)|"
    r"\b(?:meeting abstract|conference abstract|abstracts? (?:of|from) the|congress|"
    r"annual (?:scientific )?meeting)\b",
    re.IGNORECASE,
)


_TYPES = {
    "CONF": ABSTRACT, "CPAPER": ABSTRACT, "ABST": ABSTRACT, "CHAP": CHAPTER, "ECHAP": CHAPTER,
    "BOOK": BOOK, "EBOOK": BOOK, "EDBOOK": BOOK, "THES": THESIS,
}  # fmt: skip
# Publication types as exports write them.
_LABELS = {
    "published erratum": ERRATUM, "erratum": ERRATUM, "correction": ERRATUM,
    "corrected and republished article": REPUBLISHED, "retraction of publication": NOTICE,
    "retraction notice": NOTICE, "expression of concern": NOTICE,
    "retracted publication": RETRACTED, "retracted": RETRACTED, "preprint": PREPRINT,
    "clinical trial protocol": PROTOCOL, "conference abstract": ABSTRACT,
    "meeting abstract": ABSTRACT, "trial registry record": REGISTRATION,
    "clinical trial registration": REGISTRATION,
}  # fmt: skip
_LABEL = 40  # characters


def sorts(record: Record, title_marks: frozenset[str], place: Place) -> frozenset[str]:
    """Return all that is known of the document's sort: the title's marks and the fields' words."""
    marks = set(title_marks) | _of_venue(record.journal, record.publisher, record.database)
    lower = record.title.lower()
    if ("protocol" in lower or "design" in lower) and _PROTOCOL.search(lower):
        marks.add(PROTOCOL)
    if record.doi and _PREPRINT_DOI.match(record.doi):
        marks.add(PREPRINT)
    if record.type in _TYPES:
        marks.add(_TYPES[record.type])
    if place.supplement and place.pages.first and not place.pages.several:
        marks.add(ABSTRACT)
    for said in (*record.notes, *(value for _, value in record.extra)):
        if len(said) <= _LABEL and (sort := _LABELS.get(said.strip(" .[]").lower())):
            marks.add(sort)
    return frozenset(marks)


def is_of_theses(journal: str) -> bool:
    """Tell whether a journal's name is that of a collection or list of theses."""
    return bool(_THESES.search(journal))


@lru_cache(maxsize=50_000)
def _of_venue(journal: str, publisher: str, database: str) -> frozenset[str]:
    marks: set[str] = set()
    if _PREPRINT_PLACE.search(f"{journal} {publisher}"):
        marks.add(PREPRINT)
    if _REGISTRY.search(f"{journal} {database}"):
        marks.add(REGISTRATION)
    if _MEETING.search(journal):
        marks.add(ABSTRACT)
    if is_of_theses(journal):
        marks.add(THESIS)
    return frozenset(marks)
