from __future__ import annotations

import pytest

from review.formats.reading import read
from review.refusal import Refused

OVID = """1.
TY  - JOUR
ID  - 2019-1
DO  - http://dx.doi.org/10.5555/abc.1
T1  - Home visits: a trial.
A1  - Berg, Anna
A1  - Moe, Bo
Y1  - 2019//
N2  - Background: none.
JF  - Journal of Invented Trials
VL  - 12A
IS  - Suppl 1
SP  - No
EP  - Specified
L2  - http://ovidsp.ovid.com/ovidweb.cgi?T=JS&PAGE=reference&D=psyc16&NEWS=N&AN=2019-1
ER  -
NL  - J Invent Trials

Link to the Ovid Full Text

2.
TY  - JOUR
ID  - 2019-2
T1  - A second.
ER  -
"""


def test_an_ovid_file_reads_whole_with_what_follows_er():
    parsed = read(OVID.encode(), "psycinfo.ris")
    assert (parsed.format, parsed.dialect, parsed.encoding) == ("ris", "ovid", "utf-8")
    first, second = parsed.records
    assert first.title == "Home visits: a trial."
    assert first.authors == ("Berg, Anna", "Moe, Bo")
    assert first.accession == "2019-1"
    assert first.doi == "10.5555/abc.1"
    assert (first.volume, first.issue, first.start_page) == ("12A", "Suppl 1", "")
    assert first.journal_short == "J Invent Trials"
    assert first.line == 2
    assert second.line == 22
    assert not parsed.rejected


@pytest.mark.parametrize(
    "data", [b"", b"  \n", b"%PDF-1.7 ...", b"<!DOCTYPE html><html><body>Log in</body></html>"]
)
def test_what_is_no_export_is_refused_with_a_next_step(data):
    with pytest.raises(Refused) as refusal:
        read(data, "x.ris")
    assert refusal.value.next_step
