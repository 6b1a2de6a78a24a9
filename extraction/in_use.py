"""Which forms a review uses, so that nobody has to look past those that it does not."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from extraction.form import Form, shipped

# Every review describes its studies and what was done in them.
ALWAYS = ("characteristics", "tidier")


def in_use(
    known: Mapping[str, Form], named: Collection[str], filled: Collection[str]
) -> dict[str, Form]:
    """Return the forms that a review uses, in the order of use.

    These are the two of every review, the tools that the protocol names, the forms that the review
    added or changed, and those that are `filled` as far as the asker may see it.
    """
    ours = shipped()
    used = [
        *ALWAYS,
        *named,
        *(form for form, one in known.items() if one is not ours.get(form)),
        *sorted(filled),
    ]
    return {form: known[form] for form in dict.fromkeys(used) if form in known}
