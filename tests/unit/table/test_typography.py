"""Numbers, widths and line breaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.typography import cells_of, number_text, padded, wrapped, writable


@pytest.mark.parametrize(
    ("value", "en", "nb"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (3221, "3,221", "3\u202f221"),
        (1234567, "1,234,567", "1\u202f234\u202f567"),
        (-3221, "-3,221", "-3\u202f221"),
        (0.62, "0.62", "0,62"),
        (-0.5, "-0.5", "-0,5"),
        (3221.5, "3,221.5", "3\u202f221,5"),
        (1.0, "1", "1"),
        (1e-7, "1e-07", "1e-07"),
    ],
)
def test_numbers_have_the_signs_of_their_language(value: float, en: str, nb: str) -> None:
    assert number_text(value, "en") == en
    assert number_text(value, "nb") == nb


def test_widths_of_letters() -> None:
    assert cells_of("abc") == 3
    assert cells_of("日本") == 4
    assert cells_of("e\u0301") == 1
    assert cells_of("\u200b") == 0


def test_lines_break_at_spaces_and_long_words_are_cut() -> None:
    assert wrapped("one two three", 7) == ("one two", "three")
    assert wrapped("abcdefgh ij", 4) == ("abc-", "def-", "gh", "ij")
    assert wrapped("(årsmøtesal).", 6) == ("(årsm-", "øtesa-", "l).")
    assert wrapped("ab-cdef", 3) == ("ab-", "cd-", "ef")
    assert wrapped("abcd", 1) == ("a", "b", "c", "d"), "no room for a hyphen"
    assert wrapped("abc", 3) == ("abc",)
    assert wrapped("a\n\nb", 5) == ("a", "", "b")
    assert wrapped("", 5) == ("",)
    assert wrapped("日本語", 1) == ("日", "本", "語")
    assert wrapped("10.1000/xyz", 6) == ("10.100", "0/xyz"), "an address is cut as it is"
    assert wrapped("n\u00a0=\u00a05 x", 5) == ("n\u00a0=\u00a05", "x")


@given(st.text(alphabet="ab \u00e9日", max_size=50), st.integers(2, 20))
def test_wrapping_keeps_every_letter_within_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join(lines).replace(" ", "").replace("-", "") == text.replace(" ", "")
    assert all(cells_of(line) <= width for line in lines)


def test_padding_fills_by_cells() -> None:
    assert padded("日", 4) == "日  "
    assert padded("5", 3, "right") == "  5"
    assert padded("ab", 5, "centre") == " ab  "
    assert padded("abc", 2) == "abc"


def test_what_no_file_can_hold_is_replaced() -> None:
    assert writable("a\ud800b\uffff") == "a\ufffdb\ufffd"
