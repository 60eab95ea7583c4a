"""What the map of attacks is made of besides attacks: a month, and another record under them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.kit.charts.draw import Part

Month = pd.Timestamp | None
"""The first day of the month that the map shows; None for all months at once."""


@dataclass(frozen=True)
class Overlay:
    """Another record laid under the attacks: its traces, and what is said of it."""

    traces: list[Part]
    note: str
    method: str
    alt: str


NO_OVERLAY = Overlay([], "", "", "")
