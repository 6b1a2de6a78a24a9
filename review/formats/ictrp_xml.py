"""The trials portal of the World Health Organization (ICTRP): flat XML, one element a trial."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from review.formats.family import Options, Walked
from review.formats.mapping import Tags, record_of
from review.formats.table import Table
from review.formats.trees import read_elements, text_of
from review.record import Record

TABLE = Table(
    name="ictrp",
    type=(" type",),
    title=("public_title", "scientific_title"),
    year=("date_registration3", "date_registration", "date_enrollement"),
    date=("date_registration",),
    registrations=("trialid", "secondary_ids", "secondary_id"),
    accession=("trialid", "internal_number"),
    database=("source_register",),
    urls=("web_address", "url"),
    place=("countries",),
    publisher=("primary_sponsor",),
)


def read(text: str, options: Options) -> Walked:
    """Read every trial; what has no field of its own is kept beside it."""
    walked = Walked.of(options, "ictrp")
    return read_elements(text, ("Trial", "trial"), walked, _record, options.progress)


def _record(element: Element, raw: str, line: int) -> Record:
    tags: Tags = {" type": ["DBASE"]}
    for child in element:
        if text := text_of(child):
            tags.setdefault(child.tag.lower(), []).append(text)
    return record_of(tags, TABLE, raw, line)
