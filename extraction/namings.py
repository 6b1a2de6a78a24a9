"""What outcomes, types of intervention and the like are called in each language.

Extractors write them in one language; a naming says what such a name is called in others, so that
tables, plots and sentences of another language hold its own words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection

from extraction.form import Form
from extraction.outcomes import results
from extraction.same import folded
from extraction.study_data import StudyData
from review.acts import Act
from review.clashes.clash import Clash
from review.clean import one_line
from review.ledger.ledger import Review
from review.ledger.statements import clashes as clashes_of
from review.ledger.statements import holding, kind_of, latest, state
from review.ledger.statements import settle_clash as settle_statement
from review.people import team
from review.refusal import Refused

NAMING = "naming"
LANGUAGES = ("en", "nb")
# A name, folded -> language -> what it is called there.
Namings = Mapping[str, Mapping[str, str]]
_CLASSIFYING = ("intervention_types", "control_conditions")


def namings(connection: Connection) -> Namings:
    """Return the names that are given, by the folded name as it was extracted."""
    return {
        folded(one.content["of"]): {key: one.content[key] for key in LANGUAGES if one.content[key]}
        for one in holding(connection, NAMING).values()
        if one.content
    }


def give_names(review: Review, given: Sequence[Mapping[str, object]], where: str = "") -> list[str]:
    """State what names are called, all of them or none; return the names.

    Each is a table with `of` and languages; what is not said of a language stays as it is, an
    empty name is taken away. Raises Refused for anything else.
    """
    read = [_read(one, f"{where}: name {n}" if where else "") for n, one in enumerate(given, 1)]
    with review.write() as writing:
        _permit(writing.connection, review)
        there = namings(writing.connection)
        for of, said in read:
            old = there.get(folded(of), {})
            content = {"of": of, **{key: said.get(key, old.get(key, "")) for key in LANGUAGES}}
            if {key: content[key] for key in LANGUAGES if content[key]} != old:
                state(writing, NAMING, thing_of(of), content)
    return [of for of, _said in read]


def _permit(connection: Connection, review: Review) -> None:
    team.require(connection, review, (), "name things for the synthesis")


def thing_of(of: str) -> str:
    """Return what statements on a name are of; copies agree on it."""
    return hashlib.sha256(folded(of).encode()).hexdigest()[:32]


def _read(given: Mapping[str, object], where: str) -> tuple[str, dict[str, str]]:
    before = f"{where}: " if where else ""
    hint = f'Write of = "Sleep" and a name for any of: {", ".join(LANGUAGES)}.'
    unknown = sorted(set(given) - {"of", *LANGUAGES})
    if unknown or not all(isinstance(one, str) for one in given.values()):
        raise Refused(f"{before}“{', '.join(unknown) or 'a value'}” has no place here.", hint)
    texts = {key: one_line(str(value)) for key, value in given.items()}
    of = texts.pop("of", "")
    if not of or not texts:
        raise Refused(f"{before}it says of nothing what it is called.", hint)
    return of, texts


def in_use(studies: Iterable[StudyData], form: Form, domains: Iterable[str] = ()) -> list[str]:
    """Return the names that stand in tables as they were written: outcomes, domains, types."""
    found: dict[str, str] = {}

    def add(path: str, names: Iterable[str]) -> None:
        field = form.at(path)
        ids = {option.id for option in field.options} if field else set()
        for name in names:
            if name and name not in ids:
                found.setdefault(folded(name), one_line(name))

    for study in studies:
        add("results[0].outcome", (one.outcome for one in results(study)))
        for path in _CLASSIFYING:
            add(path, study.several(path))
    add("", domains)
    return sorted(found.values(), key=folded)


def unnamed(names: Iterable[str], known: Namings, language: str) -> list[str]:
    """Return the names of which nothing says what they are called in `language`."""
    return [name for name in names if language not in known.get(folded(name), {})]


def _says(act: Act) -> str:
    content = act.body["content"]
    told = ", ".join(f"{key} “{content[key]}”" for key in LANGUAGES if content[key])
    return f"“{content['of']}” is called {told or 'nothing else'}"


KIND = kind_of(NAMING, _says)


def clashes(connection: Connection) -> list[Clash]:
    """Return the names that two copies call differently."""
    if not latest(connection, NAMING):
        return []
    return clashes_of(
        connection,
        NAMING,
        lambda _thing, content: f"what “{content.get('of', '')}” is called",
        lambda content: {key: str(content[key]) for key in LANGUAGES},
        "naming",
    )


def settle_clash(review: Review, clash: Clash, number: int, why: str) -> str:
    """State what side `number` says, over all that was stated of the name."""
    return settle_statement(review, clash, number, why, clashes, _permit)
