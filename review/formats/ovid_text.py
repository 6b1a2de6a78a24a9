"""Ovid's text with field names in full (“reprint/medium”): a name a line, its value indented."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.formats.family import Options, Walked
from review.formats.kinds import ris_type
from review.formats.mapping import Tags, one_line, record_of
from review.formats.ovid_names import titled, without_marks
from review.formats.ovid_source import told_by_source
from review.formats.table import Table

TABLE = Table(
    name="ovid",
    type=(" type",),
    title=("Title", "Chapter Title", "Book Title"),
    translated_title=("Translated Title", "Original Title"),
    abstract=("Abstract",),
    authors=("Author", "Authors", "Author(s)", "Authors Full Name", "Author/Editor"),
    editors=("Editor", "Editors"),
    year=("Year of Publication", "Publication Year", "date", "Status"),
    date=("Date of Publication", "date"),
    journal=("Journal Name", "journal", "Book Title"),
    journal_short=("Abbreviated Source",),
    volume=("Volume", "volume"),
    issue=("Issue", "issue"),
    pages=("Page", "pages"),
    doi=("DOI Number", "Digital Object Identifier", "DOI"),
    doi_within=("Link to the External Link Resolver",),
    pmid=("PMID", "PubMed ID"),
    serials=("ISSN", "ISBN", "ISSN Print", "ISSN Electronic"),
    accession=("Accession Number", "Unique Identifier", "UI"),
    database=("Database",),
    language=("Language",),
    publisher=("Publisher",),
    place=("Country of Publication",),
    keywords=("Author Keywords", "Keyword", "Keywords", "Subject Headings",
              "MeSH Subject Headings"),
    urls=("Link to the Ovid Full Text or citation", "URL"),
    affiliations=("Institution", "Author Address", "Affiliation"),
    notes=("Notes",),
)  # fmt: skip
_NUMBER = re.compile(r"^(?=<\d+>[ \t]*$)", re.MULTILINE)
_NAME = re.compile(r"\n([A-Z][A-Za-z/()' -]{0,60}?)[ \t]*(?=\n[ \t])")


def read(text: str, options: Options) -> Walked:
    """Read every numbered record, or those that begin again with the first one's first name."""
    walked = Walked.of(options, "ovid")
    line = 1
    for section in _NUMBER.split(text):
        for raw in _records(section):
            begins = line + raw.count("\n", 0, len(raw) - len(raw.lstrip("\n")))
            tags = _tags(raw)
            if tags:
                walked.take(record_of(_prepared(tags), TABLE, raw.strip("\n"), begins))
            elif raw.strip():
                walked.outside.append((begins, raw.strip()))
            line += raw.count("\n")
    return walked


def _records(section: str) -> Iterator[str]:
    names = [(found[1], found.start() + 1) for found in _NAME.finditer("\n" + section)]
    starts = [0]
    if not section.startswith("<") and names:
        starts += [at - 1 for name, at in names[1:] if name == names[0][0]]
    for start, end in zip(starts, [*starts[1:], len(section)], strict=True):
        yield section[start:end]


def _tags(raw: str) -> Tags:
    parts = _NAME.split("\n" + raw)
    tags: Tags = {}
    for name, value in zip(parts[1::2], parts[2::2], strict=True):
        lines = [line.strip() for line in value.strip().split("\n")]
        tags.setdefault(name, []).append("\n".join(line for line in lines if line))
    return tags


def _prepared(tags: Tags) -> Tags:
    for name, values in tags.items():
        if name not in {"Abstract", "References"}:
            tags[name] = [one_line(value) for value in values]
    kinds = tags.get("Publication Type", []) + tags.get("Document Type", [])
    for name in ("Title", "Chapter Title"):
        for position, title in enumerate(tags.get(name, ())):
            tags[name][position], kind = titled(title)
            kinds.append(kind)
    tags[" type"] = [next(filter(None, (ris_type(kind.strip(". ")) for kind in kinds)), "GEN")]
    for name in TABLE.authors:
        tags[name] = [
            person
            for value in tags.get(name, ())
            for part in re.split(r";\s*", value)
            if (person := without_marks(part))
        ]
    for name in TABLE.keywords:
        tags[name] = [w.strip(" .") for v in tags.get(name, ()) for w in re.split(r";\s*", v)]
    tags["Language"] = [value.strip(".") for value in tags.get("Language", ())]
    tags["Accession Number"] = [value.rstrip(".") for value in tags.get("Accession Number", ())]
    _source(tags)
    return tags


def _source(tags: Tags) -> None:
    """Take journal, volume, issue, pages and date out of a source line of a known form."""
    for value in tags.get("Source", ()):
        for name, part in told_by_source(value).items():
            tags.setdefault(name, []).append(part)
