from __future__ import annotations

import pytest

from extraction.form import shipped
from extraction.queries import Place
from extraction.screens.stand_columns import layout
from extraction.stands import Stand, StudyStand, Where
from review.studies import Study

FORMS = {one: shipped()[one] for one in ("characteristics", "tidier", "rob2", "rob2-cluster")}


def study(**where: tuple[Where, ...]) -> StudyStand:
    forms = {
        form: tuple(
            Stand(Place("s", form, str(number)), one)
            for number, one in enumerate(where.get(form.replace("-", "_"), ()))
        )
        for form in FORMS
    }
    return StudyStand(Study("s", "Halvorsen & Moe 2019", ()), forms)


STUDIES = [study(characteristics=("agreed",), tidier=("agreed", "empty", "complete"))]


def test_where_there_is_room_parts_are_told_in_words() -> None:
    found = layout(FORMS, STUDIES, {}, 120)
    assert list(found.widths) == list(FORMS)
    said = "= 1 agreed, - 1 not begun, + 1 complete"
    assert [one.text for one in found.cells(STUDIES[0])] == ["= agreed", said, *["- none yet"] * 2]
    titles = [one.title for one in found.columns(FORMS)]
    assert titles == ["Study", "Characteristics", "TIDieR", "RoB 2", "RoB 2 for clusters"]


@pytest.mark.parametrize("width", [40, 60, 77])
def test_the_name_of_the_study_is_read_however_many_forms_there_are(width: int) -> None:
    found = layout(FORMS, STUDIES, {}, width)
    assert width - sum(one + 2 for one in found.widths.values()) >= len(STUDIES[0].study.name)
    assert found.widths


def test_parts_are_told_in_signs_where_words_do_not_fit() -> None:
    found = layout(FORMS, STUDIES, {}, 100)
    assert found.cells(STUDIES[0])[1].text == "= 1, - 1, + 1"
