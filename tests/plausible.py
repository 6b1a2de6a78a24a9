"""A form with every quantity that the checks of entries know, and its values in short."""

from __future__ import annotations

from extraction.form import Form, load
from extraction.plausible.around import NOTHING, Around
from extraction.plausible.concern import Concern
from extraction.plausible.whole import concerns
from extraction.value import Content, Value
from extraction.wording import words

_TOP = (
    ("data_from", "date", "Data from", ""),
    ("data_to", "date", "Data to", ""),
    ("participants_n", "integer", "Participants", ""),
    ("participants_unit", "text", "The number counts", ""),
    ("lost_percent", "decimal", "Lost (%)", ""),
    ("women", "decimal", "Women", 'unit = "%"'),
    ("aim", "text", "Aim", "quoted = true"),
)
_ARMS = (
    ("name", "text", "Name", ""),
    ("n_randomised", "integer", "Allocated", ""),
    ("n_analysed", "integer", "Analysed", ""),
)
_RESULTS = (
    ("outcome", "text", "Outcome", ""),
    ("measure", "text", "Measure", ""),
    ("higher_is_better", "yes-no-unclear", "More is better", ""),
    ("intervention_arm", "text", "Intervention arm", ""),
    ("n_total", "integer", "n in all", ""),
    ("n_intervention", "integer", "n, intervention", ""),
    ("n_comparator", "integer", "n, comparator", ""),
    ("events_intervention", "integer", "Events, intervention", ""),
    ("events_comparator", "integer", "Events, comparator", ""),
    ("sd_intervention", "decimal", "SD, intervention", ""),
    ("sd_comparator", "decimal", "SD, comparator", ""),
    ("se_intervention", "decimal", "SE, intervention", ""),
    ("median", "decimal", "Median", ""),
    ("q1", "decimal", "First quartile", ""),
    ("q3", "decimal", "Third quartile", ""),
    ("effect_measure", "text", "Effect measure", ""),
    ("estimate", "text", "Estimate", ""),
    ("ci_low", "decimal", "Lower limit", ""),
    ("ci_high", "decimal", "Upper limit", ""),
    ("p_value", "text", "P", ""),
    ("significance", "choice", "Significance", 'options = ["significant", "not-significant"]'),
    (
        "direction",
        "choice",
        "Direction",
        'options = ["favours-intervention", "favours-comparator"]',
    ),
)


def _fields(table: str, rows: tuple[tuple[str, str, str, str], ...]) -> str:
    return "".join(
        f'[[{table}]]\nid = "{name}"\nkind = "{kind}"\nnames = {{ en = "{title}" }}\n{more}\n'
        for name, kind, title, more in rows
    )


def _group(name: str, rows: tuple[tuple[str, str, str, str], ...]) -> str:
    head = f'[[fields]]\nid = "{name}"\nkind = "group"\nnames = {{ en = "{name}" }}\n'
    return head + _fields("fields.fields", rows)


FORM: Form = load(
    'id = "trial"\nversion = 1\nnames = { en = "Trial" }\n'
    + _fields("fields", _TOP)
    + _group("arms", _ARMS)
    + _group("results", _RESULTS),
    "trial.toml",
)


def told(given: dict[str, Content], around: Around = NOTHING) -> list[Concern]:
    """Return the concerns about these values by path, in English."""
    values = {path: Value(content) for path, content in given.items()}
    return list(concerns(FORM, values, words("en"), around))


def result(around: Around = NOTHING, **given: Content) -> list[Concern]:
    """Return the concerns about one row of results."""
    return told({f"results[0].{key}": content for key, content in given.items()}, around)
