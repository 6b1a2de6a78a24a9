"""Invented reviews of research, as an overview finds them: records of three databases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from corpora.making.copy import NOTICE
from corpora.making.people import journals, team
from corpora.making.report import Person
from corpora.making.stream import Stream

_FIELDS = ("Family Support", "Child Welfare", "Social Work Research", "Child and Family Practice")
# Name, platform, date of the search, records, duplicates removed before import, prefix of its ids.
SOURCES = (
    ("MEDLINE", "Ovid", "2022-05-09", 236, 0, "990"),
    ("PsycINFO", "Ovid", "2022-05-09", 164, 58, "2022-9"),
    ("Epistemonikos", "Epistemonikos Foundation", "2022-05-10", 121, 71, "epi-9"),
)
# What those that seem to be about the question are called; the first is the one that is used.
CHOSEN = "Intensive family preservation at home and placement of children: review and meta-analysis"
ELIGIBLE = (
    "Home-based crisis support to keep families together: a systematic review",
    "Do intensive in-home services prevent placement? A systematic review of controlled studies",
    "Family preservation programmes and out-of-home care: a meta-analysis",
    "In-home services for families in crisis: a review of reviews and trials",
    "Keeping children with their parents: a systematic review of short intensive programmes",
    "Placement prevention by home visiting workers: an updated review",
)
# Reasons as in the protocol, with the titles of the reports excluded for each.
EXCLUDED = {
    "publication-type": (
        "Preventing placement: an introduction to a special section",
        "What works to keep families together? A narrative overview for practitioners",
        "Intensive support at home in child welfare: protocol for a systematic review",
        "Twenty years of family preservation: a commentary",
        "Short programmes for families in crisis: a scoping review of terms",
    ),
    "intervention": (
        "Wraparound care coordination and placement stability: a systematic review",
        "Parent training in groups for parents known to child welfare: a meta-analysis",
        "Kinship support and permanence: a systematic review",
        "Family group conferences and out-of-home care: a systematic review",
        "Reunification programmes after foster care: a review of trials",
        "Drug courts for families: a systematic review and meta-analysis",
    ),
    "outcome": (
        "Intensive home-based programmes and parental stress: a systematic review",
        "Family preservation and child behaviour: a meta-analysis",
        "Experiences of families in intensive home programmes: a qualitative synthesis",
    ),
    "population": (
        "Intensive home treatment of adults in psychiatric crisis: a systematic review",
        "Home support for families with a newborn in intensive care: a systematic review",
    ),
}
MISSING = (
    "Intensive family services in the municipality: a systematic review (report in print only)"
)

_ABOUT = (
    ("school absence", "school"),
    ("sleep problems", "health"),
    ("peer mentoring", "community"),
    ("foster parents' training", "care"),
    ("kinship care", "care"),
    ("parental depression", "health"),
    ("father involvement", "family"),
    ("digital parenting advice", "family"),
    ("respite care", "care"),
    ("housing support", "welfare"),
    ("cash transfers", "welfare"),
    ("social work supervision", "work"),
    ("burnout among caseworkers", "work"),
    ("risk assessment tools", "work"),
    ("trauma-focused therapy", "health"),
    ("play therapy", "health"),
    ("youth offending", "community"),
    ("leisure activities", "community"),
    ("sibling relations", "family"),
    ("substance use treatment", "health"),
    ("language support", "school"),
    ("breakfast at school", "school"),
)
_FOR = (
    "young mothers",
    "families with disabled children",
    "refugee families",
    "adolescents in residential care",
    "children in rural areas",
    "single parents",
    "care leavers",
    "grandparents",
    "preschool children",
    "families with long-term illness",
    "boys in their teens",
    "families of prisoners",
)
_FORMS = (
    "{about} and {group}: a systematic review",
    "Does {about} matter for {group}? A meta-analysis",
    "What is known of {about} among {group}: a scoping review",
    "Interventions on {about} for {group}: an umbrella review",
)
_TELLS = (
    "We searched {n} databases for studies of {about} among {group}.",
    "{n} studies were included; most were small and lasted less than a year.",
    "Results on {about} pointed in different directions.",
    "The certainty of the evidence was {level}.",
    "More studies of {group} are needed.",
)


@dataclass(frozen=True, slots=True)
class Found:
    """One record and its fate: standing, and the reason where it was excluded in full text."""

    source: str
    accession: str
    title: str
    authors: tuple[Person, ...]
    year: int
    journal: str
    abstract: str
    standing: str
    reason: str = ""

    @property
    def doi(self) -> str:
        """Return a DOI that leads nowhere."""
        return f"10.5555/overview.{self.accession}"


def found() -> tuple[Found, ...]:
    """Return all records, source by source."""
    stream = Stream("family preservation")
    wanted = [
        (CHOSEN, "included", ""),
        *((title, "not-used", "") for title in ELIGIBLE),
        *((t, "excluded-full-text", reason) for reason, ts in EXCLUDED.items() for t in ts),
        (MISSING, "not-retrieved", ""),
    ]
    total = sum(number for _n, _p, _d, number, _dup, _prefix in SOURCES)
    others = [(title, "excluded-title-abstract", "") for title in _titles(stream)]
    fates = stream.shuffled([*wanted, *others[: total - len(wanted)]])
    sources = [(name, prefix) for name, _p, _d, n, _dup, prefix in SOURCES for _ in range(n)]
    return tuple(
        _record(place, source, fate, stream)
        for place, (source, fate) in enumerate(zip(sources, fates, strict=True), start=1)
    )


def _titles(stream: Stream) -> list[str]:
    made = [
        form.format(about=about, group=group)
        for (about, _kind), group, form in product(_ABOUT, _FOR, _FORMS)
    ]
    return [title[:1].upper() + title[1:] for title in stream.shuffled(made)]


def _record(
    place: int, source: tuple[str, str], fate: tuple[str, str, str], stream: Stream
) -> Found:
    (name, prefix), (title, standing, reason) = source, fate
    journal = stream.pick(journals()[stream.pick(_FIELDS)])
    return Found(
        source=name,
        accession=f"{prefix}{place:05d}",
        title=title,
        authors=team(stream, 1, 4),
        year=2020 if standing == "included" else stream.whole(2004, 2022),
        journal=journal.name,
        abstract=_abstract(title, standing, stream),
        standing=standing,
        reason=reason,
    )


def _abstract(title: str, standing: str, stream: Stream) -> str:
    if standing == "included":
        return (
            "Families in crisis are offered a worker at home for four to six weeks. We reviewed 29 "
            "controlled studies of such programmes. Fewer children were placed out of home at 6, "
            "12 and 24 months; certainty was moderate at 12 months and low otherwise. Seven "
            "studies looked at costs."
        )
    number, level = stream.whole(3, 48), stream.pick(("low", "very low", "moderate"))
    about = title.split(":", maxsplit=1)[0].split("?", maxsplit=1)[0].lower()
    told = stream.some(_TELLS, 3)
    return " ".join(
        text.format(n=number, about=about, group="these families", level=level) for text in told
    )


def as_ris(records: Sequence[Found]) -> bytes:
    """Return the records as a reference manager writes RIS, once duplicates are removed in it."""
    return "".join(f"{_lines(record)}ER  - \n\n" for record in records).encode()


def _lines(record: Found) -> str:
    fields = [
        ("TY", "JOUR"),
        ("AN", record.accession),
        ("TI", record.title),
        *(("AU", author.inverted) for author in record.authors),
        ("PY", str(record.year)),
        ("JO", record.journal),
        ("DO", record.doi),
        ("AB", record.abstract),
        ("N1", NOTICE),
    ]
    return "".join(f"{tag}  - {text}\n" for tag, text in fields)
