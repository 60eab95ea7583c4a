"""Stepping a figure through months in the browser: frames, a play button and a slider."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go


class SteppedFigure(go.Figure):  # type: ignore[misc]  # plotly has no types
    """A figure whose frames are plain dicts, sent as they are.

    Plotly would make an object of every trace of every frame, which takes 100 ms for two years of
    months: as long as everything else on the page together.
    """

    _steps: tuple[dict[str, Any], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the figure with its frames."""
        figure: dict[str, Any] = super().to_dict()
        return figure | {"frames": list(self._steps)} if self._steps else figure

    def set_steps(self, frames: list[dict[str, Any]], dark: bool) -> None:
        """Add ``frames``, each with a name, data and traces; the last is what is shown at first."""
        self._steps = tuple(frames)
        self.update_layout(**_controls([str(frame["name"]) for frame in frames], dark))


def _controls(names: list[str], dark: bool) -> dict[str, Any]:
    muted, line = ("#A6ADB8", "#3A414D") if dark else ("#5B6472", "#DDE1E7")
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
