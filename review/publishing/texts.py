"""The texts of the publication: methods, results, protocol, searches, in the review's own facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from review.clean import drawable, one_line
from review.protocols.text import document as protocol_document
from review.protocols.versions import current
from review.publishing.numbering import Numbered
from review.publishing.parts import Block, Text
from review.reporting.facts import facts
from review.reporting.items import items
from review.sources.counts import source_counts
from review.sources.describing import searches as all_searches
from review.wording import dated, words_of

Written = Mapping[str, Sequence[str]]
_METHODS = ("5", "6", "7", "8", "9")
_SELECTION = ("16a", "16b")
# Items of SWiM that go into the methods, with the words that head them all.
_SYNTHESIS_METHODS = ("swim-1a", "swim-1b", "swim-2", "swim-3", "swim-4", "swim-6", "swim-7")


def methods(connection: Connection, written: Written, language: str) -> Text:
    """Return the methods: PRISMA 2020 items 5 to 9 and 11, then what SWiM asks of a synthesis."""
    blocks = [*_items(connection, written, language, _METHODS), *_bias(written, "11", language)]
    there = set(written.get("prisma-5", ()))  # stands in the criteria already
    told = [
        line for item in _SYNTHESIS_METHODS for line in written.get(item, ()) if line not in there
    ]
    if told:
        heading = {"en": "Synthesis", "nb": "Syntese"}[language]
        blocks += [Block(heading, "heading"), Block(" ".join(told))]
    return Text("methods", words_of("review.publishing", language)("title", "methods"), (*blocks,))


def selection(connection: Connection, written: Written, language: str) -> Text:
    """Return the results of the selection and of appraisal: PRISMA 2020 items 16a, 16b and 18."""
    blocks = (
        *_items(connection, written, language, _SELECTION),
        *_bias(written, "18", language),
    )
    return Text("selection", words_of("review.publishing", language)("title", "selection"), blocks)


def synthesis(written: Written, language: str) -> Text:
    """Return what was found: statements with their certainty, and counts with denominators."""
    blocks = tuple(Block(line) for line in written.get("swim-8", ()))
    return Text("synthesis", words_of("review.publishing", language)("title", "synthesis"), blocks)


def _bias(written: Written, number: str, language: str) -> Iterator[Block]:
    told = written.get(f"prisma-{number}", ())
    if told:
        heading = {"en": "Risk of bias in studies", "nb": "Risiko for skjevheter i studiene"}
        yield Block(heading[language], "heading")
        yield Block(" ".join(told))


def _items(
    connection: Connection, written: Written, language: str, numbers: Sequence[str]
) -> Iterator[Block]:
    for item in items(facts(connection, written), language):
        if item.checklist == "PRISMA 2020" and item.number in numbers:
            yield Block(item.topic, "heading")
            yield Block(" ".join(one for one in item.sentences if "\n" not in one))


# Words of the write-up that leave the number of a table or figure to the authors.
_LEFT_BLANK = {
    "figure:flow": ("flow", "figure"),
    "table:excluded": ("listed", "excluded"),
    "table:not-retrieved": ("listed", "not_retrieved"),
    "table:awaiting": ("listed", "awaiting"),
}
_BLANK = re.compile(r"\[[^\]]*\]")


def referring(one: Numbered, labels: Mapping[str, str], language: str) -> Numbered:
    """Return a text with the labels of tables and figures in place of the blanks left for them."""
    if not isinstance(one.part, Text):
        return one
    words = words_of("review.reporting", language)
    blanks = {}
    for key, (section, name) in _LEFT_BLANK.items():
        found = _BLANK.search(words.sections[section][name].replace("{n}", "…"))
        if found and labels.get(key):
            blanks[found[0]] = labels[key]

    def filled(text: str) -> str:
        for blank, label in blanks.items():
            before, found, after = text.partition(blank)
            if found:
                text = f"{before}{_in_place(label, before, language)}{after}"
        return text

    blocks = tuple(replace(block, text=filled(block.text)) for block in one.part.blocks)
    return replace(one, part=replace(one.part, blocks=blocks))


def _in_place(label: str, before: str, language: str) -> str:
    """Return a label as it stands after `before`: Norwegian has a capital where a sentence begins.

    English writes `Table 2` everywhere.
    """
    begins = not before.strip() or before.rstrip().endswith((".", "?", "!"))
    return label if begins or language != "nb" else label[:1].lower() + label[1:]


def protocol(connection: Connection, language: str) -> Text:
    """Return the protocol as it holds now."""
    _version, agreed = current(connection)
    blocks = []
    for line in protocol_document(agreed, language).split("\n"):
        text = line.replace("**", "")
        if text.startswith("## "):
            blocks.append(Block(text[3:], "heading"))
        elif text.strip():
            blocks.append(Block(text.removeprefix("# ")))
    return Text(
        "protocol", words_of("review.publishing", language)("title", "protocol"), (*blocks,)
    )


def searches(connection: Connection, language: str) -> Text:
    """Return every search strategy as it was run, under its source, platform and day."""
    blocks = []
    described = {search.name: search for search in all_searches(connection).values()}
    for search in (described[source.name] for source in source_counts(connection)):
        if search.query.strip():
            day = dated(words_of("review.reporting", language), search.searched)
            parts = (search.name, search.platform, day)
            blocks.append(Block(", ".join(one_line(part) for part in parts if part), "heading"))
            blocks.append(Block(drawable(search.query).strip(), "verbatim"))
    return Text(
        "searches", words_of("review.publishing", language)("title", "searches"), (*blocks,)
    )
