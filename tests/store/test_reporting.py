"""The words that go with the flow: items of the checklists, differences, a column per edition."""

from __future__ import annotations

from dataclasses import replace

import pytest

from review.editions.changes import differences, flows
from review.editions.closing import close
from review.editions.past import as_of
from review.elsewhere.entering import Work, enter
from review.lists import excluded
from review.protocol import DEFAULT, FULL_TEXT, Criterion, Protocol
from review.protocols.versions import PROTOCOL, body_of
from review.refusal import Refused
from review.reporting.facts import facts
from review.reporting.items import Item, as_markdown, items
from review.wording import words_of
from tests.sample import Sample, record


def written(sample: Sample, language: str = "en", **more: list[str]) -> dict[str, Item]:
    with sample.lead.read() as connection:
        known = facts(connection, {key.replace("_", "-"): value for key, value in more.items()})
    return {f"{item.checklist} {item.number}": item for item in items(known, language)}


def set_protocol(sample: Sample, protocol: Protocol) -> None:
    with sample.lead.write() as writing:
        writing.append(PROTOCOL.name, "protocol", body_of(writing.connection, protocol))


def screened(sample: Sample) -> None:
    for number in range(10):
        verdict = "include" if number < 3 else "exclude"
        sample.both(number, verdict, verdict)
    for number in range(3):
        verdict = "include" if number < 1 else "exclude"
        sample.both(number, verdict, verdict, FULL_TEXT)


def test_every_item_is_there_and_what_nobody_knows_is_a_blank(sample: Sample) -> None:
    found = written(sample)
    assert list(found) == [
        *(f"PRISMA 2020 {item}" for item in ("5", "6", "7", "8", "9", "11", "16a", "16b", "18")),
        *(f"PRISMA-S {item}" for item in range(1, 17)),
    ]
    assert "PsycINFO was searched through [platform] on [date]." in found["PRISMA 2020 6"].sentences
    assert all(found[f"PRISMA-S {item}"].blank for item in (9, 10, 11, 14, 16))


def test_criteria_are_told_as_the_protocol_has_them(sample: Sample) -> None:
    asked = (
        Criterion("age", "Were they children?", reason="population"),
        Criterion("trial", "Is it a trial?", reason="study-design"),
    )
    set_protocol(sample, replace(DEFAULT, title="Sample", criteria=asked))
    (told, *_rest) = written(sample)["PRISMA 2020 5"].sentences
    assert told.endswith("answered with yes: Were they children? Is it a trial?")
    said = (*asked, Criterion("setting", "Families at home.", reason="population"))
    set_protocol(sample, replace(DEFAULT, title="Sample", criteria=said))
    (told, *_rest) = written(sample)["PRISMA 2020 5"].sentences
    assert told.endswith("criteria: Were they children; Is it a trial; Families at home.")


def test_duplicates_are_counted_once_in_the_words(sample: Sample) -> None:
    told = written(sample, prisma_s_16=["Of 10 records, 2 were duplicates."])["PRISMA-S 16"]
    assert told.sentences == ("Of 10 records, 2 were duplicates.",)
    enter(sample.lead, Work("duplicates-removed", 1200, "removed in EndNote", "PsycINFO"))
    told = written(sample, prisma_s_16=["Of 10 records, 2 were duplicates."])["PRISMA-S 16"]
    assert "removed 1,200 duplicates" in told.sentences[1]


def test_the_flow_is_told_with_its_numbers(sample: Sample) -> None:
    screened(sample)
    enter(sample.lead, Work("duplicates-removed", 1200, "removed in EndNote", "PsycINFO"))
    told = " ".join(written(sample)["PRISMA 2020 16a"].sentences)
    assert "Databases and registers gave 1,210 records." in told
    assert "removed 1,200 duplicates." in told
    assert "excluded 7 of 10 records." in told
    assert "It excluded 2 reports: Wrong population (n\u00a0=\u00a02)." in told
    assert "The review includes 1 study (1 report)." in told
    assert "removed in EndNote" in told
    norsk = " ".join(written(sample, "nb")["PRISMA 2020 16a"].sentences)
    assert "Databaser og registre ga 1\u202f210 referanser." in norsk


def test_slices_write_their_items(sample: Sample) -> None:
    found = written(sample, prisma_8=["Two people screened."], prisma_s_16=["By rule."])
    assert found["PRISMA 2020 8"].sentences == ("Two people screened.",)
    assert found["PRISMA-S 16"].sentences[0] == "By rule."
    assert "## 8. Selection process\n\nTwo people screened." in as_markdown(list(found.values()))


def test_languages_have_the_same_sentences() -> None:
    english, norsk = (words_of("review.reporting", one).sections for one in ("en", "nb"))
    assert {key: list(section) for key, section in english.items()} == {
        key: list(section) for key, section in norsk.items()
    }
    with pytest.raises(Refused, match="Languages"):
        words_of("review.reporting", "xx")


def test_differences_follow_from_the_versions(sample: Sample) -> None:
    set_protocol(
        sample, replace(DEFAULT, criteria=(Criterion("age", "Children", reason="population"),))
    )
    sample.decide("anna", 0, "include")
    set_protocol(
        sample,
        replace(
            DEFAULT,
            criteria=(Criterion("age", "Children and youth", reason="population"),),
            question="Q?",
        ),
    )
    with sample.lead.read() as connection:
        table = differences(connection, "en")
    rows = {row[2]: row[3:] for row in table.rows if row[-1] == 1}
    assert rows == {
        "Criterion: age": ("Children (population)", "Children and youth (population)", 1),
        "Question": ("", "Q?", 1),
    }
    assert set(table.column("by")) == {"anna"}


def test_the_list_of_excluded_reports_is_that_of_the_flow(sample: Sample) -> None:
    screened(sample)
    close(sample.lead, 1)
    sample.add("Update", [record(40, title="A newer trial", accession="u-1")])
    sample.both("u-1", "include", "include")
    sample.both("u-1", "exclude", "exclude", FULL_TEXT)
    with sample.lead.read() as connection:
        assert excluded(connection, "en").column("title") == ["A newer trial"]
        with as_of(sample.lead, connection, 1) as then:
            assert len(excluded(then, "en").rows) == 2


def test_each_edition_has_a_column(sample: Sample) -> None:
    screened(sample)
    close(sample.lead, 1)
    sample.add("Update", [record(40, title="A newer trial", accession="u-1")])
    with sample.lead.read() as connection:
        table = flows(connection, "en")
    assert [column.key for column in table.columns] == ["row", "edition_1", "now"]
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["Databases"] == (10, 1)
    assert rows["– Wrong population"] == (2, None)
    assert rows["Studies included in previous version of review"] == (None, 1)
