"""One Plotly template for light and dark, and colours that mean the same on every page.

The hues are those of Okabe and Ito (2008), "Color Universal Design", chosen so that people with
any common form of colour blindness can tell them apart; each has enough contrast on the light
and on the dark background of `.streamlit/config.toml`.
"""

from __future__ import annotations

import plotly.graph_objects as go

VERMILLION = "#D55E00"
ORANGE = "#E69F00"
PURPLE = "#CC79A7"
SKY = "#56B4E9"
BLUE = "#2B7BBA"
GREEN = "#009E73"
GREY = "#8A8F98"
PALE = "#B4B8BF"

OUTCOME_COLOURS = {
    "sunk": VERMILLION,
    "hijacked": PURPLE,
    "damaged": ORANGE,
    "near miss": SKY,
    "intercepted": GREEN,
    "boarding attempt": BLUE,
    "unknown": GREY,
    "claimed only": PALE,
}
"""Outcome of an attack -> colour, in order of severity: legends and stacks keep this order."""

FONT = '"Source Sans Pro", "Source Sans 3", "Helvetica Neue", Arial, sans-serif'


def template(dark: bool = False) -> go.layout.Template:
    """Return the project's Plotly template for a light or a dark page."""
    ink, muted, line = ("#E8EAED", "#A6ADB8", "#3A414D") if dark else ("#1B1F27", "#5B6472", "#DDE1E7")
    paper = "rgba(0,0,0,0)"
    axis = {
        "gridcolor": line,
        "linecolor": line,
        "zerolinecolor": line,
        "tickcolor": line,
        "tickfont": {"color": muted, "size": 12},
        "title": {"font": {"color": muted, "size": 12}},
        "automargin": True,
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 13, "color": ink},
            "paper_bgcolor": paper,
            "plot_bgcolor": paper,
            "colorway": [VERMILLION, BLUE, GREEN, ORANGE, PURPLE, SKY, GREY],
            "xaxis": {**axis, "showgrid": False, "ticks": "outside"},
            "yaxis": {**axis, "showline": False, "rangemode": "tozero"},
            "legend": {
                "orientation": "h",
                "x": 0,
                "y": 1.02,
                "yanchor": "bottom",
                "font": {"size": 12, "color": muted},
                "title": {"text": ""},
            },
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "hoverlabel": {"font": {"family": FONT, "size": 13}, "align": "left"},
            "hovermode": "x unified",
            "bargap": 0.15,
        }
    )
