"""XML read safely: no entities of its own, no network, and a broken tail costs one record."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, ParseError

from review.formats.family import Progress, Walked
from review.formats.parsed import Rejected
from review.record import Record
from review.refusal import Refused

_TAGS = re.compile(r"<[^<>]*>")
_BROKEN = "Export the file again; the download may have been cut off."
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ILLEGAL_NUMBER = re.compile(
    r"&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));", re.IGNORECASE
)


def read_elements(
    text: str,
    names: tuple[str, ...],
    walked: Walked,
    record_of: Callable[[Element, str, int], Record],
    progress: Progress | None,
) -> Walked:
    """Read each outermost element with one of `names`; give it with its own text and line.

    Raises Refused for what is no XML from the start, and for XML with entities of its own.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    clean = _ILLEGAL_NUMBER.sub("", _ILLEGAL.sub("", _DECLARATION.sub(_blank_lines, text)))
    _refuse_entities(clean)
    opening = re.compile(rf"<({'|'.join(names)})(?=[\s>])")
    at, line = 0, 1
    while begun := opening.search(clean, at):
        _keep_outside(walked, clean[at : begun.start()], line)
        line += clean.count("\n", at, begun.start())
        closing = re.compile(rf"</{begun[1]}\s{{0,99}}>").search(clean, begun.end())
        raw = clean[begun.start() : closing.end() if closing else len(clean)]
        try:
            walked.take(record_of(fromstring(raw), raw, line))
        except (ParseError, DefusedXmlException) as error:
            why = f"its XML is broken: {error}" if closing else f"its XML breaks off. {_BROKEN}"
            walked.rejected.append(Rejected(line, why, raw))
        except RecursionError:
            walked.rejected.append(Rejected(line, "its XML is nested too deeply to be read", raw))
        at = begun.start() + len(raw)
        line += raw.count("\n")
        if progress:
            progress(at, len(clean))
    _keep_outside(walked, clean[at:], line)
    return walked


def _keep_outside(walked: Walked, text: str, line: int) -> None:
    """Keep what stands between records, where it is more than the tags around them."""
    if _TAGS.sub("", text).strip():
        lead = len(text) - len(text.lstrip())
        walked.outside.append((line + text.count("\n", 0, lead), text.strip()))


def _blank_lines(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def _refuse_entities(text: str) -> None:
    if re.search(r"<!ENTITY\b", text):
        raise Refused(
            "The XML defines entities of its own, which no export needs.",
            "Export the file again from its database.",
        )


def text_of(element: Element | None) -> str:
    """Return all text in an element, its inline markup dropped, white space folded."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def texts(parent: Element, path: str) -> list[str]:
    """Return the filled texts of all elements at `path`."""
    return [text for element in parent.findall(path) if (text := text_of(element))]
