"""The publication: the same bytes each time, restored whole, documents as Word wants them."""

from __future__ import annotations

import csv
import io
import json
import shlex
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from review.__main__ import _new_shell, run
from review.commands.shell import open_review
from review.publishing.describing import columns_described, of_table
from review.publishing.folder import MARK, write_folder
from review.publishing.template import opened
from review.refusal import Refused
from tests.unit.commands.conftest import EXPORT

pytestmark = pytest.mark.long

TA, FT = "--stage title-abstract", "--stage full-text"
ENTRY = {
    "design": "individually-randomised",
    "countries": ["NO"],
    "participants": "Parents | of =1+1 children",
    "participants_n": 120,
    "intervention_types": ["Home visiting"],
    "control_conditions": ["waiting-list"],
    "funding": "Research council",
    "arms": [{"name": "Visits", "role": "intervention"}, {"name": "None", "role": "comparator"}],
    "results": [
        {
            "outcome": "Parenting stress",
            "direction": "favours-intervention",
            "significance": "significant",
            "claim": "favours-intervention",
            "n_intervention": 60,
            "n_comparator": 58,
        },
        {
            "outcome": "Removal from home",
            "direction": "favours-intervention",
            "significance": "not-significant",
            "claim": "favours-intervention",
            "data_type": "dichotomous",
            "effect_measure": "risk-ratio",
            "events_intervention": 4,
            "n_intervention": 123,
            "events_comparator": 11,
            "n_comparator": 139,
        },
    ],
}
REVMAN = "Study ID,Year,Outcome,N,Allocation concealment\n"


def do(folder: Path, line: str, person: str = "") -> int:
    return run([*shlex.split(line), *(["--as", person] if person else [])], folder)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# Those that have something to show of one study: nothing is judged, and no P value is exact.
