"""Which format a file has, by its content alone; its name is never asked."""

from __future__ import annotations

import re

from review.formats.not_records import HELP, HTML
from review.refusal import Refused

_ERROR = re.compile(
    r"\A\s*\{\s*\"(?:error|errors|message|detail|status|code|fault)\"\s*:", re.IGNORECASE
)
_SCORES = {
    name: re.compile(pattern, re.MULTILINE)
    for name, pattern in {
        "ris": r"^(?:TY|ER|A1|T1|PY|Y1|JF|JO|UR|KW|N2|SP|EP|VL|DO|SN|T2|AN|ID|N1|DA)"
        r"[ \u00a0]{1,2}-(?:[ \u00a0]|$)",
        "cochrane-text": r"^Record #\d+ of \d+\n(?:ID|AN|AU|TI): |^(?:AU|KY|US|XR|PM|YR): ",
        "medline": r"^(?:PMID|OWN |STAT|DCOM|FAU |PT  |DP  |JT  |TA  |PG  |MH  |LID |AID |PMC |"
        r"PMCR|BTI |OID |FED |VI  |IP  |EDAT)- ?|^TI-|^PMID ?-",
        "wos": r"^(?:PT [A-Z]$|FN |UT [A-Z]+:|SO \S|DT \S|ER$|AF \S|J9 \S)",
        "refworks": r"^(?:RT [A-Z]|SR |T1 \S|A1 \S|JF \S|K1 \S|YR \d|OP \S|VO \S)",
        "enw": r"^%[0-9A-Z@] ",
        "bibtex": r"^[ \t]*@[A-Za-z]{1,40}[ \t]*[{(][ \t\n]{0,9}[^\s,={}]{0,200}[ \t]?,",
        "ovid-text": r"^<\d+>[ \t]*$|^(?:Accession Number|Title|Author|Source|Abstract|Institution)"
        r"[ \t]*\n[ \t]+\S",
    }.items()
}
_OVID = re.compile(r"^<\d+\. ?>[ \t]*\n[A-Z][A-Z0-9] {1,2}-|^VN {1,2}- Ovid", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_ERROR_READ = 2000
_TY = re.compile(r"^(?:TY|ER)[ \u00a0]{1,2}-", re.MULTILINE)
# Our own table: a cell of several lines may hold what looks like any other format.
_OWN_TABLE = re.compile(r'(?:sep=.\n)?"?record_id"?([,;\t])"?accession"?\1"?source"?\1"?set_id')


def text_format(sample: str) -> str | None:
    """Return the format of a text that begins with `sample`; None: no tagged or marked-up one.

    Raises Refused for a web page.
    """
    start = sample.lstrip("\ufeff \t\n")
    if HTML.match(_without_comments(start)):
        raise Refused(
            "This is a web page, not an export of records.",
            "The download may have ended at a log-in or error page: export it again.",
        )
    if _OWN_TABLE.match(start):
        return "csv"
    if start.startswith("<") and (name := _xml_format(start)):
        return name
    if _ERROR.match(start) and "title" not in start[:_ERROR_READ].lower():
        raise Refused(
            "This is a server's error message, not an export of records.",
            "The download went wrong: export it again.",
        )
    if start[:1] in "[{" and re.match(r"[\[{]\s*[\"{\]}]", start):
        return "json"
    return _by_votes(sample) or _by_votes(_INDENT.sub("", sample))


def _by_votes(sample: str) -> str | None:
    """Return the format of which most lines begin as its lines do."""
    votes = {name: len(pattern.findall(sample)) for name, pattern in _SCORES.items()}
    if _OVID.search(sample) and not _TY.search(sample):
        votes["ris"] = votes["medline"] = 0
        votes["ovid-tagged"] = len(sample)
    begins, entry = _TY.search(sample), _SCORES["bibtex"].search(sample)
    if begins and not (entry and entry.start() < begins.start()):
        votes["ris"] += 5 + votes["medline"]  # an RIS record may have lines that begin PMID
    elif entry:
        votes["bibtex"] += len(sample)  # an abstract may hold lines that look like RIS
    name = max(votes, key=lambda one: votes[one])
    return name if votes[name] else None


def _without_comments(start: str) -> str:
    """Return the text from its first tag on, past the comments before it."""
    at = 0
    while start.startswith("<!--", at) and (end := start.find("-->", at)) > 0:
        at = end + len("-->")
        at += len(start[at : at + 200]) - len(start[at : at + 200].lstrip())
    return start[at : at + 200]


def _xml_format(start: str) -> str | None:
    if re.search(r"<(?:PubmedArticleSet|PubmedArticle|MedlineCitation|PubmedBookArticle)\b", start):
        return "pubmed-xml"
    if re.search(r"<Trials_downloaded_from_ICTRP\b|<Trial>\s*<(?:Internal_Number|TrialID)>", start):
        return "ictrp-xml"
    if re.search(r"<records?\b", start) and re.search(r"<(?:xml|records|record)\b", start):
        return "endnote-xml"
    return "xml" if start.startswith("<?xml") else None


def unknown(name: str, asked: str = "", told: str = "") -> Refused:
    """Return the refusal of a file in no known format, or not in the one that was `asked` for.

    `told` is the format that the content tells, if any.
    """
    if asked and told != asked:
        way = f"Its content looks like {told}: leave --format away." if told else HELP
        return Refused(f"Nothing in {name or 'this'} can be read as {asked}.", way)
    shown = f"{name} is" if name else "This is"
    return Refused(f"{shown} not an export in any format known here.", HELP)
