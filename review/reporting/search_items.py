"""Sentences on the searches: sources, platforms, dates, strategies, totals."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from review.clean import drawable, one_line
from review.flow.keeping import from_data
from review.reporting.facts import Facts
from review.sources.counts import SourceCount
from review.wording import Words, counted, dated, joined


def sources(facts: Facts, words: Words) -> Iterator[str]:
    """Say of each source that it was searched, where and when."""
    databases = facts.of_kind("database")
    several = len(databases) > 1
    if several:
        yield words(
            "searched", "databases", names=joined(words, [_run(one, words) for one in databases])
        )
    for source in facts.sources:
        if several and source in databases:
            continue
        yield words(
            "searched",
            source.kind,
            name=one_line(source.name),
            platform=one_line(source.platform) or words("blank", "platform"),
            date=dated(words, source.searched) or words("blank", "date"),
        )
    if not facts.sources:
        yield words("blank", "sources")


def _run(source: SourceCount, words: Words) -> str:
    """Return a database with its platform and the day of its search."""
    platform = one_line(source.platform) or words("blank", "platform")
    day = dated(words, source.searched) or words("blank", "date")
    return words("searched", "run", name=one_line(source.name), platform=platform, date=day)


def strategies_kept(facts: Facts, words: Words) -> Iterator[str]:
    """Say of which sources the strategies are kept, and of which they are not."""
    searched = [one.name for one in facts.of_kind("database", "register")]
    kept = [one_line(name) for name in searched if name in facts.queries]
    if kept:
        yield words("strategy", "kept", names=joined(words, kept))
    missing = [one_line(name) for name in searched if name not in facts.queries]
    yield from _strategies_missing(missing, words, any_kept=bool(kept))


def strategies(facts: Facts, words: Words) -> Iterator[str]:
    """Give every kept strategy as it was run."""
    for name, query in facts.queries.items():
        yield words("strategy", "one", name=one_line(name), query=drawable(query).strip())
    missing = [
        one_line(one.name)
        for one in facts.of_kind("database", "register")
        if one.name not in facts.queries
    ]
    yield from _strategies_missing(missing, words, any_kept=bool(facts.queries))


def _strategies_missing(missing: list[str], words: Words, *, any_kept: bool) -> Iterator[str]:
    if missing:
        yield words("blank", "strategies", names=joined(words, missing))
    elif not any_kept:
        yield words("blank", "no_strategies")


def databases(facts: Facts, words: Words) -> Iterator[str]:
    """Name each database with its platform."""
    found = facts.of_kind("database")
    if not found:
        yield words("blank", "none")
        return
    yield words("names", "databases", names=joined(words, [_at(one, words) for one in found]))


def _at(source: SourceCount, words: Words) -> str:
    platform = one_line(source.platform) or words("blank", "platform")
    return words("names", "at", name=one_line(source.name), platform=platform)


def platforms(facts: Facts, words: Words) -> Iterator[str]:
    """Say which databases share a platform."""
    found = facts.of_kind("database")
    if not found or any(not source.platform for source in found):
        yield words("blank", "platforms")
        return
    shared: dict[str, list[str]] = {}
    for source in found:
        shared.setdefault(one_line(source.platform), []).append(one_line(source.name))
    several = {platform: names for platform, names in shared.items() if len(names) > 1}
    for platform, names in several.items():
        yield words("names", "together", platform=platform, names=joined(words, names))
    yield words("names", "together_or_not" if several else "alone")


def named(key: str, *kinds: str) -> Callable[[Facts, Words], Iterator[str]]:
    """Return how the sources of `kinds` are named in a sentence, or left blank."""

    def write(facts: Facts, words: Words) -> Iterator[str]:
        names = [one_line(source.name) for source in facts.of_kind(*kinds)]
        yield words("names", key, names=joined(words, names)) if names else words("blank", "none")

    return write


def updates(facts: Facts, words: Words) -> Iterator[str]:
    """Say which editions were closed, and what the searches have given since."""
    for edition in facts.editions:
        kept = from_data(edition.flow)
        yield words(
            "updates",
            "edition",
            number=str(edition.number),
            date=dated(words, edition.at),
            studies=counted(words, "study", kept.total_studies),
            reports=counted(words, "report", kept.total_reports),
        )
    if facts.editions and facts.flow.previous_studies is not None:
        yield words("updates", "since", records=counted(words, "record", facts.flow.identified))
    yield words("blank", "updates")


def totals(facts: Facts, words: Words) -> Iterator[str]:
    """Say of each source how much it gave, and all together."""
    for source in facts.sources:
        key = "unknown" if source.hits is None else "source"
        yield words(
            "total",
            key,
            name=one_line(source.name),
            hits=counted(words, "hit", source.hits or 0),
            records=counted(words, "record", source.records),
        )
    yield words("total", "all", records=counted(words, "record", facts.flow.identified))


def removed(facts: Facts, words: Words) -> Iterator[str]:
    """Say how many duplicates were removed, and which of them elsewhere."""
    yield words("total", "left", duplicates=counted(words, "duplicate", facts.flow.duplicates))
    yield from elsewhere(facts, words, "duplicates-removed")


def elsewhere(facts: Facts, words: Words, *what: str) -> Iterator[str]:
    """Tell the entries of work done elsewhere of one or more kinds, as they were logged."""
    from review.flow.wording import wording as flow_wording

    names = flow_wording(words.language)
    for entry in facts.flow.logged:
        if entry.what in what:
            yield words(
                "flow",
                "elsewhere",
                n=entry.number,
                what=names("elsewhere", entry.what),
                of=f", {one_line(entry.source)}" if entry.source else "",
                why=one_line(entry.why),
            )
