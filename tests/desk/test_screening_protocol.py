"""The protocol in the desk: read, edited with its changes shown first, written, terms mended."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from review.protocol import DEFAULT, Criterion, Protocol, Reason, Terms, parse
from review.protocols.toml import toml_of
from review.protocols.versions import current
from tests.desk.seat import Seat, drawn, play, press, told, write
from tests.sample import Sample

PROTOCOL = replace(
    DEFAULT,
    title='Visits "at home"\\ \x7f',
    question="Do visits help?\nAnd whom?",
    criteria=(Criterion("adults", "Adults", "Voksne", "population"),),
    reasons=(*DEFAULT.reasons[:-1], Reason("setting", "Wrong setting", "", "not # a comment")),
    terms=Terms(("invented",), ("number",)),
    calibration_target="kappa >= 0.6",
    screen_other_methods=True,
)


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sample]:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    made = Sample.begin(f"{tmp_path}/review.db", protocol=PROTOCOL)
    yield made
    made.close()


def holding(sample: Sample) -> Protocol:
    with sample.lead.read() as connection:
        return current(connection)[1]


@pytest.mark.parametrize("protocol", [DEFAULT, PROTOCOL, Protocol()])
def test_the_written_toml_is_read_back_as_the_same_protocol(protocol: Protocol) -> None:
    assert parse(toml_of(protocol)) == protocol


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_the_lead_edits_it_and_sees_what_changes_before_it_is_kept(
    sample: Sample, size: tuple[int, int]
) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "P")
        assert "Do visits help?" in drawn(app)
        await press(app, pilot, "e")
        area = app.screen.query_one(TextArea)
        area.text = area.text.replace('"Adults"', '"Adults of 18 and more"')
        await press(app, pilot, "f2")
        assert "- Adults" in drawn(app)
        assert "+ Adults of 18 and more" in drawn(app)
        assert holding(sample) == PROTOCOL
        await press(app, pilot, "y")
        assert "Kept." in told(app)
        await press(app, pilot, "d")
        assert "Adults of 18 and more" in drawn(app)
        await press(app, pilot, "escape", "escape", "c")
        assert "Adults of 18 and more" in drawn(app)

    play(sample.hand("anna"), "screen", story, size)
    assert holding(sample).criteria[0].en == "Adults of 18 and more"


def test_an_error_is_told_with_its_line_and_nothing_typed_is_lost(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "P", "e")
        app.screen.query_one(TextArea).text = 'title = "A"\nquestion = Why\n'
        await press(app, pilot, "f2")
        assert "line 2" in drawn(app)
        await press(app, pilot, "y")
        assert "question = Why" in app.screen.query_one(TextArea).text
        app.screen.query_one(TextArea).text = 'maybe = "perhaps"'
        await press(app, pilot, "f2")
        assert "maybe is “perhaps”" in drawn(app)
        await press(app, pilot, "n", "e")
        assert app.screen.query_one(TextArea).text == 'maybe = "perhaps"', "left, not lost"
        app.screen.query_one(TextArea).text = "x"
        await press(app, pilot, "escape")
        assert "Throw away what you wrote?" in drawn(app)
        await press(app, pilot, "n")
        assert app.screen.query_one(TextArea).text == "x"
        await press(app, pilot, "escape", "y")
        assert not app.screen.query(TextArea)

    play(sample.hand("anna"), "screen", story)
    assert holding(sample) == PROTOCOL


def test_whoever_does_not_lead_reads_it_only(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "P", "e")
        assert "Only the lead changes the protocol." in told(app)
        await press(app, pilot, "escape", "H")
        assert "which only the lead changes" in told(app)

    play(sample.hand("bo"), "screen", story)


def test_it_is_written_for_registration_in_norwegian(sample: Sample, tmp_path: Path) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "P", "w", "2")
        await write(app, pilot, "protokoll.md")
        assert "Written:" in told(app)
        await press(app, pilot, "w", "1")
        await write(app, pilot, "protokoll.md")
        assert "Replace protokoll.md?" in drawn(app)
        await press(app, pilot, "n")

    play(sample.hand("bo"), "screen", story)
    text = (tmp_path / "protokoll.md").read_text(encoding="utf-8")
    assert "## Problemstilling" in text
    assert "Voksne" in text


def test_the_marked_terms_are_edited_in_place(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "H")
        app.screen.query_one("#line-include", Input).value = "invented, famil*"
        app.screen.query_one("#line-exclude", Input).focus()
        await press(app, pilot, "enter")
        assert "+ term to include: famil*" in drawn(app)
        await press(app, pilot, "y", "c")
        assert "invented, famil*" in drawn(app)

    play(sample.hand("anna"), "screen", story, (120, 40))
    assert holding(sample).terms.include == ("invented", "famil*")


def test_an_editor_that_fails_changes_nothing(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from review.files.editor import edit, has_editor
    from review.refusal import Refused

    script = tmp_path / "fails"
    script.write_text("#!/bin/sh\nexit 3\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("EDITOR", str(script))
    assert has_editor()
    with pytest.raises(Refused, match="ended with an error"):
        edit("title = 1", ".toml")
    script.write_text('#!/bin/sh\necho "more" >> "$1"\n')
    assert edit("one\n", ".toml") == "one\nmore\n"
    monkeypatch.setenv("EDITOR", "no-such-editor")
    assert not has_editor()
