"""Measuring things in turn, and saying what came out: medians with their quartiles.

What is said is kept in ``FOUND``, heading by heading, for the file of results.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median, quantiles
from typing import Any, NamedTuple

ROUNDS, QUICK = 7, 3
WIDTH = 34
IDLE_S = 0.001
"""Seconds of the processor in 20 ms of the clock, with which a server counts as idle."""

FOUND: dict[str, dict[str, Any]] = {}
"""Heading -> name of a figure -> what came out."""


class Spread(NamedTuple):
    """The middle of some values, and the two between which half of them lie."""

    median: float
    low: float
    high: float

    @property
    def width(self) -> float:
        """How far apart the quartiles lie."""
        return self.high - self.low


def spread(values: Sequence[float]) -> Spread:
    """Return the median and the quartiles of values."""
    low, _, high = (
        quantiles(values, n=4, method="inclusive") if len(values) > 1 else [values[0]] * 3
    )
    return Spread(median(values), low, high)


def in_turn(rounds: int, **measures: Callable[[], Any]) -> dict[str, list[Any]]:
    """Call each measure once a round, one after the other; return their values by name."""
    values: dict[str, list[Any]] = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            values[name].append(measure())
    return values


def cpu(process: int) -> float:
    """Return the seconds of the processor that another process has had, ended threads included."""
    return time.clock_gettime((~process << 3) | 2)  # what clock_getcpuclockid says


def spent() -> float:
    """Return the seconds of the processor that this process has had, and children that ended."""
    return sum(os.times()[:4])


def at_rest(process: int) -> float:
    """Return ``cpu`` of a process once it works no more."""
    spent = -1.0
    while cpu(process) - spent > IDLE_S:
        spent = cpu(process)
        time.sleep(0.02)
    return spent


def heading(name: str, more: str = "") -> None:
    """Print the title of a part; figures that follow are kept under ``name``."""
    text = f"{name}: {more}" if more else name
    print(f"\n{text}\n{'-' * len(text)}", flush=True)
    FOUND[name] = {}


def budget(name: str, value: float, most: float | None = None, unit: str = "") -> None:
    """Print a figure, against the most that it may be if there is such a thing."""
    print(f"{name:<{WIDTH}} {value:10,.2f}{unit}{_verdict(value, most)}", flush=True)
    _keep(name, {"value": value, "budget": most, "unit": unit.strip()})


def alone(name: str, values: Sequence[float], unit: str, most: float | None = None) -> None:
    """Print the spread of values that stand beside nothing."""
    found = spread(values)
    print(f"{name:<{WIDTH}} {_text(found)} {unit}{_verdict(found.median, most)}", flush=True)
    _keep(name, {"ours": found._asdict(), "budget": most, "unit": unit})


def compare(
    name: str,
    values: Mapping[str, Sequence[float]],
    unit: str,
    most: float | None = None,
) -> None:
    """Print values beside those of a counterpart, and their ratio if it can be told.

    ``values`` are two: ours, then the counterpart's, measured in turn. No ratio is told where
    either half of the values lies farther apart than the two medians do.
    """
    (_, ours), (other, floor) = ((n, spread(v)) for n, v in values.items())
    ratio = told(*values.values())
    if ratio is None:
        widest, apart = max(ours.width, floor.width), abs(ours.median - floor.median)
        verdict = f"  no ratio: spread {widest:,.0f}, difference {apart:,.0f}"
    else:
        verdict = f"  ratio {ratio:5.2f}{_verdict(ratio, most)}"
    print(f"{name:<{WIDTH}} {_text(ours)}  {other} {_text(floor)} {unit}{verdict}", flush=True)
    each = {"ours": ours._asdict(), "floor": floor._asdict()}
    _keep(name, {**each, "beside": other, "ratio": ratio, "budget": most, "unit": unit})


def told(ours: Sequence[float], floor: Sequence[float]) -> float | None:
    """Return the ratio of the medians; None where their difference is within the spread.

    One value alone has no spread that is known.
    """
    one, other = spread(ours), spread(floor)
    apart = abs(one.median - other.median)
    if min(len(ours), len(floor)) < 2 or max(one.width, other.width) >= apart:
        return None
    return one.median / other.median


def _text(found: Spread) -> str:
    return f"{found.median:7,.0f} ({found.low:,.0f} to {found.high:,.0f})"


def _verdict(value: float, most: float | None) -> str:
    if most is None:
        return ""
    return f"  budget {most:g}  {'ok' if value <= most else 'OVER'}"


def _keep(name: str, figure: dict[str, Any]) -> None:
    list(FOUND.values())[-1][name] = _rounded(figure)


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _rounded(part) for name, part in value.items()}
    return float(f"{value:.4g}") if isinstance(value, float) else value
