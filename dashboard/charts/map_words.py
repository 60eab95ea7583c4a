"""The words of the map of attacks: title, description, and what a mark says when pointed at."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import Any

import pandas as pd

from dashboard.charts import theme

CLAIMED = "claimed only"
CASUALTIES = ("killed", "injured", "detained")
KNOWN = {
    "reported": "reported as coordinates",
    "described": "computed from a description, 10 to 30 nm of error",
    "area": "known to the area only",
}
"""How a position is known, as a hover says it."""

NOTE = (
    "Points are coloured by outcome; click one in the legend to hide it. Their area grows with the "
    "number of seafarers killed, injured or detained. A soft halo of 20 nautical miles marks a "
    "position computed from a description, which carries an error of 10 to 30 nautical miles. "
    "Attacks whose position is known to the area only are counted in one ring an area, which is "
    "not a place. Damaged includes minor damage; what is known from a Houthi statement alone "
    "(claimed only) is hollow, or in brackets in a ring. While months are stepped through, earlier "
    "attacks are faded."
)


def title(attacks: list[dict[str, Any]]) -> str:
    """State how many attacks there were and where most of them happened."""
    total = len(attacks)
    areas = Counter(attack["area"] for attack in attacks).most_common()
    claimed = sum(attack["outcome"] == CLAIMED for attack in attacks)
    head = count(total) + (f" ({claimed} claimed only)" if claimed else "")
    if len(areas) == 1:
        return f"{head}, {'' if total == 1 else 'all of them '}{_in(areas[0][0])}"
    top = areas[: 1 if areas[0][1] * 2 > total else 2]
    most = "most of them" if sum(n for _, n in top) * 2 > total else "most often"
    return f"{head}, {most} {' and '.join(_in(area) for area, _ in top)}"


def alt(attacks: list[dict[str, Any]]) -> str:
    """Describe the map in two sentences."""
    first, last = attacks[0]["date"], attacks[-1]["date"]
    areas = Counter(attack["area"] for attack in attacks).most_common()
    vague = sum(attack["position_basis"] == "area" for attack in attacks)
    return (
        f"Map of {count(len(attacks))} on merchant ships, {_day(first)} to {_day(last)}: "
        f"{', '.join(f'{n} {_in(area)}' for area, n in areas)}. "
        f"By outcome: {', '.join(outcomes(attacks))}; the position of {vague} is known to the area "
        "only."
    )


def hover(attack: dict[str, Any]) -> str:
    """Say what is known of one attack, a line a fact."""
    hurt = [f"{int(attack[name])} {name}" for name in CASUALTIES if not pd.isna(attack[name])]
    weapons = None if pd.isna(attack["weapons"]) else attack["weapons"].replace("|", ", ")
    facts = {
        "Flag": attack.get("flag_name", attack["flag"]),
        "Type": attack["vessel_type"],
        "Weapons": weapons,
        "Outcome": attack["outcome"],
        "Casualties": ", ".join(hurt) or None,
        "Area": attack["area"],
        "Position": KNOWN[attack["position_basis"]],
        "Sources": attack["publishers"],
    }
    lines = [f"{key}: {escape(str(value))}" for key, value in facts.items() if not pd.isna(value)]
    return "<br>".join([f"<b>{ship(attack)}</b>, {_day(attack['date'])}", *lines])


def ring_hover(area: str, attacks: list[dict[str, Any]]) -> str:
    """Say how many attacks an area's ring stands for, by outcome."""
    head = f"<b>{escape(area)}</b>: {count(len(attacks))}"
    return "<br>".join([head, *outcomes(attacks), f"Position: {KNOWN['area']}"])


def ring_text(attacks: list[dict[str, Any]]) -> str:
    """Return the count inside a ring, claims apart in brackets."""
    claimed = sum(attack["outcome"] == CLAIMED for attack in attacks)
    counted = len(attacks) - claimed
    return "<br>".join([str(counted)] * bool(counted) + [f"({claimed})"] * bool(claimed))


def ship(attack: dict[str, Any]) -> str:
    """Name the ship, if it has a name."""
    name = attack["vessel_name"]
    return "unnamed vessel" if pd.isna(name) else escape(str(name))


def outcomes(attacks: list[dict[str, Any]]) -> list[str]:
    """Count attacks by outcome, the gravest first."""
    counts = Counter(attack["outcome"] for attack in attacks)
    return [f"{counts[name]} {name}" for name in theme.OUTCOME_COLOURS if counts[name]]


def count(number: int) -> str:
    """Return a number of attacks in words."""
    return f"{number:,} attack{'' if number == 1 else 's'}"


def _in(area: str) -> str:
    if area == "Port":
        return "in port"
    if area == "Bab el-Mandeb":
        return f"at {area}"
    return f"in the {area.replace('Southern', 'southern').replace('Northern', 'northern')}"


def _day(day: pd.Timestamp) -> str:
    return f"{day.day} {day:%B %Y}"
