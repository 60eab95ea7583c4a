"""A figure in the browser: mounted once, and drawn into when it changes.

Streamlit's own chart is mounted anew whenever anything of its figure changes, which takes twice the
time, forgets the zoom, and for a map makes the graphics context anew.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import orjson
import pandas as pd
import plotly
import streamlit as st

from dashboard.kit.charts import theme
from dashboard.kit.charts.base import Figure
from dashboard.kit.ui.browser import component
from dashboard.kit.ui.data import base_path

Choose = Literal["", "click", "areas"]

LIBRARY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


def library() -> str:
    """Return the address of Plotly's library, which says its version: it may be kept for ever."""
    return f"{base_path()}/lib/plotly-{plotly.__version__}.min.js"


def is_dark() -> bool:
    """Whether the reader's page is dark."""
    return st.context.theme.type == "dark"


def packed(figure: Figure, **about: Any) -> bytes:
    """Return a figure with the template of the page, and what is said of it, as compressed JSON."""
    dark = is_dark()
    return compressed(about | {"figure": themed(figure, dark)}, dark)


def themed(figure: Figure, dark: bool) -> Figure:
    """Return a figure with the template of a light or a dark page."""
    return figure | {"layout": figure["layout"] | {"template": theme.template(dark)}}


def compressed(told: dict[str, Any], dark: bool = False) -> bytes:
    """Return what a component is told, as compressed JSON; what is no number is null.

    Charts are drawn in the colours of a light page; ``dark`` puts in those of a dark one.
    The socket compresses as well, but looks back over 4 kB alone: a figure repeats itself at ten
    times that distance.
    """
    drawn = orjson.dumps(told, _plain, orjson.OPT_SERIALIZE_NUMPY)
    return zlib.compress(theme.darkened(drawn) if dark else drawn)


def draw(
    figure: Figure,
    key: str,
    alt: str,
    choose: Choose = "",
    on_click: Callable[[], None] | None = None,
) -> None:
    """Draw a figure; ``alt`` says what it shows.

    With ``choose`` "click", ``on_click`` is called on a click on a mark that carries a value
    (customdata), which ``clicked`` returns. With "areas" marks are picked by a click, a box or a
    lasso; ``picked`` returns what they carry, a list each.
    """
    about = {"height": figure["layout"]["height"], "alt": alt, "choose": choose}
    more: dict[str, Any] = {}
    if choose == "click":
        more["on_clicked_change"] = on_click
    if choose == "areas":
        more["on_picked_change"] = _rerun
    component("chart")(key=key, data=packed(figure, library=library(), **about), **more)


def clicked(key: str) -> Any:
    """Return the value of the mark that was clicked last in a chart; None where none was."""
    return (st.session_state.get(key) or {}).get("clicked")


def picked(key: str) -> list[Any]:
    """Return what the marks carry that are picked in a chart, in one list."""
    return list((st.session_state.get(key) or {}).get("picked") or [])


def _rerun() -> None:
    """Do nothing: the page runs anew, as for any widget."""


def _plain(value: Any) -> Any:
    """Return what JSON knows in place of a value; TypeError if nothing is."""
    if value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(type(value).__name__)
