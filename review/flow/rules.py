"""The rules of the flow's arithmetic, in words.

P0 to P14 and I6 to I11 of the PRISMA 2020 numbers; I1 is P11, I2 is P1, I3 is P2, I5 is P3, I8 is
P9, and I9 and I10, that everything is in one place and in the column where it was found first, are
asked of each record by `fallen`. I12, that a duplicate found late moves to the duplicates removed,
holds by construction: every number from the screened records on counts duplicate sets, and a merge
leaves one set of two, whose other records are what `duplicates` counts, whenever it was made.

As amended: studies may outnumber reports and the other way round, and assessed reports are
excluded, awaiting classification, ongoing, eligible but not used, or included.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Level = Literal["error", "warning", "notice"]

RULES: Mapping[str, tuple[Level, str]] = MappingProxyType(
    {
        "P0": ("error", "Every count is a whole number of at least 0."),
        "P1": (
            "error",
            "Records screened are the records from databases and registers and those of an "
            "earlier version that are assessed again, less duplicates, those marked by "
            "automation tools and those removed for other reasons.",
        ),
        "I11": (
            "error",
            "Of each duplicate set one record stays, so that fewer records are removed as "
            "duplicates than were identified.",
        ),
        "P2": (
            "error",
            "Reports sought for retrieval are the records screened, less those excluded and those "
            "not yet decided.",
        ),
        "P3": (
            "error",
            "Reports assessed are the reports sought, less those not retrieved and those not yet "
            "retrieved or decided.",
        ),
        "P4": (
            "error",
            "Each report has one reason, so that no more are excluded than were assessed.",
        ),
        "P5": (
            "warning",
            "Reports sought from other methods are the records that these methods gave.",
        ),
        "P5a": (
            "error",
            "Records from other methods that were screened are those identified, less duplicates.",
        ),
        "P5b": (
            "error",
            "Reports sought from other methods are the records screened, less those excluded and "
            "those not yet decided.",
        ),
        "P6": (
            "error",
            "Reports assessed from other methods are the reports sought, less those not retrieved "
            "and those not yet retrieved or decided.",
        ),
        "P6b": (
            "error",
            "Each report from other methods has one reason, so that no more are excluded than "
            "were assessed.",
        ),
        "I6": (
            "error",
            "Reports of included studies are the reports assessed, less those excluded, awaiting "
            "classification, ongoing, and eligible but not used.",
        ),
        "I7": ("error", "Every included study has at least one included report."),
        "P7": (
            "error",
            "Reports of new studies are what both columns include: assessed, less excluded, "
            "awaiting classification, ongoing, eligible but not used, and new reports of previous "
            "studies.",
        ),
        "P8": ("warning", "There are more studies than reports; one report may describe several."),
        "P8b": (
            "notice",
            "There are as many studies as reports, and none have been linked: are reports and "
            "studies told apart?",
        ),
        "P9": (
            "error",
            "The total is what the previous version included, less what was withdrawn, and what "
            "is new.",
        ),
        "P10": ("error", "No more is in the synthesis or the meta-analysis than in the review."),
        "P10b": (
            "error",
            "The studies of the key questions, less those that answer several, are the studies "
            "included.",
        ),
        "P11": ("error", "The numbers of the single sources add up to the number of their kind."),
        "P12": (
            "error",
            "Records excluded by people and by automation tools add up to the records excluded.",
        ),
        "P13": (
            "warning",
            "More reports were assessed than included, and no reasons for exclusion are given.",
        ),
        "P14": ("warning", "The numbers do not fit the template that is named."),
    }
)
