"""The commands of rounds, allocation and many decisions at once, as a user types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.commands.conftest import EXPORT, Type

TA = "--stage title-abstract"
PROTOCOL = """
title = "Sample"
calibration_target = ">= 50 % and no missed include"
[[criteria]]
id = "age"
en = "Children"
reason = "population"
[[reasons]]
id = "population"
en = "Wrong population"
[terms]
include = ["mothers"]
"""


@pytest.fixture
def piloted(begun: Type, tmp_path: Path) -> Type:
    """A pilot of two records; on one of them bo sees a criterion failed."""
    (tmp_path / "p.toml").write_text(PROTOCOL)
    assert begun("protocol set p.toml", "anna").code == 0
    assert (
        "1 ranked first by the protocol's terms" in begun("round new pilot --size 2", "anna").talk
    )
    for person in ("anna", "bo"):
        for _ in range(2):
            one = begun(f"next {TA} --json", person).json["accession"]
            said = "exclude --fails age" if (one, person) == ("acc-3", "bo") else "include"
            assert begun(f"decide {one} {said} {TA}", person).code == 0
    return begun


def test_a_round_is_held_against_its_target_by_criterion(piloted: Type) -> None:
    found = piloted("round show pilot --json").json
    assert (found["agreement"]["n"], found["agreement"]["percent"]) == (2, 0.5)
    assert found["met"] == "open", "the conflict may yet be an include that was missed"
    (differing,) = found["disagreements"]
    assert found["by_criterion"] == {"age": [differing["record_id"]]}
    line = f"settle acc-3 include {TA} --method third-reviewer --why clear"
    assert piloted(line, "cem").code == 0
    assert piloted("round show pilot --json").json["met"] == "not met"
    said = piloted("round show pilot").out
    assert "no missed include: 1 missed, not met" in said
    assert "bo          exclude (age)" in said


def test_every_cell_opens_to_as_many_records_as_it_counts(piloted: Type) -> None:
    table = piloted("agreement --round pilot --json").json["table"]
    counts = dict(zip("abcd", [*table[0], *table[1]], strict=True))
    for cell, count in counts.items():
        lines = piloted(f"agreement --round pilot --open {cell}").out.splitlines()
        assert len(lines) == count, cell
    assert piloted("agreement --round pilot --open include/exclude").out.startswith("r-")
    assert piloted("agreement --round pilot --open e").code == 2
    assert "slight" in piloted("agreement --round pilot --words landis-koch").out
    assert piloted("agreement --words mine").code == 2


def test_a_closed_round_is_told_in_list_and_methods(piloted: Type) -> None:
    assert piloted("round close pilot discard --why 'too wide'", "bo").code == 2
    assert piloted("round close main keep --why x", "anna").code == 2
    assert piloted("round close pilot perhaps --why x", "anna").code == 2
    assert piloted("round close pilot discard --why 'too wide'", "anna").code == 0
    assert "closed, discarded" in piloted("round list").out
    (pilot, *_others) = piloted("round list --json").json["rounds"]
    assert (pilot["drawn"], pilot["ranked"], pilot["closed"]) == (2, 1, "discard")
    assert piloted(f"next {TA} --json", "bo").json["left"] == 3
    for person in ("anna", "bo"):
        for number in (1, 2, 3):
            piloted(f"decide acc-{number} include {TA}", person)
    told = piloted("methods").out
    assert "1 that spoke most of the protocol's terms, the others drawn at random." in told
    assert "decisions were discarded and its records screened again" in told
    assert "“too wide”" in told
    assert "agreed on 100.0 % of 3 records" in told


def test_versions_of_the_protocol_are_listed_and_compared(piloted: Type, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text(PROTOCOL.replace("Children", "Small children"))
    piloted("protocol set p.toml", "anna")
    versions = piloted("protocol versions --json").json["versions"]
    assert [one["holds"] for one in versions] == [False, False, True]
    (change,) = piloted("protocol diff --json").json["changes"]
    assert (change["what"], change["how"]) == ("criterion age", "changed")
    first, _second, third = (one["id"] for one in versions)
    assert piloted(f"protocol diff {third} {third}").out.endswith("Nothing differs.\n")
    assert "+ criterion age" in piloted(f"protocol diff {first} {third}").out
    assert piloted("protocol diff p-ffffffff").code == 2
    (tmp_path / "p.toml").write_text('calibration_target = "good"\n')
    said = piloted("protocol set p.toml", "anna")
    assert (said.code, "no target of calibration" in said.talk) == (2, True)


def test_what_is_allocated_opens_to_its_records_and_is_told_before(begun: Type) -> None:
    told = begun("allocate --to anna --to bo --dry-run", "anna")
    assert (told.code, "anna" in told.out, "Nothing was changed" in told.talk) == (0, True, True)
    assert begun("allocate --json").json["by_name"] is False
    begun("allocate --to anna --to bo", "anna")
    drawn = begun("allocate --json").json["drawn"]
    for name in ("anna", "bo"):
        listed = begun(f"allocate --open {name}").out.splitlines()
        assert len(listed) == drawn[name] == 3
    assert "3 left" in begun("allocate", "bo").out
    assert len(begun("allocate --open bo:left", "bo").out.splitlines()) == 3
    assert "becomes “one”" in begun("allocate --rule one --dry-run", "anna").talk
    assert "rule “both”" in begun("allocate").out
    assert begun("allocate --rule one", "anna").code == 0
    assert "rule “one”" in begun("allocate").out


def test_practice_is_compared_with_what_is_revealed(begun: Type) -> None:
    assert begun("practice trial --result", "bo").code == 2
    begun("practice trial --no-open", "bo")
    assert "Nothing is decided here yet." in begun("practice trial --result", "bo").out
    begun(f"decide acc-1 exclude {TA} --review trial/review.db", "bo")
    assert "settled yet" not in begun("practice trial --result", "bo").out
    for person in ("anna", "bo"):
        begun(f"decide acc-1 include {TA}", person)
    begun(f"round reveal {TA}", "anna")
    said = begun("practice trial --result", "bo").out
    assert "1 record that you excluded was included there." in said
    assert "you: exclude; the review: include" in said


def test_many_are_shown_before_they_are_decided(begun: Type) -> None:
    line = f"decide-many exclude {TA} --to-year 2019"
    shown = begun(line, "bo")
    assert (shown.code, len(shown.out.splitlines())) == (0, 2)
    assert "--yes decides exclude on each" in shown.talk
    assert begun(f"next {TA} --json", "bo").json["left"] == 3
    assert "one `review undo` takes it back" in begun(f"{line} --yes", "bo").talk
    assert begun(f"next {TA} --json", "bo").json["left"] == 1
    assert begun("undo", "bo").code == 0
    assert begun(f"next {TA} --json", "bo").json["left"] == 3
    assert begun(f"decide-many exclude {TA}", "bo").code == 2, "all of them is no filter"
    assert begun(f"decide-many perhaps {TA} --text x", "bo").code == 2
    assert begun(f"next {TA} --text school --json", "bo").json["accession"] == "acc-2"
    assert "Nothing that fits" in begun(f"next {TA} --text zebra", "bo").out


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("allocate --to anna --to bo", 0),
        ("allocate --to anna=70% --to bo=30", 0),
        ("allocate --anyone", 0),
        ("allocate --to anna=lots --to bo", 2),
        ("allocate --to anna --to anna", 2),
        ("allocate --to anna --anyone", 2),
        ("allocate --reviewers 2", 2),
        ("allocate --hand-over bo", 2),
        ("allocate --rule three", 2),
        ("allocate --rule both", 2),
        ("allocate --open bo:much", 2),
        ("allocate --open zoe", 2),
        ("allocate --open bo:left", 2),
        ("allocate --hand-over bo=anna", 2),
        (f"later acc-1 {TA}", 0),
        (f"later acc-1 --back {TA}", 2),
        ("record tag acc-1 ' '", 2),
        ("remark acc-1 ' '", 2),
        ("send-back acc-1 --why x", 2),
        ("settle-reasons", 0),
        ("round again --why x", 2),
        ("round again --why x --which some", 2),
        ("round again --why x --stage somewhere", 2),
        ("round again acc-1 --why x", 2),
        ("round again acc-1 --why x --which open", 2),
    ],
)
def test_what_can_be_typed_wrongly_is_said_in_words(begun: Type, line: str, code: int) -> None:
    said = begun(line, "anna")
    assert said.code == code, said.talk
    assert "Traceback" not in said.talk


def test_allocation_is_shown_as_shares(begun: Type, tmp_path: Path) -> None:
    (tmp_path / "more.ris").write_text(EXPORT.replace("acc-", "more-"))
    begun("import more.ris --source SocINDEX")
    begun("team add dina --role screener", "anna")
    found = begun("allocate --to anna=2 --to bo --to dina --json", "anna").json
    assert found["shares"] == {"anna": 1.0, "bo": 0.5, "dina": 0.5}
    assert (found["drawn"]["anna"], sum(found["drawn"].values())) == (6, 12)
    shown = begun("allocate").out
    assert "anna             100.0%        6 records drawn" in shown


def test_the_numbers_of_rounds_open_to_their_records(piloted: Type) -> None:
    (pilot,) = (
        row for row in piloted("round list --json").json["rounds"] if row["name"] == "pilot"
    )
    for typed, number in (
        ("pilot", pilot["ballots"]),
        ("pilot:ballots", pilot["ballots"]),
        ("pilot:revealed", pilot["revealed"]),
    ):
        listed = piloted(f"round list --open {typed}")
        assert len(listed.out.splitlines()) == number, typed
    assert piloted("round list --open main:ballots").out.count("\n") > 0
    assert "no number here" in piloted("round list --open pilot:left").talk
    assert "takes the name" in piloted("round list --open :revealed").talk
    assert "no round" in piloted("round list --open other").talk
