"""Geometry: whatever the words and however many studies, no text lies over another or outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import pytest

from extraction.bias.scale import SIGNS
from extraction.plots.asked import Asked
from extraction.plots.building import BUILDERS, build
from extraction.tables.setting import Setting
from review.drawing.helvetica import SPARE, text_width
from review.drawing.page import Room
from review.drawing.plot import Plot
from review.drawing.shapes import Group, Picture, Shape, Text
from review.typography import cells_of
from tests.unit.extraction.plots.invented import UP, many, overall, result, study

ASCENT, DESCENT, HAIR = 0.72, 0.22, 0.05
LEAST_READABLE = 7.0  # points


@cache
def drawn(name: str, number: int, language: str) -> Plot:
    studies, judged = many(number)
    asked = Asked(setting=Setting(language=language), judged=judged, overall=overall(judged))
    return build(name, studies, asked)


def texts(shapes: Iterable[Shape]) -> Iterator[Text]:
    for shape in shapes:
        if isinstance(shape, Group):
            yield from texts(shape.shapes)
        elif isinstance(shape, Text):
            yield shape


def box_of(text: Text, spare: float) -> tuple[float, float, float, float]:
    width = text_width(text.text, text.size, bold=text.bold) * spare
    left = text.x - {"start": 0.0, "middle": width / 2, "end": width}[text.anchor]
    return left, text.y - ASCENT * text.size, left + width, text.y + DESCENT * text.size


def assert_sound(picture: Picture) -> None:
    boxes = sorted((box_of(one, SPARE), one.text) for one in texts(picture.shapes))
    for (left, top, right, bottom), text in boxes:
        assert left >= 0, text
        assert top >= 0, text
        assert right <= picture.width + HAIR, text
        assert bottom <= picture.height, text
    for place, (one, text) in enumerate(boxes):
        for other, beside in boxes[place + 1 :]:
            if other[0] >= one[2] - HAIR:
                break
            apart = other[1] >= one[3] - HAIR or one[1] >= other[3] - HAIR
            assert apart, (text, beside, one, other)


@pytest.mark.parametrize("name", list(BUILDERS))
@pytest.mark.parametrize("number", [1, 2, 7, 31, 60])
def test_no_text_meets_another_on_paper(name: str, number: int) -> None:
    assert_sound(drawn(name, number, "nb").picture())


def cells(picture: Picture) -> list[str]:
    return [one.title for one in picture.shapes if isinstance(one, Group) and one.title]


@pytest.mark.parametrize("name", list(BUILDERS))
@pytest.mark.parametrize("room", [Room(482, 672), Room(728, 425)], ids=["upright", "landscape"])
def test_parts_fit_on_pages_readably_and_show_every_mark_under_its_heads(
    name: str, room: Room
) -> None:
    plot = drawn(name, 60, "nb")
    parts = plot.on_pages(room)
    for part in parts:
        assert_sound(part)
        assert part.width <= room.width + HAIR
        assert part.height <= room.height + HAIR
        words = [text for text in texts(part.shapes) if text.text not in SIGNS.values()]
        assert min(text.size for text in words) >= LEAST_READABLE
    if name in {"effect-direction", "risk-of-bias"}:
        assert len(parts) > 1
        assert all("Studie" in {one.text for one in texts(part.shapes)} for part in parts)
    if name != "harvest":  # whose bars of one cell may be shown in several
        whole = sorted(cells(plot.picture()))
        assert sorted(one for part in parts for one in cells(part)) == whole
    assert plot.under or name in {"years", "countries", "bubble"}


def test_bars_of_one_cell_that_no_page_holds_are_all_drawn() -> None:
    studies = [study(f"s{n}", f"Å {n}", result("Søvn", UP)) for n in range(1, 200)]
    plot = build("harvest", studies)
    parts = plot.on_pages(Room(482, 300))
    assert len(parts) > 1
    numbers = {text.text for part in parts for text in texts(part.shapes)}
    assert {str(n) for n in range(1, 200)} <= numbers
    for part in parts:
        assert part.height <= 300 + HAIR
        assert "Søvn" in {text.text for text in texts(part.shapes)}


@pytest.mark.parametrize("name", list(BUILDERS))
def test_a_plot_of_nothing_says_so(name: str) -> None:
    plot = build(name, ())
    assert_sound(plot.picture())
    said = "\n".join(plot.sketch(80, False).lines)
    assert "Nothing is agreed yet" in said or "No judgement of risk of bias is agreed." in said


@pytest.mark.parametrize("name", list(BUILDERS))
@pytest.mark.parametrize("width", [60, 80, 120])
def test_lines_fit_the_terminal_and_ascii_has_no_other_sign_of_ours(name: str, width: int) -> None:
    plot = drawn(name, 31, "nb")
    for plain in (False, True):
        lines = plot.sketch(width, plain).lines
        assert max(map(cells_of, lines)) <= width
        if plain:
            assert not set("─│┤┴└▲▼◄►●○■□▂▅█░▒▓·₀₁₂₃\u00a0\u202f") & set("".join(lines))


@pytest.mark.parametrize("name", list(BUILDERS))
@pytest.mark.parametrize("width", [60, 120])
def test_every_mark_has_a_spot_that_lies_on_it_and_opens_studies(name: str, width: int) -> None:
    plot = drawn(name, 31, "en")
    made = plot.sketch(width, False)
    keys = [key for spot in made.spots for key in spot.open_key.split(",")]
    assert sorted(keys) == sorted(plot.behind)
    for spot in made.spots:
        assert plot.opened(spot.open_key)
        covered = made.lines[spot.y][spot.x : spot.x + spot.width]
        assert covered.strip(), (name, spot)


@pytest.mark.parametrize("name", list(BUILDERS))
def test_a_plot_has_a_title_and_is_told_in_words(name: str) -> None:
    for language in ("en", "nb"):
        picture = drawn(name, 7, language).picture()
        assert picture.title
        assert picture.description.startswith(picture.title)
        assert len(picture.description) > len(picture.title) + 20
        assert "{" not in picture.description
