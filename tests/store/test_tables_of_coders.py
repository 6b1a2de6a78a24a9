"""Tables in which two coders stand side by side: each takes in their own, the differences agree.

The table has `X_primary`, `X_secondary` and `X_match` for each field X; a match is TRUE where both
gave the same answer, FALSE where they differ, NA where one of them gave none.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extraction.agreement_table import FormAgreement, behind, measured
from extraction.agreement_table import table as agreement_table
from extraction.drafting import draft
from extraction.entry import CONSENSUS
from extraction.form import load
from extraction.form_adding import add_form
from extraction.offline.agreed_in import take_in_agreed
from extraction.offline.taking_in import Asked, TakenIn, take_in
from extraction.queries import entries
from extraction.same import folded
from review.__main__ import projectors
from review.beginning import begin
from review.ledger.undoing import undo_last
from review.protocol import FULL_TEXT, TITLE_ABSTRACT, Protocol, Stage
from review.record import Record
from review.refusal import Refused
from screening.decisions import taking_in as decisions
from tests.sample import Sample

SHARED = (
    next(
        (data for up in Path(__file__).parents if (data := up / "shared" / "data").is_dir()),
        Path("shared"),
    )
    / "extraction"
)


def shared(test: Callable[..., None]) -> Callable[..., None]:
    """Skip a test of the shared tables where they are not."""
    why = "the shared tables are not beside the checkout"
    there = pytest.mark.skipif(not SHARED.is_dir(), reason=why)
    marked: Callable[..., None] = pytest.mark.shared(there(test))
    return marked


ROLES = ("primary", "secondary")
STAGES: tuple[Stage, ...] = (TITLE_ABSTRACT, FULL_TEXT)
RULES: dict[str, str] = dict.fromkeys(STAGES, "one")
ENDS = (*ROLES, "match")
HEADS = "report_id,coder_primary,coder_secondary"
HEADS += "".join(f",{field}_{end}" for field in ("design", "open") for end in ENDS)
INVENTED = f"""{HEADS}
11,AB,KN,trial,trial,TRUE,YES,YES,TRUE
12,AB,LM,trial,cohort,FALSE,YES,NO,FALSE
13,KN,AB,NA,cohort,NA,NO,no,FALSE
14,KN,LM,cohort,cohort,TRUE,NA,NA,NA
15,LM,KN,trial,"cohort, in part",FALSE,NO,NO,TRUE
"""


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def included(location: str, keys: list[str], people: tuple[str, ...]) -> Sample:
    """A review in which one person included a report for each key."""
    protocol = Protocol("Tables", rules={TITLE_ABSTRACT: "one", FULL_TEXT: "one"})
    lead = begin(location, "Tables", list(people), [], protocol, projectors())
    made = Sample(lead)
    made.add("Table", [Record(title=f"Report {key}", accession=key) for key in keys])
    said = "accession,verdict\n" + "".join(f"{key},include\n" for key in keys)
    stages: tuple[Stage, ...] = (TITLE_ABSTRACT, FULL_TEXT)
    for stage in stages:
        done = decisions.take_in(
            made.hand(people[0]), said.encode(), "t.csv", decisions.Asked(stage)
        )
        assert done.imported == len(keys)
    return made


def of_two(location: str, text: str, key: str, coder: str) -> tuple[Sample, list[str]]:
    """Take in both roles' answers, each by the person of that name."""
    rows = rows_of(text)
    fields = [head.removesuffix("_match") for head in rows[0] if head.endswith("_match")]
    made = included(location, [row[key] for row in rows], ROLES)
    form = 'id = "coded"\nversion = 1\nnames = { en = "Coded" }\n'
    for field in fields:
        given = {row[f"{field}_{role}"] for row in rows for role in ROLES} - {"NA"}
        options = ", ".join(
            f"'''{one}'''" for one in sorted({folded(one): one for one in given}.values())
        )
        form += f'[[fields]]\nid = "{field}"\nkind = "choice"\nnames = {{ en = "{field}" }}\n'
        form += f"options = [{options}]\n"
    add_form(made.lead, form, "coded.toml")
    for role in ROLES:
        columns = {key: "study", coder.format(role): "code"}
        columns |= {f"{field}_{role}": field for field in fields}
        asked = Asked("coded", columns, words={"NA": ""}, done=True)
        done = take_in(made.hand(role), text.encode(), "table.csv", asked)
        assert done.rejected == []
        assert (done.entries, done.complete) == (len(rows), len(rows))
        assert done.found == sum(row[f"{field}_{role}"] != "NA" for row in rows for field in fields)
    return made, fields


