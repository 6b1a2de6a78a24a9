"""A line in which one types: what Enter does there is said by the screen that it is on."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class TypedLine(Input, inherit_bindings=False):
    """An input whose keys edit and do nothing else."""

    BINDINGS: ClassVar[list[BindingType]] = [
        one for one in Input.BINDINGS if isinstance(one, Binding) and one.action != "submit"
    ]
