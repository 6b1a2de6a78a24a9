"""The setting of tables and plots in a review: its own forms, and what was chosen with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import cast

from sqlalchemy import Connection

from extraction.choices import Choice, choices
from extraction.namings import namings
from extraction.outcomes import Basis
from extraction.queries import forms
from extraction.same import folded
from extraction.study_data import StudyData
from extraction.tables.setting import Setting


def setting_of(connection: Connection, language: str) -> Setting:
    """Return the setting with the forms as the review has them, and its choices."""
    known = forms(connection)
    plain = Setting(
        language=language,
        characteristics=known["characteristics"],
        tidier=known["tidier"],
        namings=namings(connection),
    )
    return chosen(plain, choices(connection))


def chosen(setting: Setting, made: Sequence[Choice]) -> Setting:
    """Return the setting with choices in the place of what is usual."""
    one = {choice.key: choice.values for choice in made if not choice.thing}
    tests = one.get("tests", ("no",))[0]
    return replace(
        setting,
        basis=cast("Basis", one.get("basis", (setting.basis,))[0]),
        share=float(one.get("share", (str(setting.share),))[0]),
        sign_tests=tests != "no",
        asked=tests == "few",
        domains={
            choice.thing: _outcomes(setting, choice.values)
            for choice in made
            if choice.key == "domain" and choice.values
        },
        rows=one.get("rows", setting.rows),
        order=one.get("order", (setting.order,))[0],
        columns={
            choice.thing: choice.values
            for choice in made
            if choice.key == "columns" and choice.values
        },
        hard=_outcomes(setting, one.get("hard", ())),
        reasons=tuple(reasons(setting, made)),
    )


def in_order(studies: Iterable[StudyData], setting: Setting) -> list[StudyData]:
    """Return studies in the order chosen; those alike stay as they came."""
    if setting.order == "name":
        return sorted(studies, key=lambda study: folded(study.name))
    if setting.order == "year":
        return sorted(studies, key=lambda study: (study.year is None, study.year or 0))
    listed = list(studies)
    if setting.order == "design":
        designs = {study.id: (study.several("design") or ("",))[0] for study in listed}
        order = setting.ordered("design", dict.fromkeys(designs.values()))
        return sorted(listed, key=lambda study: order.index(designs[study.id]))
    return listed


def _outcomes(setting: Setting, typed: Sequence[str]) -> tuple[str, ...]:
    """Return outcomes as the extractors chose them: by the id of an option, where it has one."""
    form = setting.characteristics.at("results[0].outcome")
    ids = {
        folded(name): option.id
        for option in (form.options if form else ())
        for name in option.names.values()
    }
    return tuple(ids.get(folded(one), one) for one in typed)


def reasons(setting: Setting, made: Iterable[Choice]) -> Iterator[str]:
    """Give a sentence for each choice: what was chosen, why, by whom and when."""
    for choice in made:
        what = setting.words("choice", choice.key, thing=choice.thing)
        values = ", ".join(_value(setting, choice.key, value) for value in choice.values)
        told = setting.words(
            "choice", "told", what=what, values=values or setting.words("choice", "none")
        )
        after = "post_hoc" if choice.post_hoc else "made"
        yield setting.words(
            "choice", after, told=told, why=choice.why, by=choice.by, date=choice.at[:10]
        )


def _value(setting: Setting, key: str, value: str) -> str:
    known = setting.words.sections["chosen"]
    if key in {"basis", "tests", "order", "rows"}:
        return known.get(f"{key}-{value}", value)
    if key == "share":
        return setting.words.shortest(float(value))
    return setting.outcome(value) if key in {"domain", "hard"} else value
