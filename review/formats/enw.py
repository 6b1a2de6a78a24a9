"""EndNote's tagged text (.enw, Refer): a percent sign and one character a tag."""

from __future__ import annotations

import re

from review.formats.kinds import ris_type
from review.formats.mapping import Tags
from review.formats.table import Table
from review.formats.tagged import Grammar

GRAMMAR = Grammar(
    head=re.compile(r"(\n%[0-9A-Za-z@!#$&*()+,\-./:;<=>?\[\]^~|](?:[ \t]|(?=\n)|\Z))"),
    begins=frozenset({"%0"}),
    known_by=frozenset({"%T", "%A", "%E", "%X"}),
    blank_line_ends=True,
)
TABLE = Table(
    name="endnote",
    type=(" type",),
    title=("%T",),
    translated_title=("%Q",),
    abstract=("%X",),
    authors=("%A",),
    editors=("%E",),
    year=("%D", "%8"),
    date=("%8",),
    journal=("%J", "%B"),
    journal_short=("%O",),
    volume=("%V",),
    issue=("%N",),
    pages=("%P",),
    doi=("%R",),
    doi_within=("%U",),
    pmid=(),
    serials=("%@",),
    accession=("%M", "%F", "%L"),
    database=("%~",),
    language=("%G",),
    publisher=("%I",),
    place=("%C",),
    keywords=("%K",),
    urls=("%U", "%>"),
    affiliations=("%+",),
    notes=("%Z",),
)


def prepare(tags: Tags, table: Table) -> Tags:  # noqa: ARG001 - the family's common signature
    """Turn EndNote's name of the type into the RIS one."""
    kinds = filter(None, map(ris_type, tags.get("%0", ())))
    tags[" type"] = [next(kinds, "GEN")]
    return tags
