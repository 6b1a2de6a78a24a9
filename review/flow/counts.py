"""The numbers of a flow, each in its unit: records, reports or studies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from review.elsewhere.entries import Elsewhere
from review.flow.units import NO_RECORDS, NO_REPORTS, NO_STUDIES, Records, Reports, Studies, total

# Kinds of sources of the right column, in the order in which their rows stand.
OTHER_KINDS = ("website", "organisation", "citation-search", "contact", "handsearch", "other")


@dataclass(frozen=True, slots=True)
class Pending:
    """What is undecided, unsettled or unrevealed, in both columns together."""

    title_abstract: Records = NO_RECORDS
    retrieval: Reports = NO_REPORTS
    full_text: Reports = NO_REPORTS

    @property
    def anything(self) -> bool:
        """Tell whether anything is pending."""
        return bool(self.title_abstract or self.retrieval or self.full_text)


@dataclass(frozen=True, slots=True)
class Look:
    """What of a flow is drawn: rows left out, and the reasons of titles and abstracts.

    PRISMA 2020 asks for no reasons there; pre-clinical reviews give them. `links` is the address
    of a page on which each number has an anchor named by its open key; "" for no links.
    """

    hidden: frozenset[str] = frozenset()
    title_abstract_reasons: bool = False
    links: str = ""


@dataclass(frozen=True, slots=True)
class OtherArm:
    """The right column: what websites, organisations, citation searching and others gave.

    `results` is keyed by kind of source, `excluded` by the id of the reason. Screening is None
    where records of this column skip title and abstract. `pending` is this column's part of what
    the flow has pending; None where only the whole is known. `straight` are those of the screened
    that came as a known list of reports and were not screened here; None where there are none.
    """

    results: Mapping[str, Records]
    sought: Reports
    not_retrieved: Reports
    assessed: Reports
    excluded: Mapping[str, Reports]
    awaiting: Reports = NO_REPORTS
    ongoing: Reports = NO_REPORTS
    not_used: Reports = NO_REPORTS
    included: Reports = NO_REPORTS
    duplicates: Records | None = None
    removed: Records = NO_RECORDS
    screened: Records | None = None
    records_excluded: Records | None = None
    pending: Pending | None = None
    straight: Records | None = None
    reassessed: Records = NO_RECORDS
    records_by_reason: Mapping[str, Records] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Flow:
    """The flow of one review, as one person may see it.

    `databases` and `registers` are keyed by the source's name, `excluded` by the id of the reason;
    `included` counts the reports of included studies from this column. `new_reports` are those of
    new studies; `reports_of_previous` are new reports of studies that an earlier edition included.
    `linked` tells whether reports have been linked to studies; None where nobody can know.
    `also_in_databases` counts hits of other methods that had arrived first through a database;
    they are not in the results of the right column. `retracted` are included reports.
    `left_unscreened` are those marked by automation tools that a stop of ranked screening left.
    `straight` are those of the screened that came as a known list of reports and were not screened
    here; None where there are none. `reassessed` are records of an earlier edition that are counted
    once more. `logged` is the work done elsewhere that the numbers hold.
    `records_by_reason` are the records excluded, by the id of the reason ("" where none was given).
    `synthesis` are the studies that have results in it and their reports, None where not asked for.
    """

    databases: Mapping[str, Records]
    registers: Mapping[str, Records]
    duplicates: Records
    excluded_automatic: Records
    excluded_other: Records
    screened: Records
    records_excluded: Records
    sought: Reports
    not_retrieved: Reports
    assessed: Reports
    excluded: Mapping[str, Reports]
    awaiting: Reports
    ongoing: Reports
    not_used: Reports
    included: Reports
    new_studies: Studies
    new_reports: Reports
    other: OtherArm | None = None
    previous_studies: Studies | None = None
    previous_reports: Reports | None = None
    withdrawn_studies: Studies = NO_STUDIES
    withdrawn_reports: Reports = NO_REPORTS
    reports_of_previous: Reports = NO_REPORTS
    already_assessed: Records = NO_RECORDS
    pending: Pending = Pending()
    notices: tuple[str, ...] = ()
    reason_names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    linked: bool | None = None
    also_in_databases: Records = NO_RECORDS
    straight: Records | None = None
    retracted: Reports = NO_REPORTS
    left_unscreened: Records = NO_RECORDS
    reassessed: Records = NO_RECORDS
    logged: tuple[Elsewhere, ...] = ()
    records_by_reason: Mapping[str, Records] = field(default_factory=dict)
    look: Look = Look()
    synthesis: tuple[Studies, Reports] | None = None

    @property
    def interim(self) -> bool:
        """Tell whether something is still undecided, unsettled or unrevealed."""
        return self.pending.anything

    @property
    def identified(self) -> Records:
        """Return the records of the left column, before anything was removed."""
        return total(Records, *self.databases.values(), *self.registers.values())

    @property
    def total_studies(self) -> Studies:
        """Return previous studies, less those withdrawn, and the new ones."""
        return (self.previous_studies or NO_STUDIES) - self.withdrawn_studies + self.new_studies

    @property
    def total_reports(self) -> Reports:
        """Return the reports of `total_studies`, new reports of previous studies among them."""
        previous = (self.previous_reports or NO_REPORTS) - self.withdrawn_reports
        return previous + self.new_reports + self.reports_of_previous
