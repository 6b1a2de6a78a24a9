"""Places that two copies agreed on differently: listed with what differs, and settled.

A consensus follows two complete entries that both may see, so nothing sealed is told here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from extraction.agreeing import Agreed, agreed_twice, differ, standing_on
from extraction.form import Form
from extraction.part import part_of
from extraction.projector import CONSENSUS_ACT
from extraction.queries import Place, agreed_at, forms
from extraction.tables.setting import Setting
from extraction.value import from_data
from review.acts import load
from review.clashes.clash import Clash, Side, clash_of, reason_given, side_of, still
from review.ids import shown_study
from review.ledger.ledger import Review
from review.people import team
from review.studies import all_studies, current_ids

_NOTHING = "no answer"


def clashes(connection: Connection) -> list[Clash]:
    """Return every place with consensuses that differ, in the order of places."""
    by_place = agreed_twice(connection, agreed_at(connection))
    found = {place: words for place, words in by_place.items() if differ(words)}
    if not found:
        return []
    names = {study.id: study.name for study in all_studies(connection, only_included=False)}
    known = forms(connection)
    return [
        clash_of("consensus", _about(place, names), _sides(words, known.get(place.form)))
        for place, words in sorted(found.items())
    ]


def _about(place: Place, names: Mapping[str, str]) -> str:
    part = f", {place.part}" if place.part else ""
    name = names.get(place.study, "")
    return f"{shown_study(place.study)} {name}, form {place.form}{part}"


def _sides(words: Sequence[Agreed], form: Form | None) -> list[Side]:
    """Return what each says of the fields in which they differ."""
    values = [word.act.body["values"] for word in words]
    paths = dict.fromkeys(path for one in values for path in one)
    differing = [path for path in paths if any(v.get(path) != values[0].get(path) for v in values)]
    return [
        Side(
            word.id,
            word.act.by,
            word.act.at,
            "\n".join(f"{_label(form, path)}: {_content(form, path, own)}" for path in differing),
        )
        for word, own in zip(words, values, strict=True)
    ]


def _label(form: Form | None, path: str) -> str:
    return form.label(path, "en") if form else path


def _content(form: Form | None, path: str, values: Mapping[str, Any]) -> str:
    if path not in values:
        return _NOTHING
    value = from_data(values[path])
    field = form.at(path) if form else None
    content = Setting().content(field, value) if field else str(value.value)
    evidence = [
        f"{name} {text}" for name in ("page", "quote", "note") if (text := getattr(value, name))
    ]
    return "; ".join([content or value.status, *evidence])


def settle_clash(review: Review, clash: Clash, number: int, why: str) -> str:
    """Agree on what side `number` says, over every consensus of the place."""
    side = side_of(clash, number)
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("extractor", "adjudicator"), "agree on entries")
        still(clashes(connection), clash)
        (taken,) = load(connection, [side.act_id])
        study = current_ids(connection, [taken.subject])[taken.subject]
        body = {
            **taken.body,
            "over": standing_on(connection, study, taken.body["form"], part_of(taken.body)),
            "why": reason_given(why),
        }
        act = writing.append(CONSENSUS_ACT, study, body)
    return f"{review.projectors.kinds[act.kind].says(act)}, as {side.by} had it."
