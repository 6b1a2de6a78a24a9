"""The five sources: how often each holds a report, how it numbers records and cuts its files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from corpora.making import ebsco, ovid, proquest, social_care, web_of_science
from corpora.making.copy import Copy


@dataclass(frozen=True, slots=True)
class Source:
    """One database, on one platform, searched on one day."""

    name: str
    platform: str
    searched: str
    weight: float
    file: str  # the name of an export, with a place for its number
    query: str  # the name of the file that holds the search
    in_a_file: int  # records; the platforms cut at 500 or 1000
    accession: Callable[[int, int], str]  # from year and a number of its own
    write: Callable[[list[Copy]], str]
    line_end: str = "\n"
    types: tuple[str, ...] = ("JOUR", "CONF", "CHAP", "THES", "RPRT")


SOURCES: tuple[Source, ...] = (
    Source(
        "PsycINFO",
        "Ovid",
        "2021-10-04",
        1.9,
        "psycinfo-{}.ris",
        "psycinfo.txt",
        500,
        lambda year, number: f"{year}-{9000 + number // 7}0-{number % 7 + 1:03d}",
        ovid.written,
    ),
    Source(
        "SocINDEX",
        "EBSCOhost",
        "2021-10-04",
        1.0,
        "socindex-{}.ris",
        "socindex.txt",
        500,
        lambda _year, number: f"{138200000 + number * 37}",
        ebsco.written,
    ),
    Source(
        "Social Care Online",
        "SCIE",
        "2021-10-05",
        0.7,
        "social-care-online.csv",
        "social-care-online.txt",
        1000,
        lambda _year, number: f"SCO{104000 + number * 11}",
        social_care.written,
        "\r\n",
    ),
    Source(
        "Web of Science",
        "Clarivate",
        "2021-10-05",
        1.7,
        "web-of-science-{}.txt",
        "web-of-science.txt",
        500,
        lambda _year, number: f"WOS:{990000000000 + number * 101:015d}",
        web_of_science.written,
        types=("JOUR", "CONF"),
    ),
    Source(
        "ASSIA",
        "ProQuest",
        "2021-10-06",
        0.9,
        "assia-{}.ris",
        "assia.txt",
        500,
        lambda _year, number: f"{2590000000 + number * 73}",
        proquest.written,
    ),
)
