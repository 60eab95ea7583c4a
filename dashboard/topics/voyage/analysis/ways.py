"""The ways that a voyage can take, and how far each runs through the listed war-risk area.

The shortest way, where it passes Suez or Bab el-Mandeb, and the way round the Cape that avoids
that passage. A port within the Red Sea has two mouths: from Europe the short way enters by Suez
and the long one by Bab el-Mandeb, from Asia the other way about; each way is named by where it
enters. Panama is offered where it is shorter than the Cape.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from dashboard.errors import UsageError
from dashboard.kit.analysis import routes
from dashboard.kit.analysis.routes import Point, Way
from dashboard.topics.voyage.analysis.area import area_nm, keeping_out

BAB, SUEZ, CAPE, PANAMA = "babalmandab", "suez", "south_africa", "panama"
"""Names of passages in the network of lanes."""

PANAMA_OPEN = (*routes.ALWAYS_CLOSED, SUEZ)
"""Passages closed when the way by Panama is looked for."""

MID_CANAL = 30.6
"""Latitude that a way through the Suez Canal crosses, and no other between these longitudes."""

CANAL_EAST_WEST = (32.0, 33.0)

GULF_OF_SUEZ = ((32.2, 27.5), (34.0, 30.1))
"""South-western and north-eastern corner of a box that holds the ports below the canal."""

GULF_LINE: tuple[Point, ...] = ((32.6, 29.7), (33.233643, 28.444544), (34.5, 27.0))
"""Lane through the Gulf of Suez to the Red Sea, which the network closes with the canal."""


@dataclass(frozen=True)
class Named:
    """One way of a voyage, with what its costs follow from.

    ``key`` is suez, bab, direct, cape or panama; ``distance_nm`` and ``area_nm`` (its part in the
    listed area) are nautical miles; ``canals`` are those it passes, suez or panama.
    """

    key: str
    name: str
    line: Way
    area_nm: float
    canals: frozenset[str]

    @property
    def distance_nm(self) -> float:
        """Length of the whole way in nautical miles."""
        return self.line.distance_nm

    @property
    def is_northbound(self) -> bool:
        """Whether it passes the Suez Canal from the Red Sea to the Mediterranean on the way out."""
        return any(end[1] > start[1] for start, end in _through_canal(self.line))


@dataclass(frozen=True)
class Ways:
    """The short way, and those round the Cape and by Panama where there is something to choose.

    ``said`` tells in words what is particular, such as a port in the Red Sea; perhaps "".
    """

    short: Named
    cape: Named | None
    panama: Named | None
    said: str = ""

    def all(self) -> list[Named]:
        """Return the ways there are, the short one first."""
        return [way for way in (self.short, self.cape, self.panama) if way]


@lru_cache(maxsize=2000)
def ways(origin: Point, destination: Point) -> Ways:
    """Return the ways between two points; swapped ends give the same ways, turned about.

    UsageError: the ends are the same, or no way joins them.
    """
    if origin <= destination:
        return _ways(origin, destination)
    found = _ways(destination, origin)
    return replace(
        found,
        short=_turned(found.short, origin),
        cape=found.cape and _turned(found.cape, origin),
        panama=found.panama and _turned(found.panama, origin),
    )


def _turned(way: Named, origin: Point) -> Named:
    points = tuple(routes.unwrapped([origin, *way.line.points[-2::-1]]))
    return replace(way, line=replace(way.line, points=points))


def _ways(origin: Point, destination: Point) -> Ways:
    if routes.direct_nm(origin, destination) < 1:
        raise UsageError(
            "Origin and destination are the same place. Choose two that lie at least a nautical"
            " mile apart."
        )
    short = _line(origin, destination, routes.BY_SUEZ)
    if short is None:
        raise UsageError("There is no way over the sea between these two points.")
    if SUEZ in _canals(short):
        avoided, key = SUEZ, "suez"
    elif BAB in short.passages:
        avoided, key = BAB, "bab"
    else:
        direct = _named("direct", "Direct", short)
        panama = _by_panama(origin, destination, short.distance_nm)
        return Ways(direct, None, panama, "This voyage needs neither Suez nor Bab el-Mandeb.")
    round_cape = _line(origin, destination, (*routes.BY_SUEZ, avoided))
    if round_cape is None or CAPE not in round_cape.passages:
        return Ways(
            _named(key, _by(key), short), None, None, "No way round the Cape avoids this passage."
        )
    said = _red_sea(avoided, round_cape)
    panama = None
    if not said:
        round_cape = keeping_out(round_cape)
        panama = _by_panama(origin, destination, round_cape.distance_nm)
    cape = _named("cape", "Round the Cape", round_cape)
    if cape.area_nm and not said:
        said = "One end lies in or behind the listed area: no way keeps out of it."
    return Ways(_named(key, _by(key), short), cape, panama, said)


def _by(key: str) -> str:
    return "Via Suez" if key == "suez" else "Via Bab el-Mandeb"


def _red_sea(avoided: str, round_cape: Way) -> str:
    """Say by which end of the Red Sea each way enters, for a port that lies within it."""
    if avoided == SUEZ and BAB in round_cape.passages:
        return (
            "One end lies in or by the Red Sea: by Suez it is reached from the north, round the"
            " Cape from the south through Bab el-Mandeb, so that the Cape does not avoid the area"
            " of attacks."
        )
    if avoided == BAB and SUEZ in _canals(round_cape):
        return (
            "One end lies in the Red Sea: through Bab el-Mandeb it is reached from the south, round"
            " the Cape from the north through Gibraltar and Suez, with the canal's toll."
        )
    return ""


def _by_panama(origin: Point, destination: Point, below_nm: float) -> Named | None:
    found = _line(origin, destination, PANAMA_OPEN)
    if found is None or PANAMA not in found.passages or found.distance_nm >= below_nm:
        return None
    return _named("panama", "Via Panama", found)


def _canals(line: Way) -> frozenset[str]:
    """Return which canals a line passes through, not only by: the network names the gulf Suez."""
    return frozenset([SUEZ] * bool(_through_canal(line))) | (line.passages & {PANAMA})


def _through_canal(line: Way) -> list[tuple[Point, Point]]:
    """Return the steps of a line that lie in the Suez Canal."""
    west, east = CANAL_EAST_WEST
    return [
        (start, end)
        for start, end in pairwise(line.points)
        if (start[1] - MID_CANAL) * (end[1] - MID_CANAL) < 0
        and all(west < lon % 360 < east for lon, _ in (start, end))
    ]


def _line(origin: Point, destination: Point, closed: tuple[str, ...]) -> Way | None:
    """Return the shortest way, through the Gulf of Suez where an end lies there."""
    start, end = (_out_of_gulf(point) if SUEZ in closed else () for point in (origin, destination))
    found = routes.way((origin, *start)[-1], (destination, *end)[-1], closed)
    if found is None or not (start or end):
        return found
    return _joined([origin, *start[:-1]], found, [*end[:-1][::-1], destination])


def _out_of_gulf(point: Point) -> tuple[Point, ...]:
    """Return the lane from a point in the Gulf of Suez to the Red Sea; () from anywhere else."""
    (west, south), (east, north) = GULF_OF_SUEZ
    if not (west <= point[0] <= east and south <= point[1] <= north):
        return ()
    return tuple(step for step in GULF_LINE if step[1] < point[1] or step == GULF_LINE[-1])


def _joined(before: list[Point], line: Way, after: list[Point]) -> Way:
    """Return a line with points set before and after it, the first and last of which may be its."""
    points = [*before, *line.points, *after]
    points = [point for at, point in enumerate(points) if at == 0 or point != points[at - 1]]
    added = sum(routes.direct_nm(a, b) for a, b in pairwise([*before, line.points[0]]))
    added += sum(routes.direct_nm(a, b) for a, b in pairwise([line.points[-1], *after]))
    return Way(tuple(routes.unwrapped(points)), line.distance_nm + added, line.passages)


def _named(key: str, name: str, line: Way) -> Named:
    return Named(key, name, line, area_nm(line.points), _canals(line))
