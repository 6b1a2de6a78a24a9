"""The sentences on risk of bias: how it was judged (PRISMA 2020 item 11), with what result (18)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection

from extraction.bias.agreed import agreed_judgements, plan_of
from extraction.bias.judgement import Judgement
from extraction.bias.tool import version_told
from extraction.bias.tools import tools
from extraction.entry import CONSENSUS
from extraction.field import in_language
from extraction.queries import entries
from extraction.tables.own import setting_of
from extraction.tables.setting import Setting
from extraction.wording import in_sentence
from review.clean import one_line
from review.protocols.bias_plan import BiasPlan
from review.wording import Words, joined, words_of


def judging_sentences(connection: Connection, language: str) -> list[str]:
    """Return how bias was judged; none while nothing is agreed."""
    judgements = agreed_judgements(connection)
    words = words_of("extraction.bias", language)
    if not judgements:
        return []
    setting = setting_of(connection, language)
    return list(how_judged(judgements, _who(connection), plan_of(connection), words, setting))


def how_judged(
    judgements: Sequence[Judgement],
    names: Sequence[str],
    plan: BiasPlan,
    words: Words,
    setting: Setting,
) -> Iterator[str]:
    """Yield the sentences of item 11; `names` are those who judged."""
    own = [one for one in judgements if not one.adopted_from]
    if own and names:
        used = [
            words("method", "tool", tool=tool, version=version_told(version, words.language))
            for tool, version in dict.fromkeys((_tool(o, words), o.version) for o in own)
        ]
        yield words("method", "judged", tools=joined(words, used), names=joined(words, names))
    proposed = [judged for one in own for judged in one.judged if judged.proposed]
    if proposed:
        departing = sum(bool(judged.reason) for judged in proposed)
        yield words("method", "proposed", n=departing, all=len(proposed))
    effects = dict.fromkeys(one.effect for one in own if one.effect)
    for effect in effects:
        yield words("method", "effect", effect=words("effect", effect))
    if plan.results:
        listed = "; ".join(in_sentence(setting.part(one.part)) for one in plan.results)
        yield words("method", "planned", results=listed)
    if len(own) < len(judgements):
        sources = dict.fromkeys(one_line(j.adopted_from) for j in judgements if j.adopted_from)
        number = len(judgements) - len(own)
        key = "adopted_one" if number == 1 else "adopted"
        yield words("method", key, n=number, sources="; ".join(sources))


def _who(connection: Connection) -> list[str]:
    """Return the names of those whose entries were agreed on."""
    by_form: Mapping[str, object] = tools()
    found: dict[str, None] = {}
    for place, of_place in entries(connection).items():
        if place.form in by_form and CONSENSUS in of_place:
            found |= dict.fromkeys(
                name for name, entry in of_place.items() if name != CONSENSUS and entry.complete
            )
    return sorted(found)


def result_sentences(connection: Connection, language: str) -> list[str]:
    """Return for each tool how many were judged how; none while nothing is agreed."""
    return list(results_told(agreed_judgements(connection), words_of("extraction.bias", language)))


def results_told(judgements: Sequence[Judgement], words: Words) -> Iterator[str]:
    """Yield the sentences of item 18: the overall judgements of each tool, counted."""
    by_form = tools()
    for form in dict.fromkeys(one.form for one in judgements):
        of_tool = [one for one in judgements if one.form == form]
        counted = Counter(one.overall.judgement for one in of_tool)
        told = {one.overall.judgement: one.overall.words for one in of_tool}
        order = [*reversed(by_form[form].worst_first), *sorted(counted)]
        parts = [
            words(
                "result",
                "level",
                word=in_sentence(in_language(told[judgement], words.language, judgement)),
                n=counted[judgement],
            )
            for judgement in dict.fromkeys(order)
            if counted[judgement] and judgement
        ]
        key = "shares_one" if len(of_tool) == 1 else "shares"
        tool = _tool(of_tool[0], words)
        yield words("result", key, tool=tool, n=len(of_tool), told=joined(words, parts))


def _tool(one: Judgement, words: Words) -> str:
    return in_language(one.tool_names, words.language, one.tool)
