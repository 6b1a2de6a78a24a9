"""The items of PRISMA 2020 (5 to 9, 16a, 16b) and PRISMA-S (1 to 16), each in sentences.

What the review does not hold is left blank in brackets, for the authors to fill in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from review.clean import drawable, one_line
from review.protocol import Criterion
from review.reporting import search_items as search
from review.reporting.facts import Facts
from review.reporting.selection_items import excluded, selected
from review.wording import Words, words_of


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a checklist: its number there, what it is about, and the sentences for it."""

    checklist: str
    number: str
    topic: str
    sentences: tuple[str, ...]

    @property
    def blank(self) -> bool:
        """Tell whether something is left for the authors to say."""
        return any("[" in sentence for sentence in self.sentences)


_Write = Callable[[Facts, Words], Iterator[str]]


def items(facts: Facts, language: str) -> list[Item]:
    """Return all items in `language`, in the order of the checklists; Refused for another one."""
    words = words_of("review.reporting", language)
    found = []
    for key, write in _ITEMS.items():
        checklist, _dash, number = key.rpartition("-")
        name = {"prisma": "PRISMA 2020", "prisma-s": "PRISMA-S"}[checklist]
        sentences = tuple(drawable(sentence) for sentence in write(facts, words))
        found.append(Item(name, number, words("topic", key), sentences))
    return found


def _criteria(facts: Facts, words: Words) -> Iterator[str]:
    protocol = facts.protocol
    if protocol.criteria:
        texts = [_criterion(one, words) for one in protocol.criteria]
        if all(text.endswith("?") for text in texts):
            yield words("criteria", "questions", criteria=" ".join(texts))
        else:
            criteria = "; ".join(text.rstrip(".?") for text in texts)
            yield words("criteria", "lead", criteria=criteria)
    else:
        yield words("blank", "criteria")
    if protocol.reasons:
        texts = [reason.text(words.language) for reason in protocol.reasons]
        yield words("criteria", "reasons", reasons="; ".join(texts))
    yield from facts.more.get("prisma-5", ()) or (words("blank", "groups"),)


def _criterion(one: Criterion, words: Words) -> str:
    text = (one.nb if words.language == "nb" else "") or one.en
    return one_line(text)


def _more(key: str, blank: str) -> _Write:
    """Return how an item is written that a slice knows: its sentences, else a blank."""

    def write(facts: Facts, words: Words) -> Iterator[str]:
        yield from facts.more.get(key, ()) or (words("blank", blank),)

    return write


def _deduplication(facts: Facts, words: Words) -> Iterator[str]:
    yield from _more("prisma-s-16", "duplicates")(facts, words)
    logged = any(entry.what == "duplicates-removed" for entry in facts.flow.logged)
    if logged or not facts.more.get("prisma-s-16"):  # else the number is told already
        yield from search.removed(facts, words)


def _blank(key: str) -> _Write:
    def write(_facts: Facts, words: Words) -> Iterator[str]:
        yield words("blank", key)

    return write


_ITEMS: Mapping[str, _Write] = MappingProxyType(
    {
        "prisma-5": _criteria,
        "prisma-6": search.sources,
        "prisma-7": search.strategies_kept,
        "prisma-8": _more("prisma-8", "selection"),
        "prisma-9": _more("prisma-9", "collection"),
        "prisma-11": _more("prisma-11", "bias_judged"),
        "prisma-16a": selected,
        "prisma-16b": excluded,
        "prisma-18": _more("prisma-18", "bias_found"),
        "prisma-s-1": search.databases,
        "prisma-s-2": search.platforms,
        "prisma-s-3": search.named("registers", "register"),
        "prisma-s-4": search.named("websites", "website", "organisation"),
        "prisma-s-5": search.named("citations", "citation-search"),
        "prisma-s-6": search.named("contacts", "contact"),
        "prisma-s-7": search.named("others", "handsearch", "other"),
        "prisma-s-8": search.strategies,
        "prisma-s-9": _blank("limits"),
        "prisma-s-10": _blank("filters"),
        "prisma-s-11": _blank("prior"),
        "prisma-s-12": search.updates,
        "prisma-s-13": search.sources,
        "prisma-s-14": _blank("peer"),
        "prisma-s-15": search.totals,
        "prisma-s-16": _deduplication,
    }
)


def as_markdown(written: list[Item]) -> str:
    """Return the items under headings, each a paragraph; strategies keep their lines."""
    lines: list[str] = []
    checklist = ""
    for item in written:
        if item.checklist != checklist:
            checklist = item.checklist
            lines += [f"# {checklist}", ""]
        lines += [f"## {item.number}. {item.topic}", ""]
        long = [one for one in item.sentences if "\n" in one]
        for sentence in long:
            lines += ["```", sentence, "```", ""]
        rest = [one for one in item.sentences if one not in long]
        lines += [" ".join(rest), ""] if rest else []
    return "\n".join(lines)
