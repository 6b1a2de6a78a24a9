"""PubMed's XML: articles and books of a PubmedArticleSet."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from review.formats.family import Options, Walked
from review.formats.kinds import ris_type
from review.formats.mapping import Tags, record_of
from review.formats.table import Table
from review.formats.trees import read_elements, text_of, texts
from review.record import Record

TABLE = Table(
    name="pubmed",
    type=("type",),
    title=("title",),
    translated_title=("translated_title",),
    abstract=("abstract",),
    authors=("authors",),
    editors=("editors",),
    year=("year",),
    date=("date",),
    journal=("journal",),
    journal_short=("journal_short",),
    volume=("volume",),
    issue=("issue",),
    pages=("pages",),
    doi=("doi",),
    pmid=("pmid",),
    pmcid=("pmcid",),
    serials=("serials",),
    language=("language",),
    publisher=("publisher",),
    place=("place",),
    keywords=("keywords",),
    affiliations=("affiliations",),
    registrations=("registrations",),
    accession=("pmid",),
)
_REGISTERED = "DataBankList/DataBank/AccessionNumberList/AccessionNumber"
_COMMENTS = "CommentsCorrectionsList/CommentsCorrections"
_RECORDS = ("PubmedArticle", "PubmedBookArticle", "MedlineCitation")


def read(text: str, options: Options) -> Walked:
    """Read every article and book of a set."""
    return read_elements(text, _RECORDS, Walked.of(options, "pubmed"), _record, options.progress)


def _record(element: Element, raw: str, line: int) -> Record:
    book = element.find(".//BookDocument")
    tags = _article(element) if book is None else _book(book)
    _common(tags, element if book is None else book)
    return record_of(tags, TABLE, raw, line)


def _article(element: Element) -> Tags:
    citation = element if element.tag == "MedlineCitation" else element.find("MedlineCitation")
    root = element if citation is None else citation
    article = root.find("Article")
    article = root if article is None else article
    issue = article.find("Journal/JournalIssue")
    kinds = texts(article, "PublicationTypeList/PublicationType")
    return {
        "type": [next(filter(None, map(ris_type, kinds)), "JOUR")],
        "kind": kinds,
        "title": texts(article, "ArticleTitle"),
        "translated_title": texts(article, "VernacularTitle"),
        "abstract": _abstracts(root, "Abstract") + _abstracts(root, "OtherAbstract"),
        "authors": _people(article.findall("AuthorList/Author")),
        "journal": texts(article, "Journal/Title"),
        "journal_short": texts(article, "Journal/ISOAbbreviation")
        + texts(root, "MedlineJournalInfo/MedlineTA"),
        "volume": [] if issue is None else texts(issue, "Volume"),
        "issue": [] if issue is None else texts(issue, "Issue"),
        "date": [] if issue is None else [_date(issue.find("PubDate"))],
        "pages": _page_range(article),
        "pii": texts(article, "ELocationID[@EIdType='pii']"),
        "doi": texts(article, "ELocationID[@EIdType='doi']"),
        "pmid": texts(root, "PMID")[:1],
        "serials": texts(article, "Journal/ISSN") + texts(root, "MedlineJournalInfo/ISSNLinking"),
        "place": texts(root, "MedlineJournalInfo/Country"),
        "keywords": _mesh(root) + texts(root, "KeywordList/Keyword"),
        "registrations": texts(article, _REGISTERED),
        "comments": [_linked(e) for e in root.findall(_COMMENTS)],
    }  # fmt: skip


def _book(book: Element) -> Tags:
    title = texts(book, "ArticleTitle")
    whole = texts(book, "Book/BookTitle")
    groups = book.findall("Book/AuthorList") + book.findall("AuthorList")
    return {
        "type": ["CHAP" if title else "BOOK"],
        "title": title or whole,
        "journal": whole if title else [],
        "abstract": _abstracts(book, "Abstract"),
        "authors": _people([a for g in groups if g.get("Type") != "editors" for a in g]),
        "editors": _people([a for g in groups if g.get("Type") == "editors" for a in g]),
        "date": [_date(book.find("Book/PubDate"))],
        "pages": _page_range(book),
        "doi": texts(book, ".//ELocationID[@EIdType='doi']"),
        "pmid": texts(book, "PMID")[:1],
        "serials": texts(book, "Book/Isbn"),
        "publisher": texts(book, "Book/Publisher/PublisherName"),
        "place": texts(book, "Book/Publisher/PublisherLocation"),
        "keywords": texts(book, "KeywordList/Keyword"),
    }


def _common(tags: Tags, element: Element) -> None:
    tags["year"] = [value[:4] for value in tags["date"] if value]
    tags["language"] = texts(element, ".//Language")[:1]
    tags["affiliations"] = list(dict.fromkeys(texts(element, ".//AffiliationInfo/Affiliation")))
    for identifier in element.findall("PubmedData/ArticleIdList/ArticleId") + element.findall(
        "ArticleIdList/ArticleId"
    ):
        field = {"pubmed": "pmid", "doi": "doi", "pmc": "pmcid"}.get(identifier.get("IdType", ""))
        value = text_of(identifier)
        if field and value not in tags.setdefault(field, []):
            tags[field].append(value)
        elif not field:
            tags.setdefault(f"id {identifier.get('IdType', '')}", []).append(value)


def _abstracts(root: Element, name: str) -> list[str]:
    """Return one text an abstract, its labelled parts as paragraphs."""
    found = []
    for abstract in root.findall(f".//{name}"):
        parts = [
            f"{label}: {text}" if (label := part.get("Label")) and label != "UNLABELLED" else text
            for part in abstract.findall("AbstractText")
            if (text := text_of(part))
        ]
        found.append("\n".join(parts))
    return found


def _people(authors: list[Element]) -> list[str]:
    names = []
    for author in authors:
        surname = text_of(author.find("LastName"))
        given = text_of(author.find("ForeName")) or text_of(author.find("Initials"))
        suffix = text_of(author.find("Suffix"))
        name = ", ".join(filter(None, (surname, given, suffix)))
        names.append(name or text_of(author.find("CollectiveName")))
    return [name for name in names if name]


def _page_range(article: Element) -> list[str]:
    ends = (text_of(article.find(f"Pagination/{part}")) for part in ("StartPage", "EndPage"))
    return texts(article, "Pagination/MedlinePgn") or ["-".join(filter(None, ends))]


def _date(date: Element | None) -> str:
    if date is None:
        return ""
    medline = text_of(date.find("MedlineDate"))
    parts = (text_of(date.find(part)) for part in ("Year", "Month", "Season", "Day"))
    return medline or " ".join(filter(None, parts))


def _mesh(root: Element) -> list[str]:
    found = []
    for heading in root.findall("MeshHeadingList/MeshHeading"):
        name, *qualifiers = [_starred(part) for part in heading] or [""]
        found += [f"{name}/{qualifier}" for qualifier in qualifiers] or [name]
    return found


def _starred(part: Element) -> str:
    """Return a heading's part, a major topic with the asterisk that PubMed gives it."""
    return ("*" if part.get("MajorTopicYN") == "Y" else "") + text_of(part)


def _linked(comment: Element) -> str:
    source, pmid = text_of(comment.find("RefSource")), text_of(comment.find("PMID"))
    return " ".join(filter(None, (comment.get("RefType"), source, pmid and f"PMID {pmid}")))
