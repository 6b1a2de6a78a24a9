"""Forty-one pairs of invented records that tempt a deduplicator, and what is wanted of each."""

from __future__ import annotations

from dataclasses import replace

from review.record import Record

LONG = (
    "Background: Families with young children who live in strained circumstances often ask for "
    "practical help. Methods: We compared weekly home visits with usual services in twelve "
    "municipalities over two years and interviewed parents at baseline and follow-up. Results: "
    "Parental stress fell in both groups, more so with home visits. Conclusions: The programme is "
    "feasible and liked by the families who took part in it."
)
OTHER = (
    "Purpose: Little is known about how caseworkers decide on the length of a placement. Design: A "
    "survey of all offices in one county was linked with register data for nine years. Findings: "
    "Large offices decide faster, small ones know the children better, and neither is explained by "
    "the number of referrals. Implications for supervision and training are discussed at length."
)
PAPER = Record(
    type="JOUR",
    title="Weekly home visits for families with young children: a cluster randomised trial",
    authors=("Haugland, Marte", "Okafor, Daniel", "Lindqvist, Eva"),
    year=2014,
    journal="Journal of Family Support and Prevention",
    volume="27",
    issue="3",
    start_page="211",
    end_page="224",
    doi="10.9999/jfsp.2014.0211",
    abstract=LONG,
    language="eng",
)
BARE = replace(PAPER, doi="", abstract="", issue="")
ELSEWHERE = replace(
    PAPER, journal="Nordic Child Welfare", volume="9", issue="1", start_page="30", end_page="41",
    doi="10.9999/ncw.9.30",
)  # fmt: skip
POSTER = replace(
    PAPER, journal="European Journal of Public Health", volume="23", issue="Suppl 1",
    start_page="S88", end_page="", year=2013, doi="10.9999/ejph.s.88", abstract=LONG[:300],
)  # fmt: skip
EDITORIAL = Record(
    title="Editorial", authors=("Brandt, Ole",), year=2016, journal="Child & Society",
    volume="11", issue="2", start_page="1", end_page="2",
)  # fmt: skip
GERMAN = "Wöchentliche Hausbesuche bei Familien mit kleinen Kindern: eine randomisierte Studie"
REVIEW = replace(
    PAPER, title="Parent training for conduct problems in toddlers", volume="", issue="4",
    year=2008,
    journal="Cochrane Database of Systematic Reviews", start_page="CD009999", end_page="",
    doi="10.1002/14651858.CD009999",
)  # fmt: skip
ENTRY = replace(
    PAPER, journal="ClinicalTrials.gov", volume="", issue="", start_page="", end_page="", doi="",
    year=2011, accession="NCT09999901", registrations=("NCT09999901",), abstract="",
)  # fmt: skip
CHAPTER = replace(
    PAPER, type="CHAP", title="Supporting families at home", journal="Handbook of family services",
    volume="", issue="", isbn=("9780000000002",), doi="10.9999/handbook.2014", abstract="",
)  # fmt: skip


def _but(record: Record, **changes: object) -> Record:
    return replace(record, **changes)  # type: ignore[arg-type]


