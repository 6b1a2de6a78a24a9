"""What sort of document a record describes, read from its title, type, journal and place.

A sort that stands on one side of a pair only keeps the two apart: an erratum is not its paper. The
marks that a database puts around a title (RETRACTED, [Spanish], an erratum's whereabouts) are taken
off before titles are compared, and remembered here.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

from review.duplicates.places import Place
from review.record import Record

ERRATUM, NOTICE, COMMENT, REPLY = "erratum", "retraction notice", "comment", "reply"
PROTOCOL, PREPRINT, ABSTRACT = "protocol", "preprint", "conference abstract"
REGISTRATION, RETRACTED, TRANSLATED = "registration", "retracted", "translated title"
REPUBLISHED, CHAPTER, BOOK, UPDATE = "corrected and republished", "chapter", "book", "update"

_QUOTED = r"[\s:.,\"'“‘«-]*"
# (sort, pattern): the pattern is taken off the title. Order counts: the first words are read first.
_BEFORE = tuple(
    (kind, re.compile(rf"^\W*(?:{pattern}){_QUOTED}", re.IGNORECASE))
    for kind, pattern in (
        (RETRACTED, r"retracted(?: article| paper| chapter)?\s*[:.\]-]|withdrawn\s*[:.\]-]"),
        (NOTICE, r"retraction (?:notice|note)(?: to| for| of)?\b|retraction (?:to|of|for)\b|"
                 r"retraction\s*[:.]|(?:notice|statement) of retraction\b|"
                 r"withdrawal notice(?: to| for)?\b|removal notice(?: to| for)?\b|"
                 r"(?:editorial )?expressions? of concern(?: on| about| for| to| regarding)?\b"),
        (ERRATUM, r"(?:(?:publisher|author)(?:'s|’s|s)? )?(?:correction|corrigend(?:um|a)|errat(?:um|a)|"
                  r"addendum)(?:(?:\s*\[[^\]]*\])?\s*[:.]|\s+(?:to|for|in)\b|$)"),
        (COMMENT, r"(?:invited |editorial )?comment(?:s|ary|aries)?\s*(?:[:.]|\bon\b|\bto\b|\bre\b)|"
                  r"re\s*:|letter (?:re|regarding|to the editor\s*(?::|re\b|on\b|regarding\b))\s*|"
                  r"(?:letter|correspondence|discussion)\s*:|response to\s*:|in response to\b"),
        (REPLY, r"(?:authors?[’']?s? |in )?repl(?:y|ies)\s*(?:[:.]|\bto\b)|authors?[’']?s?[’']? "
                r"(?:response|reply)\b|response (?:to|from)\b"),
    )
)  # fmt: skip
# Where an erratum to it, a comment on it, or its retraction stands: said of the report itself, at
# the end of its title.
_APPEARS = re.compile(
    r"\s*[\[(]\s*(?:published )?(?:errat|correct|comment|retract|see |summary|reprint|republish|update|"
    r"review|expression|original)[^\])]{0,40}?\b(?:appears? in|in\s*:|in\s+(?-i:[A-Z])).*$",
    re.IGNORECASE,
)
_AFTER = tuple(
    (kind, re.compile(rf"(?:{pattern})\W*$", re.IGNORECASE))
    for kind, pattern in (
        (RETRACTED, r"[\[(]\s*retracted\b[^\])]*(?:[\])]|$)|\bretracted article\b.{0,40}"),
        (NOTICE, r"[\[(]\s*retraction of\b[^\])]*[\])]"),
        (COMMENT, r"[\[(]\s*comment on\b[^\])]*[\])]"),
        (REPUBLISHED, r"[\[(]?\s*(?:corrected(?:,)? and (?:republished|reprinted)|republished)\b[^\])]*"
                      r"(?:[\])]|$)"),
        (ERRATUM, r"\((?:vol|volume)\.? ?\w+,.{0,60}\)|[\[(](?:erratum|corrigendum|correction)(?: (?:for|to|of)\b[^\])]*)?[\])]|"
                  r"[-–—:.]\s*(?:erratum|corrigendum|correction)|"
                  r"\([^()]*\((?:19|20)\d\d\)[^()]*(?:\([^()]*\))?[^()]*\)?"),
        ("", r"[\[(]corrected[\])]"),
        (REPLY, r"[-–—:.\[(]\s*(?:the )?(?:authors?[’']?s?[’']? )?(?:repl(?:y|ies)|response)[\])]?"),
        (COMMENT, r"[-–—:\[(]\s*(?:invited |editorial )?comment(?:ary|s)?[\])]?"),
    )
)  # fmt: skip
_CITED = re.compile(r"\s*\.\.\.\s*[A-Z][^.]*\.?\s*(?:19|20)\d\d\b.*$")
_LANGUAGES = (
    "afrikaans|arabic|bulgarian|catalan|chinese|croatian|czech|danish|dutch|english|estonian|finnish|"
    "french|german|greek|hebrew|hungarian|icelandic|italian|japanese|korean|latvian|lithuanian|"
    "norwegian|persian|polish|portuguese|romanian|russian|serbian|slovak|slovenian|spanish|swedish|"
    "turkish|ukrainian|vietnamese"
)
_IN_LANGUAGE = re.compile(
    rf"\W*[\[(]\s*(?:article )?(?:in )?(?:{_LANGUAGES})(?:[,;/ &-]+(?:{_LANGUAGES}|and|with|summary))*"
    r"\s*[\])]\W*$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"^\s*\[(?P<inside>[^\[\]]{8,})\]\s*\.?\s*$")
_PROTOCOL = re.compile(
    r"\bprotocol (?:for|of)\b|\b(?:study|trial|review|research) protocol\b|[:(.-]\s*(?:a )?protocol\b|"
    r"\brationale and (?:study )?design\b|\bdesign and rationale\b|\bstudy design and (?:methods|rationale)\b",
    re.IGNORECASE,
)
_PREPRINT_PLACE = re.compile(
    r"\b(?:medrxiv|biorxiv|arxiv|chemrxiv|psyarxiv|socarxiv|edarxiv|research square|preprints?(?:\.org)?|"
    r"ssrn|osf preprints|authorea|techrxiv|preprint server)\b",
    re.IGNORECASE,
)
_PREPRINT_DOI = re.compile(
    r"^10\.(?:1101/(?:\d{4}\.|\d{6})|21203/rs|20944/preprints|31234/|31219/|31235/|35542/|2139/ssrn|"
    r"48550/arxiv|26434/chemrxiv|22541/au|36227/techrxiv)",
    re.IGNORECASE,
)
_REGISTRY = re.compile(
    r"clinicaltrials\.gov|clinicaltrialsregister|\bictrp\b|trialsearch\.who|\bisrctn|anzctr|"
    r"trial registry|trials registry|prospero",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\W(?:Conference\s*:)|\b(?:meeting abstract|conference abstract|abstracts? (?:of|from) the|congress abstracts?)\b",
    re.IGNORECASE,
)


_TYPES = {
    "CONF": ABSTRACT, "CPAPER": ABSTRACT, "ABST": ABSTRACT, "CHAP": CHAPTER, "ECHAP": CHAPTER,
    "BOOK": BOOK, "EBOOK": BOOK, "EDBOOK": BOOK,
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
# No mark can stand in a title without one of these.
_MARKED = re.compile(
    r"[\[(]|\.\.\.|retract|withdraw|removal|concern|correct|corrig|errat|addend|comment|re\s*:|repl|"
    r"response|letter|correspondence|discussion|republish",
    re.IGNORECASE,
)


def cleaned(title: str) -> tuple[str, frozenset[str]]:
    """Return the title without the marks that databases add, and what the marks said."""
    marks: set[str] = set()
    if "&" in title:
        title = html.unescape(title)
    if not _MARKED.search(title):
        return title, frozenset()
    title = _CITED.sub("", title.strip())
    if _REPUBLISHED_ASIDE.search(title):
        marks.add(REPUBLISHED)
    title = _APPEARS.sub("", title) or title
    for _ in range(2):  # a mark may stand inside a bracket, and a bracket inside a mark
        title = _unwrapped(title, marks)
        title = _stripped(title, marks)
    return title, frozenset(marks)


_REPUBLISHED_ASIDE = re.compile(r"corrected and (?:republished|reprinted)", re.IGNORECASE)


def _unwrapped(title: str, marks: set[str]) -> str:
    plain = _IN_LANGUAGE.sub("", title)
    if plain and plain != title:
        marks.add(TRANSLATED)
        title = plain + "]" if plain.count("[") > plain.count("]") else plain
    if found := _BRACKETED.match(title):
        marks.add(TRANSLATED)
        return found["inside"]
    return title


def _stripped(title: str, marks: set[str]) -> str:
    for kind, pattern in (*_BEFORE, *_AFTER):
        rest = pattern.sub("", title, count=1)
        if rest != title:
            if kind:
                marks.add(kind)
            title = rest if rest.strip() else title
    return title


def sorts(record: Record, title_marks: frozenset[str], place: Place) -> frozenset[str]:
    """Return all that is known of the document's sort: the title's marks and the fields' words."""
    marks = set(title_marks) | _of_venue(record.journal, record.publisher, record.database)
    if "rotocol" in record.title or "ROTOCOL" in record.title or "esign" in record.title.lower():
        marks.update({PROTOCOL} if _PROTOCOL.search(record.title) else ())
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


@lru_cache(maxsize=50_000)
def _of_venue(journal: str, publisher: str, database: str) -> frozenset[str]:
    marks: set[str] = set()
    if _PREPRINT_PLACE.search(f"{journal} {publisher}"):
        marks.add(PREPRINT)
    if _REGISTRY.search(f"{journal} {database}"):
        marks.add(REGISTRATION)
    if _MEETING.search(journal):
        marks.add(ABSTRACT)
    return frozenset(marks)
