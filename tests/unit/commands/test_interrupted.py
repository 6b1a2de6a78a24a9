"""A command that its user stops says what is kept and how to go on, and ends with 130."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.commands.conftest import Type


def interrupted(*_arguments: object, **_options: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("line", "within", "says"),
    [
        ("dedupe --as anna", "review.duplicates.running.run", "What was saved before is kept."),
        (
            "next --stage title-abstract --as anna",
            "screening.ranking.process._conversation",
            "no batch was released, and every decision is kept. The same command",
        ),
        (
            "simulate set.csv --label included",
            "screening.ranking.replaying.replayed",
            "has no figures",
        ),
    ],
)
def test_what_is_stopped_says_what_is_kept(
    begun: Type,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    line: str,
    within: str,
    says: str,
) -> None:
    begun("rank on", "anna")
    (tmp_path / "set.csv").write_text("title,included\nA one,1\nB two,0\nC three,0\n")
    with monkeypatch.context() as patch:
        patch.setattr(within, interrupted)
        said = begun(line)
    assert (said.code, said.out) == (130, "")
    assert said.talk.count("Stopped") == 1
    assert says in said.talk
    assert begun("check").code == 0
