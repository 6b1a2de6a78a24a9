"""Reporting checklists: their items, what the data says of them, and the authors' answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.reporting.checklist import NAMES, checklist
from tests.unit.commands.conftest import Type


def test_the_checklists_have_the_items_of_their_standards() -> None:
    numbers = {name: [item.number for item in checklist(name).items] for name in NAMES}
    assert numbers["swim"] == ["1a", "1b", "2", "3", "4", "5", "6", "7", "8", "9"]
    assert numbers["prisma-s"] == [str(n) for n in range(1, 17)]
    assert len(numbers["prisma"]) == 42
    assert list(dict.fromkeys(n.rstrip("abcdef") for n in numbers["prisma"])) == [
        str(n) for n in range(1, 28)
    ]


def test_the_standards_own_words_stand_where_the_program_has_them() -> None:
    exact = checklist("prisma").find("16a").text("en")
    assert exact.endswith("included in the review, ideally using a flow diagram.")
    assert "Resultater: " in checklist("prisma").find("16a").text("nb")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["en", "nb"])
def test_each_is_a_table_of_four_columns_with_what_the_data_says(
    begun: Type, name: str, lang: str
) -> None:
    told = begun(f"checklist {name} --lang {lang} --format json").json
    assert [column["key"] for column in told["columns"]] == ["item", "description", "page", "other"]
    rows = {row["item"]: row for row in told["rows"]}
    if name == "prisma":
        assert "PsycINFO" in rows["6"]["other"]
        assert rows["26"]["other"].startswith("[")
    if name == "prisma-s":
        assert "PsycINFO" in rows["15"]["other"]


def test_authors_answer_in_their_words_and_take_it_back(begun: Type) -> None:
    assert begun("answer swim 9 'Few studies, in few countries' --page 14", as_="bo").code == 0
    assert begun("answer swim 9 --other 'Appendix 2'", as_="anna").code == 0
    rows = {row["item"]: row for row in begun("checklist swim --format json").json["rows"]}
    assert rows["9"]["page"] == "14"
    assert rows["9"]["other"] == "Few studies, in few countries\nAppendix 2"
    begun("undo", as_="anna")
    rows = {row["item"]: row for row in begun("checklist swim --format json").json["rows"]}
    assert rows["9"]["other"] == "Few studies, in few countries"


def test_wrong_names_and_items_are_refused_with_those_there_are(begun: Type) -> None:
    assert "swim, prisma, prisma-s" in begun("checklist consort").talk
    assert "1a, 1b, 2" in begun("answer swim 10 text", as_="anna").talk
    assert begun("answer swim 9", as_="anna").code == 2
    assert begun("answer swim 9 text").code == 2


def test_a_strategy_that_came_with_an_import_is_kept(begun: Type, tmp_path: Path) -> None:
    (tmp_path / "q.txt").write_text("1. exp Families/\n2. home.ti.\n")
    begun("sources edit PsycINFO --query-file q.txt --why forgotten", as_="anna")
    told = next(
        item
        for item in begun("write-up --json").json["items"]
        if (item["checklist"], item["item"]) == ("PRISMA-S", "8")
    )
    assert "1. exp Families/" in "\n".join(told["sentences"])
