"""What is marked when two records stand beside each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from review.duplicates.differing import differing_words, field_pairs
from review.record import Record


def marked(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_only_the_words_that_differ_are_marked() -> None:
    first, second = "Home visits for new parents", "Home visits for young parents: a trial"
    spans_a, spans_b, cut = differing_words(first, second)
    assert marked(first, spans_a) == ["new"]
    assert marked(second, spans_b) == ["young", "a", "trial"]
    assert cut == 0


def test_case_and_punctuation_are_no_difference() -> None:
    assert differing_words("Parents, (young)", "parents - YOUNG") == ((), (), 0)


def test_initials_and_short_journal_names_are_alike_but_another_name_differs() -> None:
    first = Record(authors=("Holm, Anna", "Berg, Bo"), journal="Journal of Studies")
    alike = Record(authors=("Holm, A.", "Berg, B."), journal="J. of Stud.")
    other = Record(authors=("Holm, E.", "Berg, B."), journal="J. of Stud.")
    assert [pair.state for pair in field_pairs(first, alike)] == ["alike", "alike"]
    authors = field_pairs(first, other)[0]
    assert authors.state == "differs"
    assert marked(authors.first.text, authors.first.spans) == ["Anna;"]


def test_a_number_that_begins_another_is_another_number() -> None:
    pages = field_pairs(Record(start_page="10"), Record(start_page="101"))[0]
    assert (pages.name, pages.state) == ("Pages", "differs")


def test_a_field_that_one_record_lacks_stands_alone_and_empty_fields_are_left_out() -> None:
    pairs = field_pairs(Record(title="Same", doi="10.1/x"), Record(title="Same"))
    assert [(pair.name, pair.state) for pair in pairs] == [("Title", "same"), ("DOI", "alone")]


@given(st.text(max_size=80), st.text(max_size=80))
def test_spans_lie_in_their_texts_in_order_whatever_the_texts(first: str, second: str) -> None:
    spans_a, spans_b, _cut = differing_words(first, second, cut_short=True)
    for text, spans in ((first, spans_a), (second, spans_b)):
        edges = [edge for span in spans for edge in span]
        assert edges == sorted(edges)
        assert all(text[start:end].strip() for start, end in spans)