def agreed(made: Sample) -> FormAgreement:
    with made.lead.read() as connection:
        (found,) = measured(connection, "coded")
    return found


def check(made: Sample, text: str, fields: list[str], key: str) -> int:
    """Hold the differences against the table; return how many it has that are case alone."""
    with made.lead.read() as connection:
        named = {made.record(row[key]).set_id: row for row in rows_of(text)}
        found = {one.field: one for one in measured(connection, "coded")[0].fields}
    case = 0
    for field in fields:
        differing = {study for study, row in named.items() if row[f"{field}_match"] == "FALSE"}
        only_case = {
            study
            for study in differing
            if len({folded(named[study][f"{field}_{role}"]) for role in ROLES}) == 1
        }
        case += len(only_case)
        told = {one.study for one in found[field].apart if one.kind == "value"}
        assert told == differing - only_case, field
        missing = {one.study for one in found[field].apart if one.kind == "missing"}
        assert missing == {
            study
            for study, row in named.items()
            if (row[f"{field}_primary"] == "NA") != (row[f"{field}_secondary"] == "NA")
        }
        same = sum(row[f"{field}_match"] == "TRUE" for row in named.values())
        assert found[field].agree == same + len(only_case)
    return case


@pytest.fixture
def invented(location: str) -> Iterator[tuple[Sample, list[str]]]:
    made, fields = of_two(location, INVENTED, "report_id", "coder_{}")
    yield made, fields
    made.close()


def test_the_differences_are_those_of_the_table(invented: tuple[Sample, list[str]]) -> None:
    made, fields = invented
    assert fields == ["design", "open"]
    assert check(made, INVENTED, fields, "report_id") == 1
    design, is_open = agreed(made).fields
    assert (design.n, design.both, design.agree) == (5, 4, 2)
    # NO and no is one answer in two spellings; 14 was answered by neither.
    assert (is_open.n, is_open.both, is_open.agree, is_open.percent) == (4, 4, 3, 0.75)
    # yes-yes 1, no-no 2, yes-no 1: (0.75 - 0.5) / (1 - 0.5) with shares 2/4, 2/4 and 1/4, 3/4.
    assert is_open.kappa == pytest.approx(0.5)
    with made.lead.read() as connection:
        lines = list(behind(connection, [agreed(made)], "open"))
    assert len(lines) == 3
    assert "primary     YES" in lines[1]
    assert agreement_table(agreed(made)).column("percent") == [40.0, 75.0]


@shared
def test_the_456_reports_of_two_coders(tmp_path: Path) -> None:
    text = (SHARED / "hardwicke2023" / "d_with_disagreements.csv").read_text(encoding="utf-8-sig")
    made, fields = of_two(str(tmp_path / "review.db"), text, "article_id", "coder_id_{}")
    assert len(fields) == 17
    assert check(made, text, fields, "article_id") == 4
    settled = SHARED / "hardwicke2023" / "d_with_disagreements_resolved.csv"
    columns = {"article_id": "study", **{f"{field}_agreed": field for field in fields}}
    form = Asked("coded", columns, words={"NA": "not-applicable"})
    done = take_in_agreed(made.lead, settled.read_bytes(), "resolved.csv", form, "third coder")
    assert done.imported + len(done.rejected) == done.found == 456
    assert all("cannot be chosen" in one.why for one in done.rejected), "said by neither coder"
    with made.lead.read() as connection:
        there = {place.study: of for place, of in entries(connection).items() if CONSENSUS in of}
    assert len(there) == done.imported
    for row in rows_of(settled.read_text(encoding="utf-8-sig")):
        if (of := there.get(made.record(row["article_id"]).set_id)) is not None:
            told = {path: one.value for path, one in of[CONSENSUS].values.items()}
            for field in fields:
                wanted = "" if row[f"{field}_agreed"] == "NA" else row[f"{field}_agreed"]
                assert folded(str(told.get(field) or "")) == folded(wanted), field
    by_field = {one.field: one for one in agreed(made).fields}
    assert (by_field["open_access_status"].agree, by_field["open_access_status"].n) == (338, 456)
    made.close()


