"""The row under a chart or a table: what it can be taken along as.

It is one element with eight buttons, in a fragment: a press runs the fragment again, which makes
what is asked for. Before that nothing is made, and the page's script only names the buttons.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.kit.charts.base import Chart
from dashboard.kit.ui import drawing, exports
from dashboard.kit.ui.browser import component
from dashboard.kit.ui.data import version
from dashboard.kit.ui.sharing import alone, links, pictures, twin
from dashboard.kit.ui.sharing.workbook import workbook

FILES: dict[str, tuple[str, Callable[[Chart, pd.DataFrame, str, str], bytes]]] = {
    "csv": ("text/csv", exports.csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook),
}
"""Ending of a file -> its type, and what makes it of a chart, events, filters and the link."""


def offer(
    chart: Chart, events: pd.DataFrame, chosen: str, link: str, *, listed: bool = False
) -> None:
    """Offer a chart or a table; rows that are ``listed`` stand on the page already."""
    key = f"{chart.key}-share"
    asked = (st.session_state.get(key) or {}).get("asked", "")
    opened = _turned(f"_{chart.key}-rows", asked == "rows")
    shown = _chosen(f"_{chart.key}-panel", asked)
    kinds = pictures.KINDS if chart.figure else ()
    buttons: list[dict[str, Any]] = [
        {"name": "rows", "words": "Sources" if listed else "Table", "is_open": opened},
        *({"name": name, "words": name.upper()} for name in (*FILES, *kinds)),
        *({"name": n, "words": w, "is_open": n == shown} for n, w in links.PANELS.items()),
    ]
    told = {
        "key": chart.key,
        "title": chart.title,
        "buttons": buttons,
        "panel": links.panel(shown, chart, events, link) if shown else None,
        "answer": _answer(asked, chart, events, chosen, link),
        "is_asked": alone.asked() == chart.key,
    }
    component("share")(key=key, data=drawing.compressed(told), on_asked_change=_rerun)
    if opened:
        twin.draw(chart, events, listed=listed)


def _answer(
    asked: str, chart: Chart, events: pd.DataFrame, chosen: str, link: str
) -> dict[str, Any] | None:
    """Return the file that is asked for, or what a picture is made of; None where neither is."""
    if asked in FILES:
        mime, make = FILES[asked]
        content = make(chart, events, chosen, link)
        made = {"mime": mime, "base64": base64.b64encode(content).decode()}
    elif asked in pictures.KINDS and chart.figure:
        made = pictures.picture(chart, events, asked, exports.to_chart(link, chart.key))
    else:
        return None
    name = f"{chart.key}-v{version()}.{asked}"
    return made | {"name": name, "number": _next(f"_{chart.key}-number")}


def _chosen(name: str, asked: str) -> str:
    """Return which panel is open: a press opens one, or closes that which is."""
    if asked in links.PANELS:
        st.session_state[name] = "" if st.session_state.get(name) == asked else asked
    return str(st.session_state.get(name) or "")


def _turned(name: str, is_pressed: bool) -> bool:
    """Return whether what has the name is open, after a press that opens or closes it."""
    is_open = bool(st.session_state.get(name)) != is_pressed
    if is_pressed:
        st.session_state[name] = is_open
    return is_open


def _next(name: str) -> int:
    """Return the number of an answer: the browser takes each once."""
    st.session_state[name] = number = 1 + int(st.session_state.get(name, 0))
    return number


def _rerun() -> None:
    """Do nothing: the fragment runs anew, as for any widget."""
