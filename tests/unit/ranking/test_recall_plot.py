"""The recall curve as a plot of the program: in words, on paper and in a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.__main__ import run
from review.drawing.as_svg import as_svg
from screening.ranking.recall_curve import Curve, corners
from screening.ranking.recall_picture import recall_picture

CURVE = Curve("double-screened", corners([True, False, True, False, False]), stop=5)


def test_the_picture_says_what_was_found_and_where_it_stopped() -> None:
    drawn = recall_picture(CURVE, "nb")
    assert drawn.description.endswith("2 inkluderte blant 5 referanser.")
    text = as_svg(drawn)
    assert "Prikket: der vurderingen ble stoppet" in text
    assert "Prikket" not in as_svg(recall_picture(Curve("", CURVE.corners), "nb"))


def test_the_plot_is_among_the_others_and_says_where_nothing_is_screened_yet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", ".", "--title", "T", "--reviewer", "a", "--reviewer", "b"], tmp_path) == 0
    capsys.readouterr()
    assert run(["plot"], tmp_path) == 0
    assert "includes found by records double-screened" in capsys.readouterr().out
    assert run(["plot", "recall"], tmp_path) == 0
    assert capsys.readouterr().out == "Nothing is double-screened and settled yet.\n"
    assert run(["plot", "recall", "--format", "pdf", "--out", "r.pdf"], tmp_path) == 0
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    assert run(["plot", "recall", "--lang", "xx"], tmp_path) == 2
    assert run(["plot", "recall", "--open", "1.1"], tmp_path) == 2
