"""What the map of attacks is made of: traces of which a month changes a part, and an overlay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

Month = pd.Timestamp | None
"""The first day of the month stepped to; None for all months at once."""


@dataclass(frozen=True)
class Layer:
    """A trace: what stays, and what a month changes."""

    fixed: dict[str, Any]
    moving: Callable[[Month], dict[str, Any]]

    def trace(self) -> dict[str, Any]:
        """Return the trace of all months at once."""
        whole = self.moving(None)
        marker = self.fixed.get("marker", {}) | whole.get("marker", {})
        both = {"type": "scattermap"} | self.fixed | whole
        return both | ({"marker": marker} if marker else {})


@dataclass(frozen=True)
class Overlay:
    """Another record laid under the attacks: its traces, and what note and alt text say of it."""

    layers: list[Layer]
    note: str
    alt: str


NO_OVERLAY = Overlay([], "", "")
