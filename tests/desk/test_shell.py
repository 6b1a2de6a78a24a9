"""The desk as a whole: opening, persons, keys, help, palette, undo, and what others write."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Input
from textual.widgets._footer import FooterKey

from review.desk.app import Desk
from review.desk.settings import Settings
from review.editions.closing import close
from review.protocol import TITLE_ABSTRACT
from screening.revealing import reveal
from tests.desk.shelling import desk, drawn, drive, said, shows, until
from tests.sample import Sample, record


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = Sample.begin(str(tmp_path / "review.db"))
    yield made
    made.close()


def test_the_overview_shows_own_numbers_and_only_a_number_of_the_other(
    sample: Sample, tmp_path: Path
) -> None:
    for number in range(3):
        sample.decide("anna", number, "exclude", note="a note of anna's")
    sample.decide("bo", 0, "maybe")

    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "bo 1 decided, 9 left; anna 3 decided", "9 records left for you")
        assert "Records found" in drawn(pilot)
        assert "0 of 10 revealed" in drawn(pilot)
        for key in "1259":
            await pilot.press(key)
            await pilot.pause(0.3)
            assert "a note of" not in drawn(pilot)
            assert "anna: exclude" not in drawn(pilot)

    drive(desk(tmp_path, "bo"), script, (120, 40))


def test_without_a_name_the_desk_asks_and_sits_down(sample: Sample, tmp_path: Path) -> None:
    app = desk(tmp_path)

    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "Who sits here?", "anna", "cem")
        await pilot.press("2")
        await shows(pilot, "10 records left for you")
        assert app.opened is not None
        assert app.opened.person == "bo"

    drive(app, script)


def test_a_name_that_is_not_in_the_team_is_told(sample: Sample, tmp_path: Path) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "Who sits here?")
        assert "zoe is not in the team" in said(pilot)

    drive(desk(tmp_path, "zoe"), script)


def test_the_next_person_finds_a_cleared_desk(sample: Sample, tmp_path: Path) -> None:
    app = desk(tmp_path, "anna")

    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "anna 0 decided")
        before = pilot.app.screen
        await pilot.press("f2")
        await shows(pilot, "Who sits here?")
        await pilot.press("2")
        await shows(pilot, "bo 0 decided")
        assert pilot.app.screen is not before

    drive(app, script)


def test_number_keys_lead_to_every_workspace_and_letters_stay_in_a_line_of_text(
    sample: Sample, tmp_path: Path
) -> None:
    app = desk(tmp_path, "anna")

    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "Records found")
        for workspace in app.workspaces:
            await pilot.press(workspace.key)
            await pilot.pause()
            assert app.current_mode == workspace.id
        await pilot.press("2")
        await shows(pilot, "PsycINFO")
        await pilot.press("i")
        await shows(pilot, "Import an export")
        await pilot.press("q", "9", "u")
        await shows(pilot, "q9u")
        assert app.current_mode == "sources"

    drive(app, script)


def test_help_and_palette_come_from_the_commands_of_the_screen(
    sample: Sample, tmp_path: Path
) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "Records found")
        await pilot.press("2")
        await shows(pilot, "PsycINFO")
        await pilot.press("question_mark")
        await shows(pilot, "Import an export file of a source.", "Here", "In the list")
        await pilot.press("escape", "ctrl+p")
        await pilot.pause()
        await pilot.press(*"rejec")
        await shows(pilot, "Rejected  (r)")

    drive(desk(tmp_path, "anna"), script)


def test_undo_and_redo_say_what_they_did(sample: Sample, tmp_path: Path) -> None:
    sample.decide("anna", 0, "include")

    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "anna 1 decided")
        await pilot.press("u")
        await shows(pilot, "anna 0 decided")
        assert "Undone" in said(pilot)
        await pilot.press("ctrl+r")
        await shows(pilot, "anna 1 decided")
        assert "Redone" in said(pilot)
        await pilot.press("u")
        await shows(pilot, "anna 0 decided")
        await pilot.press("u")
        await shows(pilot, "Take this back: import of PsycINFO.ris", "n: keep it")
        await pilot.press("n", "u")
        await shows(pilot, "n: keep it")
        await pilot.press("y")
        await shows(pilot, "Bring in the exports")
        await pilot.press("u")
        await shows(pilot, "Take this back", "protocol")
        await pilot.press("y")
        await until(pilot, lambda: not isinstance(pilot.app.screen, ModalScreen))
        await pilot.press("u")
        await until(pilot, lambda: "nothing of yours left to undo" in said(pilot))

    drive(desk(tmp_path, "anna"), script)


def test_a_decision_of_another_process_shows_within_two_seconds(
    sample: Sample, tmp_path: Path
) -> None:
    code = "import sys; from review.__main__ import run; sys.exit(run(sys.argv[1:]))"
    words = ["--review", str(tmp_path), "--as", "bo"]

    def started(number: int) -> subprocess.Popen[bytes]:
        decide = ("decide", f"acc-{number}", "include", "--stage", "title-abstract", *words)
        return subprocess.Popen([sys.executable, "-c", code, *decide])

    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "anna 0 decided, 10 left")
        await pilot.pause(0.7)
        took = []
        for number in range(5):  # on a busy machine it may be late, but not each time
            process = started(number)
            await until(pilot, lambda process=process: process.poll() is not None)
            assert process.returncode == 0
            shown = f"bo {number + 1} decided"
            took.append(await until(pilot, lambda shown=shown: shown in drawn(pilot)))
            if took[-1] < 2:
                return
        pytest.fail(f"shown after {took} seconds")

    drive(desk(tmp_path, "anna"), script)


def test_a_number_opens_to_its_records_and_a_record_to_its_history(
    sample: Sample, tmp_path: Path
) -> None:
    sample.add("Odd", [record(3, title="Odd [/b] [red] p[0.05] \x1b[31mred", accession="odd")])

    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "Records found")
        await pilot.press("enter")
        await shows(pilot, "Records found: 11", "Odd [/b] [red] p[0.05] red")
        await pilot.press("end", "enter")
        await shows(pilot, "History", "import of Odd.ris", "Invented abstract number 3.")
        await pilot.press("escape", "escape")
        await shows(pilot, "Where the records are")

    drive(desk(tmp_path, "anna"), script)


def test_the_flow_opens_a_count(sample: Sample, tmp_path: Path) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "Records found")
        await pilot.press("9")
        await shows(pilot, "Records identified", "INTERIM")
        await pilot.press("enter")
        await shows(pilot, "Databases: 10", "Group training in parenting skills")
        await pilot.press("enter")
        await shows(pilot, "History")

    drive(desk(tmp_path, "anna"), script)


def test_the_flow_of_an_edition_is_shown_opened_and_saved(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for number in range(10):
        sample.both(number, "exclude", "exclude")
    close(sample.lead, 1)
    sample.add("Update", [record(20, title="A newer trial", accession="u-1")])

    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "Records found")
        await pilot.press("9")
        await shows(pilot, "Previous studies", "INTERIM")
        await pilot.press("e", "1")
        await shows(pilot, "Edition 1, closed", "Records screened")
        await pilot.press("enter")
        await shows(pilot, "Databases: 10", "Group training in parenting skills")
        await pilot.press("escape", "p")
        await until(pilot, lambda: "It adds up" in said(pilot))
        await pilot.press("s", *"svg", "enter", "enter", "enter")
        await until(pilot, lambda: "prisma-edition-1.svg" in said(pilot))
        await pilot.press("g")
        await shows(pilot, "Referanser identifisert fra")

    drive(desk(tmp_path, "anna"), script)
    assert "Records screened" in (tmp_path / "prisma-edition-1.svg").read_text(encoding="utf-8")


def test_the_boxes_that_the_diagram_shows_are_chosen_saved_and_remembered(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sample.both(0, "exclude", "exclude")
    reveal(sample.lead, TITLE_ABSTRACT)

    async def choose(pilot: Pilot[None]) -> None:
        await shows(pilot, "Records found")
        await pilot.press("9")
        await shows(pilot, "Reports of included studies")
        await pilot.press("b")
        await shows(pilot, "What the diagram shows", "reasons at title and abstract")
        await pilot.press("end", "space")
        for key in "1", "2", "enter":  # faster than the desk can draw
            pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        await shows(pilot, "Studies with results in the synthesis", "No reason given")
        assert "Reports of included studies" not in drawn(pilot)
        await pilot.press("s", *"text", "enter", "enter", "enter")
        await until(pilot, lambda: "prisma.txt" in said(pilot))

    async def come_back(pilot: Pilot[None]) -> None:
        await shows(pilot, "Records found")
        await pilot.press("9")
        await shows(pilot, "Studies with results in the synthesis", "No reason given")
        await pilot.press("b")
        await shows(pilot, "What the diagram shows")
        await pilot.press("1", "enter")
        await until(pilot, lambda: "in the synthesis" not in drawn(pilot))
        assert "No reason given" in drawn(pilot)

    drive(desk(tmp_path, "anna"), choose, (100, 80))
    drive(desk(tmp_path, "anna"), come_back, (100, 80))
    saved = (tmp_path / "prisma.txt").read_text(encoding="utf-8")
    assert "No reason given" in saved
    assert "Reports of included studies" not in saved


def test_a_remapped_key_works_and_a_wrong_one_is_told(sample: Sample, tmp_path: Path) -> None:
    keys = {"sources.import": "a", "sources.rejekted": "b", "desk.undo": "question_mark"}

    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "Records found")
        await until(pilot, lambda: "sources.rejekted" in said(pilot))
        assert "Did you mean “sources.rejected”?" in said(pilot)
        assert "taken by desk.help" in said(pilot)
        await pilot.press("2")
        await shows(pilot, "PsycINFO", "a import")
        await pilot.press("a")
        await shows(pilot, "Import an export")

    drive(desk(tmp_path, "anna", Settings(keys=keys)), script)


def test_a_command_inside_a_dialog_is_remapped(sample: Sample, tmp_path: Path) -> None:
    keys = {
        "rounds.reveal": "v",
        "question.yes": "J",
        "agreement.open": "Z",
        "list.down": "d",
        "list.open": "f9",
        "line.done": "f8",
        "form.next": "down",
        "form.down": "f7",
        "sources.import": "N",
    }

    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "Records found")
        await pilot.press("4")
        await shows(pilot, "To decide  1 of")
        await pilot.press("O")
        await shows(pilot, "v reveal")
        await pilot.press("v")
        await shows(pilot, "J: reveal", "n: not now")
        await pilot.press("y")
        await shows(pilot, "J: reveal")
        await pilot.press("J")
        await until(pilot, lambda: "nothing was revealed" in said(pilot))
        await pilot.press("escape", "A")
        await shows(pilot, "Z: open a number")
        await pilot.press("escape", "escape", "1")
        await shows(pilot, "f9 open")
        await pilot.press("down", "enter", "d", "f9")
        await shows(pilot, "Duplicates removed", "f9 open", "esc back")
        await pilot.press("escape", "4")
        await shows(pilot, "To decide  1 of")
        await pilot.press("g")
        await shows(pilot, "Go to a record", "F8: done")
        await pilot.press("x", "enter")
        await shows(pilot, "Go to a record")
        await pilot.press("f8")
        await until(pilot, lambda: not isinstance(pilot.app.screen, ModalScreen))
        await pilot.press("2", "N")
        await shows(pilot, "Import an export", "Down: next")
        await pilot.press("enter", "z", "down", "y")
        values = [line.value for line in pilot.app.screen.query(Input)]
        assert values[:2] == ["z", "y"], "Enter does nothing now, Down goes on"

    drive(desk(tmp_path, "anna", Settings(keys=keys)), script)


@pytest.mark.parametrize(
    ("first", "hurried"),
    [
        ("f2", ("escape", "escape")),
        ("f2", ("1", "enter", "2")),
        ("f2", ("pagedown", "pageup", "enter", "enter")),
        ("question_mark", ("escape", "escape")),
        ("ctrl+p", ("z", "z", "pagedown", "pageup", "escape", "escape")),
        ("p", ("escape", "q", "escape")),
    ],
)
def test_keys_that_come_too_early_or_too_late_end_nothing(
    sample: Sample, tmp_path: Path, first: str, hurried: tuple[str, ...]
) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "Records found")
        for key in (first, *hurried):
            pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        await pilot.press("escape", "escape")
        await pilot.press("1")
        await shows(pilot, "Records found")
        assert not [note for note in pilot.app._notifications if note.severity == "error"]

    drive(desk(tmp_path, "anna"), script)


def test_a_damaged_review_is_told_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "review.db").write_bytes(b"not a database at all" * 100)

    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "Make a new review", "is damaged or is not a review")

    drive(desk(tmp_path, "anna"), script)


def test_the_theme_changes_and_quitting_leaves_the_review_whole(
    sample: Sample, tmp_path: Path
) -> None:
    app: Desk = desk(tmp_path, "anna")

    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "Records found")
        await pilot.press("f3")
        assert app.theme == "review-light"
        await pilot.press("q")

    drive(app, script)
    assert not app.is_running
    sample.decide("anna", 0, "include")


def test_the_line_of_keys_is_made_anew_only_where_other_keys_are_in_it(
    sample: Sample, tmp_path: Path
) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "10 records left for you")
        await pilot.pause()
        before = list(pilot.app.screen.query(FooterKey))
        assert before
        pilot.app.screen.refresh_bindings()
        await pilot.pause(0.2)
        assert [*pilot.app.screen.query(FooterKey)] == before
        await pilot.press("4")
        await shows(pilot, "include")

    drive(desk(tmp_path, "bo"), script)
