"""What the protocol says of judging bias: tools, effect of interest, and which results are judged.

One result stands for each outcome; it is judged, so that what is judged is not chosen afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from review.clean import one_line
from review.refusal import Refused

EFFECTS = ("assignment", "adhering")
AMSTAR_ITEMS = tuple(str(number) for number in range(1, 17))
_KEYS = ("tools", "effect", "critical", "results")
_RESULT_KEYS = ("outcome", "time_point", "measure", "why")


@dataclass(frozen=True, slots=True)
class PlannedResult:
    """The one result of an outcome that is judged in every study that has it."""

    outcome: str
    time_point: str = ""
    measure: str = ""
    why: str = ""

    @property
    def part(self) -> str:
        """Return the result as entries name it: `OUTCOME @ TIME`."""
        return f"{self.outcome} @ {self.time_point}" if self.time_point else self.outcome


@dataclass(frozen=True, slots=True)
class BiasPlan:
    """How bias is judged.

    `tools` are ids of forms; `effect` is RoB 2's effect of interest; `critical` are the items that
    this review calls critical in AMSTAR 2, empty for the tool's own.
    """

    tools: tuple[str, ...] = ()
    effect: str = EFFECTS[0]
    critical: tuple[str, ...] = ()
    results: tuple[PlannedResult, ...] = ()


NO_PLAN = BiasPlan()


def read_plan(data: object, name: str) -> BiasPlan:
    """Return the plan in decoded TOML or JSON; raises Refused with the key that is wrong."""
    if not isinstance(data, Mapping):
        raise Refused(f"{name}: risk_of_bias is not a table.", "Write it as [risk_of_bias].")
    _known(data, _KEYS, f"{name}: risk_of_bias")
    effect = data.get("effect", EFFECTS[0])
    if effect not in EFFECTS:
        raise Refused(
            f"{name}: risk_of_bias.effect is “{effect}”.", f"It can be: {', '.join(EFFECTS)}."
        )
    critical = _texts(data, "critical", name)
    strange = [item for item in critical if item not in AMSTAR_ITEMS]
    if strange:
        raise Refused(
            f"{name}: {', '.join(strange)} is no item of AMSTAR 2.", "Its items are 1 to 16."
        )
    return BiasPlan(_texts(data, "tools", name), str(effect), critical, _results(data, name))


def _texts(data: Mapping[str, Any], key: str, name: str) -> tuple[str, ...]:
    found = data.get(key, ())
    if not isinstance(found, list | tuple):
        raise Refused(f"{name}: risk_of_bias.{key} is not a list.", f'Write {key} = ["..."].')
    return tuple(dict.fromkeys(one_line(str(one)) for one in found))


def _results(data: Mapping[str, Any], name: str) -> tuple[PlannedResult, ...]:
    rows = data.get("results", ())
    if not isinstance(rows, list | tuple):
        raise Refused(
            f"{name}: risk_of_bias.results is not a list of tables.",
            "Write each as [[risk_of_bias.results]].",
        )
    found: dict[str, PlannedResult] = {}
    for number, row in enumerate(rows, 1):
        where = f"{name}: risk_of_bias.results {number}"
        if not isinstance(row, Mapping) or not str(row.get("outcome", "")).strip():
            raise Refused(f"{where} names no outcome.", 'Write outcome = "...".')
        _known(row, _RESULT_KEYS, where)
        one = PlannedResult(**{key: one_line(str(text)) for key, text in row.items()})
        if one.outcome.casefold() in found:
            raise Refused(
                f"{where}: a result of “{one.outcome}” is named already.",
                "Name one for each outcome: it stands for the outcome.",
            )
        found[one.outcome.casefold()] = one
    return tuple(found.values())


def _known(data: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
    unknown = sorted(str(key) for key in data if key not in keys)
    if unknown:
        raise Refused(f"{where}: {', '.join(unknown)} is not known.", f"Keys: {', '.join(keys)}.")


def toml_lines(plan: BiasPlan) -> Iterator[str]:
    """Yield the plan as the TOML that `read_plan` reads; nothing for an empty one."""
    if plan == NO_PLAN:
        yield "# How bias is judged: tools (see `review form list`), effect of interest, and one"
        yield "# result for each outcome: [risk_of_bias], then [[risk_of_bias.results]]"
        return
    yield "[risk_of_bias]"
    yield f"tools = {_text(list(plan.tools))}"
    yield f"effect = {_text(plan.effect)}  # {', '.join(EFFECTS)}"
    if plan.critical:
        yield f"critical = {_text(list(plan.critical))}  # items of AMSTAR 2"
    for one in plan.results:
        yield ""
        yield "[[risk_of_bias.results]]"
        for key in _RESULT_KEYS:
            if getattr(one, key):
                yield f"{key} = {_text(getattr(one, key))}"


def _text(value: str | list[str]) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def told(plan: BiasPlan) -> dict[str, str]:
    """Return what a plan says, part by part, for comparing versions."""
    if plan == NO_PLAN:
        return {}
    results = {f"result of {one.outcome}": _of_result(one) for one in plan.results}
    return {
        "tools": ", ".join(plan.tools),
        "effect of interest": plan.effect,
        "critical items of AMSTAR 2": ", ".join(plan.critical),
        **results,
    }


def _of_result(one: PlannedResult) -> str:
    return ", ".join(text for text in (one.part, one.measure, one.why) if text)
