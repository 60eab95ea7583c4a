"""Stepping a figure through months in the browser: frames, a play button and a slider."""

from __future__ import annotations

from typing import Any

from dashboard.kit.charts import theme


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
