"""All about the field under the cursor: what is asked, what is answered, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extraction.plausible.concern import SIGNS, Severity
from extraction.screens.form_rows import FormRow
from extraction.screens.sheet import Sheet
from extraction.tables.setting import Setting
from extraction.value import Value
from review.clean import one_line
from review.desk.widgets.paper import Block, Look

TONES: Mapping[Severity, Look] = {"impossible": "bad", "unlikely": "warn", "lacking": "quiet"}


def evidence(row: FormRow, sheet: Sheet, language: str = "en") -> list[Block]:
    """Return a field's whole answer with its evidence, then what is asked for."""
    name = f"{row.field.number} {row.field.name(language)}".strip()
    required = " (required)" if row.field.required else ""
    blocks = [Block(name + required, "heading"), *_answered(row, sheet, language)]
    blocks += [
        Block(one.line, TONES[one.severity]) for one in sheet.concerns if one.touches(row.id)
    ]
    if hint := sheet.hint(row.id):
        blocks.append(Block(hint))
    if told := row.field.help_text(language):
        blocks.append(Block(told, "quiet"))
    elsewhere = [one for one in sheet.concerns if not one.touches(row.id)]
    if elsewhere:
        blocks += [Block(""), Block("Elsewhere in this entry:", "quiet")]
        blocks += [
            Block(
                f"{SIGNS[one.severity]} {sheet.form.label(one.path, language)}: {one.sentence}",
                "quiet",
            )
            for one in elsewhere
        ]
    return blocks


def _answered(row: FormRow, sheet: Sheet, language: str) -> Iterator[Block]:
    value = sheet.values.get(row.id)
    if row.kind == "calculated":
        yield Block(row.text or "Worked out once its numbers are there.")
    if row.kind != "field":
        return
    if value is None:
        yield Block("No answer yet.", "warn" if row.field.required else "quiet")
        return
    content = Setting(language=language).content(row.field, value)
    if content:
        yield Block(content)
    if line := evidence_line(value, sheet.reports):
        yield Block(line, "quiet")
    parts = {
        "status": value.status.replace("-", " ") if value.status != "reported" else "",
        "note": value.note,
        "other": value.other,
    }
    for name, text in parts.items():
        if text:
            yield Block(f"{name}: {text}", "quiet")


def evidence_line(value: Value, reports: Mapping[str, str]) -> str:
    """Return where an answer stands, in one line: page, quote, report."""
    page = f"page {value.page}" if value.page.isdecimal() else value.page
    quote = f"“{one_line(value.quote)}”" if value.quote else ""
    report = reports.get(value.report, value.report)
    return "   ".join(filter(None, (page, quote, report)))
