"""The flow in the format that is asked for."""

from __future__ import annotations

from review.flow.counts import Flow
from review.flow.numbers import Numbers
from review.refusal import Refused

FORMATS = ("text", "json", "csv", "svg", "png", "pdf", "html", "docx", "mermaid")
BINARY = ("png", "pdf", "docx")


def render(  # noqa: PLR0911 - a return for each format
    flow: Flow | Numbers,
    format: str,  # noqa: A002 - the word that users type
    *,
    language: str = "en",
    width: int = 80,
    plain: bool = False,
    dpi: int = 0,
) -> str | bytes:
    """Return `flow` as text, or as bytes for png, pdf and docx.

    `width` is the terminal's and `plain` draws with ASCII alone; both are for `text`. `dpi` is for
    `png`, 0 for its default. Raises Refused for another format or language.
    """
    match format:
        case "text":
            from review.flow.as_text import as_text

            return as_text(flow, language, width, plain=plain)
        case "json":
            import json

            from review.flow.as_json import as_json

            return json.dumps(as_json(flow, language), ensure_ascii=False, indent=2) + "\n"
        case "csv":
            from review.flow.rcsv import as_rcsv

            return as_rcsv(flow, language).text
        case "svg":
            from review.drawing.as_svg import as_svg
            from review.flow.picture import picture

            return as_svg(picture(flow, language))
        case "png":
            from review.drawing.as_png import as_png
            from review.flow.picture import picture

            return as_png(picture(flow, language), dpi)
        case "pdf":
            from review.drawing.as_pdf import as_pdf
            from review.flow.picture import picture

            return as_pdf(picture(flow, language))
        case "html":
            from review.flow.as_html import as_html

            return as_html(flow, language)
        case "docx":
            from review.flow.as_docx import as_docx

            return as_docx(flow, language)
        case "mermaid":
            from review.flow.mermaid import as_mermaid

            return as_mermaid(flow, language)
        case _:
            raise Refused(
                f"“{format}” is not a format of the flow.", f"It can be: {', '.join(FORMATS)}."
            )


def warnings(flow: Flow | Numbers, format: str, *, language: str = "en") -> tuple[str, ...]:  # noqa: A002
    """Return what the format could not hold as it is, in sentences; only `csv` has any."""
    if format != "csv":
        return ()
    from review.flow.rcsv import as_rcsv

    return as_rcsv(flow, language).warnings
