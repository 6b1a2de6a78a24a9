"""The ways in which exports of one report come to differ, each a function from copy to copy."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from corpora.making.copy import Copy
from corpora.making.report import Person
from corpora.making.stream import Stream

Change = Callable[[Copy, Stream], Copy]
_PLAIN = str.maketrans({"ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "“": '"', "”": '"', "’": "'"})
_SHORTEST_TITLE = 45


def _ahead_of_print(copy: Copy, _stream: Stream) -> Copy:
    return replace(copy, year=copy.year - 1, volume="", issue="", start="", end="")


def _truncated_title(copy: Copy, stream: Stream) -> Copy:
    kept = copy.title[: max(_SHORTEST_TITLE, int(len(copy.title) * stream.between(0.55, 0.8)))]
    whole_words = kept.rpartition(" ")[0]
    return replace(copy, title=f"{whole_words}..." if stream.chance(0.5) else whole_words)


def _no_subtitle(copy: Copy, _stream: Stream) -> Copy:
    return replace(copy, title=copy.title.partition(": ")[0].partition("? ")[0])


def _upper_case_title(copy: Copy, _stream: Stream) -> Copy:
    return replace(copy, title=copy.title.upper())


def _misprint(copy: Copy, stream: Stream) -> Copy:
    place = stream.whole(len(copy.title) // 3, len(copy.title) - 3)
    title = copy.title
    swapped = title[:place] + title[place + 1] + title[place] + title[place + 2 :]
    return replace(copy, title=swapped)


def _html_entities(copy: Copy, _stream: Stream) -> Copy:
    def coded(text: str) -> str:
        return html.escape(text).encode("ascii", "xmlcharrefreplace").decode()

    journal, abstract = coded(copy.journal), coded(copy.abstract)
    return replace(copy, title=coded(copy.title), journal=journal, abstract=abstract)


def plain(text: str) -> str:
    """Return `text` with its accents and typographic marks taken off."""
    apart = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return apart.encode("ascii", "ignore").decode()


def _accents_stripped(copy: Copy, _stream: Stream) -> Copy:
    authors = tuple(Person(plain(one.surname), plain(one.given)) for one in copy.authors)
    return replace(copy, title=plain(copy.title), authors=authors)


def _initials(copy: Copy, _stream: Stream) -> Copy:
    authors = tuple(Person(one.surname, one.initials) for one in copy.authors)
    return replace(copy, authors=authors)


def _no_authors(copy: Copy, _stream: Stream) -> Copy:
    return replace(copy, authors=())


def _first_author_only(copy: Copy, _stream: Stream) -> Copy:
    return replace(copy, authors=copy.authors[:1])


def _journal_abbreviated(copy: Copy, _stream: Stream) -> Copy:
    return replace(copy, journal=copy.journal_short)


def _supplement(copy: Copy, _stream: Stream) -> Copy:
    return replace(copy, issue="Suppl 1")


def _start_page_only(copy: Copy, _stream: Stream) -> Copy:
    return replace(copy, end="")


def _no_pages(copy: Copy, _stream: Stream) -> Copy:
    return replace(copy, start="", end="")


def _no_doi(copy: Copy, _stream: Stream) -> Copy:
    return replace(copy, doi="")


def _doi_in_url(copy: Copy, _stream: Stream) -> Copy:
    return replace(copy, doi_in_url=bool(copy.doi))


def _no_abstract(copy: Copy, _stream: Stream) -> Copy:
    return replace(copy, abstract="")


CHANGES: dict[str, Change] = {
    "ahead-of-print": _ahead_of_print,
    "truncated-title": _truncated_title,
    "no-subtitle": _no_subtitle,
    "upper-case-title": _upper_case_title,
    "misprint": _misprint,
    "html-entities": _html_entities,
    "accents-stripped": _accents_stripped,
    "initials": _initials,
    "no-authors": _no_authors,
    "first-author-only": _first_author_only,
    "journal-abbreviated": _journal_abbreviated,
    "supplement": _supplement,
    "start-page-only": _start_page_only,
    "no-pages": _no_pages,
    "no-doi": _no_doi,
    "doi-in-url": _doi_in_url,
    "no-abstract": _no_abstract,
}
# Sources whose exports have a field for links besides that of the DOI.
WITH_LINKS = frozenset(("SocINDEX", "ASSIA", "Social Care Online"))


def made_awkward(copy: Copy, names: tuple[str, ...], stream: Stream) -> Copy:
    """Return the copy changed in the named ways, with the names of those that changed anything."""
    done: list[str] = []
    for name in names:
        changed = CHANGES[name](copy, stream)
        if name == "doi-in-url" and copy.source not in WITH_LINKS:
            continue
        if changed != copy:
            copy = changed
            done.append(name)
    return replace(copy, awkward=tuple(done))
