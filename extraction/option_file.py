"""Read the texts, options and rows of a form's fields from decoded TOML."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from extraction.field import Option
from review.refusal import Refused

LANGUAGES = ("en", "nb")


def read_names(data: object, where: str) -> dict[str, str]:
    """Return texts by language; raises Refused where the English one is missing."""
    if not isinstance(data, Mapping) or not data.get("en"):
        raise Refused(f"{where} has no English text.", 'Write it as { en = "...", nb = "..." }.')
    unknown = [str(key) for key in data if key not in LANGUAGES]
    if unknown or not all(isinstance(text, str) for text in data.values()):
        raise Refused(
            f"{where} is not a text in English or Norwegian.", "The languages are: en, nb."
        )
    return {str(key): text.strip() for key, text in data.items()}


def read_options(data: object, where: str, key: str = "options") -> tuple[Option, ...]:
    """Return the options of a choice: a list of ids, or of tables with an id and its texts.

    The rows of a table are written in the same way, under their own `key`.
    """
    shape = 'Give ids, or { id = "...", en = "..." }.'
    if not isinstance(data, list) or not data:
        raise Refused(f"{where}: {key} is not a list of at least one.", shape)
    options = []
    for row in data:
        if isinstance(row, str) and row.strip():
            options.append(Option(row.strip(), {"en": row.strip()}))
        elif isinstance(row, Mapping) and isinstance(row.get("id"), str) and row["id"].strip():
            texts = {name: text for name, text in row.items() if name != "id"}
            names = read_names(texts, f"{where}: {row['id']}")
            options.append(Option(row["id"].strip(), names))
        else:
            raise Refused(f"{where}: one of its {key} has no id.", shape)
    each_once([option.id for option in options], f"{where}: {key}")
    return tuple(options)


def each_once(names: Collection[str], where: str) -> None:
    """Refuse a name that stands twice."""
    twice = next((name for name in names if list(names).count(name) > 1), "")
    if twice:
        raise Refused(f"{where}: “{twice}” is used twice.", "Give each its own id.")
