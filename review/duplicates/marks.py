"""Marks that databases put around a title, taken off and remembered: RETRACTED, [Spanish]."""

from __future__ import annotations

import html
import re

from review.duplicates.kinds import (
    AT_END,
    COMMENT,
    CUT,
    ERRATUM,
    NOTICE,
    REPLY,
    REPUBLISHED,
    RETRACTED,
    TRANSLATED,
)

_QUOTED = r"[\s:.,\"'“‘«-]*"
_BREAK = r"(?:\s[-–—]+\s*|[-–—]{2,}\s*|[:.]\s*|[\[(]\s*)"  # not the hyphen of "dose-response"
# (sort, pattern): the pattern is taken off the title. Order counts: the first words are read first.
_BEFORE = tuple(
    (kind, re.compile(rf"^\W*(?:{pattern}){_QUOTED}", re.IGNORECASE))
    for kind, pattern in (
        (RETRACTED, r"retracted(?: article| paper| chapter)?\s*[:.\]-]|withdrawn\s*[:.\]-]"),
        (NOTICE, r"retraction (?:notice|note)(?: to| for| of)?\b|retraction (?:to|of|for)\b|"
                 r"retraction\s*[:.]|(?:notice|statement) of retraction\b|"
                 r"withdrawal notice(?: to| for)?\b|removal notice(?: to| for)?\b|"
                 r"(?:editorial )?expressions? of concern(?: on| about| for| to| regarding)?\b"),
        (ERRATUM, r"(?:(?:publisher|author)(?:'s|’s|s)? )?"
                  r"(?:correction|corrigend(?:um|a)|errat(?:um|a)|addendum)"
                  r"(?:(?:\s*\[[^\]]*\])?\s*[:.]|\s+(?:to|for|in)\b|$)"),
        (COMMENT, r"(?:invited |editorial )?comment(?:s|ary|aries)?\s*"
                  r"(?:[:.]|\bon\b|\bto\b|\bre\b)|"
                  r"re\s*:|letter (?:re|regarding|to the editor\s*(?::|re\b|on\b|regarding\b))\s*|"
                  r"(?:letter|correspondence|discussion)\s*:|response to\s*:|in response to\b"),
        (REPLY, r"(?:authors?[’']?s? |in )?repl(?:y|ies)\s*(?:[:.]|\bto\b)|authors?[’']?s?[’']? "
                r"(?:response|reply)\b|response (?:to|from)\b"),
    )
)  # fmt: skip
# Where an erratum to it, a comment on it, or its retraction stands: said of the report itself, at
# the end of its title.
_APPEARS = re.compile(
    r"\s*[\[(]\s*(?:published )?(?:errat|correct|comment|retract|see |summary|reprint|republish|"
    r"update|review|expression|original)[^\])]{0,40}?\b(?:appears? in|in\s*:|in\s+(?-i:[A-Z])).*$",
    re.IGNORECASE,
)
_AFTER = tuple(
    (kind, re.compile(rf"(?:{pattern})\W*$", re.IGNORECASE))
    for kind, pattern in (
        (RETRACTED, r"[\[(]\s*retracted\b[^\])]*(?:[\])]|$)|\bretracted article\b.{0,40}"),
        (NOTICE, r"[\[(]\s*retraction of\b[^\])]*[\])]"),
        (COMMENT, r"[\[(]\s*comment on\b[^\])]*[\])]"),
        (REPUBLISHED, r"[\[(]?\s*(?:corrected,? and (?:republished|reprinted)|republished)\b"
                      r"[^\])]*(?:[\])]|$)"),
        (ERRATUM, r"\((?:vol|volume)\.? ?\w+,.{0,60}\)|"
                  r"[\[(](?:erratum|corrigendum|correction)(?: (?:for|to|of)\b[^\])]*)?[\])]|"
                  r"[-–—:.]\s*(?:erratum|corrigendum|correction)|"
                  r"\([^()]*\((?:19|20)\d\d\)[^()]*(?:\([^()]*\))?[^()]*\)?"),
        ("", r"[\[(]corrected[\])]"),
        (REPLY, rf"{_BREAK}(?:the )?(?:authors?[’']?s?[’']? )?(?:repl(?:y|ies)|response)[\])]?"),
        (COMMENT, rf"{_BREAK}(?:invited |editorial )?comment(?:ary|s)?[\])]?"),
    )
)  # fmt: skip
_CITED = re.compile(
    r"\s*\.\.\.\s*[A-Z][^.]*\.?\s*(?:19|20)\d\d\b(?:[\d\s;:()-]|jan|feb|mar|apr|may|june?|july?|aug|sept?|"
    r"oct|nov|dec)*\.?$",
    re.IGNORECASE,
)
_Patterns = tuple[tuple[str, re.Pattern[str]], ...]
# A reply or comment is said last, behind whatever else a title may carry.
_ANSWERS: _Patterns = tuple(pair for pair in _AFTER if pair[0] in {REPLY, COMMENT})
_LANGUAGES = (
    "afrikaans|arabic|bulgarian|catalan|chinese|croatian|czech|danish|dutch|english|estonian|"
    "finnish|french|german|greek|hebrew|hungarian|icelandic|italian|japanese|korean|latvian|lithuanian|"
    "norwegian|persian|polish|portuguese|romanian|russian|serbian|slovak|slovenian|spanish|swedish|"
    "turkish|ukrainian|vietnamese"
)
_IN_LANGUAGE = re.compile(
    rf"\W*[\[(]\s*(?:article )?(?:in )?(?:{_LANGUAGES})"
    rf"(?:[,;/ &-]+(?:{_LANGUAGES}|and|with|summary))*"
    r"\s*[\])]\W*$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"^\s*\[(?P<inside>[^\[\]]{8,})\]\s*\.?\s*$")
_REPUBLISHED_ASIDE = re.compile(r"corrected and (?:republished|reprinted)", re.IGNORECASE)
# No mark can stand in a title without one of these: looking for them is cheaper than for marks.
_HINTS = (
    "[", "...", "…", "(in ", "(vol", "(19", "(20", "(article", "retract", "withdraw", "removal",
    "concern", "correct", "corrig", "errat", "addend", "comment", "re:", "re :", "repl", "response",
    "letter", "correspondence", "discussion", "republish",
)  # fmt: skip
_LANGUAGE_HINTS = tuple(f"({name}" for name in _LANGUAGES.split("|"))


def cleaned(title: str) -> tuple[str, frozenset[str]]:
    """Return the title without the marks that databases add, and what the marks said."""
    marks: set[str] = set()
    if "&" in title:
        title = html.unescape(title)
    lower = title.lower()
    if not _hinted(lower, _HINTS) and not ("(" in lower and _hinted(lower, _LANGUAGE_HINTS)):
        return title, frozenset()
    title = _CITED.sub("", title.strip())
    if title.endswith(("...", "…")):
        marks.add(CUT)
    if _REPUBLISHED_ASIDE.search(title):
        marks.add(REPUBLISHED)
    if (rest := _stripped(title, marks, _ANSWERS)) != title:
        title = rest
        marks.add(AT_END)
    title = _APPEARS.sub("", title) or title
    for _ in range(2):  # a mark may stand inside a bracket, and a bracket inside a mark
        title = _unwrapped(title, marks)
        title = _stripped(title, marks, (*_BEFORE, *_AFTER))
    return title, frozenset(marks)


def _hinted(text: str, hints: tuple[str, ...]) -> bool:
    for hint in hints:  # noqa: SIM110 - twice as fast as any(), and asked of every title
        if hint in text:
            return True
    return False


def _unwrapped(title: str, marks: set[str]) -> str:
    plain = _IN_LANGUAGE.sub("", title)
    if plain and plain != title:
        marks.add(TRANSLATED)
        title = plain + "]" if plain.count("[") > plain.count("]") else plain
    if found := _BRACKETED.match(title):
        marks.add(TRANSLATED)
        return found["inside"]
    return title


def _stripped(title: str, marks: set[str], patterns: _Patterns) -> str:
    for kind, pattern in patterns:
        rest = pattern.sub("", title, count=1)
        if rest != title:
            if kind:
                marks.add(kind)
            title = rest if rest.strip() else title
    return title
