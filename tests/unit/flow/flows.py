"""Flows to test with: the four variants, and one that has everything at once."""

from __future__ import annotations

from dataclasses import replace

from review.flow.counts import Flow, OtherArm, Pending
from review.flow.units import Records, Reports, Studies

NAMES = {
    "population": {"en": "Wrong population", "nb": "Feil populasjon"},
    "intervention": {"en": "Wrong intervention", "nb": "Feil tiltak"},
    "outcome": {"en": "Outcome not measured", "nb": "Utfallet er ikke målt"},
    "design": {"en": "Not primary research", "nb": "Ikke primærforskning"},
}

# The numbers of the worked example of an update with other methods: 1290 - 210 = 1080;
# 1080 - 950 = 130; 130 - 10 = 120; 120 - 80 = 40; 35 - 2 = 33; 33 - 13 = 20.
NEW = Flow(
    databases={"PsycINFO": Records(740), "SocINDEX": Records(500)},
    registers={"ICTRP": Records(50)},
    duplicates=Records(210),
    excluded_automatic=Records(0),
    excluded_other=Records(0),
    screened=Records(1080),
    records_excluded=Records(950),
    sought=Reports(130),
    not_retrieved=Reports(10),
    assessed=Reports(120),
    excluded={
        "population": Reports(30),
        "intervention": Reports(20),
        "outcome": Reports(15),
        "design": Reports(15),
    },
    awaiting=Reports(0),
    ongoing=Reports(0),
    not_used=Reports(0),
    included=Reports(40),
    new_studies=Studies(30),
    new_reports=Reports(40),
    reason_names=NAMES,
)
ARM = OtherArm(
    results={
        "website": Records(12),
        "organisation": Records(3),
        "citation-search": Records(20),
    },
    sought=Reports(35),
    not_retrieved=Reports(2),
    assessed=Reports(33),
    excluded={"population": Reports(3), "outcome": Reports(10)},
    included=Reports(20),
)
NEW_OTHER = replace(NEW, other=ARM, new_studies=Studies(45), new_reports=Reports(60))
UPDATED = replace(NEW, previous_studies=Studies(35), previous_reports=Reports(39))
UPDATED_OTHER = replace(NEW_OTHER, previous_studies=Studies(35), previous_reports=Reports(39))

# 60 of 130 sought reports are still open, and of the 120 others ten are settled otherwise.
WHOLE_ARM = replace(
    ARM,
    results={
        "website": Records(12),
        "organisation": Records(0),
        "contact": Records(4),
        "handsearch": Records(6),
        "other": Records(100),
    },
    duplicates=Records(2),
    screened=Records(120),
    records_excluded=Records(80),
    sought=Reports(35),
    awaiting=Reports(1),
    included=Reports(19),
)
WHOLE = replace(
    NEW,
    registers={},
    databases={"PsycINFO": Records(790), "SocINDEX": Records(500)},
    excluded_automatic=Records(20),
    excluded_other=Records(10),
    screened=Records(1050),
    records_excluded=Records(900),
    sought=Reports(135),
    not_retrieved=Reports(5),
    assessed=Reports(100),
    excluded={"population": Reports(60), "design": Reports(10)},
    awaiting=Reports(3),
    ongoing=Reports(2),
    not_used=Reports(1),
    included=Reports(24),
    other=WHOLE_ARM,
    new_studies=Studies(40),
    new_reports=Reports(41),
    reports_of_previous=Reports(2),
    previous_studies=Studies(35),
    previous_reports=Reports(39),
    withdrawn_studies=Studies(1),
    withdrawn_reports=Reports(2),
    already_assessed=Records(7),
    pending=Pending(Records(20), Reports(18), Reports(12)),
    also_in_databases=1234,
)
ALL = {
    "new": NEW,
    "new-other": NEW_OTHER,
    "updated": UPDATED,
    "updated-other": UPDATED_OTHER,
    "whole": WHOLE,
}
