"""Zotero and EndNote get the keys back by which they know their records."""

from __future__ import annotations

import json
import re

from review.formats.manager_keys import Key, key_of
from review.formats.outgoing import Outgoing
from review.formats.reading import read
from review.formats.writing import write

BIBTEX = """@article{Hart_2019-b,
  title = {Home visits},
  author = {Hart, Jo},
  unique-id = {WOS:000123},
}

@article{fox:2020,
  title = {School meals},
  author = {Fox, Al},
}
"""
ENDNOTE = """<?xml version="1.0" encoding="UTF-8"?>
<xml><records>
<record><database name="My.enl" path="C:\\My.enl">My.enl</database>
<source-app name="EndNote" version="20.0">EndNote</source-app><rec-number>417</rec-number>
<foreign-keys><key app="EN" db-id="5a&amp;b2" timestamp="1">417</key></foreign-keys>
<ref-type name="Journal Article">17</ref-type><titles><title>Home visits</title></titles></record>
<record><rec-number>2</rec-number><ref-type name="Journal Article">17</ref-type>
<titles><title>School meals</title></titles></record>
</records></xml>
"""
ENDNOTE_RIS = """TY  - JOUR
AU  - Hart, Jo
PY  - 2019
ST  - Home visits
TI  - Home visits
AN  - 123
ID  - 88
ER  -
"""
ZOTERO = (
    '"Key","Item Type","Publication Year","Author","Title","Publication Title","Manual Tags"\n'
    '"AB12CD34","journalArticle","2019","Hart, Jo","Home visits","J Invented","x"\n'
)
ZOTERO_CSL = json.dumps(
    [
        {
            "id": "http://zotero.org/users/1/items/AB12CD34",
            "type": "article-journal",
            "title": "Home visits",
            "issued": {"date-parts": [[2019]]},
        }
    ]
)


def carried(data: str) -> list[Outgoing]:
    parsed = read(data.encode(), "export")
    return [
        Outgoing(record, key=key_of(record, parsed.format, parsed.dialect))
        for record in parsed.records
    ]


def written(data: str, name: str) -> str:
    return str(write(carried(data), name))


def test_bibtex_has_its_entry_keys_again() -> None:
    assert re.findall(r"@\w+\{(.+),", written(BIBTEX, "bibtex")) == ["Hart_2019-b", "fox:2020"]
    ids = [item["citation-key"] for item in json.loads(written(BIBTEX, "csl-json"))]
    assert ids == ["Hart_2019-b", "fox:2020"]
    assert re.findall("<label>(.+?)</label>", written(BIBTEX, "endnote-xml")) == [
        "Hart_2019-b",
        "fox:2020",
    ]


def test_a_key_stands_once_whatever_was_imported() -> None:
    items = [*carried(BIBTEX), *carried(BIBTEX), *carried(ENDNOTE)]
    keys = re.findall(r"@\w+\{(.+),", str(write(items, "bibtex")))
    assert len({key.lower() for key in keys}) == len(keys) == 6
    assert keys[:2] == ["Hart_2019-b", "fox:2020"]
    ids = [item["id"] for item in json.loads(str(write(items, "csl-json")))]
    assert len(set(ids)) == 6


def test_endnote_has_its_record_numbers_and_its_library_again() -> None:
    items = carried(ENDNOTE)
    assert items[0].key == Key("endnote", "417", "5a&b2")
    text = str(write([*carried(BIBTEX), *items], "endnote-xml"))
    assert re.findall(r"<rec-number>(\d+)<", text) == ["1", "3", "417", "2"]
    assert re.findall(r"<foreign-keys>.*?</foreign-keys>", text) == [
        '<foreign-keys><key app="EN" db-id="5a&amp;b2">417</key></foreign-keys>'
    ]


def test_endnotes_ris_has_its_record_number_again() -> None:
    assert "ID  - 88" in written(ENDNOTE_RIS, "ris").splitlines()
    assert "<rec-number>88<" in written(ENDNOTE_RIS, "endnote-xml")


def test_zotero_has_its_item_keys_again() -> None:
    assert carried(ZOTERO)[0].key == Key("zotero", "AB12CD34")
    head, row = (line.split(",") for line in written(ZOTERO, "csv").splitlines()[:2])
    assert row[head.index("key") + 1] == "AB12CD34"  # a comma stands in the author's cell before
    assert "@article{AB12CD34," in written(ZOTERO, "bibtex")
    (item,) = json.loads(written(ZOTERO_CSL, "csl-json"))
    assert item["id"] == "http://zotero.org/users/1/items/AB12CD34"
    assert "@article{AB12CD34," in written(ZOTERO_CSL, "bibtex")


def test_what_came_from_a_database_has_no_managers_key() -> None:
    text = "TY  - JOUR\nTI  - Home visits\nAN  - WOS:1\nER  - \n"
    assert carried(text)[0].key == Key()
