"""Large invented exports."""

from __future__ import annotations

import random
from pathlib import Path


def write_ris(path: Path, records: int, seed: int = 1) -> Path:
    """Write an RIS file of `records` invented records of usual length."""
    draw = random.Random(seed)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(draw.choices(letters, k=draw.randint(3, 10))) for _ in range(20_000)]
    with path.open("w", encoding="utf-8") as file:
        for number in range(records):
            title = " ".join(draw.choices(words, k=12)).capitalize()
            authors = "".join(
                f"AU  - {draw.choice(words).capitalize()}, {draw.choice('ABCDEF')}\n"
                for _ in range(4)
            )
            abstract = " ".join(draw.choices(words, k=150))
            file.write(
                f"TY  - JOUR\nAN  - x{number}\nTI  - {title}\n{authors}"
                f"PY  - {draw.randint(1980, 2026)}\nJO  - Journal of {draw.choice(words[:800])}\n"
                f"VL  - {draw.randint(1, 90)}\nIS  - {draw.randint(1, 12)}\n"
                f"SP  - {draw.randint(1, 900)}\nEP  - {draw.randint(900, 1200)}\n"
                f"DO  - 10.5555/{words[number % 20_000]}.{number}\nAB  - {abstract}\n"
                f"KW  - {draw.choice(words)}\nKW  - {draw.choice(words)}\nER  - \n\n"
            )
    return path
