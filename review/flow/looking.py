"""How a flow is asked to be drawn: which rows are left out, and what is added."""

from __future__ import annotations

import re
from collections.abc import Sequence

from review.flow.counts import Look
from review.flow.rows import COUNTED
from review.refusal import Refused

_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def look(hide: Sequence[str], *, reasons: bool = False, links: str = "") -> Look:
    """Return the look without the rows `hide` and with `links` to a page.

    Refused with the names of the rows where one is none, and where the page is no web address.
    """
    if _SCHEME.match(links) and not links.lower().startswith(("http://", "https://")):
        raise Refused(f"“{links}” is no address of a page.", "Give one that begins with https://.")
    unknown = [row for row in hide if row not in COUNTED]
    if unknown:
        raise Refused(f"There is no row “{unknown[0]}”.", f"Rows: {', '.join(COUNTED)}.")
    return Look(frozenset(hide), reasons, links)
