"""What is agreed about one included study, as the synthesis and its tables take it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extraction.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyData:
    """One included study; its values are empty until two entries are agreed.

    `name` is what tables call it (`Olds 1986`), `tidier` is arm -> values by path, `reports` are
    identifiers that readers know (DOI, PMID, else accession), `footnotes` are sentences such as
    that of a retraction, `year` is that of the primary report.
    """

    id: str
    name: str
    characteristics: Mapping[str, Value] = field(default_factory=dict)
    tidier: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    reports: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()
    year: int | None = None

    def several(self, path: str) -> tuple[str, ...]:
        """Return the answers of a field that takes several; empty where none is known."""
        value = self.characteristics.get(path)
        if value is None or not value.known:
            return ()
        return value.value if isinstance(value.value, tuple) else (str(value.value),)
