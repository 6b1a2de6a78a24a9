"""What the generator knows of a report: the truth from which every export is written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """An author; a body such as an agency has no given names."""

    surname: str
    given: str = ""

    @property
    def inverted(self) -> str:
        """Return `Surname, Given`."""
        return f"{self.surname}, {self.given}" if self.given else self.surname

    @property
    def initials(self) -> str:
        """Return the initials of the given names without marks: `AB`."""
        return "".join(name[0] for name in self.given.replace(".", " ").split())

    @property
    def short(self) -> str:
        """Return `Surname, AB`."""
        return f"{self.surname}, {self.initials}" if self.given else self.surname


@dataclass(frozen=True, slots=True)
class Journal:
    """An invented journal."""

    name: str
    short: str
    issn: str
    publisher: str
    begun: int  # the year of its volume 1

    @property
    def doi_part(self) -> str:
        """Return the letters that its DOIs carry."""
        return "".join(word[0] for word in self.name.split() if word[0].isalpha()).lower()


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is about: the words of its title and abstract."""

    topic: str
    design: str
    words: dict[str, str]
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report and its fate in the review; what is said of a set of duplicates is said here.

    `near` is the key of the report that it resembles without being it, `relation` how.
    """

    key: str
    title: str
    subtitle: str
    authors: tuple[Person, ...]
    year: int
    journal: Journal
    volume: str
    issue: str
    start: int
    end: int
    doi: str
    abstract: str
    subject: Subject
    type: str = "JOUR"
    language: str = "English"
    standing: str = "excluded-title-abstract"
    reason: str = ""
    near: str = ""
    relation: str = ""

    @property
    def full_title(self) -> str:
        """Return title and subtitle."""
        joint = "" if self.title.endswith("?") else ":"
        return f"{self.title}{joint} {self.subtitle}" if self.subtitle else self.title
