from __future__ import annotations

import csv
import io
import shlex
import uuid
from collections import defaultdict
from functools import cache

from corpora.family_partner import generated
from review.duplicates.engine import Candidate, Found, find
from review.duplicates.sets import Bond, fold
from review.formats.reading import read


def key(accession: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, accession).hex


@cache
def truth() -> dict[str, dict[str, str]]:
    rows = csv.DictReader(io.StringIO(generated()["truth.csv"].decode()))
    return {key(row["accession"]): row for row in rows}


@cache
def candidates() -> list[Candidate]:
    files = dict.fromkeys(row["file"] for row in truth().values())
    return [
        Candidate(key(record.accession), file, record)
        for file in files
        for record in read(generated()[file], file).records
    ]


@cache
def found() -> Found:
    return find(candidates())


def answers(word: str) -> list[tuple[str, str]]:
    lines = generated()["walkthrough.txt"].decode().splitlines()
    split = [shlex.split(line, comments=True) for line in lines]
    told = [w for w in split if w[1:3] == ["duplicates", word]]
    return [(min(pair), max(pair)) for pair in ((key(w[3]), key(w[4])) for w in told)]


def test_every_record_is_read_with_its_accession_in_the_format_of_its_source() -> None:
    assert sorted(one.id for one in candidates()) == sorted(truth())
    dialects = {
        "psycinfo-1.ris": ("ris", "ovid"),
        "socindex-1.ris": ("ris", "ebsco"),
        "assia-1.ris": ("ris", "proquest"),
        "web-of-science-1.txt": ("wos", "wos"),
    }
    for file, expected in dialects.items():
        parsed = read(generated()[file], file)
        assert (parsed.format, parsed.dialect) == expected
        assert not parsed.rejected
    assert read(generated()["social-care-online.csv"], "social-care-online.csv").format == "csv"


def test_no_two_reports_are_merged() -> None:
    for pair in found().merged:
        assert truth()[pair.a]["set"] == truth()[pair.b]["set"], pair.why


def test_some_duplicates_are_left_for_people() -> None:
    assert found().queued
    bonds = [Bond(pair.a, pair.b, pair.score, "rule") for pair in found().merged]
    sets = fold(truth(), bonds, frozenset())
    assert 3221 < len({sets.get(one, one) for one in truth()}) < 3300


def test_with_the_answers_of_the_walkthrough_the_sets_are_the_reports() -> None:
    bonds = [Bond(pair.a, pair.b, pair.score, "rule") for pair in found().merged]
    bonds += [Bond(a, b, 2.0, "by hand") for a, b in answers("merge")]
    apart = frozenset([*answers("different"), *answers("link")])
    sets = fold(truth(), bonds, apart)
    reports: dict[str, set[str]] = defaultdict(set)
    for one, row in truth().items():
        reports[row["set"]].add(sets.get(one, one))
    assert {number: len(parts) for number, parts in reports.items() if len(parts) != 1} == {}
    assert len({sets.get(one, one) for one in truth()}) == 3221


def test_every_queued_pair_is_answered() -> None:
    bonds = [Bond(pair.a, pair.b, pair.score, "rule") for pair in found().merged]
    bonds += [Bond(a, b, 2.0, "by hand") for a, b in answers("merge")]
    sets = fold(truth(), bonds, frozenset())
    apart = {*answers("different"), *answers("link")}
    for pair in found().queued:
        together = sets.get(pair.a, pair.a) == sets.get(pair.b, pair.b)
        assert together or (pair.a, pair.b) in apart, pair.why
