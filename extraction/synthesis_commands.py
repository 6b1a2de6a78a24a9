"""The commands of the synthesis: outcomes summed up and opened, and choices with their reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from extraction import naming_commands
from review.commands.shell import (
    AsOption,
    JsonOption,
    ReviewOption,
    opened,
    put,
    put_json,
    put_studies,
    say,
)
from review.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from extraction.p_values import Combined
    from extraction.summing import Sum
    from extraction.tables.setting import Setting

_MEASURED, _INCLUDED = "measured", "included"


def count(
    context: typer.Context,
    outcome: Annotated[
        str, typer.Argument(metavar="[OUTCOME]", help="Without one, any outcome counts.")
    ] = "",
    basis: Annotated[str, typer.Option("--basis", help="direction, significance or claim.")] = "",
    share: Annotated[
        float | None, typer.Option("--share", help="Of a study's results; 0.7 unless chosen.")
    ] = None,
    test: Annotated[bool, typer.Option("--test", help="With the sign test.")] = False,
    few: Annotated[bool, typer.Option("--few", help="The test below six studies too.")] = False,
    direction: Annotated[
        str,
        typer.Option(
            "--open", metavar="D", help="List the studies of a direction, measured or included."
        ),
    ] = "",
    lang: Annotated[str, typer.Option("--lang", help="en or nb.")] = "en",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Sum up an outcome over the studies that measured it, or open one of its numbers."""
    from extraction.domains import results_in
    from extraction.queries import agreed_studies
    from extraction.summing import sentences, sum_any, sum_outcome
    from review.clean import one_line

    handle = opened(context, review, person)
    with handle.read() as connection:
        setting = _setting(connection, lang, basis, share, test=test or few, few=few)
        studies = agreed_studies(connection)
    names = {study.id: one_line(study.name) for study in studies}
    told = results_in(studies, setting.domains)
    summed = sum_outcome(told, outcome, setting) if outcome else sum_any(told, setting)
    if as_json:
        put_json(_as_data(summed))
        return
    if direction:
        put_studies(_behind(summed, direction), names)
        return
    for sentence in sentences(summed, setting, names):
        put(sentence)
    for reason in setting.reasons:
        put(reason)
    if not outcome and told:
        outcomes = dict.fromkeys(
            setting.outcome(one.outcome) for rows in told.values() for one in rows
        )
        say(f"Outcomes: {', '.join(sorted(outcomes)) or 'none is agreed yet'}.")


def _setting(
    connection: Connection,
    language: str,
    basis: str,
    share: float | None,
    *,
    test: bool,
    few: bool,
) -> Setting:
    from dataclasses import replace

    from extraction.outcomes import BASES, checked_share
    from extraction.tables.own import setting_of
    from extraction.wording import words

    words(language)  # refuses a language that is not there
    setting = setting_of(connection, language)
    if basis and basis not in BASES:
        raise Refused(f"“{basis}” is no basis.", f"It can be: {', '.join(BASES)}.")
    return replace(
        setting,
        basis=basis or setting.basis,
        share=setting.share if share is None else checked_share(share),
        sign_tests=test or setting.sign_tests,
        asked=few or setting.asked,
    )


def _behind(summed: Sum, typed: str) -> tuple[str, ...]:
    from extraction.outcomes import DIRECTIONS

    found = summed.count
    if typed == _MEASURED:
        return found.measured
    if typed == _INCLUDED:
        return found.included
    if typed not in DIRECTIONS:
        known = ", ".join((*DIRECTIONS, _MEASURED, _INCLUDED))
        raise Refused(f"“{typed}” cannot be opened.", f"It can be: {known}.")
    return found.by_direction[typed]


def _as_data(summed: Sum) -> Mapping[str, Any]:
    from review.ids import shown_study

    found, combined = summed.count, summed.combined
    data: dict[str, Any] = {
        "outcome": found.outcome,
        "basis": found.basis,
        "share": found.share,
        "included": len(found.included),
        "measured": len(found.measured),
        "directions": {
            one: [shown_study(study) for study in studies]
            for one, studies in found.by_direction.items()
        },
        "median_outcomes": found.median_outcomes,
        "sign_test": _test_data(summed),
    }
    if found.outcome is not None:
        data["combined_p"] = combined and {
            "n": len(combined.studies),
            "fisher": _combined_data(combined.fisher),
            "stouffer": _combined_data(combined.stouffer),
            "stouffer_weighted": _combined_data(combined.weighted),
            "bounds": [shown_study(study) for study in combined.bounds],
        }
        data["estimates"] = {
            measure: {
                "n": one.n,
                "median": one.median,
                "quartiles": one.quartiles,
                "range": [one.low, one.high],
            }
            for measure, one in (summed.spreads or {}).items()
        }
    return data


def _test_data(summed: Sum) -> dict[str, Any] | None:
    """Return the sign test where it is made without being asked for, else null."""
    from extraction.counting import obstacle, sign_test

    if obstacle(summed.count):
        return None
    test = sign_test(summed.count)
    intervals = {"wilson": test.wilson, "clopper_pearson": test.clopper_pearson}
    return {"k": test.k, "n": test.n, "p": test.p, **intervals}


def _combined_data(one: Combined | None) -> dict[str, float] | None:
    return {"statistic": one.statistic, "df": one.df, "p": one.p} if one else None


def choose(
    context: typer.Context,
    what: Annotated[
        str, typer.Argument(metavar="WHAT", help="Without one, what can be chosen.")
    ] = "",
    values: Annotated[list[str] | None, typer.Argument(metavar="[VALUE]...")] = None,
    why: Annotated[str, typer.Option("--why", metavar="T", help="The reason; SWiM asks.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Choose how the synthesis counts and shows, with the reason; `review undo` takes it back."""
    from extraction.choices import ABOUT
    from extraction.choosing import choose as keep

    if not what:
        for key, about in ABOUT.items():
            put(f"{key:10}{about}")
        return
    say(keep(opened(context, review, person), what, values or (), why))


def list_choices(
    context: typer.Context,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """List what was chosen for the synthesis, why, by whom, and what of it is post hoc."""
    from extraction.choices import choices

    handle = opened(context, review, person)
    with handle.read() as connection:
        found = choices(connection)
    if as_json:
        listed = [
            {
                "choice": one.name,
                "values": list(one.values),
                "why": one.why,
                "by": one.by,
                "at": one.at,
                "swim": one.item,
                "post_hoc": one.post_hoc,
            }
            for one in found
        ]
        put_json({"choices": listed})
        return
    for one in found:
        after = ", post hoc" if one.post_hoc else ""
        put(f"{one.name}: {', '.join(one.values) or 'none'}")
        put(f"    {one.why} ({one.by}, {one.at[:10]}; SWiM {one.item}{after})")
    if not found:
        say("Nothing is chosen: what is usual holds. See `review synthesis choose`.")


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    group = typer.Typer(help="Sum up outcomes, and choose how.", no_args_is_help=True)
    group.command("count")(count)
    group.command("choose")(choose)
    group.command("choices")(list_choices)
    naming_commands.register(group)
    app.add_typer(group, name="synthesis")
