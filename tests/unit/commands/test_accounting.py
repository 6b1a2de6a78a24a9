"""What import tells and keeps of every file, and what of it can be mended and corrected."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.unit.commands.conftest import EXPORT, Type

NOTHING_TOLD = "TY  - JOUR\nPY  - 2018\nER  -\n"
CSV = "Title;Abstract;Year;DOI;Shelf\nSleep in infancy;Slept.;2011;10.9999/s1;A1\n;;2012;;A2\n"
BROKEN: dict[str, tuple[str, str, str]] = {
    # a file with one good record and one that says nothing; what mends it
    "bad.ris": (EXPORT.split("\n\n")[0] + "\n\n" + NOTHING_TOLD, "PY  - 2018", "TI  - Mended"),
    "bad.csv": (CSV, ";;2012;", "Mended;;2012;"),
    "bad.json": (
        json.dumps([{"title": "Sleep", "year": 2011}, {"year": 2012}]),
        '"year": 2012',
        '"title": "Mended", "year": 2012',
    ),
    "bad.xml": (
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article>"
        "<ArticleTitle>Sleep</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
        "<PubmedArticle><MedlineCitation><Article><ArticleTitle></ArticleTitle></Article>"
        "</MedlineCitation></PubmedArticle></PubmedArticleSet>",
        "<ArticleTitle></ArticleTitle>",
        "<ArticleTitle>Mended</ArticleTitle>",
    ),
    "bad.nbib": (
        "PMID- 1\nTI  - Sleep\nAU  - Berg K\n\nOWN - NLM\nDP  - 2012\n",
        "DP  - 2012",
        "TI  - Mended",
    ),
    "bad.ciw": (
        "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nTI Sleep\nPY 2011\nER\n\n"
        "PT J\nPY 2012\nER\n\nEF\n",
        "PY 2012",
        "TI Mended",
    ),
    "bad.enw": (
        "%0 Journal Article\n%T Sleep\n%D 2011\n\n%0 Journal Article\n%D 2012\n",
        "%D 2012",
        "%T Mended",
    ),
    "bad.bib": (
        "@article{a, title = {Sleep}, year = 2011}\n\n@article{, year = 2012}\n",
        "year = 2012",
        "title = {Mended}",
    ),
    "bad-endnote.xml": (
        "<xml><records><record><titles><title>Sleep</title></titles></record>"
        "<record><dates><year>2012</year></dates></record></records></xml>",
        "<dates><year>2012</year></dates>",
        "<titles><title>Mended</title></titles>",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_rejected_is_written_mended_and_imported(
    begun: Type, tmp_path: Path, name: str
) -> None:
    content, wrong, right = BROKEN[name]
    (tmp_path / name).write_text(content)
    said = begun(f"import {name} --source Odd --rejected mend.txt --json")
    (file,) = said.json["files"]
    assert said.code == 1, "something needs attention"
    assert (file["found"], file["imported"], len(file["rejected"])) == (2, 1, 1), said.talk
    text = (tmp_path / "mend.txt").read_text()
    assert wrong in text
    (tmp_path / "mend.txt").write_text(text.replace(wrong, right))
    mended = begun("import mend.txt --source Odd --json")
    (file,) = mended.json["files"]
    assert (mended.code, file["found"], file["imported"]) == (0, 1, 1), mended.talk
    assert "Mended" in begun("records --source Odd").out
    assert begun("sources rejected Odd --out later.txt").code == 0
    assert (tmp_path / "later.txt").read_text() == text, "kept whole, for as long as there is need"
    assert begun("check").code == 0


def test_rejected_of_several_formats_go_into_a_file_each(begun: Type, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("bad.ris", "bad.csv"):
        (tmp_path / "in" / name).write_text(BROKEN[name][0])
    said = begun("import in --source Odd --rejected mend.txt --json")
    assert [file["format"] for file in said.json["files"]] == ["csv", "ris"]
    for name, rejected in (("mend.txt", ";;2012;;A2"), ("mend-2.txt", "PY  - 2018")):
        assert rejected in (tmp_path / name).read_text()
        assert name in said.talk


def test_every_file_is_accounted_for_later_too(begun: Type, tmp_path: Path) -> None:
    (tmp_path / "bad.ris").write_text(BROKEN["bad.ris"][0])
    begun("import bad.ris --source Odd --platform Ovid --hits 3", "bo")
    shown = begun("sources show Odd --json").json
    (file,) = shown["files"]
    assert (file["file"], file["bytes"]) == ("bad.ris", len(BROKEN["bad.ris"][0]))
    assert (file["found"], file["imported"], file["by"]) == (2, 1, "bo")
    assert [bad["line"] for bad in file["rejected"]] == [10]
    assert shown["without"]["doi"] == 1
    text = begun("sources show Odd").out
    assert "2 found, 1 imported, 1 rejected" in text
    assert "! Odd: the database reported 3 hits, its files hold 2 records." in text
    (other, odd) = sorted(begun("sources --json").json["sources"], key=lambda row: -row["records"])
    assert (odd["hits"], odd["found"], odd["rejected"], odd["records"]) == (3, 2, 1, 1)
    assert (other["warning"], "3 hits" in odd["warning"]) == ("", True)
    assert begun("sources show Nowhere").code == 2


def test_hits_are_of_the_source_and_not_of_one_file(begun: Type, tmp_path: Path) -> None:
    first, second, third = EXPORT.split("\n\n")
    (tmp_path / "a.ris").write_text(f"{first}\n\n{second}\n")
    (tmp_path / "b.ris").write_text(third)
    said = begun("import a.ris --source CINAHL --hits 3")
    assert "reported 3 hits, its files hold 2 records" in said.talk
    said = begun("import b.ris --source CINAHL")
    assert "hits" not in said.talk, "all of them are here now"
    said = begun("import a.ris --source CINAHL --hits 4 --again")
    assert said.code == 2
    assert "hits “3”, not “4”" in said.talk
    assert begun("sources edit CINAHL --hits 4 --why 'read wrongly'", "anna").code == 0
    assert "reported 4 hits" in begun("sources").out
    (notice,) = [line for line in begun("check").talk.splitlines() if "reported 4 hits" in line]
    assert "Import the other 1" in notice, "a notice; nothing is broken"
    log = "elsewhere add duplicates-removed 1 --source CINAHL --why 'in EndNote'"
    assert log.split(" --why", maxsplit=1)[0] in notice, (
        "the command that is told is the one that helps"
    )
    assert begun(log, "anna").code == 0
    for command in ("check", "sources", "sources show CINAHL"):
        assert "reported" not in begun(command).talk + begun(command).out
    (count,) = [row for row in begun("sources --json").json["sources"] if row["name"] == "CINAHL"]
    assert (count["hits"], count["found"], count["elsewhere"], count["warning"]) == (4, 3, 1, "")


def test_an_export_without_abstracts_is_warned_of_and_opened(begun: Type, tmp_path: Path) -> None:
    bare = "\n".join(line for line in EXPORT.splitlines() if not line.startswith("AB"))
    (tmp_path / "bare.ris").write_text(bare.replace("acc-", "bare-"))
    said = begun("import bare.ris --source Bare")
    assert "3 of 3 records came without an abstract" in said.talk
    assert "abstract 0%" in said.talk
    listed = begun("sources show Bare --without abstract --json").json["records"]
    assert [row["accession"] for row in listed] == ["bare-1", "bare-2", "bare-3"]
    (tmp_path / "found.txt").write_text("Found on paper.\n")
    said = begun("record edit bare-1 --abstract-file found.txt --doi 10.9999/x --why print", "bo")
    assert (said.code, "abstract, doi edited: print" in said.talk) == (0, True)
    assert len(begun("sources show Bare --without abstract --json").json["records"]) == 2
    shown = begun("record show bare-1 --json").json
    assert shown["record"]["abstract"] == "Found on paper."
    assert "abstract" not in shown["imported"]
    assert {edit["field"]: edit["imported"] for edit in shown["edited"]} == {
        "abstract": "",
        "doi": "",
    }
    assert "10.9999/x" in begun("records --source Bare --format csv").out
    assert "edited: abstract, doi" in begun("records --source Bare --format ris").out
    assert begun("undo", "bo").code == 0
    assert len(begun("sources show Bare --without abstract --json").json["records"]) == 3
    assert begun("sources show Bare --without colour").code == 2


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("record edit acc-1 --year 2011", "--why"),
        ("record edit acc-1 --why w", "Nothing is said"),
        ("record edit acc-1 --abstract A --abstract-file export.ris --why w", "said twice"),
        ("record edit acc-1 --year soon --why w", "is not a year"),
        ("record edit acc-1 --set colour=red --why w", "no field that can be edited"),
        ("record edit acc-1 --set colour --why w", "FIELD=TEXT"),
        ("sources edit PsycINFO", "Nothing is said"),
        ("import export.ris --source P --stage later", "is not a stage"),
        ("import export.ris --source P --stage full-text", "--why"),
        ("import export.ris --source P --dialect nonsense", "is not a dialect"),
        ("import export.ris --source P --format nonsense", "is not a format"),
        ("import table.csv --source P --map Title", "COLUMN=FIELD"),
        ("import table.csv --source P --map Titel=title", "no column “Titel”"),
        ("import table.csv --source P --map Title=colour", "no field of a record"),
        ("import empty --source P", "no file in the folder"),
        ("import '*.enw' --source P", "No file matches"),
        ("import export.ris --source P --format bibtex", "looks like ris"),
        ("import table.csv --source P --map Title=doi_within", "no field of a record"),
        ("import export.ris --source P --searched yesterday", "is no date"),
        ("import export.ris --source P --searched 2026-02-30", "is no date"),
        ("import export.ris --source P --hits -3", "--hits"),
        ("sources edit PsycINFO --searched yesterday", "is no date"),
        ("import export.ris", "--source"),
    ],
)
def test_errors_are_words(begun: Type, tmp_path: Path, line: str, words: str) -> None:
    (tmp_path / "table.csv").write_text(CSV)
    (tmp_path / "empty").mkdir()
    said = begun(line, "anna")
    assert said.code == 2
    assert words in said.talk
    assert "Traceback" not in said.talk
    assert begun("prisma --format json").json["database_results"] == 3


def test_a_look_stores_nothing_and_shows_how_the_file_is_understood(
    begun: Type, tmp_path: Path
) -> None:
    (tmp_path / "table.csv").write_text(CSV)
    said = begun("import table.csv --look --json")
    (file,) = said.json["files"]
    assert said.json["stored"] is False
    assert file["sample"]["title"] == "Sleep in infancy"
    assert {"column": "Shelf", "field": ""} in file["columns"]
    changed = begun("import table.csv --look --json --map Shelf=accession --map Abstract=")
    (file,) = changed.json["files"]
    assert (file["sample"]["accession"], file["coverage"]["abstract"]) == ("A1", 0.0)
    text = begun("import table.csv --look").talk
    assert "Nothing is stored." in text
    assert "Shelf" in text
    assert len(begun("sources --json").json["sources"]) == 1
    said = begun("import table.csv --source Table --map Shelf=accession", "anna")
    assert begun("sources show Table --json").json["files"][0]["columns"][-1] == [
        "Shelf",
        "accession",
    ]


def test_what_was_decoded_wrongly_is_put_right_only_when_asked(begun: Type, tmp_path: Path) -> None:
    wrong = EXPORT.replace("Solberg", "Sælær").encode().decode("cp1252")
    (tmp_path / "wrong.ris").write_text(wrong, encoding="utf-8")
    said = begun("import wrong.ris --look --json")
    assert "SÃ¦lÃ¦r" in said.json["files"][0]["sample"]["authors"]
    assert "--repair" in " ".join(said.json["files"][0]["notices"])
    said = begun("import wrong.ris --source Wrong --repair --json")
    assert said.json["files"][0]["encoding"] == "utf-8, repaired"
    assert begun("sources show Wrong --json").json["files"][0]["encoding"] == "utf-8, repaired"
    assert "Sælær" in begun("records --source Wrong --format csv").out


def test_folders_patterns_and_archives_are_told_file_by_file(begun: Type, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / ".hidden").write_text("x")
    (folder / "a.ris").write_text(EXPORT.replace("acc-", "a-"))
    (folder / "page.html").write_text("<!DOCTYPE html><html><body>Log in</body></html>")
    with zipfile.ZipFile(folder / "b.zip", "w") as archive:
        archive.writestr("one.ris", EXPORT.replace("acc-", "b-"))
        archive.writestr("two.ris", EXPORT.replace("acc-", "c-"))
    said = begun("import in --source All --json")
    assert said.code == 2, "one of them is no export"
    names = [file["file"].rpartition("/")[2] for file in said.json["files"]]
    assert names == ["a.ris", "one.ris", "two.ris"]
    assert [row["file"] for row in said.json["refused"]] == ["in/page.html"]
    assert said.json["found"] == 9
    assert begun("import 'in/*.ris' --source All").code == 2, "imported before"


def test_a_stopped_import_leaves_nothing_behind(
    begun: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "more.ris").write_text(EXPORT.replace("acc-", "more-"))

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("review.facts._insert_records", stopped)
        said = begun("import more.ris --source More")
    assert said.code == 130
    assert "nothing of more.ris was kept" in said.talk
    assert begun("check").code == 0
    assert len(begun("sources --json").json["sources"]) == 1
    assert begun("import more.ris --source More").code == 0


def test_a_known_list_of_reports_is_shown_in_the_flow(begun: Type, tmp_path: Path) -> None:
    (tmp_path / "known.ris").write_text(EXPORT.replace("acc-", "known-"))
    line = "import known.ris --source Known --stage full-text --why 'our first review'"
    assert begun(line, "anna").code == 0
    numbers = begun("prisma --format json").json
    assert (numbers["straight"], numbers["dbr_sought_reports"], numbers["problems"]) == (3, 3, [])
    assert "known reports" in begun("prisma").out
    assert begun("prisma --open straight").out.count("known-") == 3
    assert begun("check").code == 0
    assert begun("next --stage title-abstract --json", "anna").json["left"] == 3


def test_the_day_of_a_search_is_written_in_one_way(begun: Type) -> None:
    assert begun("sources edit PsycINFO --searched '1. 3. 2026'", "anna").code == 0
    assert begun("sources --json").json["sources"][0]["searched"] == "2026-03-01"
    assert begun("sources edit PsycINFO --searched 2026-03", "anna").code == 0
    assert begun("sources --json").json["sources"][0]["searched"] == "2026-03"


def test_of_several_abstracts_the_one_in_the_language_of_the_review_is_first(
    begun: Type, tmp_path: Path
) -> None:
    english = "The families were visited by nurses and they were glad of the help that was given."
    norsk = "Familiene fikk besøk av en sykepleier, og det var til hjelp for dem som ikke var ute."
    (tmp_path / "two.ris").write_text(
        f"TY  - JOUR\nAN  - two-1\nTI  - Visits\nAB  - {english}\nAB  - {norsk}\nER  -\n"
    )
    (tmp_path / "p.toml").write_text('title = "Sample"\nlanguage = "nb"\n')

    def first() -> str:
        (file,) = begun("import two.ris --look --json").json["files"]
        return str(file["sample"]["abstract"])

    assert first() == english
    assert begun("protocol set p.toml", "anna").code == 0
    assert first() == norsk
    assert begun("import two.ris --source P", "anna").code == 0
    assert begun("record show two-1 --json").json["record"]["abstract"] == norsk
    (tmp_path / "p.toml").write_text('language = "xx"\n')
    said = begun("protocol set p.toml", "anna")
    assert said.code == 2
    assert "nb" in said.talk


def test_a_second_file_of_a_source_needs_no_kind_and_the_next_step_is_told(
    begun: Type, tmp_path: Path
) -> None:
    (tmp_path / "bad.ris").write_text("TY  - JOUR\nTI  - Fine\nER  -\n\n" + NOTHING_TOLD)
    said = begun("import bad.ris --source 'The web' --kind website", "anna")
    assert "review sources rejected 'The web' --out FILE" in said.talk
    assert "review dedupe" in said.talk
    assert begun("sources rejected 'The web' --out mend.ris").code == 0
    mended = (tmp_path / "mend.ris").read_text().replace("PY  - 2018", "TI  - Mended")
    (tmp_path / "mend.ris").write_text(mended)
    assert begun("import mend.ris --source 'The web'", "anna").code == 0
    (web,) = (s for s in begun("sources --json").json["sources"] if s["name"] == "The web")
    assert (web["kind"], web["records"]) == ("website", 2)
    assert begun("import mend.ris --source PsycINFO --kind website --again", "anna").code == 2


def test_a_missing_abstract_is_typed(begun: Type) -> None:
    assert begun("record edit acc-1 --abstract 'From the paper.' --why found", "anna").code == 0
    shown = begun("record show acc-1 --json").json
    assert shown["record"]["abstract"] == "From the paper."
    assert "Families were visited" in shown["imported"]["abstract"]


def test_a_record_tells_its_retraction_and_the_records_of_the_same_report(
    begun: Type, tmp_path: Path
) -> None:
    begun("record edit acc-1 --doi 10.5555/one --why w", "anna")
    (tmp_path / "retracted.txt").write_text("10.5555/one\n")
    begun("duplicates merge acc-1 acc-2", "anna")
    said = begun("retractions retracted.txt", "anna")
    assert "1 publication in the list" in said.talk
    shown = begun("record show acc-2 --json").json
    assert "RETRACTED" in shown["retracted"]
    assert len(shown["same_report"]) == 1
    assert "RETRACTED" in begun("record show acc-2").out
    assert "same report" in begun("record show acc-1").out


def test_the_queue_is_told_as_json_too(begun: Type) -> None:
    begun("dedupe", "anna")
    assert begun("duplicates queue --json").json == {"queue": []}
    assert begun("duplicates queue --format json").json == {"queue": []}
    assert begun("duplicates queue --format pdf").code == 2
