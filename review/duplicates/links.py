"""Two reports of one study: related pairs that stay separate and are offered as one study later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from review.duplicates import kinds
from review.duplicates.compare import Comparison

_PROTOCOL_TITLE = 0.6  # share of letters: a protocol's title beside its trial's


@dataclass(frozen=True, slots=True)
class Link:
    """A reason to link; `holds` is asked in the order of `LINKS`."""

    name: str
    sentence: str
    holds: Callable[[Comparison], bool]


def _kin(c: Comparison) -> bool:
    """Tell whether title and authors speak for one study."""
    return not c.generic and c.title_fits and not c.authors_deny


def _only(kind: str, c: Comparison) -> bool:
    return kind in c.one_sided


def _notice(c: Comparison) -> bool:
    return _only(kinds.NOTICE, c) and _kin(c)


def _erratum(c: Comparison) -> bool:
    return _only(kinds.ERRATUM, c) and _kin(c)


def _registration(c: Comparison) -> bool:
    shared = bool(c.a.registered & c.b.registered)
    return _only(kinds.REGISTRATION, c) and (shared or (_kin(c) and c.title_same))


def _protocol(c: Comparison) -> bool:
    shared = bool(c.a.registered & c.b.registered)
    return _only(kinds.PROTOCOL, c) and (
        shared or (c.authors_agree and (c.title_fits or c.title.score >= _PROTOCOL_TITLE))
    )


def _preprint(c: Comparison) -> bool:
    return (
        _only(kinds.PREPRINT, c)
        and not c.title_opposed
        and (_kin(c) or (c.authors_agree and c.abstract_same))
    )


def _abstract(c: Comparison) -> bool:
    elsewhere = c.journal != "same" or (
        c.place_denies and not (c.volume == "same" and c.years == 0)
    )
    one = _only(kinds.ABSTRACT, c) or (kinds.ABSTRACT in c.a.sorts & c.b.sorts and elsewhere)
    return one and elsewhere and _kin(c) and c.title_same and c.authors_agree


def _thesis(c: Comparison) -> bool:
    return _only(kinds.THESIS, c) and c.journal == "different" and _kin(c) and c.authors_agree


def _elsewhere(c: Comparison) -> bool:
    """Tell whether two places are stated, which is more than a slip in one of them."""
    two = c.journal == "different" or c.issue == "different" or c.volume == "different"
    return (
        _kin(c)
        and c.title_same
        and c.authors_agree
        and c.place_denies
        and kinds.REPUBLISHED not in c.one_sided
        and two
        and (
            c.pages == "disjoint"
            or c.journal == "different"
            or (c.volume == "different" and c.pages == "overlap")
        )
        and c.doi not in {"same", "version"}
    )


LINKS = (
    Link("retraction-notice", "One is the retraction notice of the other.", _notice),
    Link("erratum", "One is an erratum or correction of the other.", _erratum),
    Link("registration", "One is the registration of the other's study.", _registration),
    Link("protocol", "One is the protocol of the other's study.", _protocol),
    Link("preprint", "One is a preprint of the other.", _preprint),
    Link("conference-abstract", "One is a conference abstract of the other.", _abstract),
    Link("thesis", "One is a thesis, the other was published elsewhere.", _thesis),
    Link("published-twice", "Title and authors are the same at two places in print.", _elsewhere),
)


def first(c: Comparison) -> Link | None:
    """Return the first link that holds for the pair, unless comment, reply or titles forbid it."""
    if c.one_sided & {kinds.COMMENT, kinds.REPLY} or (
        c.title_opposed and not _only(kinds.PROTOCOL, c)
    ):
        return None
    return next((link for link in LINKS if link.holds(c)), None)
