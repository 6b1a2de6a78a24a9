"""The sections and files that extraction offers to a publication."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from extraction.bias.agreed import agreed_judgements
from extraction.bias.judgement import Judgement
from extraction.outcomes import results
from extraction.publishing import codebook, metafor, revman
from extraction.publishing.agreed import forms_used
from extraction.publishing.robvis import robvis_files
from extraction.queries import agreed_studies
from review.ledger.ledger import Review
from review.publishing.parts import DataFile, Part, Section


def _forms(connection: Connection, _review: Review, language: str) -> Sequence[Part]:
    return [codebook.blank_form(form, language) for form in forms_used(connection)]


def _codebook(connection: Connection, _review: Review, language: str) -> Sequence[Part]:
    return [codebook.codebook(connection, language)]


def _funding(connection: Connection, _review: Review, language: str) -> Sequence[Part]:
    return [codebook.funding(connection, language)]


def _plots(connection: Connection, _review: Review, language: str) -> Sequence[Part]:
    from extraction.publishing.figures import figures

    return list(figures(connection, language))


SECTIONS = (
    Section("plots", "main", _plots),
    Section("forms", "appendix", _forms),
    Section("codebook", "appendix", _codebook),
    Section("funding", "appendix", _funding),
)

_DATA = (
    DataFile(
        "data/agreed.csv",
        {"en": "Every agreed value, a row each", "nb": "Hver verdi det er enighet om, i en rad"},
        lambda connection, _review, language: codebook.tidy(connection, language),
        in_workbook=True,
    ),
    DataFile(
        "data/escalc.csv",
        {
            "en": "Results as escalc of metafor (R) reads them, a contrast a row",
            "nb": "Resultatene slik escalc i metafor (R) leser dem, en kontrast per rad",
        },
        lambda connection, _review, _language: metafor.escalc(connection),
    ),
)


def data_files(connection: Connection) -> list[DataFile]:
    """Return the files for other programs; of those for robvis one for each tool in use."""
    return [*_DATA, *robvis_files(connection)]


_NEED_RESULTS = ("outcomes", "effect-direction", "results")
_NEED_TIDIER = ("interventions", "tidier")


def unready(connection: Connection) -> frozenset[str]:
    """Return the names of the tables of which nothing is agreed yet."""
    studies = agreed_studies(connection)
    found: list[str] = []
    if not any(study.characteristics for study in studies):
        found.append("characteristics")
    if not any(results(study) for study in studies):
        found += _NEED_RESULTS
    if not _several_results(agreed_judgements(connection)):
        found.append("risk-of-bias-worst")
    if not any(study.tidier for study in studies):
        found += _NEED_TIDIER
    return frozenset(found)


def _several_results(judgements: Iterable[Judgement]) -> bool:
    """Tell whether one study has several judged results, so that a worst one can be told."""
    return any(number > 1 for number in Counter((j.study, j.form) for j in judgements).values())


def fill_template(connection: Connection, text: str, name: str) -> tuple[str, Sequence[str]]:
    """Return a RevMan template with its rows, and the headers that nothing fills."""
    made = revman.filled(connection, text, name)
    return made.text, made.unknown