Case = tuple[str, str, Record, Record]
CASES: tuple[Case, ...] = (
    ("same record from PubMed and Embase", "dup", PAPER, _but(
        PAPER, title=PAPER.title + ".", authors=("Haugland M.", "Okafor D.", "Lindqvist E."),
        journal="J Fam Support Prev", start_page="211", end_page="24",
        doi="10.9999/JFSP.2014.0211")),
    ("retracted, title begins RETRACTED", "dup", PAPER, _but(
        PAPER, title="RETRACTED: " + PAPER.title)),
    ("retracted, title ends so", "dup", BARE, _but(
        BARE, title=PAPER.title + " (Retracted article. See vol. 29, pg. 17, 2016)")),
    ("retraction notice", "separate", PAPER, _but(
        PAPER, title=f"Retraction notice to “{PAPER.title}” [J Fam Support Prev 27 (2014) 211-224]",
        year=2016, volume="29", issue="1", start_page="17", end_page="", abstract="",
        doi="10.9999/jfsp.2016.0017")),
    ("retraction notice, same title", "separate", PAPER, _but(
        PAPER, title="Retraction: " + PAPER.title, year=2016, volume="29", start_page="17",
        end_page="17", doi="10.9999/jfsp.2016.0017", abstract="")),
    ("erratum", "separate", PAPER, _but(
        PAPER, title="Erratum to: " + PAPER.title, issue="5", start_page="402", end_page="",
        doi="10.9999/jfsp.2014.0402", abstract="")),
    ("erratum without DOI and pages", "separate", BARE, _but(
        BARE, title="Corrigendum: " + PAPER.title, start_page="", end_page="")),
    ("corrected and republished", "review", PAPER, _but(
        PAPER, title=PAPER.title + " [corrected and republished]", year=2015, volume="28",
        start_page="55", end_page="68", doi="10.9999/jfsp.2015.0055")),
    ("preprint and article", "link", PAPER, _but(
        PAPER, journal="medRxiv", volume="", issue="", start_page="", end_page="", year=2013,
        doi="10.1101/2013.06.01.99999999")),
    ("preprint without a DOI", "link", PAPER, _but(
        PAPER, journal="SocArXiv", volume="", issue="", start_page="", end_page="", doi="")),
    ("two versions of a preprint", "dup",
        _but(PAPER, journal="medRxiv", volume="", issue="", start_page="", end_page="",
             doi="10.1101/2013.06.01.99999999"),
        _but(PAPER, title=PAPER.title.replace("cluster randomised", "cluster-randomized"),
             journal="medRxiv", volume="", issue="", start_page="", end_page="", year=2014,
             doi="10.1101/2013.06.01.99999999", abstract=LONG + " Version two.")),
    ("conference abstract and paper", "link", PAPER, POSTER),
    ("conference abstract without DOI or pages", "link", PAPER, _but(
        POSTER, doi="", start_page="", abstract="")),
    ("conference abstract in a supplement of the same journal", "link", PAPER, _but(
        POSTER, journal=PAPER.journal, volume="26", doi="")),
    ("one abstract at two conferences", "link", POSTER, _but(
        POSTER, journal="International Journal of Social Welfare", volume="22",
        issue="Supplement 2", start_page="S14", doi="")),
    ("two abstracts that share a supplement's DOI", "separate", POSTER, _but(
        POSTER, title="Length of foster placements in small offices: a register study",
        authors=("Adeyemi, Tola", "Berg, Siri"), start_page="S89", abstract=OTHER)),
    ("title in brackets", "dup", BARE, _but(
        BARE, title=f"[{PAPER.title}]. [German]", journal="J Fam Support Prev")),
    ("original title and English title, same pages", "dup", PAPER, _but(
        PAPER, title=GERMAN, abstract="", language="ger")),
    ("original title and English title, no DOI", "dup", BARE, _but(
        BARE, title=GERMAN, language="German")),
    ("translation published in another journal", "link", PAPER, _but(
        ELSEWHERE, title=PAPER.title, translated_title=GERMAN, year=2015)),
    ("protocol and trial", "link", PAPER, _but(
        ELSEWHERE, title="Weekly home visits for families with young children: study protocol for "
        "a cluster randomised trial", journal="Trials", volume="12", year=2011, start_page="77",
        end_page="", abstract=OTHER)),
    ("part I and part II", "separate", _but(PAPER, title="Home visits in practice: Part I"),
        _but(PAPER, title="Home visits in practice: Part II", start_page="225", end_page="239",
             doi="10.9999/jfsp.2014.0225", abstract=OTHER)),
    ("part I and part II, little else", "separate",
        _but(BARE, title="Home visits in everyday practice. Part I", start_page="", end_page=""),
        _but(BARE, title="Home visits in everyday practice. Part II", start_page="", end_page="")),
    ("letter and reply", "separate",
        _but(BARE, title="Home visits for young families", authors=("Sand, Per",), end_page="211"),
        _but(BARE, title="Home visits for young families - Reply", start_page="212",
             end_page="212")),
    ("comment and paper", "separate", PAPER, _but(
        PAPER, title="Comment on: " + PAPER.title, authors=("Sand, Per",), start_page="300",
        end_page="301", doi="10.9999/jfsp.2014.0300", abstract="")),
    ("editorials of two issues", "separate", EDITORIAL, _but(
        EDITORIAL, issue="3", start_page="97", end_page="98")),
    ("editorials by different people, no pages", "separate",
        _but(EDITORIAL, start_page="", end_page=""),
        _but(EDITORIAL, authors=("Moe, Kari",), start_page="", end_page="", issue="")),
    ("rats and mice", "separate",
        _but(PAPER, title="Maternal separation and later stress behaviour in rats"),
        _but(PAPER, title="Maternal separation and later stress behaviour in mice",
             start_page="225", end_page="240", doi="10.9999/jfsp.2014.0225", abstract=OTHER)),
    ("phase 2 and phase 3", "separate",
        _but(BARE, title="Home visits for families with infants, a phase 2 trial"),
        _but(BARE, title="Home visits for families with infants, a phase 3 trial", year=2015,
             volume="28", start_page="12", end_page="25")),
    ("annual reports of two years", "separate",
        _but(BARE, title="Annual report of the family services 2015", year=2016),
        _but(BARE, title="Annual report of the family services 2016", year=2017, volume="28")),
    ("a Cochrane review and its update", "review", REVIEW, _but(
        REVIEW, year=2012, issue="2", doi="10.1002/14651858.CD009999.pub2")),
    ("online first and print, one DOI", "dup", PAPER, _but(
        PAPER, year=2013, volume="", issue="", start_page="", end_page="")),
    ("online first and print, no DOI", "dup", _but(PAPER, doi=""), _but(
        PAPER, year=2013, volume="", issue="", start_page="", end_page="", doi="")),
    ("a DOI each for online and print", "dup", PAPER, _but(PAPER, doi="10.9999/99887766.2014.55")),
    ("registration and its copy in CENTRAL", "dup", ENTRY, _but(
        ENTRY, journal="https://clinicaltrials.gov/show/NCT09999901", accession="CN-09999999",
        year=2012, authors=("Nct09999901",), registrations=())),
    ("registration and trial", "link", ENTRY, _but(
        PAPER, abstract=LONG + " Trial registration: NCT09999901", year=2014,
        title="Effects of weekly home visits on parental stress")),
    ("title cut off by a database", "dup", PAPER, _but(
        PAPER, title=PAPER.title[:52] + "...", doi="", abstract="")),
    ("authors missing", "dup", PAPER, _but(PAPER, authors=(), doi="", abstract="")),
    ("title in capitals, journal abbreviated", "dup", PAPER, _but(
        BARE, title=PAPER.title.upper(), journal="J. Fam. Support Prev.")),
    ("another paper's DOI", "review", PAPER, _but(
        PAPER, title="Length of foster placements in small offices: a register study",
        authors=("Adeyemi, Tola", "Berg, Siri"), volume="28", start_page="9", end_page="20",
        abstract=OTHER)),
    ("chapter and book", "separate", CHAPTER, _but(
        CHAPTER, type="BOOK", title="Handbook of family services", journal="", start_page="",
        end_page="", authors=("Haugland, Marte",))),
)  # fmt: skip