@shared
def test_a_workbook_of_251_columns_goes_in_through_a_form_drafted_for_it(tmp_path: Path) -> None:
    from review.formats.sheets import workbook_rows

    data = (SHARED / "perski2022" / "data_raw.xlsx").read_bytes()
    rows = workbook_rows(data)[0]
    keys = list(dict.fromkeys(row.cells[0] for row in rows[1:]))
    text = draft(data, "data_raw.xlsx", "perski", without=["id"])
    form = load(text, "perski.toml")
    assert len(form.fields) == 250
    made = included(str(tmp_path / "review.db"), keys, ("anna",))
    add_form(made.lead, text, "perski.toml")
    words = {"NR": "not-reported", "NA": "not-applicable"}
    asked = Asked("perski", {"id": "study"}, words=words)
    done: TakenIn = take_in(made.hand("anna"), data, "data_raw.xlsx", asked)
    filled = sum(bool(cell) for row in rows[1:] for cell in row.cells[1:])
    assert done.found == filled
    assert {one.why for one in done.rejected} == {
        "It is answered twice in the file. Leave one of them out."
    }
    with made.lead.read() as connection:
        assert sum(len(of["anna"].values) for of in entries(connection).values()) == done.imported
    assert done.entries == len(keys)
    made.close()


def test_what_two_agreed_on_elsewhere_goes_in_as_their_consensus(
    invented: tuple[Sample, list[str]],
) -> None:
    made, fields = invented
    heads = ["report_id", *(f"{field}_agreed" for field in fields)]
    rows = [
        ("11", "trial", "YES"),
        ("12", "cohort", "NO"),
        ("13", "cohort", ""),  # design: of one answer and none the one; open: both said no
        ("14", "cohort", "UNCLEAR"),  # what neither said, where neither answered
        ("15", "", "NO"),  # the designs differ and nothing is agreed
        ("99", "trial", "NO"),
    ]
    text = "\n".join(",".join(row) for row in (heads, *rows))
    columns = {"report_id": "study", **{f"{field}_agreed": field for field in fields}}
    asked = Asked("coded", columns)
    with pytest.raises(Refused, match="needs a reason"):
        take_in_agreed(made.lead, text.encode(), "agreed.csv", asked, "")
    assert "“UNCLEAR” cannot be chosen" in rejected_why(made, text, asked)[14]
    text = text.replace("UNCLEAR", "no")
    done = take_in_agreed(made.lead, text.encode(), "agreed.csv", asked, "talked")
    assert (done.found, done.imported, len(done.rejected)) == (6, 4, 2)
    told = [(one.text, one.why) for one in done.rejected]
    assert told[0][0] == "15"
    assert "Differences are left: design" in told[0][1]
    assert told[1][0] == "99"
    with made.lead.read() as connection:
        there = {made.record(str(number)).set_id: str(number) for number in range(11, 16)}
        found = {
            there[place.study]: {path: one.value for path, one in of[CONSENSUS].values.items()}
            for place, of in entries(connection).items()
            if CONSENSUS in of
        }
    assert {key: one.get("design") for key, one in found.items()} == {
        "11": "trial",
        "12": "cohort",
        "13": "cohort",
        "14": "cohort",
    }
    assert [folded(str(found[key]["open"])) for key in ("11", "12", "13", "14")] == [
        "yes",
        "no",
        "no",
        "no",
    ]
    undo_last(made.lead)
    with made.lead.read() as connection:
        assert not any(CONSENSUS in of for of in entries(connection).values())


def rejected_why(made: Sample, text: str, asked: Asked) -> dict[int, str]:
    """Return why rows were rejected, by the key of the row; nothing stays of it."""
    done = take_in_agreed(made.lead, text.encode(), "agreed.csv", asked, "talked")
    undo_last(made.lead)
    return {int(one.text): one.why for one in done.rejected}
