"""EndNote's XML, as EndNote, Bookends, Zotero and Mendeley write it."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from review.formats.family import Options, Walked
from review.formats.kinds import ris_type
from review.formats.mapping import Tags, record_of
from review.formats.residue import restored
from review.formats.table import Table
from review.formats.trees import read_elements, text_of
from review.record import Record

# Field: paths in a <record>; what a path gives stands under its last name.
TABLE = Table(
    name="endnote",
    type=("type",),
    title=("titles/title",),
    translated_title=("titles/translated-title",),
    abstract=("abstract",),
    authors=("contributors/authors/author",),
    editors=("contributors/secondary-authors/author",),
    year=("dates/year", "dates/pub-dates/date"),
    date=("dates/pub-dates/date",),
    journal=("titles/secondary-title", "periodical/full-title", "titles/alt-title"),
    journal_short=("titles/short-title-journal", "alt-periodical/full-title", "periodical/abbr-1",
                   "titles/alt-title"),
    volume=("volume",),
    issue=("number", "issue"),
    pages=("pages",),
    article_number=("custom7",),
    doi=("electronic-resource-num",),
    doi_within=("urls/related-urls/url", "notes"),
    pmcid=("custom2",),
    serials=("isbn", "issn"),
    accession=("accession-num", "rec-number"),
    database=("remote-database-name",),
    language=("language",),
    publisher=("publisher",),
    place=("pub-location",),
    keywords=("keywords/keyword",),
    urls=("urls/related-urls/url", "urls/web-urls/url"),
    affiliations=("auth-address",),
    notes=("notes", "research-notes"),
)  # fmt: skip
_MULTILINE = frozenset({"abstract", "notes", "research-notes"})


def read(text: str, options: Options) -> Walked:
    """Read every record; its number in the library is its accession where it has no other."""
    return read_elements(
        text, ("record",), Walked.of(options, "endnote"), _record, options.progress
    )


def read_one(text: str) -> Record:
    """Return the one record that `text`, an element, is."""
    from defusedxml.ElementTree import fromstring

    return restored(_record(fromstring(text), "", 0))


def _record(element: Element, raw: str, line: int) -> Record:
    kind = element.find("ref-type")
    name = "" if kind is None else kind.get("name", "") or text_of(kind)
    tags: Tags = {"type": [ris_type(name) or "GEN"], "ref-type": [name]}
    _gather(element, "", tags)
    for path in ("isbn", "issn"):
        tags[path] = [part for value in tags.get(path, ()) for part in value.split("\n")]
    if len(words := tags.get("keywords/keyword", [])) == 1:
        tags["keywords/keyword"] = re.split(r";\s+", words[0])
    return record_of({tag: values for tag, values in tags.items() if values}, TABLE, raw, line)


def _gather(element: Element, path: str, tags: Tags) -> None:
    """Put the text of every leaf under its path; <style> is formatting, not a leaf."""
    for child in element:
        here = f"{path}{child.tag}"
        if any(grandchild.tag != "style" for grandchild in child):
            _gather(child, f"{here}/", tags)
        elif here in _MULTILINE or here in {"isbn", "issn"}:
            lines = "".join(child.itertext()).replace("\r", "\n").split("\n")
            text = "\n".join(map(str.strip, lines)).strip()
            tags.setdefault(here, []).append(text)
        elif here != "ref-type":
            tags.setdefault(here, []).extend(filter(None, [text_of(child)]))
