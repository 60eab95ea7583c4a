"""What is asked: from where to where, with which ship, how fast, when; and what cannot be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from dashboard.errors import UsageError
from dashboard.kit.analysis.routes import Point
from dashboard.topics.voyage.analysis import coast

SLOWEST_KNOTS, FASTEST_KNOTS = 5.0, 30.0
"""Speeds asked for lie between these: slower no ship keeps steerage way for weeks, faster none
of the classes sails."""

EARLIEST, LATEST = date(2015, 1, 1), date(2034, 12, 31)
"""Days of departure that have a meaning for prices of today and the laws among the assumptions."""

EEA = frozenset(
    {
        "Austria", "Belgium", "Bulgaria", "Croatia", "Cyprus", "Czechia", "Denmark", "Estonia",
        "Finland", "France", "Germany", "Greece", "Hungary", "Iceland", "Ireland", "Italy",
        "Latvia", "Lithuania", "Luxembourg", "Malta", "Netherlands", "Norway", "Poland",
        "Portugal", "Romania", "Slovakia", "Slovenia", "Spain", "Sweden",
    }
)  # fmt: skip
"""Countries whose ports count for the EU's emissions trading: the EU, Iceland and Norway."""

OUTSIDE_EU = frozenset({"Iceland", "Norway"})
"""Countries of the `EEA` where FuelEU Maritime did not apply when it came into force."""


@dataclass(frozen=True)
class Place:
    """One end of a voyage: longitude and latitude in degrees; no country where only a point is."""

    name: str
    point: Point
    country: str = ""

    @property
    def in_eea(self) -> bool:
        """Whether a call here counts for the EU's emissions trading."""
        return self.country in EEA

    @property
    def in_eu(self) -> bool:
        """Whether a call here counts for FuelEU Maritime."""
        return self.in_eea and self.country not in OUTSIDE_EU


@dataclass(frozen=True)
class Case:
    """A voyage that can be computed.

    ``speed_knots`` is the speed on the way out, ``back_speed_knots`` on the way back, None for a
    voyage one way. UsageError: a speed or a day that cannot be sailed.
    """

    origin: Place
    destination: Place
    ship_class: str
    speed_knots: float
    departs: date
    back_speed_knots: float | None = None

    def __post_init__(self) -> None:
        for speed in (self.speed_knots, self.back_speed_knots):
            if speed is not None:
                check_speed(speed)
        if not EARLIEST <= self.departs <= LATEST:
            raise UsageError(
                f"A departure on {self.departs} cannot be computed; give a day from {EARLIEST} to"
                f" {LATEST}."
            )

    @property
    def speeds_knots(self) -> tuple[float, ...]:
        """Speed of each leg: out, and back where the ship returns."""
        back = () if self.back_speed_knots is None else (self.back_speed_knots,)
        return (self.speed_knots, *back)


def check_speed(knots: float) -> None:
    """Raise UsageError for a speed that cannot be sailed."""
    if not SLOWEST_KNOTS <= knots <= FASTEST_KNOTS:
        raise UsageError(
            f"A speed of {knots:g} knots cannot be computed; give one from {SLOWEST_KNOTS:g} to"
            f" {FASTEST_KNOTS:g} knots."
        )


def place(asked: str, ports: Iterable[Mapping[Any, Any]]) -> Place:
    """Return the port of a code or a name, or the point of ``latitude,longitude``.

    UsageError: an unknown port, or a point that is not on the globe or not at the sea.
    """
    known = list(ports)
    wanted = asked.strip().casefold()
    for row in known:
        if wanted in (row["port_id"].casefold(), row["port"].casefold()):
            return Place(row["port"], (row["longitude"], row["latitude"]), row["country"])
    if point := _point(asked):
        name = f"{point[1]:g}, {point[0]:g}"
        coast.check(point, name)
        return Place(name, point)
    words = {row["port"].casefold(): row["port"] for row in known}
    words |= {row["port_id"].casefold(): row["port_id"] for row in known}
    near = [words[key] for key in get_close_matches(wanted, words, n=2)]
    meant = f" Did you mean {' or '.join(near)}?" if near else ""
    raise UsageError(
        f"{asked.strip()!r} is no port of the list.{meant} Give a code such as CNSHA, a name such"
        " as Shanghai, or latitude,longitude in degrees such as 31.2,121.5."
    )


def _point(asked: str) -> Point | None:
    """Return longitude and latitude of two numbers, latitude first; None of anything else."""
    parts = asked.split(",")
    try:
        lat, lon = map(float, parts)
    except ValueError:
        return None
    return lon, lat
