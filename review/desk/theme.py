"""The two colour themes; without colour, everything that is said in colour is said in words too."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

DARK: Final = Theme(
    name="review-dark",
    primary="#5fa8d3",
    secondary="#8fb8a8",
    accent="#e0b35a",
    foreground="#dde3e8",
    background="#14181d",
    surface="#1b2128",
    panel="#252d36",
    success="#7cc28a",
    warning="#e0b35a",
    error="#e58574",
    dark=True,
    variables={"footer-key-foreground": "#e0b35a", "block-cursor-blurred-background": "#2d3742"},
)
LIGHT: Final = Theme(
    name="review-light",
    primary="#1f6f9f",
    secondary="#3d6f5f",
    accent="#8a5a00",
    foreground="#1d2329",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e4e1d9",
    success="#1f6b35",
    warning="#8a5a00",
    error="#a5321f",
    dark=False,
    variables={"footer-key-foreground": "#8a5a00", "block-cursor-blurred-background": "#dcd8ce"},
)
NAMES: Final = {"dark": DARK.name, "light": LIGHT.name}
