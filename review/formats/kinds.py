"""Kinds of document: each format's own words as RIS types, and back."""

from __future__ import annotations

import re

_WORDS: dict[str, tuple[str, ...]] = {
    "JOUR": ("journal article", "article", "review", "journal", "journalarticle", "comment",
             "research article", "article journal", "articlejournal", "early access", "letter",
             "article in press", "editorial", "note", "short survey", "original article", "jour",
             "systematic review"),
    "EJOUR": ("electronic article",),
    "MGZN": ("magazine article", "article magazine", "magazinearticle", "magazine"),
    "NEWS": ("newspaper article", "article newspaper", "newspaperarticle", "newspaper", "news"),
    "BOOK": ("book", "book whole", "mvbook", "authored book"),
    "EDBOOK": ("edited book", "collection", "mvcollection", "book edited"),
    "EBOOK": ("electronic book", "ebook"),
    "CHAP": ("book section", "chapter", "book chapter", "inbook", "incollection", "booksection"),
    "CONF": ("conference proceedings", "proceedings", "inproceedings", "conference", "congress",
             "clinical conference", "consensus development conference", "proceedings paper",
             "conference review", "conferencepaper", "paper conference", "meeting abstract",
             "conference abstract"),
    "CPAPER": ("conference paper",),
    "RPRT": ("report", "technical report", "techreport", "manual"),
    "THES": ("thesis", "dissertation", "phdthesis", "mastersthesis", "academic dissertation",
             "dissertation thesis"),
    "UNPB": ("unpublished work", "unpublished", "preprint", "manuscript"),
    "ELEC": ("web page", "webpage", "online", "www", "electronic", "website"),
    "BLOG": ("blog", "blogpost", "post weblog"),
    "GOVDOC": ("government document",),
    "DATA": ("dataset", "data set"),
    "COMP": ("computer program", "software"),
    "PAT": ("patent",),
    "PAMP": ("booklet", "pamphlet"),
    "ENCYC": ("encyclopedia", "entry encyclopedia", "encyclopediaarticle"),
    "CASE": ("case", "legal case"),
    "STAT": ("statute", "legislation"),
    "VIDEO": ("audiovisual material", "video", "film or broadcast", "motion picture"),
    "GEN": ("generic", "misc", "document", "other"),
}  # fmt: skip
_APART = re.compile(r"[-_,]")
_OF_WORD = {word: ris for ris, words in _WORDS.items() for word in words}
RIS_TYPES = frozenset(
    [
        "ABST",
        "ADVS",
        "AGGR",
        "ANCIENT",
        "ART",
        "BILL",
        "BLOG",
        "BOOK",
        "CASE",
        "CHAP",
        "CHART",
        "CLSWK",
        "COMP",
        "CONF",
        "CPAPER",
        "CTLG",
        "DATA",
        "DBASE",
        "DICT",
        "EBOOK",
        "ECHAP",
        "EDBOOK",
        "EJOUR",
        "ELEC",
        "ENCYC",
        "EQUA",
        "FIGURE",
        "GEN",
        "GOVDOC",
        "GRANT",
        "GRNT",
        "HEAR",
        "ICOMM",
        "INPR",
        "JFULL",
        "JOUR",
        "LEGAL",
        "MANSCPT",
        "MAP",
        "MGZN",
        "MPCT",
        "MULTI",
        "MUSIC",
        "NEWS",
        "PAMP",
        "PAT",
        "PCOMM",
        "RPRT",
        "SER",
        "SLIDE",
        "SOUND",
        "STAND",
        "STAT",
        "THES",
        "UNBILL",
        "UNPB",
        "UNPD",
        "VIDEO",
        "WEB",
    ]
)


def ris_type(words: str) -> str:
    """Return the RIS type that a format's own words mean, or an empty string."""
    if words.upper() in RIS_TYPES:
        return words.upper()
    return _OF_WORD.get(" ".join(_APART.sub(" ", words.lower()).split()), "")


def endnote_type(ris: str) -> str:
    """Return EndNote's name for an RIS type; `Generic` for what has none."""
    return _ENDNOTE.get(ris, ("Generic", 13))[0]


def endnote_number(ris: str) -> int:
    """Return EndNote's number for an RIS type."""
    return _ENDNOTE.get(ris, ("Generic", 13))[1]


_ENDNOTE = {
    "JOUR": ("Journal Article", 17),
    "EJOUR": ("Electronic Article", 43),
    "MGZN": ("Magazine Article", 19),
    "NEWS": ("Newspaper Article", 23),
    "BOOK": ("Book", 6),
    "EDBOOK": ("Edited Book", 28),
    "EBOOK": ("Electronic Book", 44),
    "CHAP": ("Book Section", 5),
    "CONF": ("Conference Proceedings", 10),
    "CPAPER": ("Conference Paper", 47),
    "RPRT": ("Report", 27),
    "THES": ("Thesis", 32),
    "UNPB": ("Unpublished Work", 34),
    "ELEC": ("Web Page", 12),
    "GOVDOC": ("Government Document", 46),
    "DATA": ("Dataset", 59),
    "COMP": ("Computer Program", 9),
    "PAT": ("Patent", 25),
    "CASE": ("Case", 7),
    "STAT": ("Statute", 31),
    "BLOG": ("Blog", 56),
}
BIBTEX = {
    "JOUR": "article", "EJOUR": "article", "MGZN": "article", "NEWS": "article", "BOOK": "book",
    "EBOOK": "book", "EDBOOK": "proceedings", "CHAP": "incollection", "CONF": "inproceedings",
    "CPAPER": "inproceedings", "RPRT": "techreport", "THES": "phdthesis", "UNPB": "unpublished",
    "PAMP": "booklet",
}  # fmt: skip
CSL = {
    "JOUR": "article-journal", "EJOUR": "article-journal", "MGZN": "article-magazine",
    "NEWS": "article-newspaper", "BOOK": "book", "EBOOK": "book", "EDBOOK": "book",
    "CHAP": "chapter", "CONF": "paper-conference", "CPAPER": "paper-conference", "RPRT": "report",
    "THES": "thesis", "UNPB": "manuscript", "ELEC": "webpage", "BLOG": "post-weblog",
    "DATA": "dataset", "COMP": "software", "PAT": "patent", "ENCYC": "entry-encyclopedia",
}  # fmt: skip
