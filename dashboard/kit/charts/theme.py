"""One Plotly template for light and dark, and colours that mean the same on every page.

Hue says where: red is Bab el-Mandeb, amber Suez, blue the Cape, on every page and nowhere else;
lanes, ports and other series have hues of their own between green and violet. What happened is ink
and grey. Charts are drawn in the colours of a light page; those of a dark one are put in when they
are sent (``darkened``). A test measures that each stands out from its page as it is drawn, 3:1 or
more (WCAG 2.2, graphical objects), and text 4.5:1. Text takes its colour from the template.
"""

from __future__ import annotations

import re
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
    "teal": ("#005F5A", "#2FA99D"),
    "magenta": ("#A0468F", "#F7B8E6"),
    "green": ("#1F7A43", "#8CE3A6"),
    "ports": ("#66701A", "#A9B04A"),
    "brown": ("#7A5230", "#D0A27C"),
    "lagoon": ("#3B7F8C", "#7CC4D0"),
    "grey": ("#7A828D", "#8E96A1"),
    "lilac": ("#8A6FC0", "#C9B8F5"),
    "genoa": ("#B9569F", "#F5A5DC"),
    "losangeles": ("#2E9A57", "#7FDB9C"),
    "leaf": ("#5E8F2E", "#BFE08A"),
}
"""Name of a colour -> it on a light and on a dark page; -t is the shade of text.

Hue says where, or which lane; greys say what happened and carry the page.
"""


def variables() -> str:
    """Return the palette as variables of CSS, which follow the page's theme."""
    pairs = (f"--{name}:light-dark({light},{dark})" for name, (light, dark) in PALETTE.items())
    return f".stApp{{{';'.join(pairs)}}}"


DARK = dict(PALETTE.values())
"""Colour on a light page -> it on a dark one."""


def darkened(drawn: bytes) -> bytes:
    """Return a figure as JSON with the colours of a dark page in place of those of a light one."""
    return _LIGHT.sub(lambda found: _DARKER[found[0]], drawn)


def _clear(colour: str) -> bytes:
    """Return how a colour with an opacity begins, as ``rgba`` writes it."""
    return rgba(colour, 1).removesuffix("1)").encode()


INK, GROUND, ATTACK, MUTED = (PALETTE[name][0] for name in ("ink", "bg", "attack", "muted"))
BAB, SUEZ, CAPE, HORMUZ = (PALETTE[name][0] for name in ("bab", "suez", "cape", "hormuz"))
TEAL, VIOLET, MAGENTA, GREEN, OLIVE, BROWN, GREY, SLATE = (
    PALETTE[name][0]
    for name in ("teal", "rotterdam", "magenta", "green", "ports", "brown", "grey", "hormuz")
)

TONES = {False: ("#1B1F27", "#5B6472", "#DDE1E7"), True: ("#E8EAED", "#A6ADB8", "#3A414D")}
"""Ink, muted text and lines of a light (False) and a dark (True) page."""

BACKGROUNDS = {"light": "#FFFFFF", "dark": "#12161D"}

OUTCOME_COLOURS = {
    "sunk": INK,
    "hijacked": VIOLET,
    "damaged": MAGENTA,
    "near miss": PALETTE["lagoon"][0],
    "intercepted": GREEN,
    "boarding attempt": OLIVE,
    "unknown": GREY,
    "claimed only": SLATE,
}
"""Outcome of an attack -> colour, in order of severity: legends and stacks keep this order.

Claimed only is hatched in bars and hollow on maps as well, so that it never rests on colour.
"""

HATCHED = {"shape": "/", "fillmode": "replace", "size": 5}
"""The pattern of bars of what is claimed, lost or estimated, beside their colour."""

CHOKEPOINT_COLOURS = {
    "Bab el-Mandeb Strait": BAB,
    "Suez Canal": SUEZ,
    "Cape of Good Hope": CAPE,
    "Strait of Hormuz": HORMUZ,
}
"""Chokepoint -> colour, which nothing else has."""

LANE_COLOURS = {
    "Shanghai-Rotterdam": VIOLET,
    "Shanghai-Genoa": PALETTE["genoa"][0],
    "Shanghai-New York": TEAL,
    "Shanghai-Los Angeles": PALETTE["losangeles"][0],
    "Rotterdam-Shanghai": PALETTE["lilac"][0],
    "Los Angeles-Shanghai": PALETTE["leaf"][0],
    "New York-Rotterdam": PALETTE["lagoon"][0],
    "Rotterdam-New York": BROWN,
    "composite": GREY,
}
"""Lane of the freight rates -> colour; the composite is context and muted."""

PORT_COLOURS = {"Red Sea ports (all three)": OLIVE, "Southern ports": GREY}
"""Group of Yemeni ports -> colour; the southern ports are the comparison."""

EVENT_COLOURS = {"escalation": ATTACK, "response": PALETTE["mark"][0], "truce or diplomacy": GREEN}
"""Kind of event -> colour of its thin line."""

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
            "colorway": [TEAL, VIOLET, OLIVE, MAGENTA, GREEN, BROWN, GREY],
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


_DARKER = {light.encode(): dark.encode() for light, dark in DARK.items()} | {
    _clear(light): _clear(dark) for light, dark in DARK.items()
}
_LIGHT = re.compile(b"|".join(map(re.escape, _DARKER)))
