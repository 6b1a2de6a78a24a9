"""The columns of our own tables of records: what the review says, every field, and the residue.

The names are those that Rayyan, ASReview and spreadsheets' users look for (title, abstract,
keywords, doi, url, notes); a cell of several values has them after `; `. Reading knows the table
by its header and gives every record back field by field.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from review.clean import meant_cell, safe_cell
from review.formats.cells import parted
from review.formats.mapping import Tags, record_of
from review.formats.outgoing import Outgoing, text_of
from review.formats.residue import MARK, residue_of, restored
from review.formats.table import Table
from review.record import Record

DIALECT = "review"
_BEGIN = (
    "record_id", "accession", "source", "set_id", "title", "authors", "year", "journal", "doi",
    "pmid", "title_abstract", "full_text", "reason", "study_ids",
)  # fmt: skip
_FIELDS = (
    "type", "abstract", "keywords", "translated_title", "other_abstracts", "editors", "date",
    "journal_short", "volume", "issue", "pages", "article_number", "pmcid", "issn", "isbn",
    "database", "language", "publisher", "place", "url", "affiliations", "notes", "registrations",
)  # fmt: skip
_REVIEW = (
    "key",
    "standing",
    "included",
    "retracted",
    "edited",
    "decisions",
    "settlements",
    "extra",
)
CARRIED = "carried"
COLUMNS = (*_BEGIN, *_REVIEW[:-1], *_FIELDS, _REVIEW[-1])
# What is the review's or is carried, not a field of the record to be read.
_NOT_READ = frozenset(
    {"record_id", "source", "set_id", "title_abstract", "full_text", "reason", "study_ids"}
).union(_REVIEW)
TABLE = Table(
    name=DIALECT,
    type=("type",),
    title=("title",),
    translated_title=("translated_title",),
    abstract=("abstract", "other_abstracts"),
    authors=("authors",),
    editors=("editors",),
    year=("year", "date"),
    date=("date",),
    journal=("journal",),
    journal_short=("journal_short",),
    volume=("volume",),
    issue=("issue",),
    pages=("pages",),
    article_number=("article_number",),
    doi=("doi",),
    pmid=("pmid",),
    pmcid=("pmcid",),
    serials=("issn", "isbn"),
    accession=("accession",),
    database=("database",),
    language=("language",),
    publisher=("publisher",),
    place=("place",),
    keywords=("keywords",),
    urls=("url",),
    affiliations=("affiliations",),
    notes=("notes",),
    registrations=("registrations",),
)
_PIECE = 32_000  # characters; Excel keeps 32,767 in a cell


def rows(items: Sequence[Outgoing], longest: int = 0) -> Iterator[list[str | int | None]]:
    """Yield the header and a row for each record; cells of text end after `longest` characters.

    What a row cannot say is carried in JSON in its last columns, as many as the longest needs.
    """
    cells = [_cells(item, longest) for item in items]
    carried = [
        _pieces(residue_of(item.record, read_one(row)))
        for item, row in zip(items, cells, strict=True)
    ]
    most = max(map(len, carried), default=1)
    yield [*COLUMNS, CARRIED, *(f"{CARRIED}_{number}" for number in range(2, most + 1))]
    for row, pieces in zip(cells, carried, strict=True):
        yield [*row, *pieces, *([""] * (most - len(pieces)))]


def read_one(row: Sequence[str | int | None]) -> Record:
    """Return the record in the cells of `COLUMNS`, as the reader of a whole file would."""
    texts = [[str("" if cell is None else safe_cell(cell)).strip()] for cell in row]
    tags = dict(zip((*COLUMNS, CARRIED), [*texts, [MARK + "{}"]], strict=True))
    return restored(record_of(parted(own_tags(tags), TABLE), TABLE))


def own_tags(tags: Tags) -> Tags:
    """Return the record's own tags of a row: harmless cells as they were, the residue in one."""
    carried = "".join(
        value.removeprefix(MARK)
        for name in tags
        if name.startswith(CARRIED)
        for value in tags[name]
    )
    own = {
        name: [meant_cell(value) for value in values]
        for name, values in tags.items()
        if name not in _NOT_READ and not name.startswith(CARRIED)
    }
    return own | {CARRIED: [MARK + carried]}


def _pieces(residue: str) -> list[str]:
    """Return the residue in cells that a spreadsheet keeps whole, each with the mark before it."""
    text = residue.removeprefix(MARK)
    if len(text) > _PIECE:
        text = text.replace(" ", "\\u0020")  # no piece may begin or end with a blank
    return [MARK + text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]


def _cells(item: Outgoing, longest: int) -> list[str | int | None]:
    record = item.record
    told: dict[str, str | int | None] = {
        **item.columns,
        "key": item.key.value,
        "title": record.title,
        "authors": "; ".join(record.authors),
        "year": record.year,
        "other_abstracts": "\n\n".join(record.other_abstracts),
        "editors": "; ".join(record.editors),
        "pages": "-".join(filter(None, (record.start_page, record.end_page))),
        "issn": "; ".join(record.issn),
        "isbn": "; ".join(record.isbn),
        "keywords": "; ".join(record.keywords),
        "url": "; ".join(record.urls),
        "affiliations": "; ".join(record.affiliations),
        "notes": "\n".join(record.notes),
        "registrations": "; ".join(record.registrations),
        "extra": "\n".join(f"{tag}: {value}" for tag, value in record.extra),
    }
    return [
        _cell(told[name] if name in told else getattr(record, name, ""), longest)
        for name in COLUMNS
    ]


def _cell(value: str | int | None, longest: int) -> str | int | None:
    if not isinstance(value, str):
        return value
    return text_of(value)[:longest] if longest else text_of(value)
