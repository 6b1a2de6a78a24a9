"""Titles that many reports bear, so that a title alone tells nothing: Editorial, Letter, Forord."""

from __future__ import annotations

_SHORTEST = 9  # letters: a shorter title is anybody's
_TITLES = """
abstract abstracts abstractsofpapers acknowledgements acknowledgments anmeldelser announcement
announcements annualreport authorsreply avantpropos backmatter bokanmeldelse bokanmeldelser
bookforum bookreview bookreviews bookreviewsection buchbesprechung calendar casereport comment
commentary conclusion conferenceabstracts contents contributors correction correspondence
corrigendum discussion editorial editorialcomment editoriale editorialnote editorials
editorschoice editorscomment editorscomments editorscorner editorsintroduction editorsnote
einleitung erratum foreword fromtheeditor fromtheeditors fromtheguesteditors frontmatter
geleitwort guesteditorial guesteditorsintroduction inbrief index inmemoriam inthisissue
introduccion introduction introductiontospecialissue introductiontothespecialissue
introductiontothespecialsection introductiontothisspecialissue invitedcommentary issueinformation
lederartikkel letter letters letterstotheeditor letterstotheeditors lettertoeditor
lettertotheeditor listofcontributors listofreviewers meetingabstracts news notefromtheeditor
notesoncontributors obituary oralpresentations overview posterabstracts posters preface
presentacion presidentialaddress programandabstracts prologo questionsandanswers redaksjonelt
reply researchdigest response respuesta reviewers specialissueintroduction summary
tableofcontents vorwort
"""
_KNOWN = frozenset(_TITLES.split())


def is_generic(tight: str) -> bool:
    """Tell whether many reports bear this title, given in lower case without spaces."""
    return tight in _KNOWN or 0 < len(tight) < _SHORTEST
