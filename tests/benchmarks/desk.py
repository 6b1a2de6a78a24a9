"""Start-up beside the import of Textual."""

from __future__ import annotations

from tests.benchmarks.measuring import Row, command


def starting() -> list[Row]:
    """Return the start-up times as multiples of `python -c "import textual.app"`."""
    textual = command(["-c", "import textual.app"])
    help_page = command(["-P", "-m", "review", "--help"])
    return [
        Row("import textual.app", textual, None, "s"),
        Row("review --help / import textual.app", help_page / textual, 0.6, "x"),
    ]
