"""Money, days and ways of a voyage in the words of titles, hover labels and notes."""

from __future__ import annotations

from dashboard.kit.charts import draw, numbers, theme
from dashboard.kit.charts.numbers import usd as usd

DOLLARS: draw.Part = {"tickprefix": "USD ", "tickformat": "~s"}
"""Ticks of an axis of US dollars."""

ROWS: draw.Part = {"autorange": "reversed", "ticklabelstandoff": 6, "showgrid": False}
"""An axis of bars that lie one below the other, in their order."""

WAY_COLOURS = {
    "suez": theme.CHOKEPOINT_COLOURS["Suez Canal"],
    "bab": theme.CHOKEPOINT_COLOURS["Bab el-Mandeb Strait"],
    "direct": theme.SLATE,
    "cape": theme.CHOKEPOINT_COLOURS["Cape of Good Hope"],
    "panama": theme.GREEN,
}
"""Key of a way -> its colour."""

LINE_COLOURS = {
    "Fuel": theme.SLATE,
    "Charter or capital": theme.BROWN,
    "Canal toll": theme.OLIVE,
    "War-risk premium": theme.MAGENTA,
    "Crew bonus": theme.VIOLET,
    "EU ETS": theme.GREEN,
    "FuelEU Maritime": theme.LANE_COLOURS["Los Angeles-Shanghai"],
    "Capital in the cargo": theme.TEAL,
}
"""Line of the costs -> its colour, in the order of the stack."""


def span(low: float, high: float) -> str:
    """Return US dollars as "−0.2 to 1.5", in millions."""
    digits = 1 if max(abs(low), abs(high)) >= 949_000 else 2
    return " to ".join(numbers.whole(end / 1e6, digits) for end in (low, high))


def passage(name: str) -> str:
    """Return what a way is named for: "Suez", "Bab el-Mandeb", "Cape"."""
    return name.removeprefix("Via ").removeprefix("Round the ")


def way(name: str) -> str:
    """Return the name of a way within a sentence: "via Suez", "round the Cape"."""
    return name[:1].lower() + name[1:]


def plain(assumption_id: str) -> str:
    """Return an assumption in words, without its unit: "war risk premium", "hull value"."""
    words = assumption_id
    for ending in UNITS_IN_NAMES:
        words = words.removesuffix(ending)
    for short, long in LONG.items():
        words = words.replace(short, long)
    words = words.replace("_", " ")
    return words[:1].upper() + words[1:]


def within(assumption_id: str) -> str:
    """Return an assumption in words as they stand within a sentence: "hull value"."""
    words = plain(assumption_id)
    return words if words.startswith(PROPER) else words[:1].lower() + words[1:]


PROPER = ("EU ", "FuelEU ", "Suez ", "Panama ", "CO2 ")
UNITS_IN_NAMES = (
    "_co2e_t_per_t_fuel", "_g_per_mj", "_usd_per_teu", "_usd_per_day", "_usd_per_t", "_eur_per_t",
    "_t_per_day", "_pct_per_year", "_pct_hull", "_pct", "_usd", "_knots", "_days",
)  # fmt: skip
LONG = {
    "war_risk": "war-risk",
    "co2_t_per_t_fuel": "CO2 of a tonne of fuel",
    "eua": "EU allowance",
    "usd_per_eur": "dollars a euro",
    "ets": "EU ETS",
    "fueleu": "FuelEU",
    "ch4_n2o": "methane and nitrous oxide",
    "suez": "Suez",
    "panama": "Panama",
    "cape_speed_up": "faster round the Cape",
}
