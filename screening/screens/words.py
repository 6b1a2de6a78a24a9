"""What the screens of screening say: signs of verdicts, a card as blocks of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from review.clean import one_line
from review.desk.widgets.paper import Block, Look
from review.desk.widgets.rows import Cell, Tone
from review.protocol import Protocol
from review.record import short_authors
from screening.ballot import Decision
from screening.card import Card, Own

if TYPE_CHECKING:
    from review.records.lookup import Found

SIGNS = {"include": "+", "exclude": "x", "maybe": "?"}
TONES: dict[str, Tone] = {"include": "good", "exclude": "bad", "maybe": "warn"}
STATES = {
    "conflict": "conflict",
    "to-discuss": "to discuss",
    "forward": "goes on to full text",
    "excluded": "excluded",
    "included": "included",
    "awaiting": "awaiting classification",
    "ongoing": "ongoing study",
    "not-used": "eligible, not used",
}


def signed(verdict: str) -> str:
    """Return a verdict with its sign first: `+ include`."""
    return f"{SIGNS[verdict]} {verdict}"


def reasons_in_words(protocol: Protocol, ids: Iterable[str]) -> str:
    """Return reasons or criteria in the protocol's words; unknown ids stand as they are."""
    texts = {criterion.id: criterion.en for criterion in protocol.criteria}
    texts.update({reason.id: reason.en for reason in protocol.reasons})
    return ", ".join(one_line(texts.get(known, known)) for known in ids)


def said(own: Own, protocol: Protocol) -> str:
    """Return one decision in a line: verdict, why, note."""
    why = reasons_in_words(protocol, own.reasons or own.fails)
    text = signed(own.verdict) + (f" ({why})" if why else "")
    return f"{text}   note: {one_line(own.note)}" if own.note else text


def decision_blocks(decision: Decision, protocol: Protocol) -> list[Block]:
    """Return one revealed decision as text: whose, verdict, why, criteria failed, note, day."""
    looks: dict[str, Look] = {"include": "good", "exclude": "bad", "maybe": "warn"}
    blocks = [
        Block(one_line(decision.reviewer), "heading"),
        Block(signed(decision.verdict), looks[decision.verdict]),
    ]
    if decision.reasons:
        blocks.append(Block("reason: " + reasons_in_words(protocol, decision.reasons)))
    if decision.fails:
        blocks.append(Block("fails: " + reasons_in_words(protocol, decision.fails)))
    if decision.note:
        blocks.append(Block(f"note: {decision.note}"))
    return [*blocks, Block(decision.at[:10], "quiet")]


def where_from(found: Found) -> str:
    """Return a record's id, source and accession."""
    return one_line(f"{found.shown}   {found.source} {found.accession}")


def blocks_of(card: Card) -> list[Block]:
    """Return the text of a card: title, authors, where it appeared, abstract, what is noted."""
    found, record = card.found, card.record
    blocks = [Block(one_line(found.title) or "(no title in the export)", "title")]
    if card.retracted:
        blocks.insert(0, Block(f"! {card.retracted}", "bad"))
    if record.translated_title:
        blocks.append(Block(one_line(record.translated_title), "quiet"))
    if found.authors:
        blocks.append(Block(one_line("; ".join(found.authors))))
    blocks.append(Block(_appeared(card)))
    blocks.append(Block(where_from(found), "quiet"))
    blocks += _about(card)
    blocks.append(Block(""))
    if record.abstract.strip():
        blocks.append(Block(record.abstract.strip()))
    else:
        blocks.append(Block("! No abstract in the export.", "warn"))
    for other in record.other_abstracts:
        blocks += [Block(""), Block(other.strip())]
    if record.keywords:
        blocks += [Block(""), Block("Keywords: " + one_line("; ".join(record.keywords)), "quiet")]
    blocks += [Block(one_line(note), "quiet") for note in record.notes]
    links = links_of(card)
    if links:
        blocks += [Block(""), *(Block(one_line(link), "quiet") for link in links)]
    return blocks


def _about(card: Card) -> Iterator[Block]:
    """Give what is known of the records of a card here: the others, tags, edits, what to mend."""
    for other in card.others:
        yield Block(f"also {where_from(other)}", "quiet")
    if card.tags:
        tags = ", ".join(f"{tag.name} ({tag.reviewer})" for tag in card.tags)
        yield Block(one_line(f"tags: {tags}"), "quiet")
    if card.found.edited:
        fields = ", ".join(field.replace("_", " ") for field in card.found.edited)
        yield Block(f"edited here: {fields} (h shows what was imported)", "quiet")
    if card.differing:
        text = "! You decided differently on two records of this report: decide again."
        yield Block(text, "warn")


def _appeared(card: Card) -> str:
    record = card.record
    numbers = record.volume + (f"({record.issue})" if record.issue else "")
    pages = "-".join(filter(None, (record.start_page, record.end_page)))
    where = ", ".join(filter(None, (record.journal, numbers, pages or record.article_number)))
    return one_line(f"{record.year or 'no year'}. {where}".rstrip(" ."))


def links_of(card: Card) -> list[str]:
    """Return the links of a record: its DOI, its PMID, and web addresses of the export."""
    record = card.record
    links = []
    if card.found.doi:
        links.append(f"https://doi.org/{card.found.doi}")
    if card.found.pmid:
        links.append(f"https://pubmed.ncbi.nlm.nih.gov/{card.found.pmid}/")
    return links + [url for url in record.urls if url.startswith(("https://", "http://"))]


def row_of(card: Card) -> Sequence[Cell | str]:
    """Return a card as the two cells of the queue: own verdict, who, when and what."""
    found = card.found
    who = short_authors(found.authors) or "no author"
    what = f"{who} {found.year or ''} {found.title}"
    if card.retracted:
        what = f"! {card.retracted.split(maxsplit=1)[0]} {what}"
    if card.differing:
        return (Cell("! twice", "warn"), what)
    if card.mine is None:
        bare = "" if card.record.abstract.strip() else "no abstr."
        return (Cell("later" if card.later else bare, "quiet"), what)
    return (Cell(signed(card.mine.verdict), TONES[card.mine.verdict]), what)


def protocol_blocks(protocol: Protocol) -> list[Block]:
    """Return the protocol as one has it beside a record: question, criteria, reasons."""
    blocks = [
        Block("Question", "heading"),
        Block(protocol.question or "Not written down yet; P writes it (lead)."),
    ]
    if protocol.criteria:
        blocks += [Block(""), Block("Include what meets all of these", "heading")]
        blocks += [Block(f"- {criterion.en}") for criterion in protocol.criteria]
    if protocol.reasons:
        blocks += [Block(""), Block("Reasons to exclude, the first that holds", "heading")]
        for number, reason in enumerate(protocol.reasons, 1):
            blocks.append(Block(f"{number}  {reason.en}"))
            if reason.definition:
                blocks.append(Block(f"   {reason.definition}", "quiet"))
    terms = protocol.terms
    for title, listed in (("inclusion", terms.include), ("exclusion", terms.exclude)):
        if listed:
            blocks += [Block(""), Block(f"Marked, for {title}", "heading")]
            blocks.append(Block(", ".join(listed)))
    return blocks
