"""Encodings, garbled text and languages: read for what they are, changed only when asked."""

from __future__ import annotations

import pytest

from review.formats.languages import in_order, language_of
from review.formats.reading import read

RIS = "TY  - JOUR\nTI  - {}\nAB  - {}\nER  - \n"
EN = "The aim of this study was to see whether visits are of help to the parents of young children."
NB = "Målet med denne studien var å se om besøk er til hjelp for foreldre som har små barn, og hva."
DE = "Das Ziel der Studie war zu sehen, ob die Besuche für die Eltern von Kindern hilfreich sind."


def read_text(text: str, encoding: str = "utf-8", **said: object):
    return read(text.encode(encoding), "x.ris", **said)


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("mac_roman", "Sårbare mødre, fædre og søsken på Østlandet"),
        ("gb18030", "家庭访问对单亲父母影响的随机对照试验研究"),
        ("cp1251", "Посещения на дому и поддержка родителей в сельской местности"),
    ],
)
def test_an_encoding_that_the_text_itself_tells(encoding: str, title: str) -> None:
    parsed = read_text(RIS.format(title, title) * 3, encoding)
    assert parsed.encoding.replace("-", "_") == encoding
    assert [record.title for record in parsed.records] == [title] * 3


def test_western_text_is_never_taken_for_another() -> None:
    title = "Éœuvré à Ærø – “sårbar” ½ naïve Żółć".replace("Żółć", "žluť")
    parsed = read_text(RIS.format(title.replace("ť", "t"), "x"), "cp1252")
    assert parsed.encoding == "windows-1252"
    assert parsed.records[0].title.startswith("Éœuvré à Ærø – “sårbar”")


def garbled(text: str) -> str:
    return text.encode().decode("cp1252")


def test_garbled_text_is_told_with_what_repair_would_make_of_it() -> None:
    text = RIS.format(garbled("Sårbar"), garbled("Mødre – og fædre"))
    parsed = read_text(text)
    assert parsed.records[0].title == garbled("Sårbar")
    assert parsed.misread == 4
    (notice,) = parsed.notices
    assert f"“{garbled('Sårbar')}” became “Sårbar”" in notice


def test_repair_mends_fields_tells_it_and_leaves_the_lines() -> None:
    text = RIS.format(garbled("Sårbar"), garbled("Mødre – og fædre"))
    parsed = read_text(text, repair=True)
    (record,) = parsed.records
    assert (record.title, record.abstract) == ("Sårbar", "Mødre – og fædre")
    assert garbled("Sårbar") in record.raw
    assert parsed.encoding == "utf-8, repaired"
    (notice,) = parsed.notices
    assert notice.startswith("4 places repaired")


def test_repair_changes_nothing_that_is_right() -> None:
    title = "Château “Ãgua” – p < 0.05 & «ﬁn»"
    (record,) = read_text(RIS.format(title, "x"), repair=True).records
    assert record.title == title


def test_lost_characters_are_told() -> None:
    (notice,) = read_text(RIS.format("S�rbar", "x")).notices
    assert "1 character lost" in notice


@pytest.mark.parametrize(
    ("text", "language"),
    [(EN, "en"), (NB, "nb"), (DE, "de"), ("", ""), ("Visits", ""), ("A B C D E F G H I J", "")],
)
def test_a_language_is_told_only_when_it_is_certain(text: str, language: str) -> None:
    assert language_of(text) == language


def test_the_abstract_in_the_reviews_language_comes_first() -> None:
    text = f"TY  - JOUR\nTI  - T\nAB  - {DE}\nAB  - {NB}\nN2  - {EN}\nER  - \n"
    for language, first, others in (
        ("en", EN, (DE, NB)),
        ("nb", NB, (DE, EN)),
        ("no", NB, (DE, EN)),
        ("fr", DE, (NB, EN)),
    ):
        (record,) = read_text(text, language=language).records
        assert (record.abstract, record.other_abstracts) == (first, others)
    assert in_order(["one", "two"], "en") == ("one", "two")
