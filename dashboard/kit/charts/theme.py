"""One Plotly template for light and dark, and colours that mean the same on every page.

Charts are drawn without knowing the page's mode, so each colour must read on both backgrounds of
`.streamlit/config.toml`: a contrast of 3:1 or more (WCAG 2.2, graphical objects) against white
and against #12161D, which a test measures. Within that band the outcomes were placed as far apart
as they go for normal, protan and deutan sight. Text takes its colour from the template, never
from a chart.
"""

from __future__ import annotations

from functools import cache
from typing import Any

PALETTE = {
    "bg": ("#FFFFFF", "#12161D"),
    "ink": ("#1B1F27", "#E8EAED"),
    "muted": ("#545D6B", "#AAB2BD"),
    "line": ("#DCE0E6", "#313946"),
    "edge": ("#D3D8DF", "#3A4350"),
    "soft": ("#F4F6F8", "#1B212B"),
    "land": ("#E4E7EB", "#2A323E"),
    "before": ("#7F8895", "#8A93A0"),
    "before-in": ("#E3E7EC", "#333C49"),
    "base": ("#7B8491", "#8E97A4"),
    "mark": ("#7B8491", "#8E97A4"),
    "bab": ("#A81F1A", "#FF7F70"),
    "suez": ("#C08000", "#EBBB5C"),
    "suez-t": ("#8F5C00", "#EBBB5C"),
    "cape": ("#2457C5", "#7FAAFF"),
    "hormuz": ("#5B6472", "#A6ADB8"),
    "rotterdam": ("#55319A", "#A182F0"),
    "attack": ("#2B313C", "#D3D8DF"),
}
"""Name of a colour -> it on a light and on a dark page; -t is the shade of text.

Hue says where, or which lane; greys say what happened and carry the page.
"""


def variables() -> str:
    """Return the palette as variables of CSS, which follow the page's theme."""
    pairs = (f"--{name}:light-dark({light},{dark})" for name, (light, dark) in PALETTE.items())
    return f".stApp{{{';'.join(pairs)}}}"


VERMILLION = "#C8321E"
ORANGE = "#C98500"
PURPLE = "#7B53A2"
SKY = "#3D9BD3"
BLUE = "#3B5ADC"
GREEN = "#067E5C"
GREY = "#8B8E94"
SLATE = "#747A85"
ACCENT = "#C4570A"
"""All attacks together, whatever their outcome."""

TONES = {False: ("#1B1F27", "#5B6472", "#DDE1E7"), True: ("#E8EAED", "#A6ADB8", "#3A414D")}
"""Ink, muted text and lines of a light (False) and a dark (True) page."""

BACKGROUNDS = {"light": "#FFFFFF", "dark": "#12161D"}

OUTCOME_COLOURS = {
    "sunk": VERMILLION,
    "hijacked": PURPLE,
    "damaged": ORANGE,
    "near miss": SKY,
    "intercepted": GREEN,
    "boarding attempt": BLUE,
    "unknown": GREY,
    "claimed only": SLATE,
}
"""Outcome of an attack -> colour, in order of severity: legends and stacks keep this order.

Claimed only is hatched in bars and hollow on maps as well, so that it never rests on colour.
"""

HATCHED = {"shape": "/", "fillmode": "replace", "size": 5}
"""The pattern of bars of what is claimed, lost or estimated, beside their colour."""

CHOKEPOINT_COLOURS = {
    "Bab el-Mandeb Strait": VERMILLION,
    "Suez Canal": ORANGE,
    "Cape of Good Hope": BLUE,
    "Strait of Hormuz": GREY,
}
"""Chokepoint -> colour: warm where ships went missing, blue where they went instead."""

LANE_COLOURS = {
    "Shanghai-Rotterdam": PURPLE,
    "Shanghai-Genoa": "#C0569B",
    "Shanghai-New York": GREEN,
    "Shanghai-Los Angeles": SKY,
    "Rotterdam-Shanghai": "#4F6BB3",
    "Los Angeles-Shanghai": "#2C8C92",
    "New York-Rotterdam": "#8A7A1F",
    "Rotterdam-New York": "#A8652F",
    "composite": GREY,
}
"""Lane of the freight rates -> colour; the composite is context and muted."""

PORT_COLOURS = {"Red Sea ports (all three)": VERMILLION, "Southern ports": GREY}
"""Group of Yemeni ports -> colour; the southern ports are the comparison."""

EVENT_COLOURS = {"escalation": "#B56A5C", "response": "#808690", "truce or diplomacy": "#5B8C74"}
"""Kind of event -> muted colour of its thin line."""

FONT = '"Source Sans", "Source Sans Pro", "Source Sans 3", "Helvetica Neue", Arial, sans-serif'


def rgba(colour: str, opacity: float) -> str:
    """Return a colour of the form #RRGGBB with an opacity."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


@cache
def template(dark: bool = False) -> dict[str, Any]:
    """Return the project's Plotly template for a light or a dark page; not to be changed."""
    ink, muted, line = TONES[dark]
    background = BACKGROUNDS["dark" if dark else "light"]
    clear = "rgba(0,0,0,0)"
    axis = {
        "gridcolor": line,
        "linecolor": line,
        "zerolinecolor": line,
        "tickcolor": line,
        "tickfont": {"color": muted, "size": 12},
        "title": {"font": {"color": muted, "size": 12}},
        "automargin": True,
    }
    return {
        "layout": {
            "font": {"family": FONT, "size": 13, "color": ink},
            "paper_bgcolor": clear,
            "plot_bgcolor": clear,
            "colorway": [VERMILLION, SKY, ORANGE, GREEN, PURPLE, BLUE, GREY],
            # The line at the pointer has an outline that is white on any page.
            "xaxis": {**axis, "showgrid": False, "ticks": "outside", "showspikes": False},
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
            "hoverlabel": {
                "font": {"family": FONT, "size": 13, "color": ink},
                "bgcolor": background,
                "bordercolor": line,
                "align": "left",
            },
            "hovermode": "x unified",
            "bargap": 0.15,
            "annotationdefaults": {"font": {"color": ink, "size": 12}, "showarrow": False},
            "dragmode": False,
            "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": SLATE, "activecolor": ink},
        },
        "data": {
            # A hairline of the page's colour parts the pieces of a stack.
            "bar": [{"marker": {"line": {"color": background, "width": 0.5}}}],
            "scatter": [{"textfont": {"color": ink, "size": 12}}],
        },
    }
