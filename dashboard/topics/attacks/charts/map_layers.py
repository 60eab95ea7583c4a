"""What the map of attacks is made of: traces of which a month changes a part, and the steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.kit.charts import theme

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
    """Another record laid under the attacks: its traces, and what is said of it."""

    layers: list[Layer]
    note: str
    method: str
    alt: str


NO_OVERLAY = Overlay([], "", "", "")


def controls(names: list[str], dark: bool) -> dict[str, Any]:
    """Return the layout of a play button and a slider; the last of the frames is shown at first."""
    _, muted, line = theme.TONES[dark]
    at_once = {"mode": "immediate", "transition": {"duration": 0}}
    jump = at_once | {"frame": {"duration": 0, "redraw": True}}
    play = at_once | {"frame": {"duration": 800, "redraw": True}, "fromcurrent": True}
    slider = {
        "active": len(names) - 1,
        "steps": [{"label": n, "method": "animate", "args": [[n], jump]} for n in names],
        "currentvalue": {"prefix": "Month: ", "font": {"color": muted, "size": 13}},
        "font": {"color": muted, "size": 11},
        "x": 0,
        "len": 1,
        "pad": {"t": 8, "l": 100, "r": 14},
        "bgcolor": line,
        "bordercolor": line,
        "activebgcolor": muted,
        "tickcolor": line,
    }
    buttons = {
        "type": "buttons",
        "direction": "left",
        "showactive": False,
        "x": 0,
        "y": 0,
        "xanchor": "left",
        "yanchor": "top",
        "pad": {"t": 26, "l": 2},
        "bordercolor": line,
        "font": {"color": muted, "size": 13},
        "buttons": [
            {"label": "▶", "method": "animate", "args": [None, play]},
            {"label": "❚❚", "method": "animate", "args": [[None], jump]},
        ],
    }
    return {"sliders": [slider], "updatemenus": [buttons]}
