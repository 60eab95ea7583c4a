"""The sections of the attacks page: months, map, ships and weapons, others' counts, the list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd

from dashboard.kit.ui.data import coast_url, query
from dashboard.kit.ui.drawing import is_dark
from dashboard.kit.ui.show import show, side_by_side
from dashboard.kit.ui.unfilled import is_unfilled
from dashboard.topics.attacks import attack_filters, found, incidents, listed, months, parts
from dashboard.topics.attacks.attack_filters import Choice
from dashboard.topics.attacks.charts import attacks as charts
from dashboard.topics.attacks.charts import maps, totals
from dashboard.topics.attacks.charts.map_layers import Month


def by_month(choice: Choice) -> None:
    """Draw the attacks of each month, and all of them added up."""
    if attack_filters.is_empty(choice):
        return
    events = query("lists/events", choice.parameters)
    campaigns = query("lists/attack_campaigns", choice.parameters)
    counted = query("charts/attacks_by_month", choice.parameters)
    days = query("charts/attacks_cumulative", choice.parameters)
    drawn = charts.by_month(counted, events, campaigns), charts.cumulative(days, events, campaigns)
    side_by_side(drawn, choice.words, events=events, over=choice.known)


def on_the_map(choice: Choice) -> None:
    """Draw the map, over other records where the reader asks for them, and list what is picked."""
    if attack_filters.is_empty(choice):
        return
    rows = query("facts/attacks", choice.parameters)
    months.stepped(rows["date"], partial(_map, rows, choice))


def _map(rows: pd.DataFrame, choice: Choice, month: Month) -> None:
    recorded = incidents.choose()
    under = incidents.overlay(recorded, month)
    chart = maps.attack_map(rows, coast_url(), is_dark(), found.shown(rows), under, month)
    show(chart, choice.words, choose="areas", over=choice.known)
    listed.picked(rows, choice)
    is_unfilled("incidents", aside=True)
    incidents.listed(recorded)


def ships_and_weapons(choice: Choice) -> None:
    """Draw how often which ships were attacked, with what, where, under which flags."""
    if not attack_filters.is_empty(choice):
        parts.breakdowns(choice)


def others(choice: Choice) -> None:
    """Draw what others count beside our own count, whatever the filters."""
    rows = query("charts/attack_totals_compared")
    show(totals.totals_compared(rows, parts.at_second_hand()), "none, the whole record")


def every_attack(choice: Choice) -> None:
    """List the attacks with their sources."""
    if not attack_filters.is_empty(choice):
        listed.every(query("facts/attacks", choice.parameters), choice)


SECTIONS: dict[str, Callable[[Choice], None]] = {
    "By month": by_month,
    "Map": on_the_map,
    "Ships and weapons": ships_and_weapons,
    "Our count and others": others,
    "List": every_attack,
}
