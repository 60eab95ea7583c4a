"""The words of the map of attacks: title, description, and what a mark says when pointed at."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd

from dashboard.kit.charts import text, theme, words

CLAIMED = "claimed only"
CASUALTIES = ("killed", "injured", "detained")

NOTE = "Rings and halos are no exact places."
METHOD = (
    "Points are coloured by outcome; click one in the legend to hide it. Their area grows with the "
    "number of people killed, injured or detained. A soft halo of 20 nautical miles marks a "
    "position computed from a description, which carries an error of 10 to 30 nautical miles. "
    "Attacks whose position is known to the area only are counted in one ring an area, which is "
    "not a place. Damaged includes minor damage; what is known from a Houthi statement alone "
    "(claimed only) is hollow, or in brackets in a ring. The map opens on the southern Red Sea and "
    "the Gulf of Aden: zoom out or drag to see the others."
)


def title(attacks: list[dict[str, Any]]) -> str:
    """State how many attacks there were and where most of them happened."""
    claimed = sum(attack["outcome"] == CLAIMED for attack in attacks)
    apart = f" ({claimed} claimed only)" if claimed else ""
    where = _where(Counter(attack["area"] for attack in attacks).most_common())
    return f"{words.attacks(len(attacks))}{apart}, {where}"


def title_of(month: pd.Timestamp, attacks: int, until: int) -> str:
    """State how many attacks a month had, and how many there were by its end."""
    return f"{words.month(month)}: {words.attacks(attacks)}, {until} so far"


def outside(number: int, total: int) -> str:
    """Say how many attacks lie outside the usual waters, which every screen shows at first."""
    if not number:
        return ""
    lie = "lies" if number == 1 else "lie"
    return f"{number} of {total:,} {lie} outside this view. "


def _where(areas: list[tuple[str, int]]) -> str:
    """Say where most attacks happened, by areas with their attacks, most attacks first."""
    total, most = sum(n for _, n in areas), areas[0][1]
    first = _in(areas[0][0])
    if len(areas) == 1:
        return f"{'' if total == 1 else 'all of them '}{first}"
    if most * 2 > total:
        return f"most of them {first}"
    if most * 2 == total:
        share = "one" if most == 1 else "half"
        of_them = " of them" if most > 1 else ""
        other = f" and {share} {_in(areas[1][0])}" if len(areas) == 2 else ""
        return f"{share}{of_them} {first}{other}"
    leaders = [area for area, n in areas if n == most]
    if len(leaders) == len(areas):
        return f"{'one' if most == 1 else most} in each of {len(areas)} areas"
    if len(leaders) > 2:
        return f"in {len(areas)} areas, at most {most} in any"
    if areas[1][1] > areas[2][1] and (most + areas[1][1]) * 2 > total:
        return f"most of them {first} and {_in(areas[1][0])}"
    return f"most often {' and '.join(map(_in, leaders))} ({most}{' each' * (len(leaders) - 1)})"


def alt(attacks: list[dict[str, Any]]) -> str:
    """Describe the map in two sentences."""
    first, last = attacks[0]["date"], attacks[-1]["date"]
    areas = Counter(attack["area"] for attack in attacks).most_common()
    vague = sum(attack["position_basis"] == "area" for attack in attacks)
    return (
        f"Map of {words.attacks(len(attacks))} on merchant ships, "
        f"{words.day(first)} to {words.day(last)}: "
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
        "Ship type": attack["vessel_type_name"],
        "Weapons": weapons,
        "Outcome": attack["outcome"],
        "Casualties": ", ".join(hurt) or None,
        "Area": attack["area"],
        "Position": words.POSITION_BASIS[attack["position_basis"]],
        "Sources": attack["publishers"],
        "Known": words.SECOND_HAND if attack["second_hand"] else None,
    }
    lines = [f"{key}: {text.html(value)}" for key, value in facts.items() if not pd.isna(value)]
    return "<br>".join([f"<b>{ship(attack)}</b>, {words.day(attack['date'])}", *lines])


def ring_hover(area: str, attacks: list[dict[str, Any]]) -> str:
    """Say how many attacks an area's ring stands for, by outcome."""
    head = f"<b>{text.html(area)}</b>: {words.attacks(len(attacks))}"
    position = f"Position: {words.POSITION_BASIS['area']}"
    second = sum(bool(attack["second_hand"]) for attack in attacks)
    known = [f"Known {words.SECOND_HAND}: {second}"] * bool(second)
    return "<br>".join([head, *outcomes(attacks), position, *known])


def ring_text(attacks: list[dict[str, Any]]) -> str:
    """Return the count inside a ring, claims apart in brackets."""
    claimed = sum(attack["outcome"] == CLAIMED for attack in attacks)
    counted = len(attacks) - claimed
    return "<br>".join([str(counted)] * bool(counted) + [f"({claimed})"] * bool(claimed))


def ship(attack: dict[str, Any]) -> str:
    """Name the ship, if it has a name."""
    name = attack["vessel_name"]
    return "unnamed ship" if pd.isna(name) else text.html(name)


def outcomes(attacks: list[dict[str, Any]]) -> list[str]:
    """Count attacks by outcome, the gravest first."""
    counts = Counter(attack["outcome"] for attack in attacks)
    return [f"{counts[name]} {name}" for name in theme.OUTCOME_COLOURS if counts[name]]


def _in(area: str) -> str:
    if area == "Port":
        return "in port"
    if area == "Bab el-Mandeb":
        return f"at {area}"
    return f"in the {area.replace('Southern', 'southern').replace('Northern', 'northern')}"
