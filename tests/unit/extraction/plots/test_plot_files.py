"""Plots as files: text and SVG as golden files, PNG, PDF; and text from outside is data."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from defusedxml import ElementTree

from extraction.plots.asked import Asked
from extraction.plots.building import build
from extraction.tables.setting import Setting
from review.drawing.plot import render
from review.refusal import Refused
from tests.unit.extraction.plots.invented import FOUR, JUDGED, UP, overall, result, study

GOLDEN = Path(__file__).parents[3] / "golden" / "plots"
SVG = "{http://www.w3.org/2000/svg}"


def plot(name: str, language: str = "en") -> object:
    setting = Setting(language=language)
    return build(
        name, FOUR, Asked(setting=setting, judged=JUDGED, overall=overall(JUDGED), outcome="Sleep")
    )


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("effect-direction", "en"),
        ("effect-direction", "nb"),
        ("harvest", "nb"),
        ("albatross", "en"),
        ("risk-of-bias", "en"),
        ("risk-of-bias-summary", "nb"),
        ("bubble", "en"),
    ],
)
def test_text_is_that_of_the_golden_file(name: str, language: str) -> None:
    expected = (GOLDEN / f"{name}-{language}.txt").read_text("utf-8")
    assert render(plot(name, language), "text") == expected


def test_many_participants_are_bold_and_few_dim_only_where_a_terminal_can() -> None:
    plot = build("effect-direction", FOUR, Asked())
    plain, heavy = (render(plot, "text", weights=weights) for weights in (False, True))
    assert isinstance(plain, str)
    assert isinstance(heavy, str)
    assert "\x1b" not in plain
    (berg,) = (line for line in heavy.splitlines() if line.startswith("Berg 2014"))
    assert "\x1b[1m▲\x1b[22m" in berg
    *lines, told = re.sub(r"\x1b\[\d+m", "", heavy).splitlines()
    assert told == "Bold: more than 300 in the intervention group. Dim: fewer than 50."
    assert lines == plain.splitlines()


@pytest.mark.parametrize("name", ["effect-direction", "albatross", "risk-of-bias"])
def test_svg_is_that_of_the_golden_file(name: str) -> None:
    assert render(plot(name), "svg") == (GOLDEN / f"{name}.svg").read_text("utf-8")


def test_marks_of_the_golden_svg_are_where_the_rules_put_them() -> None:
    root = ElementTree.fromstring((GOLDEN / "effect-direction.svg").read_text("utf-8"))
    groups = {one.get("id"): one for one in root.iter(f"{SVG}g")}

    def triangle(cell: str) -> tuple[str, float, bool]:
        (shape, *_more) = groups[cell].iter(f"{SVG}polygon")
        points = [tuple(map(float, one.split(","))) for one in shape.get("points").split()]
        heights = [y for _x, y in points]
        width = max(x for x, _y in points) - min(x for x, _y in points)
        return shape.get("fill"), round(width, 1), heights[2] < heights[0]

    # Dahl: low risk, 50 in the group, favours the comparator. Berg: high risk, 301, favours.
    assert triangle("cell-1-1") == ("#02C100", 9.5, False)
    assert triangle("cell-2-1") == ("#BF0000", 13.0, True)
    assert triangle("cell-3-1") == ("#E2DF07", 6.5, True)
    assert [one.text for one in groups["cell-2-2"].iter(f"{SVG}text")] == ["4"]
    assert groups["cell-1-2"].find(f"{SVG}title").text.endswith("mixed, folded from 3 results")


def test_points_of_the_golden_albatross_are_where_p_and_n_put_them() -> None:
    root = ElementTree.fromstring((GOLDEN / "albatross.svg").read_text("utf-8"))
    groups = {one.get("id"): one for one in root.iter(f"{SVG}g")}
    area = next(one for one in root.iter(f"{SVG}rect") if one.get("height") == "280")
    left, foot = float(area.get("x")), float(area.get("y")) + 280
    (first,) = groups["point-1"].iter(f"{SVG}circle")
    # P 0.01 of a scale that ends at 0.001 is two thirds from the middle to the right; the height
    # goes from 50 to 1,000, and lg(600/50) / lg(1000/50) is 0.8295.
    assert float(first.get("cx")) == pytest.approx(left + 204 + 204 * 2 / 3, abs=0.01)
    assert float(first.get("cy")) == pytest.approx(foot - 280 * 0.82949, abs=0.02)


def test_png_and_pdf_are_written_and_the_pdf_embeds_its_font() -> None:
    pytest.importorskip("reportlab", reason="reportlab is not installed")
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    data = render(plot("effect-direction", "nb"), "pdf")
    assert data == render(plot("effect-direction", "nb"), "pdf")
    (page,) = pypdf.PdfReader(io.BytesIO(bytes(data))).pages
    assert "Individuelt randomisert studie" in page.extract_text()
    fonts = [one.get_object() for one in page["/Resources"]["/Font"].values()]
    described = [
        font["/FontDescriptor"].get_object() for font in fonts if "/FontDescriptor" in font
    ]
    assert described
    assert all("/FontFile2" in one for one in described)
    pytest.importorskip("resvg", reason="resvg is not installed")
    try:
        assert bytes(render(plot("albatross"), "png", dpi=40)).startswith(b"\x89PNG")
    except Refused as refused:
        pytest.skip(str(refused))
    with pytest.raises(Refused, match="svg"):
        render(plot("years"), "gif")


def test_a_pdf_is_written_with_a_font_that_has_the_letters_of_its_names() -> None:
    pytest.importorskip("reportlab", reason="reportlab is not installed")
    from review.drawing import pdf_fonts

    assert pdf_fonts.fonts_for("Ødegård, Łukasz − “Sleep”") == pdf_fonts.OWN
    if not pdf_fonts._installed():
        pytest.skip("no other font is installed")
    regular, _bold = pdf_fonts.fonts_for("Erdős & Жуков")
    assert pdf_fonts._lacking(regular, set("ő")) == 0
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    data = render(build("years", [study("s1", "Erdős", year=None)]), "pdf")
    assert "Erdős" in pypdf.PdfReader(io.BytesIO(bytes(data))).pages[0].extract_text()


def test_text_from_outside_is_no_markup_and_no_escape_sequence() -> None:
    name = 'Berg <b onload="x">&amp;\x1b[31m]]>\x07'
    one = study("s1", name, result('<script>"Sleep"', UP), intervention_types=["<i>Home</i>"])
    for kind in ("effect-direction", "harvest", "bubble"):
        drawn = build(kind, [one])
        root = ElementTree.fromstring(str(render(drawn, "svg")))
        assert not root.findall(f".//{SVG}b")
        assert not root.findall(f".//{SVG}script")
        assert "\x1b" not in str(render(drawn, "text"))
