"""The setting of tables and plots in a review: its own forms, in a language."""

from __future__ import annotations

from sqlalchemy import Connection

from extraction.queries import forms
from extraction.tables.setting import Setting


def setting_of(connection: Connection, language: str) -> Setting:
    """Return the setting with the forms as the review has them."""
    known = forms(connection)
    return Setting(
        language=language, characteristics=known["characteristics"], tidier=known["tidier"]
    )
