"""The drawings: SVG, terminal text, Mermaid, HTML, PNG, PDF and DOCX."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st

from review.flow.as_text import as_text, sketch
from review.flow.boxes import boxes
from review.flow.counts import Flow
from review.flow.layout import laid_out
from review.flow.looking import look
from review.flow.numbers import from_numbers
from review.flow.picture import picture
from review.flow.rendering import FORMATS, render, warnings
from review.flow.units import Records, Reports
from review.flow.wording import wording
from review.refusal import Refused
from review.typography import cells_of
from tests.unit.flow.flows import ALL, NEW, UPDATED_OTHER, WHOLE

SVG = "{http://www.w3.org/2000/svg}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
CANVAS = "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas"
GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
GOLDEN = Path(__file__).parents[2] / "golden" / "flow"
HOSTILE = replace(NEW, databases={'<b onload="x">&amp;\x1b[31m]]>': Records(1290)}, registers={})


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("name", list(ALL))
def test_svg_has_a_titled_group_with_real_text_for_each_box(name: str, language: str) -> None:
    flow = ALL[name]
    root = ElementTree.fromstring(render(flow, "svg", language=language))
    assert root.tag == f"{SVG}svg"
    assert root.find(f"{SVG}title").text == wording(language)("alt", "title")
    assert root.find(f"{SVG}desc").text
    groups = {group.get("id"): group for group in root.iter(f"{SVG}g") if group.get("id")}
    for box in boxes(flow, language):
        texts = ["".join(text.itertext()) for text in groups[box.id].iter(f"{SVG}text")]
        expected = " ".join(wording(language).counted(one.text, one.count) for one in box.lines)
        assert " ".join(texts).split(" ") == expected.split(" ")
        assert groups[box.id].find(f"{SVG}title").text == " ".join(texts)
    (slanted,) = root.iter(f"{SVG}tspan")
    assert slanted.get("font-style") == "italic"
    assert slanted.text == {"en": "before screening", "nb": "før utvelgelse"}[language]
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_svg_opens_what_is_behind_a_number() -> None:
    root = ElementTree.fromstring(render(NEW, "svg"))
    keys = [text.get("data-open") for text in root.iter(f"{SVG}text") if text.get("data-open")]
    assert "dbr_excluded:population" in keys
    assert "database_specific_results:PsycINFO" in keys


@pytest.mark.parametrize("format_name", ["svg", "text", "mermaid", "html"])
def test_interim_is_stamped_while_anything_is_open(format_name: str) -> None:
    assert "INTERIM" in render(WHOLE, format_name)
    assert "INTERIM" not in render(NEW, format_name)


def test_text_from_outside_is_no_markup() -> None:
    root = ElementTree.fromstring(render(HOSTILE, "svg"))
    assert not root.findall(f".//{SVG}b")
    assert '<b onload="x">&amp;]]>' in "".join(root.itertext()).replace("\n", "")
    page = str(render(HOSTILE, "html"))
    assert "<b onload" not in page
    diagram = str(render(HOSTILE, "mermaid"))
    assert "<b onload" not in diagram
    assert '["' in diagram
    assert diagram.count('"') == 2 * (len(boxes(HOSTILE)) + 1)


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("name", list(ALL))
def test_text_fits_the_terminal_and_has_every_word(name: str, plain: bool, width: int) -> None:
    text = as_text(ALL[name], "en", width, plain=plain)
    assert max(cells_of(line) for line in text.splitlines()) <= width
    letters = "".join(sorted(text))
    for box in boxes(ALL[name]):
        for line in box.lines:
            assert all(letter in letters for letter in line.text)
            for word in line.text.split():
                assert word in text
            if line.count is not None:
                assert f"{line.count:,})" in text
    if plain:
        assert not set("│─┌┐└┘├┤┬┴▶▼═╌╎\u00a0") & set(text)


def test_text_holds_wide_letters_within_its_edges() -> None:
    text = as_text(replace(NEW, databases={"中国知网数据库": Records(1240)}), "en", 80)
    (line,) = (line for line in text.splitlines() if "中国知网" in line)
    rows = text.splitlines()
    above = rows[rows.index(line) - 1]
    assert line.count("│") == above.count("│")
    assert cells_of(line[: line.index("│", 1)]) == above.index("│", 1)


def test_text_is_drawn_as_by_hand() -> None:
    given = {
        "records_screened": 3221,
        "records_excluded": 2970,
        "dbr_assessed": 251,
        "dbr_excluded": {"Wrong population": 190, "Wrong design": 5},
        "dbr_ongoing": 3,
        "new_studies": 56,
    }
    text = as_text(from_numbers(given), "en", 60).replace("\u00a0", " ")
    by_hand = (GOLDEN / "by_hand_60.txt").read_text("utf-8")
    assert text.split("\n\n**")[0] + "\n" == by_hand


@pytest.mark.parametrize("width", [60, 80, 130])
@pytest.mark.parametrize("name", list(ALL))
def test_every_spot_of_the_sketch_covers_its_count(name: str, width: int) -> None:
    drawn = sketch(ALL[name], width=width)
    keys = [line.open_key for box in boxes(ALL[name]) for line in box.lines if line.open_key]
    assert sorted(spot.open_key for spot in drawn.spots) == sorted(keys)
    for spot in drawn.spots:
        lines = drawn.lines[spot.y : spot.y + spot.height]
        covered = [line[spot.x : spot.x + spot.width].strip() for line in lines]
        assert " ".join(covered) == spot.text


@given(st.text(min_size=1, max_size=60))
@settings(max_examples=40, deadline=None)
def test_any_name_can_be_written_in_every_format_of_text(name: str) -> None:
    flow = replace(
        NEW,
        databases={name: Records(1240)},
        excluded={name: Reports(80)},
        reason_names={},
    )
    ElementTree.fromstring(render(flow, "svg"))
    for format_name in ("text", "html", "mermaid", "csv", "json"):
        assert str(render(flow, format_name)).encode("utf-8")


def test_mermaid_has_a_node_for_each_box_and_every_arrow() -> None:
    lines = str(render(UPDATED_OTHER, "mermaid")).splitlines()
    assert lines[0] == "flowchart TB"
    assert '  records_screened["Records screened<br/>(n\u00a0=\u00a01,080)"]' in lines
    assert "  other_assessed --> new_studies" in lines
    assert "  previous_studies --> total_studies" in lines


@pytest.mark.parametrize("format_name", [one for one in FORMATS if one != "png"])
@pytest.mark.parametrize("name", ["new", "whole"])
def test_the_same_flow_gives_the_same_bytes(name: str, format_name: str) -> None:
    if format_name == "pdf":
        pytest.importorskip("reportlab", reason="reportlab is not installed")
    assert render(ALL[name], format_name) == render(ALL[name], format_name)


def test_png_is_a_picture_of_the_size_of_the_layout() -> None:
    pytest.importorskip("resvg", reason="resvg is not installed")
    from review.drawing.as_png import as_png

    try:
        data = as_png(picture(NEW), dpi=72)
    except Refused as refused:
        pytest.skip(str(refused))
    assert data.startswith(b"\x89PNG\r\n")
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    made = laid_out(NEW)
    assert (width, height) == pytest.approx((made.width, made.height), abs=1)
    at = data.index(b"pHYs") + 4
    across, down, unit = struct.unpack(">IIB", data[at : at + 9])
    assert (across, down, unit) == (2835, 2835, 1), "72 pixels to the inch, in metres"
    checksum = int.from_bytes(data[at + 9 : at + 13], "big")
    assert checksum == zlib.crc32(data[at - 4 : at + 9])


def test_pdf_embeds_its_fonts_and_can_be_searched() -> None:
    pytest.importorskip("reportlab", reason="reportlab is not installed")
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    reader = pypdf.PdfReader(io.BytesIO(bytes(render(UPDATED_OTHER, "pdf", language="nb"))))
    (page,) = reader.pages
    text = page.extract_text().replace("\u00a0", " ")
    assert "Referanser fjernet før utvelgelse:" in text
    assert "Dubletter fjernet (n = 210)" in text
    assert "Databaser (n = 1 240)" in text
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert fonts
    assert all("/FontFile2" in one["/FontDescriptor"].get_object() for one in fonts), "embedded"
    assert reader.metadata.author == ""


@pytest.mark.parametrize("name", list(ALL))
def test_docx_draws_every_line_of_every_box_and_every_arrow(name: str) -> None:
    flow: Flow = ALL[name]
    (canvas, group) = drawings(bytes(render(flow, "docx")))
    made = laid_out(flow)
    for shapes in (canvas, group):
        numbers = {one.find(f"{WPS}cNvPr").get("id"): one for one in shapes}
        texts = {
            one.find(f"{WPS}cNvPr").get("name"): [
                "".join(t.text for t in p.iter(f"{W}t")) for p in one.iter(f"{W}p")
            ]
            for one in shapes
        }
        for box in boxes(flow):
            written = [text for line in box.lines for text in line.texts(wording("en"))]
            assert written == texts[box.id]
        runs = [run for one in shapes for run in one.iter(f"{W}r")]
        slanted = [run.find(f"{W}t").text for run in runs if run.find(f".//{W}i") is not None]
        assert slanted == ["before screening"]
        for bar in ("identification", "screening", "included"):
            assert "".join(texts[bar]) == wording("en")("bars", bar)
        ends = {
            tuple(
                numbers[one.find(f".//{A}{end}").get("id")].find(f"{WPS}cNvPr").get("name")
                for end in ("stCxn", "endCxn")
            )
            for one in shapes
            if one.find(f"{WPS}cNvCnPr") is not None
        }
        assert ends == {(path.start, path.end) for path in made.paths}


def test_docx_boxes_stand_where_the_layout_has_them_on_a_page_that_holds_them() -> None:
    from docx import Document

    for flow in ALL.values():
        data = bytes(render(flow, "docx", language="nb"))
        section = Document(io.BytesIO(data)).sections[0]
        made = laid_out(flow, "nb")
        shapes, _group = drawings(data)
        offs = [one.find(f".//{A}off") for one in shapes]
        scale = int(offs[0].get("x")) / made.boxes[0].x
        assert 0.8 * 12_700 <= scale <= 12_700
        for off, placed in zip(offs, made.boxes, strict=False):
            assert int(off.get("y")) == pytest.approx(placed.y * scale, abs=2 * 12_700)
        right = max(placed.right for placed in made.boxes) * scale
        assert right <= section.page_width - section.left_margin - section.right_margin


def drawings(data: bytes) -> list[list[ElementTree.Element]]:
    """Return the shapes of the canvas of a document, and those of the group in its place."""
    root = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    found = [root.find(f".//{tag}") for tag in (f"{{{CANVAS}}}wpc", f"{{{GROUP}}}wgp")]
    return [one.findall(f"{WPS}wsp") for one in found if one is not None]


@pytest.mark.parametrize("format_name", ["pdf", "docx"])
def test_letters_that_a_font_lacks_stop_no_document(format_name: str) -> None:
    if format_name == "pdf":
        pytest.importorskip("reportlab", reason="reportlab is not installed")
    names = {"中国知网 \U0001f600": Records(1000), "العربية\ufffe\ud800": Records(240)}
    assert render(replace(NEW, databases=names), format_name)


def test_another_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refused, match="mermaid"):
        render(NEW, "bmp")
    assert warnings(WHOLE, "svg") == ()
    assert warnings(WHOLE, "csv")


def test_numbers_link_to_the_page_that_is_asked_for() -> None:
    linked = replace(NEW, look=look((), links="https://example.org/flow?a=1&b=2"))
    root = ElementTree.fromstring(str(render(linked, "svg")))
    found = {one.get("href"): one for one in root.iter(f"{SVG}a")}
    assert "https://example.org/flow?a=1&b=2#records_screened" in found
    assert "https://example.org/flow?a=1&b=2#dbr_excluded%3Apopulation" in found
    assert not list(ElementTree.fromstring(str(render(NEW, "svg"))).iter(f"{SVG}a"))
    with pytest.raises(Refused, match="no address"):
        look((), links="javascript:alert(1)")
    with pytest.raises(Refused, match="no row"):
        look(("nothing",))
