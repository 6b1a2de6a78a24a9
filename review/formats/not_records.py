"""Files that hold no records, known by their first bytes: what each is, and what to do instead."""

from __future__ import annotations

import io
import re
import zipfile

from review.refusal import Refused

HELP = "Export it again as RIS, MEDLINE, BibTeX or CSV, or name the format with --format."
_OTHERWISE = "Open it there, save or export its records as RIS or CSV, and import that."
_LIBRARY = "Open it in EndNote, export the library as RIS (File, Export), and import that."
_RAYYAN = "Import the articles file beside it, then the log with `review decisions import`."
_ATTACH = "Attach full texts with `review attach`; import the database's export."
_NOT_RECORDS = (
    (b"%PDF", "a PDF", _ATTACH),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "Save it as .xlsx or .csv and import that."),
    (b"SQLite format 3\x00", "a database file", _OTHERWISE),
    (b"{\\rtf", "a word processor's document (RTF)",
     "Save it as plain text, or export the records as RIS, and import that."),
    (b"\x89PNG", "a picture", HELP),
    (b"\xff\xd8\xff", "a picture", HELP),
    (b"GIF8", "a picture", HELP),
    (b"II*\x00", "a picture", HELP),
    (b"MM\x00*", "a picture", HELP),
    (b"PK\x05\x06", "an empty archive", "Export it again."),
    (b"Rar!", "a RAR archive", "Unpack it, and import the exports in it."),
    (b"7z\xbc\xaf", "a 7z archive", "Unpack it, and import the exports in it."),
    (b"\xfd7zXZ", "an xz archive", "Unpack it, and import the exports in it."),
    (b"BZh9", "a bzip2 archive", "Unpack it, and import the exports in it."),
    (b"RDX3\n", "data of R", "Write its table as CSV, and import that."),
    (b"RDX2\n", "data of R", "Write its table as CSV, and import that."),
    (b"PAR1", "a Parquet table", "Write it as CSV, and import that."),
    (b"\x7fELF", "a program", HELP),
)  # fmt: skip
_PROGRAMS_NEXT = {"a compressed EndNote library": _LIBRARY}
# EndNote's library: a binary file whose first block names its fields or its maker.
_ENDNOTE_LIBRARY = re.compile(
    rb"(?:\x00|SQLite).{0,9000}?"
    rb"(?:EndNote|ISI ResearchSoft|Reference Type|enl_refs|CREATE TABLE .?refs)",
    re.DOTALL,
)
_DECISIONS = re.compile(rb"\W{0,4}created_at\b[^\n]{0,80}\barticle_id\W{1,3}key\W{1,3}value\b")
HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|script)\b", re.IGNORECASE)
_HEAD = 1 << 16
_BLANK = b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
# What makes a zip archive one file of some program, and which.
_PROGRAMS = (
    ("xl/workbook.xml", "a workbook"),
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a presentation"),
    ("mimetype", "an OpenDocument file or an electronic book"),
    ("Index/Document.iwa", "a document of Pages or Numbers"),
)


def refuse_decisions(data: bytes) -> None:
    """Raise Refused for a log of decisions, which another command reads."""
    if _DECISIONS.match(data):
        raise Refused("This is Rayyan's log of decisions, not an export of records.", _RAYYAN)


def refuse_others(data: bytes) -> None:
    """Raise Refused for what is empty or plainly no text; it says what the file is."""
    if not data[:_HEAD].strip(_BLANK) and not data.strip(_BLANK):
        raise Refused("The file is empty.", "Export it again: the download may have been cut off.")
    what, next_step = _kind(data)
    if what:
        raise Refused(f"This is {what}, not an export of records.", next_step)


def no_records(data: bytes, name: str) -> str:
    """Return what a file beside exports is, when it is none; an empty string otherwise."""
    if not data[:_HEAD].strip(_BLANK) and not data.strip(_BLANK):
        return "an empty file"
    if name.lower().endswith((".html", ".htm")) or HTML.match(data[:200].decode("latin-1").strip()):
        return "a web page"
    return "Rayyan's log of decisions" if _DECISIONS.match(data) else _kind(data)[0]


def _kind(data: bytes) -> tuple[str, str]:
    """Return what a file that holds no text of records is, and what to do with it."""
    head = data[:_HEAD]
    if b"\x00" in head[:64] and not head.startswith(_MARKS) and _ENDNOTE_LIBRARY.match(head):
        return "an EndNote library (.enl)", _LIBRARY
    for magic, what, next_step in _NOT_RECORDS:
        if data.startswith(magic):
            return what, next_step
    if data.startswith(b"PK\x03\x04"):
        what = program_of(data)
        return ("", "") if what == "a workbook" else (what, _PROGRAMS_NEXT.get(what, _OTHERWISE))
    return "", ""


def program_of(data: bytes) -> str:
    """Return what a zip archive is when it is one file of a program, or an empty string."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ""
    if any(name.endswith(".enl") for name in names) and any(".Data/" in name for name in names):
        return "a compressed EndNote library"
    return next((what for sign, what in _PROGRAMS if sign in names), "")
