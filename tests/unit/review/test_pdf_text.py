from __future__ import annotations

from review.files.pdf_text import flowing


def test_the_lines_of_a_paragraph_are_joined_and_short_lines_stay() -> None:
    page = (
        "Results\n"
        "Parenting stress fell more after home visits than in\n"
        "the families who were given care as usual, and it was\n"
        "lower at six months.\n"
        "Arm  n  mean\n"
        "A    60  4.2\n"
    )
    assert flowing(page).split("\n") == [
        "Results",
        "Parenting stress fell more after home visits than in the families who were given care as "
        "usual, and it was lower at six months.",
        "Arm  n  mean",
        "A    60  4.2",
        "",
    ]
    assert flowing("") == ""
