"""The words and numbers of the boxes, against the wording of the four official templates."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from importlib.resources import files

import pytest

from review.elsewhere.entries import Elsewhere
from review.flow.additions import with_elsewhere
from review.flow.alt_text import alt_text
from review.flow.boxes import boxes
from review.flow.counts import Flow, Look, Pending
from review.flow.footnotes import footnotes
from review.flow.grid import grid
from review.flow.numbering import numbers_of
from review.flow.numbers import from_numbers
from review.flow.rows import COUNTED, R_ROWS
from review.flow.units import Records, Reports, Studies
from review.flow.wording import languages, wording
from review.refusal import Refused
from tests.unit.flow.flows import ALL, ARM, NEW, NEW_OTHER, UPDATED, UPDATED_OTHER, WHOLE


def words(flow: Flow, language: str = "en") -> dict[str, list[str]]:
    """Return the lines of each box, as a reader sees them but with plain spaces."""
    counted = wording(language).counted
    return {
        box.id: [counted(line.text, line.count).replace("\u00a0", " ") for line in box.lines]
        for box in boxes(flow, language)
    }


DATABASES = {
    "database_results": [
        "Records identified from:",
        "Databases (n = 1,240)",
        "PsycINFO (n = 740)",
        "SocINDEX (n = 500)",
        "Registers (n = 50)",
        "ICTRP (n = 50)",
    ],
    "duplicates": [
        "Records removed before screening:",
        "Duplicate records removed (n = 210)",
        "Records marked as ineligible by automation tools (n = 0)",
        "Records removed for other reasons (n = 0)",
    ],
    "records_screened": ["Records screened (n = 1,080)"],
    "records_excluded": ["Records excluded (n = 950)"],
    "dbr_sought_reports": ["Reports sought for retrieval (n = 130)"],
    "dbr_notretrieved_reports": ["Reports not retrieved (n = 10)"],
    "dbr_assessed": ["Reports assessed for eligibility (n = 120)"],
    "dbr_excluded": [
        "Reports excluded:",
        "Wrong population (n = 30)",
        "Wrong intervention (n = 20)",
        "Outcome not measured (n = 15)",
        "Not primary research (n = 15)",
    ],
}
OTHER = {
    "website_results": [
        "Records identified from:",
        "Websites (n = 12)",
        "Organisations (n = 3)",
        "Citation searching (n = 20)",
    ],
    "other_sought_reports": ["Reports sought for retrieval (n = 35)"],
    "other_notretrieved_reports": ["Reports not retrieved (n = 2)"],
    "other_assessed": ["Reports assessed for eligibility (n = 33)"],
    "other_excluded": [
        "Reports excluded:",
        "Wrong population (n = 3)",
        "Outcome not measured (n = 10)",
    ],
}
PREVIOUS = {
    "previous_studies": [
        "Studies included in previous version of review (n = 35)",
        "Reports of studies included in previous version of review (n = 39)",
    ]
}
INCLUDED = {
    "new_studies": ["Studies included in review (n = 30)", "Reports of included studies (n = 40)"]
}


def test_the_new_template_for_databases_and_registers() -> None:
    assert words(NEW) == DATABASES | INCLUDED


def test_the_new_template_with_other_methods() -> None:
    included = ["Studies included in review (n = 45)", "Reports of included studies (n = 60)"]
    assert words(NEW_OTHER) == DATABASES | OTHER | {"new_studies": included}


def test_the_updated_template_for_databases_and_registers() -> None:
    assert words(UPDATED) == PREVIOUS | DATABASES | {
        "new_studies": [
            "New studies included in review (n = 30)",
            "Reports of new included studies (n = 40)",
        ],
        "total_studies": [
            "Total studies included in review (n = 65)",
            "Reports of total included studies (n = 79)",
        ],
    }


def test_the_updated_template_with_other_methods() -> None:
    found = words(UPDATED_OTHER)
    assert found["total_studies"] == [
        "Total studies included in review (n = 80)",
        "Reports of total included studies (n = 99)",
    ]
    assert {key: found[key] for key in (PREVIOUS | OTHER)} == PREVIOUS | OTHER


def test_headings_bars_and_footnotes_are_the_templates() -> None:
    en = wording("en")
    assert [en("headings", key) for key in ("previous", "databases", "databases_updated")] == [
        "Previous studies",
        "Identification of studies via databases and registers",
        "Identification of new studies via databases and registers",
    ]
    assert en("headings", "other") == "Identification of studies via other methods"
    assert en("headings", "other_updated") == "Identification of new studies via other methods"
    assert list(en.sections["bars"].values()) == ["Identification", "Screening", "Included"]
    bare = from_numbers({"database_results": 1240, "records_excluded": 950})
    assert [box.lines[0].text for box in boxes(bare)] == [
        "Records identified from*:",
        "Records excluded**",
    ]
    assert footnotes(bare, boxes(bare), en)[:2] == (
        "*Consider, if feasible to do so, reporting the number of records identified from each "
        "database or register searched (rather than the total number across all "
        "databases/registers).",
        "**If automation tools were used, indicate how many records were excluded by a human and "
        "how many were excluded by automation tools.",
    )


def test_a_footnote_that_is_answered_is_not_there_nor_is_its_mark() -> None:
    noted = "".join(footnotes(numbers_of(NEW), boxes(NEW), wording("en")))
    assert "*" not in noted, "each database is numbered, and no tool excluded anything"
    one_unnamed = from_numbers(
        {
            "database_results": 50,
            "database_specific_results": {"PsycINFO": 40},
            "records_excluded": 9,
            "excluded_automatic": 3,
        }
    )
    noted = "".join(footnotes(one_unnamed, boxes(one_unnamed), wording("en")))
    assert noted.startswith("*Consider")
    assert "**If automation tools were used" in noted


def test_counts_stand_below_what_they_count_where_the_templates_have_them_so() -> None:
    written = {
        box.id: [
            text.replace("\u00a0", " ") for line in box.lines for text in line.texts(wording("en"))
        ]
        for box in boxes(UPDATED)
    }
    assert written["records_screened"] == ["Records screened", "(n = 1,080)"]
    assert written["total_studies"][-2:] == ["Reports of total included studies", "(n = 79)"]
    assert written["dbr_excluded"][:2] == ["Reports excluded:", "Wrong population (n = 30)"]
    assert written["previous_studies"] == PREVIOUS["previous_studies"]


def test_norwegian_has_its_words_and_signs() -> None:
    found = words(UPDATED_OTHER, "nb")
    assert found["database_results"][:2] == [
        "Referanser identifisert fra:",
        "Databaser (n = 1\u202f240)",
    ]
    assert found["duplicates"][1] == "Dubletter fjernet (n = 210)"
    assert found["dbr_excluded"][1] == "Feil populasjon (n = 30)"
    assert found["total_studies"][0] == "Studier inkludert i oversikten i alt (n = 80)"
    notes = footnotes(numbers_of(NEW), boxes(NEW, "nb"), wording("nb"))
    assert notes[-1].startswith("Oversettelsen er vår egen.")


def test_rows_that_the_template_lacks_are_marked_and_explained() -> None:
    found = words(WHOLE)
    assert found["dbr_awaiting"] == ["Reports awaiting classification† (n = 3)"]
    assert found["dbr_ongoing"] == ["Reports of ongoing studies† (n = 2)"]
    assert found["dbr_not_used"] == ["Reports eligible but not used† (n = 1)"]
    assert found["other_awaiting"] == ["Reports awaiting classification† (n = 1)"]
    assert found["other_duplicates"] == ["Duplicate records removed† (n = 2)"]
    assert found["other_screened"] == ["Records screened† (n = 120)"]
    assert found["website_results"][-2:] == ["Hand searching† (n = 6)", "Other methods† (n = 100)"]
    assert found["pending_full_text"] == ["Reports not yet decided† (n = 12)"]
    assert found["previous_studies"][2:] == [
        "Studies withdrawn since† (n = 1)",
        "Reports of studies withdrawn since† (n = 2)",
    ]
    assert found["duplicates"][2] == "of these, already assessed in an earlier version† (n = 7)"
    notes = footnotes(numbers_of(WHOLE), boxes(WHOLE), wording("en"))
    assert "†This row is not in the PRISMA 2020 template." in notes
    assert any(note.startswith("1,234 more records") for note in notes)
    assert not any("†" in note for note in footnotes(numbers_of(NEW), boxes(NEW), wording("en")))


def test_open_keys_name_the_row_the_source_and_the_reason() -> None:
    keys = {line.open_key for box in boxes(WHOLE) for line in box.lines}
    assert {
        "database_specific_results:PsycINFO",
        "dbr_excluded:population",
        "dbr_awaiting",
        "dbr_pending_title_abstract",
        "records_screened",
        "contact_results",
    } <= keys
    assert {line.open_key for box in boxes(WHOLE) if box.pending for line in box.lines} == {
        "dbr_pending_title_abstract",
        "other_pending_title_abstract",
        "pending_retrieval",
        "pending_full_text",
    }


def test_a_lead_counts_nothing_and_every_other_line_does() -> None:
    for flow in ALL.values():
        for box in boxes(flow):
            counted = [line.count is not None for line in box.lines]
            assert all(counted[1:])
            assert counted[0] or len(counted) > 1


def test_no_reason_given_is_said_so() -> None:
    flow = replace(NEW, excluded={"population": Reports(79), "": Reports(1)})
    assert words(flow)["dbr_excluded"][-1] == "No reason given (n = 1)"
    assert words(replace(NEW, excluded={}))["dbr_excluded"] == ["Reports excluded (n = 0)"]


def test_what_is_not_known_has_no_box() -> None:
    numbers = from_numbers({"records_screened": 3221, "records_excluded": 2970, "new_studies": 56})
    assert [box.id for box in boxes(numbers)] == [
        "records_screened",
        "records_excluded",
        "new_studies",
    ]


def test_names_from_outside_stay_on_one_line_without_escape_sequences() -> None:
    flow = replace(NEW, databases={"Psyc\x1b[31m\nINFO": Records(1240)}, registers={})
    assert words(flow)["database_results"][2] == "Psyc INFO (n = 1,240)"


def test_every_arrow_of_the_template_is_there() -> None:
    arrows = {(one.start, one.end, one.way) for one in grid(boxes(UPDATED_OTHER)).arrows}
    assert arrows == {
        ("database_results", "duplicates", "side"),
        ("database_results", "records_screened", "down"),
        ("records_screened", "records_excluded", "side"),
        ("records_screened", "dbr_sought_reports", "down"),
        ("dbr_sought_reports", "dbr_notretrieved_reports", "side"),
        ("dbr_sought_reports", "dbr_assessed", "down"),
        ("dbr_assessed", "dbr_excluded", "side"),
        ("dbr_assessed", "new_studies", "down"),
        ("website_results", "other_sought_reports", "down"),
        ("other_sought_reports", "other_notretrieved_reports", "side"),
        ("other_sought_reports", "other_assessed", "down"),
        ("other_assessed", "other_excluded", "side"),
        ("other_assessed", "new_studies", "corner"),
        ("previous_studies", "total_studies", "corner"),
        ("new_studies", "total_studies", "down"),
    }


def test_alt_text_tells_every_box_in_reading_order() -> None:
    text = alt_text(UPDATED_OTHER)
    told = [
        "PRISMA 2020 flow diagram.",
        "Studies included in previous version of review: 35;",
        "Databases: 1,240 (PsycINFO: 740, SocINDEX: 500); Registers: 50 (ICTRP: 50).",
        "Duplicate records removed: 210;",
        "Records screened: 1,080.",
        "Records excluded: 950.",
        "Reports excluded: Wrong population: 30;",
        "By other methods: Records identified from: Websites: 12;",
        "By other methods: Reports not retrieved: 2.",
        "New studies included in review: 45; Reports of new included studies: 60.",
        "Total studies included in review: 80; Reports of total included studies: 99.",
    ]
    places = [text.index(one) for one in told]
    assert places == sorted(places)
    assert "*" not in text
    assert alt_text(WHOLE).count("INTERIM") == 1
    assert "removed: 210 (of these, already assessed in an earlier version: 7);" in alt_text(WHOLE)
    assert "†" not in alt_text(WHOLE)


def test_interim_is_said_only_while_something_is_open() -> None:
    assert WHOLE.interim
    assert not NEW.interim
    assert Pending(retrieval=Reports(1)).anything


def test_an_unknown_language_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refused, match="Languages: en, nb"):
        wording("xx")


def test_languages_have_the_same_rows_and_the_same_places_to_fill() -> None:
    def places(language: str) -> dict[tuple[str, str], list[str]]:
        file = files("review.flow") / "words" / f"{language}.toml"
        data = tomllib.loads(file.read_text("utf-8"))
        return {
            (section, key): sorted(re.findall(r"\{(\w+)\}", text))
            for section, texts in data.items()
            for key, text in texts.items()
        }

    assert set(languages()) == {"en", "nb"}
    assert places("en") == places("nb")


def test_rows_are_those_of_the_r_package_in_order() -> None:
    assert [row.id for row in R_ROWS] == [
        "NA",
        "previous_studies",
        "previous_reports",
        "NA",
        "database_results",
        "database_specific_results",
        "register_results",
        "register_specific_results",
        "NA",
        "website_results",
        "organisation_results",
        "citations_results",
        "duplicates",
        "excluded_automatic",
        "excluded_other",
        "records_screened",
        "records_excluded",
        "dbr_sought_reports",
        "dbr_notretrieved_reports",
        "other_sought_reports",
        "other_notretrieved_reports",
        "dbr_assessed",
        "dbr_excluded",
        "other_assessed",
        "other_excluded",
        "new_studies",
        "new_reports",
        "total_studies",
        "total_reports",
        "identification",
        "screening",
        "included",
        "total_studies_ma",
        "total_reports_ma",
    ]
    assert len(set(COUNTED)) == len(COUNTED)


def pending(flow: Flow) -> dict[str, tuple[int | None, str]]:
    return {
        box.id: (box.lines[0].count, box.lines[0].open_key) for box in boxes(flow) if box.pending
    }


def test_what_is_open_stands_in_the_column_that_it_belongs_to() -> None:
    found = pending(WHOLE)
    assert found["pending_title_abstract"] == (15, "dbr_pending_title_abstract")
    assert found["other_pending_title_abstract"] == (5, "other_pending_title_abstract")
    assert found["pending_full_text"] == (12, "pending_full_text")
    arm = replace(ARM, not_retrieved=Reports(0), assessed=Reports(0), excluded={})
    flow = replace(
        NEW_OTHER, other=arm, pending=Pending(retrieval=Reports(30), full_text=Reports(5))
    )
    assert pending(flow) == {
        "other_pending_retrieval": (30, "pending_retrieval"),
        "other_pending_full_text": (5, "pending_full_text"),
    }


def test_shares_that_are_given_are_drawn_and_those_not_known_are_not_guessed() -> None:
    arm = replace(ARM, not_retrieved=Reports(0), assessed=Reports(5), excluded={})
    flow = replace(
        NEW_OTHER, other=arm, pending=Pending(retrieval=Reports(40), full_text=Reports(9))
    )
    assert pending(flow) == {
        "pending_retrieval": (40, "pending_retrieval"),
        "pending_full_text": (9, "pending_full_text"),
    }
    given = replace(
        flow, other=replace(arm, pending=Pending(retrieval=Reports(25), full_text=Reports(5)))
    )
    assert pending(given) == {
        "pending_retrieval": (15, "dbr_pending_retrieval"),
        "other_pending_retrieval": (25, "other_pending_retrieval"),
        "pending_full_text": (4, "dbr_pending_full_text"),
        "other_pending_full_text": (5, "other_pending_full_text"),
    }


ENTRY = Elsewhere(
    id="a" * 32,
    what="duplicates-removed",
    number=120,
    source="PsycINFO",
    kind="database",
    reason="",
    why="removed in EndNote",
    by="anna",
    day="2026-03-05",
)


def test_work_done_elsewhere_is_counted_marked_and_told() -> None:
    flow = with_elsewhere(NEW, (ENTRY,), ())
    marked = {
        line.open_key: line.count
        for box in boxes(flow)
        for line in box.lines
        if line.text.endswith("\u2021")
    }
    assert marked == {
        "database_results": 1360,
        "database_specific_results:PsycINFO": 860,
        "duplicates": 330,
    }
    words = wording("en")
    (note,) = (one for one in footnotes(numbers_of(flow), boxes(flow), words) if "logged" in one)
    assert note.startswith("\u2021Of these, 120 as logged")
    assert "(PsycINFO); removed in EndNote (anna, 2026-03-05)" in note


def test_what_is_asked_for_besides_the_template_is_drawn_and_marked() -> None:
    by_reason = {"population": Records(900), "": Records(50)}
    flow = replace(
        NEW,
        records_by_reason=by_reason,
        look=Look(frozenset({"new_reports"}), title_abstract_reasons=True),
        synthesis=(Studies(12), Reports(15)),
    )
    lines = {line.open_key: (line.text, line.count) for box in boxes(flow) for line in box.lines}
    assert lines["records_excluded:population"] == ("Wrong population", 900)
    assert lines["records_excluded:-"] == ("No reason given", 50)
    assert lines["synthesis_studies"][1] == 12
    assert lines["synthesis_studies"][0].endswith("\u2020")
    assert "new_reports" not in lines
    assert "records_excluded:population" not in {
        line.open_key for box in boxes(replace(flow, look=Look())) for line in box.lines
    }
