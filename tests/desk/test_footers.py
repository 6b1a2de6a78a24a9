"""In 80 columns the foot of a screen shows every key it names, and how to get help."""

from __future__ import annotations

import pytest

from extraction.screens.comparing import CompareScreen
from extraction.screens.filling import FormScreen
from extraction.screens.form_build import FormBuildScreen
from extraction.screens.forms_list import FormsScreen
from extraction.screens.looking_again import LookingAgainScreen
from extraction.screens.studies import ExtractScreen
from review.desk.action import Action

SIGNS = {"escape": "esc"}


@pytest.mark.parametrize(
    "screen",
    [
        CompareScreen,
        ExtractScreen,
        FormBuildScreen,
        FormScreen,
        FormsScreen,
        LookingAgainScreen,
    ],
)
def test_the_foot_fits_into_80_columns(screen: type) -> None:
    shown = [one for one in screen.ACTIONS if isinstance(one, Action) and one.shown]  # type: ignore[attr-defined]
    keys = [one.key.partition(",")[0] for one in shown]
    told = [f"{SIGNS.get(key, key[:1])} {one.label}" for key, one in zip(keys, shown, strict=True)]
    assert len("  ".join([" ⏎ open", *told, "? help"])) <= 80
