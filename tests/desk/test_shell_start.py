"""Starting without a review, importing, and the file of settings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from review.desk.action import Action
from review.desk.remapping import checked, key_problems, over_workspaces
from review.desk.settings import Settings, read_settings
from review.desk.widgets.wrapping import fit, wrap
from tests.desk.shelling import desk, drawn, drive, said, shows, until
from tests.sample import Sample

EXPORT = """TY  - JOUR
TI  - Home visiting for [b]families
AU  - Doe, Jane
PY  - 2011
ER  -
TY  - JOUR
TI  - Another
ER  -
TY  - JOUR
ER  -
"""


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = Sample.begin(str(tmp_path / "review.db"), 0)
    yield made
    made.close()


async def typed(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*({" ": "space", ".": "full_stop"}.get(sign, sign) for sign in text))


def test_a_review_is_made_where_there_is_none(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "There is no review in")
        await pilot.press("1", "u")
        await pilot.press("n")
        await shows(pilot, "A new review")
        await pilot.press("enter")
        await typed(pilot, "Foster care")
        await pilot.press("enter", "enter", "enter")
        await shows(pilot, "Name at least one reviewer")
        await typed(pilot, "anna bo")
        await pilot.press("enter", "enter")
        await shows(pilot, "Foster care", "Bring in the exports", "anna: lead, screener")

    drive(desk(tmp_path), script)
    assert (tmp_path / "review" / "review.db").is_file()


def test_a_review_elsewhere_is_opened_by_its_folder(sample: Sample, tmp_path: Path) -> None:
    away = tmp_path / "away"
    (away / "below").mkdir(parents=True)
    (away / "below" / "review.db").touch()

    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "Review", "Open the review in below/")
        await pilot.press("o")
        await shows(pilot, "Open a review")
        await typed(pilot, "nowhere")
        await pilot.press("enter")
        await shows(pilot, "There is no review at")
        await pilot.press(*["backspace"] * 7, "full_stop", "full_stop", "enter")
        await shows(pilot, "Bring in the exports")

    app = desk(away, "anna")
    app._location = ""
    app._current_mode = "start"
    app._screen_stacks = {"start": []}
    drive(app, script)


def test_an_export_is_shown_before_it_is_stored(sample: Sample, tmp_path: Path) -> None:
    (tmp_path / "a.ris").write_text(EXPORT)

    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "press 2, then i")
        await pilot.press("2")
        await shows(pilot, "No source yet. Press i")
        await pilot.press("i")
        await shows(pilot, "Import an export")
        await typed(pilot, "a.ris")
        await pilot.press("enter")
        await typed(pilot, "PsycINFO")
        await pilot.press("enter", "enter", "enter", "enter")
        await typed(pilot, "5")
        await pilot.press("enter", "enter", "enter")
        await shows(pilot, "reported 5 hits, its files hold 3", "2 to import, 1 rejected", "line 9")
        await pilot.press("escape")
        await shows(pilot, "No source yet")
        await pilot.press("i")
        await shows(pilot, "Import an export")
        await typed(pilot, "a.ris")
        await pilot.press("enter")
        await typed(pilot, "PsycINFO")
        await pilot.press("enter", "enter", "enter", "enter")
        await typed(pilot, "4")
        await pilot.press("enter", "enter", "enter")
        await shows(pilot, "2 to import")
        await pilot.press("enter")
        await shows(pilot, "Stored.", "2 imported")
        await pilot.press("enter")
        await until(pilot, lambda: "Imported 2 records into PsycINFO" in said(pilot))
        await pilot.press("r")
        await shows(pilot, "Rejected from PsycINFO", "Line 9")
        await pilot.press("escape", "l")
        await shows(pilot, "Done elsewhere with hits of PsycINFO", "duplicates-removed", "How many")
        await pilot.press("enter", "enter")
        await typed(pilot, "in EndNote")
        await pilot.press("enter")
        await shows(pilot, "4 hits reported, all of them in the files or logged")

    drive(desk(tmp_path, "anna"), script)


def test_what_is_no_export_is_refused_in_words(sample: Sample, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 nothing")

    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "press 2, then i")
        await pilot.press("2", "i")
        await shows(pilot, "Import an export")
        await typed(pilot, "a.pdf")
        await pilot.press("enter", "x", *["enter"] * 7)
        await until(pilot, lambda: "PDF" in said(pilot))
        await shows(pilot, "No source yet")
        assert "Traceback" not in drawn(pilot)

    drive(desk(tmp_path, "anna"), script)


def test_settings_are_read_and_what_is_wrong_is_told(tmp_path: Path) -> None:
    path = tmp_path / "desk.toml"
    assert read_settings(path).problems == ()
    path.write_text('theme = "light"\n[keys]\n"desk.undo" = "z"\n')
    assert read_settings(path).theme == "light"
    assert read_settings(path).keys == {"desk.undo": "z"}
    path.write_text('theme = "pink"\ncolour = 1\n[keys]\n"desk.undo" = 3\n')
    wrong = read_settings(path)
    assert (wrong.theme, dict(wrong.keys)) == ("dark", {})
    for word in ("“pink” does not exist", "“colour” is no setting", "“desk.undo” is not a text"):
        assert any(word in problem for problem in wrong.problems)
    path.write_text("theme = pink\n")
    (problem,) = read_settings(path).problems
    assert "line 1" in problem


def test_two_commands_of_one_workspace_may_not_share_a_key() -> None:
    shared = [Action("desk.undo", "u", "undo", "")]
    screens = {
        "Screen": [Action("screen.include", "i", "include", "")],
        "Sources": [Action("sources.import", "i", "import", "")],
    }
    assert key_problems({"screen.include": "a"}, shared, screens) == {}
    assert (
        "taken by desk.undo"
        in key_problems({"screen.include": "u"}, shared, screens)["screen.include"]
    )
    assert key_problems({"screen.include": "u", "desk.undo": "i"}, shared, screens).keys() == {
        "desk.undo"
    }


UNDO = (Action("desk.undo", "u", "undo", ""),)
OVER = {
    "the rounds screen": (
        Action("rounds.draw", "n", "draw", ""),
        Action("rounds.leave", "escape,q", "leave", ""),
    )
}


DIALOGS = ("review.desk", "review.desk.screens")


@pytest.mark.parametrize(
    ("name", "key", "why"),
    [
        ("rounds.drow", "a", "Did you mean “rounds.draw”?"),
        ("rounds.draw", "q", "taken by rounds.leave (leave) in the rounds screen"),
        ("rounds.draw", "escape", "Escape always leaves"),
        ("rounds.draw", "enter", "“enter” moves in lists"),
        ("rounds.draw", "ctrl+p", "“ctrl+p” is the desk's own"),
        ("rounds.draw", "f77", "there is no key “f77”"),
        ("rounds.draw", "contrl+x", "there is no key “contrl+x”"),
        ("rounds.draw", "a,", "there is no key “”"),
        ("desk.undo", "tab", "“tab” moves in lists"),
        ("list.up", "u", "taken by desk.undo (undo) in Rounds"),
        ("list.down", "up", "taken by list.up (up) in Rounds"),
        ("list.open", "tab", "“tab” moves in lists"),
        ("text.up", "7", "“7” is a number to choose by"),
        ("rounds.draw", "k", "taken by list.up (up) in the rounds screen"),
        ("line.done", "d", "“d” is typed there"),
        ("line.done", "ctrl+u", "“ctrl+u” is typed there or edits the text"),
        ("line.done", "question_mark", "“question_mark” is typed there"),
        ("prose.done", "enter", "“enter” moves in lists and texts"),
        ("form.next", "down", "taken by form.down (down) in the form screen"),
        ("line.cancel", "escape", "Escape always leaves"),
    ],
)
def test_a_key_that_cannot_be_is_told_with_what_is_wrong(name: str, key: str, why: str) -> None:
    problems = key_problems({name: key}, UNDO, {"Rounds": ()}, {**OVER, **over_workspaces(DIALOGS)})
    assert problems.keys() == {name}
    assert why in problems[name]


def test_keys_are_named_as_the_desk_names_them_and_escape_always_leaves() -> None:
    keys = {
        "rounds.draw": "?, F5",
        "rounds.leave": "b",
        "desk.undo": "ctrl+Z",
        "list.up": "ctrl+k",
        "list.down": "down,ctrl+l",
        "list.open": "f9",
        "text.page-down": "space",
        "line.cancel": "ctrl+g",
        "form.done": "f8",
    }
    kept, problems = checked(Settings(keys=keys), UNDO, {}, {**OVER, **over_workspaces(DIALOGS)})
    assert problems == []
    assert kept.keys == {
        "rounds.draw": "question_mark,f5",
        "rounds.leave": "b,escape",
        "desk.undo": "ctrl+z",
        "list.up": "ctrl+k",
        "list.down": "down,ctrl+l",
        "list.open": "f9",
        "text.page-down": "space",
        "line.cancel": "ctrl+g,escape",
        "form.done": "f8",
    }


def test_no_two_commands_of_one_screen_have_the_same_key() -> None:
    over = over_workspaces(["review.desk", "review.desk.screens", "screening.screens"])
    assert {"the rounds screen", "the question screen", "the allocation screen"} <= over.keys()
    for title, actions in over.items():
        keys = [key for action in actions for key in action.key.split(",")]
        assert len(keys) == len(set(keys)), title


def test_text_is_wrapped_by_cells_and_keeps_every_word() -> None:
    text = "Families 漢字漢字 and averyveryverylongword e\u0301t  end"
    lines = wrap(text, 10)
    assert " ".join(line.text for line in lines).split()[0] == "Families"
    assert "".join("".join(line.text for line in lines).split()) == "".join(text.split())
    for line in lines:
        assert text[line.start : line.start + len(line.text)] == line.text
    assert [line.text for line in wrap("  a b\n\nc", 10)] == ["  a b", "", "c"]
    assert [line.text for line in wrap("one two three", 8, 3)] == ["one two", "three"]
    assert fit("漢字漢", 5) == "漢字…"
    assert fit("ab", 4) == "ab  "
