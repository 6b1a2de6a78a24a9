"""Files that are something else: each refused with what it is and what to do instead."""

from __future__ import annotations

import pytest

from review.formats.reading import read
from review.refusal import Refused


@pytest.mark.parametrize(
    ("data", "what", "next_step"),
    [
        (b"", "empty", "again"),
        (b" \r\n\x00", "empty", "again"),
        (b"%PDF-1.7\n%abc", "a PDF", "review attach"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document", ".xlsx"),
        (b"{\\rtf1\\ansi TY  - JOUR", "RTF", "plain text"),
        (b"\x89PNG\r\n\x1a\n", "a picture", "Export"),
        (b"GIF89a", "a picture", "Export"),
        (b"\xff\xd8\xff\xe0", "a picture", "Export"),
        (b"SQLite format 3\x00" + b"\x10" * 100, "a database file", "import that"),
        (b"SQLite format 3\x00" + b"x" * 80 + b"CREATE TABLE refs(", "EndNote library", "RIS"),
        (b"\x00\x05\x00\x01" + b"\x00" * 60 + b"EndNote", "EndNote library", "RIS"),
        (b"Rar!\x1a\x07", "a RAR archive", "Unpack"),
        (b"created_at,user_id,user_email,article_id,key,value\n", "log of decisions", "decisions"),
        (b'"created_at","user_id","article_id","key","value"\n', "log of decisions", "decisions"),
        (b"<!DOCTYPE html>\n<html><body>Log in</body></html>", "a web page", "log-in"),
        (b"\xef\xbb\xbf  <HTML><head><title>500</title>", "a web page", "again"),
        (b"<!-- x --><html>", "a web page", "again"),
        (b'{"error": {"code": 401, "message": "Sign in"}}', "a server's error message", "again"),
        (b'{ "message": "Not found" }', "a server's error message", "again"),
        (b"<?xml version='1.0'?><Error><Code>Denied</Code></Error>", "known here", "RIS"),
        (b"Abstract\nOf a text that is none.\n", "known here", "--format"),
        (b"PMC some\n  PMID\n\nSO-something\n", "known here", "--format"),
        (b"Once upon a time there was a search.\nIt ended.\n", "known here", "--format"),
    ],
)
def test_a_file_that_is_something_else_is_refused(data: bytes, what: str, next_step: str) -> None:
    with pytest.raises(Refused, match=what) as refusal:
        read(data, "x.ris")
    assert next_step in refusal.value.next_step
