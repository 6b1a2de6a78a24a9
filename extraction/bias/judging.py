"""Judging with a tool: one's own entry, sealed like every other, with what the tool proposes.

Comparing and agreeing are those of all entries.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from extraction.bias.agreed import plan_of
from extraction.bias.evaluating import (
    ADOPTED,
    EFFECT,
    SOURCE,
    THEIRS,
    Evaluated,
    accepted,
    evaluate,
)
from extraction.bias.tools import find_tool
from extraction.entry import Entry, merged
from extraction.entry_file import parse
from extraction.form import Form, find_form
from extraction.opened import visible_entries
from extraction.places_named import part_named, place_named
from extraction.planned import is_planned
from extraction.queries import Place, forms
from extraction.value import Value
from extraction.working import lay_over, own_entry
from review.clean import one_line
from review.ledger.ledger import Review
from review.people import team
from review.protocols.bias_plan import BiasPlan
from review.refusal import Refused
from review.reports.linking import find
from review.studies import Study


@dataclass(frozen=True, slots=True)
class Judging:
    """A person's own entry of a tool's form, and how the tool evaluates it."""

    study: Study
    entry: Entry
    found: Evaluated
    written: int = 0


def own_judging(review: Review, study: str, form: str, part: str = "") -> Judging:
    """Return the person's own entry as the tool sees it, and be it empty."""
    with review.read() as connection:
        tool = find_tool(form, plan_of(connection).critical)
        _named(plan_of(connection), find_form(form, forms(connection)), part)
        which, found, place = place_named(connection, study, form, part)
        seen = visible_entries(connection, review.person, which.id).get(place, {})
        entry = seen.get(review.person) or _empty(which, found, review.person, place.part)
        effect = plan_of(connection).effect
    return Judging(which, entry, evaluate(tool, found, entry.values, effect))


def judge(
    review: Review,
    study: str,
    form: str,
    *,
    part: str = "",
    text: str = "",
    name: str = "the file",
    adopt: str = "",
    accept: bool = False,
    done: bool = False,
    reopen: bool = False,
) -> Judging:
    """Lay answers and judgements of a file over the person's own entry, all of them or none.

    `adopt` names the review whose authors judged. With `accept` what the tool proposes is taken
    where the person has not judged. Refused where an entry that is called complete has a question
    or a judgement open, or departs without a reason.
    """
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("extractor",), "judge")
        plan = plan_of(connection)
        tool = find_tool(form, plan.critical)
        which, found = find(connection, study), find_form(form, forms(connection))
        _named(plan, found, part or text)
        if text:
            new = parse(found, text, study=which.id, extractor=review.person, part=part, name=name)
        else:
            new = _empty(which, found, review.person, part)
        place = Place(which.id, found.id, part_named(connection, which, found, new.part))
        new = replace(new, part=place.part)
        if adopt:
            theirs = {ADOPTED: Value(THEIRS), SOURCE: Value(one_line(adopt))}
            new = replace(new, values={**new.values, **theirs})
        if accept or done:
            old = own_entry(connection, place, review.person, found)
            whole = evaluate(tool, found, merged(found, old, new).values, plan.effect)
            own = {**_effect(whole, plan.effect), **(accepted(whole) if accept else {})}
            new = replace(new, values={**new.values, **({} if whole.adopted else own)})
        filled = lay_over(writing, found, which, new, done=done, reopen=reopen)
    evaluated = evaluate(tool, found, filled.entry.values, plan.effect)
    return Judging(which, filled.entry, evaluated, filled.written)


def _effect(found: Evaluated, effect: str) -> dict[str, Value]:
    """Return the protocol's effect where the judgement names none, so that it stays as it was."""
    open_still = found.form.find(EFFECT) is not None and EFFECT not in found.values
    return {EFFECT: Value(effect)} if open_still else {}


def _named(plan: BiasPlan, form: Form, said: str) -> None:
    """Refuse a result that is not named, telling those that the protocol names."""
    if form.scope == "result" and not said and plan.results:
        listed = "; ".join(one.part for one in plan.results)
        raise Refused("Name the result with --part.", f"The protocol names: {listed}.")


def not_planned(review: Review, own: Judging) -> str:
    """Return a sentence where the protocol names other results than this one; empty else."""
    with review.read() as connection:
        planned = plan_of(connection).results
    if own.found.form.scope != "result" or not planned or is_planned(planned, own.entry.part):
        return ""
    listed = "; ".join(one.part for one in planned)
    return f"The protocol names other results to judge: {listed}."


def _empty(study: Study, form: Form, person: str, part: str) -> Entry:
    return Entry(study=study.id, form=form.id, version=form.version, extractor=person, part=part)
