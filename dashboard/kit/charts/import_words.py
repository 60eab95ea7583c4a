"""Words of the import charts: goods, ports, periods and tonnes as exact as they are published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, numbers, text, words
from dashboard.kit.charts.events import HOVER_WIDTH

RED_SEA, SOUTHERN = "Red Sea ports (all three)", "Southern ports"

PORT_NAMES = {RED_SEA: "Red Sea ports", SOUTHERN: "Southern ports"}
"""Group of ports in the data -> its short name."""

DAY = pd.Timedelta(days=1)

MEMBERS = {RED_SEA: "Hodeidah, Salif, Ras Isa", SOUTHERN: "Aden, Mukalla"}

GOODS = {"all": "fuel and food", "fuel": "fuel", "food": "food"}
"""Commodity in the data -> what it is: WFP's total is fuel and food together."""

WFP = (
    "Tonnes as the World Food Programme published them, read in the press; all is fuel and food"
    " together."
)


def goods(rows: pd.DataFrame) -> str:
    """Return what the rows count: "fuel and food", "fuel"."""
    named = [GOODS.get(name, name) for name in rows["commodity"].unique()]
    return words.joined(named)


def megatonnes(tonnes: float, error_t: float = 50_000) -> str:
    """Return "6.7 Mt", "5.06 Mt", "7.912 Mt": as many digits as the publication gives.

    Without an error they are those that all of them bear, for figures beside each other.
    """
    digits = 1 if error_t >= 50_000 else 2 if error_t >= 5_000 else 3
    return f"{tonnes / 1e6:.{digits}f} Mt"


def monthly(tonnes: float) -> str:
    """Return "408,000 t a month", to the thousand tonnes."""
    return f"{round(tonnes, -3):,.0f} t a month"


def bounds(low_pct: float, high_pct: float) -> str:
    """Return "−16.0 to −14.7 %", or one number where rounding makes no difference."""
    low, high = (numbers.signed(round(float(end), 1), 1) for end in (low_pct, high_pct))
    return numbers.between(low, high, " %")


def revision(rows: pd.DataFrame) -> str:
    """Say which figures rest on totals that a later total revises; rows of any group of ports."""
    revised = rows[rows["is_before_revision"]]
    said = []
    for (port, year), part in revised.groupby(["port", revised["period_end"].dt.year]):
        last = part["period_end"].max()
        said.append(
            f"{PORT_NAMES[str(port)]}, {year} up to {last:%B}: a later total of that year is"
            " probably a revision, so these figures may no longer hold."
        )
    return " ".join(said)


def doubted(rows: pd.DataFrame) -> str:
    """Name in few words what ``revision`` says at length; "" where nothing may be revised."""
    revised = rows[rows["is_before_revision"]]
    named = [
        f"{PORT_NAMES[str(port)]}, {year} up to {part['period_end'].max():%B}"
        for (port, year), part in revised.groupby(["port", revised["period_end"].dt.year])
    ]
    return f"{'; '.join(named)}, may be revised." if named else ""


def placed(rows: pd.DataFrame) -> tuple[list[pd.Timestamp], list[float]]:
    """Return the middles of the periods of ``rows`` and their widths in milliseconds."""
    starts, ends = rows["period_start"].tolist(), rows["period_end"].tolist()
    widths = [end + DAY - start for start, end in zip(starts, ends, strict=True)]
    middles = [start + width / 2 for start, width in zip(starts, widths, strict=True)]
    return middles, [width / pd.Timedelta(milliseconds=1) for width in widths]


def on_bar(
    row: Mapping[Any, Any] | pd.Series, column: str, said: str, axis: str, shift: float
) -> draw.Part:
    """Return a number of thousands of tonnes, to stand on the bar of a period."""
    middle = row["period_start"] + (row["period_end"] - row["period_start"]) / 2
    style: draw.Part = {"yref": axis, "yanchor": "bottom", "yshift": shift}
    return draw.label(middle, row[column], said.format(row[column] / 1000), "center", **style)


def wrapped(words_of_row: str) -> str:
    """Return a text broken into lines short enough for a hover label on a telephone."""
    return "<br>".join(text.html_lines(words_of_row, HOVER_WIDTH))


def aside(note: Any) -> list[str]:
    """Return the line of a hover that is a row's own note, none without one."""
    return [] if pd.isna(note) else [f"<i>{wrapped(str(note))}</i>"]
