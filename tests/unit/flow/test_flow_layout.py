"""Geometry: whatever the words, boxes hold them and never meet."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.drawing.helvetica import SPARE, text_width
from review.drawing.shapes import SIZE
from review.flow.counts import Flow
from review.flow.layout import MARGIN, Layout, laid_out
from review.flow.typesetting import PAD
from review.flow.units import Records, Reports
from tests.unit.flow.flows import ALL, NEW, WHOLE

LONG = "arbeidsmarkedstilknytningsundersøkelse og barnevernstjenesteorganisering, "


def assert_sound(made: Layout) -> None:
    for one, other in combinations(made.boxes, 2):
        apart = (
            one.right < other.x
            or other.right < one.x
            or one.bottom < other.y
            or other.bottom < one.y
        )
        assert apart, (one.box.id, other.box.id)
    for placed in made.boxes:
        assert placed.x >= 0
        assert placed.right <= made.width
        assert placed.bottom <= made.height
        for line in placed.lines:
            assert placed.x + PAD <= line.x
            assert line.x + text_width(line.text, SIZE) * SPARE <= placed.right - PAD + 0.01
            assert placed.y < line.y - SIZE * 0.72
            assert line.y + SIZE * 0.22 < placed.bottom
    for panel in made.panels:
        length = max(text_width(line, SIZE, bold=True) for line in panel.lines) * SPARE
        assert length <= (panel.height if panel.upright else panel.width)
        assert panel.y + panel.height <= made.height
    assert made.notes[-1].y < made.height
    lowest = max(panel.y + panel.height for panel in made.panels)
    assert made.notes[0].y - 7.0 > lowest, "footnotes stand below the bars"
    widest = max(text_width(note.text, 7.0) for note in made.notes)
    assert MARGIN + widest <= made.width - MARGIN


def assert_arrows_meet_boxes(made: Layout) -> None:
    by_id = {placed.box.id: placed for placed in made.boxes}
    for path in made.paths:
        start, end = by_id[path.start], by_id[path.end]
        (x, y), (to_x, to_y) = path.points[0], path.points[-1]
        assert x in {start.x, start.right, start.centre}
        assert start.y <= y <= start.bottom
        assert to_x in {end.x, end.right, end.centre}
        assert end.y <= to_y <= end.bottom
        for (a_x, a_y), (b_x, b_y) in zip(path.points, path.points[1:], strict=False):
            assert a_x == b_x or a_y == b_y
            for other in made.boxes:
                if other.box.id in {path.start, path.end}:
                    continue
                crosses = (
                    min(a_x, b_x) < other.right
                    and max(a_x, b_x) > other.x
                    and min(a_y, b_y) < other.bottom
                    and max(a_y, b_y) > other.y
                )
                assert not crosses, (path.start, path.end, other.box.id)


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("name", list(ALL))
def test_every_variant_is_sound(name: str, language: str) -> None:
    made = laid_out(ALL[name], language)
    assert_sound(made)
    assert_arrows_meet_boxes(made)


def with_reasons(flow: Flow, number: int, name: str) -> Flow:
    names = {f"r{place}": {"en": name, "nb": f"{name} {place}"} for place in range(number)}
    return replace(flow, excluded=dict.fromkeys(names, Reports(12345)), reason_names=names)


@pytest.mark.parametrize("number", range(1, 31))
def test_boxes_grow_with_one_to_thirty_long_reasons(number: int) -> None:
    before = laid_out(with_reasons(WHOLE, 1, LONG), "nb")
    made = laid_out(with_reasons(WHOLE, number, LONG), "nb")
    assert_sound(made)
    assert_arrows_meet_boxes(made)
    height = {placed.box.id: placed.height for placed in made.boxes}["dbr_excluded"]
    first = {placed.box.id: placed.height for placed in before.boxes}["dbr_excluded"]
    # Each reason takes the same number of lines of 11 points; the lead takes one.
    lines = (first - 2 * PAD) / 11 - 1
    assert height == pytest.approx((lines * number + 1) * 11 + 2 * PAD, abs=11)


@given(st.text(min_size=1, max_size=120), st.integers(min_value=1, max_value=12))
@settings(max_examples=60, deadline=None)
def test_boxes_hold_any_words(name: str, number: int) -> None:
    flow = with_reasons(NEW, number, name)
    assert_sound(laid_out(replace(flow, databases={name: Records(1_240_000)})))


def test_nothing_of_a_long_word_is_lost() -> None:
    word = "x" * 200
    made = laid_out(with_reasons(NEW, 1, word))
    (box,) = (placed for placed in made.boxes if placed.box.id == "dbr_excluded")
    assert "".join(line.text for line in box.lines).count("x") == 200 + "Reports excluded".count(
        "x"
    )


def test_widths_are_those_of_the_font_metrics() -> None:
    assert text_width("Records", 1000) == 722 + 556 + 500 + 556 + 333 + 556 + 500
    assert text_width("Å", 1000) == 667
    assert text_width("Åø", 1000, bold=True) == 722 + 611
    assert text_width("e\u0301", 1000) == 556


def test_the_boxes_of_a_row_with_a_bar_of_its_own_are_one_band() -> None:
    made = laid_out(ALL["new-other"], "nb")
    by_id = {placed.box.id: placed for placed in made.boxes}
    bars = {panel.id: panel for panel in made.panels if panel.upright}
    for bar, boxes in (
        ("identification", ("database_results", "duplicates", "website_results")),
        ("included", ("new_studies",)),
    ):
        for box in boxes:
            assert (by_id[box].y, by_id[box].height) == (bars[bar].y, bars[bar].height), box


def test_a_word_that_is_wider_than_its_box_is_cut_with_a_hyphen() -> None:
    word = "arbeidsmarkedstilknytningsundersøkelsesinstrumentutviklingsprosjekt"
    flow = replace(NEW, reason_names={"population": {"en": word}})
    made = laid_out(flow)
    (box,) = (placed for placed in made.boxes if placed.box.id == "dbr_excluded")
    cut = next(line.text for line in box.lines if line.text.startswith("arbeids"))
    assert cut.endswith("-")
    assert_sound(made)
