"""What arms, outcomes and time points are called already, so that each is called one thing.

A person is offered the names in what they may see: their own entries, and open ones. Arms belong
to one study, outcomes and time points to the whole review.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from extraction.entry import Entry, group_rows
from extraction.form import Form
from extraction.opened import is_open
from extraction.part import parsed
from extraction.path import child_path
from extraction.path import parsed as parsed_path
from extraction.queries import Place, entries, forms
from extraction.same import folded
from extraction.value import Value
from review.clean import one_line
from review.refusal import Refused

CHARACTERISTICS = "characteristics"
# Of 100 (Levenshtein ratio): a name so near to a known one is a slip or another spelling of it.
NEARLY = 84

# Fields of groups that hold names, by their ids.
_OUTCOMES = frozenset(("outcome",))
_TIMES = frozenset(("time_point", "time"))
_ARMS = frozenset(("intervention_arm", "comparator_arm", "arm"))


@dataclass(slots=True)
class Names:
    """The names in use, each with how often: arms by study, outcomes, time points."""

    arms: dict[str, Counter[str]] = field(default_factory=dict)
    outcomes: Counter[str] = field(default_factory=Counter)
    times: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Names) -> Names:
        """Return the names of both."""
        arms = {
            study: self.arms.get(study, Counter()) + other.arms.get(study, Counter())
            for study in (*self.arms, *other.arms)
        }
        return Names(arms, self.outcomes + other.outcomes, self.times + other.times)

    def arms_of(self, study: str) -> tuple[str, ...]:
        """Return what the arms of a study are called, the most frequent first."""
        return _in_order(self.arms.get(study, Counter()))

    def for_field(self, identifier: str, study: str) -> tuple[str, ...]:
        """Return the names that a field with this id holds: of arms, outcomes or time points."""
        if identifier in _ARMS:
            return self.arms_of(study)
        if identifier in _OUTCOMES:
            return self.all_outcomes
        return self.all_times if identifier in _TIMES else ()

    @property
    def all_outcomes(self) -> tuple[str, ...]:
        """Return what outcomes are called, the most frequent first."""
        return _in_order(self.outcomes)

    @property
    def all_times(self) -> tuple[str, ...]:
        """Return what time points are called, the most frequent first."""
        return _in_order(self.times)

    def suggested(self, scope: str, study: str) -> tuple[str, ...]:
        """Return parts that a form of `scope` may be filled for in a study."""
        if scope == "arm":
            return self.arms_of(study)
        if scope == "outcome":
            return self.all_outcomes
        if scope == "result":
            pairs = ((one, time) for one in self.all_outcomes for time in self.all_times)
            return tuple(f"{one} @ {time}" for one, time in pairs)
        if scope == "contrast":
            arms = self.arms_of(study)
            return tuple(f"{a} vs {b}" for n, a in enumerate(arms) for b in arms[n + 1 :])
        return ()


def _in_order(names: Counter[str]) -> tuple[str, ...]:
    return tuple(name for name, _times in sorted(names.items(), key=lambda one: (-one[1], one[0])))


def names_in_use(connection: Connection, person: str, study: str = "") -> Names:
    """Return the names in all entries that `person` may see, or in those of one study."""
    known = forms(connection)
    fields = {form.id: _naming(form) for form in known.values()}
    return names_in(entries(connection, study, fields=fields), known, person)


def names_beside(
    connection: Connection, person: str, form: Form, place: Place, values: Mapping[str, Value]
) -> Names:
    """Return the names in use that those in `values` may be meant to be.

    Other studies are only read where there is the name of an outcome or a time point.
    """
    sorts = {sort for sort, _name in named_in(form, place.part, values)}
    return names_in_use(connection, person, place.study if sorts <= {"arm"} else "")


def _naming(form: Form) -> frozenset[str]:
    """Return the fields of a form that hold names, as `group.field`."""
    return frozenset(
        f"{group.id}.{child.id}"
        for group in form.in_rows()
        for child in group.fields
        if _sort(child_path(group.id, 0, child.id))
    )


def names_in(
    found: Mapping[Place, Mapping[str, Entry]], known: Mapping[str, Form], person: str
) -> Names:
    """Return the names in those of the entries that `person` may see."""
    names = Names()
    for place, of_place in found.items():
        for name, entry in of_place.items():
            if place.form in known and (name == person or is_open(of_place)):
                add_names(names, place.study, known[place.form], entry.part, entry.values)
    return names


def add_names(names: Names, study: str, form: Form, part: str, values: Mapping[str, Value]) -> None:
    """Count the names of one entry among those in use."""
    for sort, name in named_in(form, part, values):
        if sort == "arm":
            names.arms.setdefault(study, Counter())[name] += 1
        else:
            (names.outcomes if sort == "outcome" else names.times)[name] += 1


def named_in(form: Form, part: str, values: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """Yield the names in one entry, each with its sort: arm, outcome or time point."""
    try:
        told = parsed(form.scope, part)
    except Refused:  # of another scope, in a version of the form before
        told = None
    if told is not None:
        names = (("arm", told.arm), ("arm", told.versus), ("outcome", told.outcome))
        yield from ((sort, name) for sort, name in (*names, ("time point", told.time)) if name)
    for path, value in values.items():
        sort = _sort(path)
        if sort and value.known and isinstance(value.value, str):
            yield sort, one_line(value.value)


def _sort(path: str) -> str:
    parts = parsed_path(path)
    if parts is None or not parts.child:
        return ""
    if (parts.field, parts.child) == ("arms", "name") or parts.child in _ARMS:
        return "arm"
    if parts.child in _OUTCOMES:
        return "outcome"
    return "time point" if parts.child in _TIMES else ""


def arm_names(entry: Entry) -> Iterator[str]:
    """Yield the names of the arms that an entry of characteristics lists."""
    if entry.form == CHARACTERISTICS:
        for row in group_rows(entry.values, "arms").values():
            one = row.get("name")
            if one is not None and one.known:
                yield str(one.value)


def spelled_otherwise(
    names: Names, form: Form, place: Place, values: Mapping[str, Value]
) -> tuple[str, ...]:
    """Return a sentence for each name in an entry that is nearly, but not quite, one in use."""
    known = {
        "arm": names.arms_of(place.study),
        "outcome": names.all_outcomes,
        "time point": names.all_times,
    }
    told: dict[str, None] = {}
    for sort, name in named_in(form, place.part, values):
        near = "" if name in known[sort] else _nearest(name, known[sort])
        if near:
            told[f"The {sort} “{name}” is called “{near}” elsewhere; is it another one?"] = None
    return tuple(told)


def _nearest(name: str, known: Iterable[str]) -> str:
    from rapidfuzz.fuzz import ratio

    scored = ((ratio(folded(name), folded(one)), one) for one in known)
    best = max(scored, default=(0.0, ""))
    # 6 months and 9 months are two time points, however alike they are written.
    same_numbers = _numbers(name) == _numbers(best[1])
    return best[1] if best[0] >= NEARLY and same_numbers else ""


def _numbers(name: str) -> list[str]:
    return [word for word in folded(name).replace("-", " ").split() if any(map(str.isdigit, word))]
