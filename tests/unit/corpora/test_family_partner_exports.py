from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

import corpora
from corpora.family_partner import generated

FOLDER = Path(corpora.__file__).parent / "family-partner"
LARGEST = 1_400_000


def made() -> Mapping[str, bytes]:
    return generated()


@cache
def truth() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made()["truth.csv"].decode())))


def exports() -> dict[str, str]:
    ends = (".ris", ".txt", ".csv")
    names = [name for name in made() if "/" not in name and name.endswith(ends)]
    return {
        name: made()[name].decode("utf-8-sig")
        for name in names
        if name not in {"truth.csv", "walkthrough.txt"}
    }


def test_the_committed_files_are_what_the_generator_writes() -> None:
    for name, content in made().items():
        assert (FOLDER / name).read_bytes() == content, name


def test_nothing_stands_in_the_folder_that_is_neither_generated_nor_written_by_hand() -> None:
    by_hand = {"README.md", "protocol.toml", "names.toml", ".gitattributes"}
    there = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}
    assert {name for name in there - by_hand - set(made()) if not name.startswith("searches/")} == (
        set()
    )


def test_the_readme_tells_the_numbers_as_they_are() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    duplicates = len(truth()) - 3221
    assert f"Of {len(truth())} records, {duplicates} are duplicates" in readme
    assert "invented for demonstration" in readme


def test_no_file_is_too_large() -> None:
    assert max(len(content) for content in made().values()) < LARGEST


def test_every_record_says_that_it_is_invented() -> None:
    notices = sum(
        text.upper().count("INVENTED RECORD FOR DEMONSTRATION") for text in exports().values()
    )
    assert notices == len(truth())


def test_the_numbers_of_the_review() -> None:
    standing = {row["set"]: row["standing"] for row in truth()}
    assert Counter(standing.values()) == {
        "excluded-title-abstract": 2953,
        "not-retrieved": 17,
        "excluded-full-text": 195,
        "included": 56,
    }
    assert len(standing) == 3221
    assert 4550 <= len(truth()) <= 4650
    assert {row["source"] for row in truth()} == {
        "PsycINFO",
        "SocINDEX",
        "Social Care Online",
        "Web of Science",
        "ASSIA",
    }


def test_only_reports_excluded_at_full_text_have_a_reason() -> None:
    for row in truth():
        assert bool(row["reason"]) == (row["standing"] == "excluded-full-text"), row


def test_an_accession_stands_for_one_record_in_all_exports() -> None:
    accessions = [row["accession"] for row in truth()]
    assert len(set(accessions)) == len(accessions)


def test_titles_of_different_reports_differ() -> None:
    titles: dict[str, set[str]] = {}
    for row in truth():
        titles.setdefault(row["title"].casefold(), set()).add(row["set"])
    meant = {"conference-abstract", "editorial"}
    relation = {row["set"]: row["relation"] for row in truth()}
    for title, sets in titles.items():
        assert len({one for one in sets if relation[one] not in meant}) <= 1, title


def test_every_doi_is_kept_for_examples() -> None:
    for text in exports().values():
        assert all(doi == "10.5555" for doi in re.findall(r"\b10\.\d{4,5}(?=/)", text))


def test_duplicates_are_awkward_in_all_the_ways_that_are_promised() -> None:
    found = Counter(name for row in truth() for name in row["awkward"].split())
    for name in (
        "ahead-of-print",
        "truncated-title",
        "no-subtitle",
        "upper-case-title",
        "misprint",
        "html-entities",
        "accents-stripped",
        "initials",
        "no-authors",
        "journal-abbreviated",
        "supplement",
        "start-page-only",
        "no-pages",
        "no-doi",
        "doi-in-url",
        "twice-in-one-export",
    ):
        assert found[name] >= 10, name


@pytest.mark.parametrize(
    "relation",
    ["erratum", "reply", "protocol", "conference-abstract", "part", "companion", "annual-report"],
)
def test_near_misses_are_reports_of_their_own(relation: str) -> None:
    near = [row for row in truth() if row["relation"] == relation]
    assert len({row["set"] for row in near}) >= 6
    for row in near:
        assert row["near_set"]
        assert row["near_set"] != row["set"]
