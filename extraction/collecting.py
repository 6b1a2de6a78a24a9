"""The sentences on data collection (PRISMA 2020 item 9), from entries that are complete."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Connection

from extraction.progress import checked_places, completed_studies
from extraction.queries import agreed_studies
from review.wording import counted, joined, words_of


def collection_sentences(connection: Connection, language: str) -> list[str]:
    """Return who extracted, and how much is agreed; none while no entry is complete.

    How many entries a person has completed is a bare number that everyone may know.
    """
    words = words_of("review.reporting", language)
    complete = completed_studies(connection)
    if not complete:
        return []
    names = sorted(complete)
    agreed = sum(bool(study.characteristics) for study in agreed_studies(connection))
    each = Counter(study for studies in complete.values() for study in studies)
    key = "many" if max(each.values()) > 1 else "one"
    studies = counted(words, "study", len(set().union(*complete.values())))
    found = [words("collected", key, names=joined(words, names), studies=studies)]
    checked = checked_places(connection)
    if checked:
        studies = counted(words, "study", len({place.study for place in checked}))
        who = joined(words, sorted(set(checked.values())))
        found.append(words("collected", "checked", names=who, studies=studies))
    elif agreed:
        found.append(words("collected", "agreed", studies=counted(words, "study", agreed)))
    return found