PLOTS = ("effect-direction", "harvest")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small review with one included study, and its publication in `out`."""
    folder = tmp_path_factory.mktemp("published")
    (folder / "export.ris").write_text(EXPORT)
    (folder / "q.txt").write_text("1. exp Families/\n2. home.ti.\n")
    (folder / "entry.json").write_text(json.dumps({"values": ENTRY}))
    (folder / "same.json").write_text('{"values": {}}')
    (folder / "one.pdf").write_bytes(b"%PDF-1.4 invented")
    (folder / "revman.csv").write_text(REVMAN)
    assert do(folder, "new . --title Visits --reviewer anna --reviewer bo") == 0
    assert do(folder, "import export.ris --source PsycINFO --platform Ovid --query-file q.txt") == 0
    for person in ("anna", "bo"):
        assert do(folder, f"decide acc-1 include {TA}", person) == 0
        assert do(folder, f"decide acc-2 exclude {TA}", person) == 0
        assert do(folder, f"decide acc-3 include {TA}", person) == 0
    assert do(folder, f"round reveal {TA}", "anna") == 0
    assert do(folder, "retrieval acc-1 retrieved --file one.pdf", "anna") == 0
    for person in ("anna", "bo"):
        assert do(folder, f"decide acc-1 include {FT}", person) == 0
        assert do(folder, f"decide acc-3 exclude --reason outcome {FT}", person) == 0
    assert do(folder, f"round reveal {FT}", "anna") == 0
    for person in ("anna", "bo"):
        line = "extract acc-1 --form characteristics --from entry.json --done"
        assert do(folder, line, person) == 0
    assert do(folder, "agree acc-1 --form characteristics --from same.json", "anna") == 0
    line = "evidence add --outcome 'Parenting stress' --effect reduction --study acc-1=118"
    assert do(folder, f"{line} --intervention 'Home visits'", "anna") == 0
    graded = "grade 'Parenting stress' --start randomised --imprecision '-1 few'"
    assert do(folder, graded, "anna") == 0
    assert do(folder, "synthesis name 'parenting stress' --nb foreldrestress", "anna") == 0
    named = "synthesis name 'Removal from home' --nb 'Flytting ut av hjemmet'"
    assert do(folder, named, "anna") == 0
    assert do(folder, "publish out --full-texts --revman revman.csv", "anna") == 0
    return folder


def test_the_same_review_gives_the_same_bytes_and_so_does_a_restored_one(published: Path) -> None:
    assert do(published, "publish again --full-texts --revman revman.csv", "bo") == 0
    first = tree(published / "out")
    assert tree(published / "again") == first
    shutil.rmtree(published / "restored", ignore_errors=True)
    assert do(published, "new restored --from out/archive.zip") == 0
    assert [p.read_bytes() for p in (published / "restored" / "fulltexts").iterdir()] == [
        b"%PDF-1.4 invented"
    ]
    assert do(published, "--review restored/review.db check") == 0
    line = "--review restored/review.db publish restored/out --full-texts --revman revman.csv"
    assert do(published, line) == 0
    assert tree(published / "restored" / "out") == first


def test_the_readme_names_every_file(published: Path) -> None:
    files = tree(published / "out")
    told = files["README.md"].decode()
    for name in files:
        assert name == "README.md" or f"`{name}`" in told
    assert "TIDieR" in told.split("left out:")[1]
    assert set(json.loads(files[MARK])["files"]) == set(files) - {MARK}


@pytest.mark.parametrize("name", ["main.docx", "appendix.docx"])
def test_documents_have_repeated_heads_whole_rows_fields_and_landscape(
    published: Path, name: str
) -> None:
    page = docx.Document(str(published / "out" / name))
    assert page.tables
    for table in page.tables:
        rows = [row._tr.get_or_add_trPr() for row in table.rows]
        assert rows[0].find(qn("w:tblHeader")) is not None
        assert all(row.find(qn("w:cantSplit")) is not None for row in rows)
        assert table._tbl.tblPr.find(qn("w:tblDescription")) is not None
    captions = [one for one in page.paragraphs if one.style.name == "Caption"]
    figures = {"main.docx": 1 + len(PLOTS), "appendix.docx": 1}[name]  # the diagram in each
    assert len(captions) == len(page.tables) + figures
    for caption in captions:
        (field,) = caption._p.findall(qn("w:fldSimple"))
        assert field.get(qn("w:instr")).split()[0] == "SEQ"
    turned = {section.page_width > section.page_height for section in page.sections}
    assert turned == {True, False}
    assert page.core_properties.created.year == 1980


def test_the_diagram_is_a_picture_with_words_and_shapes_to_be_edited(published: Path) -> None:
    with zipfile.ZipFile(published / "out" / "main.docx") as packed:
        main = packed.read("word/document.xml").decode()
    with zipfile.ZipFile(published / "out" / "appendix.docx") as packed:
        appendix = packed.read("word/document.xml").decode()
    assert "<pic:pic" in main
    assert 'descr="' in main
    assert "Records identified" in main.split('descr="')[1].split('"')[0]
    assert "wps:wsp" in appendix
    drawn = {f"plot-{name}.{ending}" for name in PLOTS for ending in ("svg", "pdf")}
    flow = {"flow.svg", "flow.png", "flow.pdf", "flow.docx", "flow.csv", "flow.mmd"}
    assert flow | drawn == {path.name for path in (published / "out" / "figures").iterdir()}


def test_texts_refer_to_the_tables_and_leave_the_rest_to_the_authors(published: Path) -> None:
    page = docx.Document(str(published / "out" / "main.docx"))
    text = "\n".join(one.text for one in page.paragraphs)
    assert "Figure 1 shows the flow." in text
    assert "is listed with its reason in Table A2." in text
    assert "Home visits probably results in a reduction in Parenting stress" in text
    marked = [run.text for one in page.paragraphs for run in one.runs if run.font.highlight_color]
    assert all(one.startswith("[") for one in marked)
    appendix = docx.Document(str(published / "out" / "appendix.docx"))
    assert "2. home.ti." in [one.text for one in appendix.paragraphs]


def test_in_norwegian_names_are_norwegian_and_what_lacks_words_is_told(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert do(published, "publish norsk --lang nb", "anna") == 0
    talk = capsys.readouterr().err
    assert "1 name has no words in nb: “Home visiting”." in " ".join(talk.split())
    assert "1 body of evidence without phrases in nb: Parenting stress." in talk
    assert "1 reason of certainty not in nb: " in talk
    files = tree(published / "norsk")
    text = files["text/synthesis.md"].decode()
    assert "reduksjon i foreldrestress" in text
    assert "Den ene studien" in text or "av den ene studien som målte foreldrestress" in text
    assert "er listet med grunn i tabell V2." in files["text/selection.md"].decode()
    assert "Flytting ut av hjemmet" in files["tables/outcomes.csv"].decode()


def test_the_workbook_holds_a_sheet_for_each_table_and_the_data(published: Path) -> None:
    book = load_workbook(published / "out" / "tables.xlsx")
    csvs = {path.stem for path in (published / "out" / "tables").iterdir()}
    shown = {name for name in csvs if not name.startswith("form-")}
    assert set(book.sheetnames) == {*shown, "data", "columns", "notes"}
    assert {"codebook", "checklist-swim", "agreement", "people", "funding"} <= shown
    header, *rows = book["data"].iter_rows(values_only=True)
    assert header[:5] == ("study_id", "study", "form", "part", "path")
    values = {row[4]: row for row in rows}
    assert values["participants_n"][6] == 120
    assert values["results[0].outcome"][1] == "Solberg 2018"


@pytest.mark.parametrize("folder", ["out", "norsk"])
def test_every_column_of_every_file_and_sheet_is_described(published: Path, folder: str) -> None:
    files = {name: raw for name, raw in tree(published / folder).items() if name.endswith(".csv")}
    rows = list(csv.reader(io.StringIO(files["data/columns.csv"].decode("utf-8-sig"))))[1:]
    told = {(path, column): about for path, column, about in rows}
    for path, raw in files.items():
        for title in next(csv.reader(io.StringIO(raw.decode("utf-8-sig")))):
            assert told.pop((path, title), ""), (path, title)
    assert not told, "nothing is described that is not there"
    headings = {column for _path, column, _about in rows}
    book = load_workbook(published / folder / "tables.xlsx", read_only=True)
    for sheet in book.worksheets:
        if sheet.title != "notes":
            assert set(next(sheet.iter_rows(values_only=True))) <= headings, sheet.title


def test_tables_that_this_review_leaves_empty_are_described_too(published: Path) -> None:
    shell = _new_shell(published)
    handle = open_review(shell, "", "")
    with handle.read() as connection:
        for language in ("en", "nb"):
            built = [one.build(connection, handle, language) for one in shell.tables.values()]
            told = columns_described([of_table(one.name, one) for one in built], language)
            assert len(told.rows) > 100
            assert [row for row in told.rows if not row[2]] == []
    handle.store.close()


def test_inputs_of_other_programs_are_filled(published: Path) -> None:
    files = tree(published / "out")
    first, second = csv.DictReader(io.StringIO(files["data/escalc.csv"].decode()))
    assert first["slab"] == "Solberg 2018, Parenting stress"
    assert (first["n1i"], first["yi"], first["from"]) == ("60", "", "")
    told = [second[key] for key in ("effect_measure", "ai", "n1i", "ci", "n2i", "from")]
    assert told == ["RR", "4", "123", "11", "139", "counts"]
    assert (float(second["yi"]), float(second["vi"])) == pytest.approx((-0.8893, 0.3256), abs=5e-5)
    assert files["data/revman/revman.csv"].decode().splitlines() == [
        "Study ID,Year,Outcome,N,Allocation concealment",
        "Solberg 2018,2018,Parenting stress,60,",
        "Solberg 2018,2018,Parenting stress,58,",
        "Solberg 2018,2018,Removal from home,123,",
        "Solberg 2018,2018,Removal from home,139,",
    ]
    assert b"TI  - Home visits for new parents" in files["records/included.ris"]


def test_what_is_not_revealed_does_not_show_and_stays_sealed(
    published: Path, tmp_path: Path
) -> None:
    told = []
    for verdict in ("include", "exclude"):
        world = tmp_path / verdict
        world.mkdir()
        (world / "export.ris").write_text(EXPORT)
        assert do(world, "new . --title Visits --reviewer anna --reviewer bo") == 0
        assert do(world, "import export.ris --source PsycINFO") == 0
        assert do(world, f"decide acc-1 {verdict} {TA} --note SECRET", "anna") == 0
        assert do(world, "publish out", "bo") == 0
        archive = zipfile.ZipFile(world / "out" / "archive.zip")
        assert b"SECRET" not in b"".join(archive.read(name) for name in archive.namelist())
        assert do(world, "new back --from out/archive.zip") == 0
        assert do(world, "--review back/review.db check") == 0
        files = tree(world / "out")
        readme = files["README.md"].decode().split("|---|---|")[1]
        told.append([readme, files["tables/people.csv"], files["text/selection.md"]])
        told[-1] += [files["figures/flow.svg"], files["tables/checklist-prisma.csv"]]
    assert told[0] == told[1]
    assert "without what they say: 1." in told[0][0]


def test_a_folder_with_anything_of_somebody_else_is_not_touched(published: Path) -> None:
    shutil.copytree(published / "out", published / "other")
    assert do(published, "publish other --full-texts") == 0
    (published / "other" / "notes.txt").write_text("mine")
    assert do(published, "publish other") == 2
    (published / "other" / "notes.txt").unlink()
    (published / "other" / "README.md").write_text("changed")
    assert do(published, "publish other") == 2
    assert (published / "other" / "README.md").read_text() == "changed"
    (published / "strange").mkdir()
    (published / "strange" / "x").write_text("x")
    assert do(published, "publish strange") == 2


def test_stopped_half_way_it_leaves_what_was_there(tmp_path: Path) -> None:
    def stopped() -> Iterator[tuple[str, bytes]]:
        yield "a/one.txt", b"1"
        raise KeyboardInterrupt

    assert write_folder(tmp_path / "out", "r", [("one.txt", b"1")]) == 2
    before = tree(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "out", "r", stopped())
    assert tree(tmp_path) == before
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "new", "r", stopped())
    assert not (tmp_path / "new").exists()
    with pytest.raises(Refused, match="no publication of this review"):
        write_folder(tmp_path / "out", "another review", [])


def test_a_template_gives_its_styles_and_what_is_none_is_refused(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "Institute of Invention"
    made.styles["Heading 1"].font.name = "Courier New"
    packed = io.BytesIO()
    made.save(packed)
    template = io.BytesIO()
    with (
        zipfile.ZipFile(packed) as source,
        zipfile.ZipFile(template, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.namelist():
            data = source.read(part).replace(b"document.main+xml", b"template.main+xml")
            target.writestr(part, data)
    (published / "own.dotx").write_bytes(template.getvalue())
    assert do(published, "publish templated --template own.dotx --lang nb") == 0
    page = docx.Document(str(published / "templated" / "main.docx"))
    assert page.sections[-1].header.paragraphs[0].text == "Institute of Invention"
    assert page.styles["Heading 1"].font.name == "Courier New"
    assert "Metode" in [one.text for one in page.paragraphs if one.style.name == "Heading 1"]
    sizes = {(section.page_width, section.page_height) for section in page.sections}
    short, long = made.sections[0].page_width, made.sections[0].page_height
    assert sizes == {(short, long), (long, short)}, "the template's own, not A4"
    assert "has no style" not in capsys.readouterr().err
    for wrong in (b"nothing", b"PK\x05\x06" + b"\0" * 18):
        with pytest.raises(Refused, match="no Word file"):
            opened(wrong)


@pytest.mark.parametrize("how", ["cut", "changed", "outside", "foreign", "newer"])
def test_a_damaged_or_strange_archive_leaves_nothing(
    published: Path, tmp_path: Path, how: str
) -> None:
    source = zipfile.ZipFile(published / "out" / "archive.zip")
    content = {name: source.read(name) for name in source.namelist()}
    manifest = json.loads(content["archive.json"])
    if how == "changed":
        content["review.review"] = content["review.review"][:-1] + b"x"
    elif how == "cut":
        del content["review.review"]
    elif how == "outside":
        manifest["files"]["../evil"] = "0"
    elif how == "foreign":
        manifest["format"] = "else"
    else:
        manifest["version"] = 99
    content["archive.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as target:
        for name, data in content.items():
            target.writestr(name, data)
    assert do(tmp_path, "new made --from bad.zip") == 2
    assert not (tmp_path / "made" / "review.db").exists()
