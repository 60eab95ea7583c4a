"""Measuring things in turn, and printing what came out."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from statistics import median

ROUNDS = 7
WIDTH = 46


def in_turn(rounds: int, **measures: Callable[[], float]) -> dict[str, list[float]]:
    """Call each measure once a round, one after the other; return their values by name."""
    values: dict[str, list[float]] = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            values[name].append(measure())
    return values


def percentile(values: list[float], share: float) -> float:
    """Return the smallest value that at least ``share`` of the values do not exceed."""
    return sorted(values)[max(math.ceil(share * len(values)) - 1, 0)]


def heading(text: str) -> None:
    """Print the title of a part."""
    print(f"\n{text}\n{'-' * len(text)}", flush=True)


def times(name: str, seconds: list[float], more: str = "") -> None:
    """Print median, least and most of some times, in milliseconds."""
    middle, least, most = (1000 * f(seconds) for f in (median, min, max))
    print(
        f"{name:<{WIDTH}} median {middle:8,.0f}  min {least:8,.0f}  max {most:8,.0f} ms"
        f"{f'  {more}' if more else ''}",
        flush=True,
    )


def budget(name: str, value: float, most: float, unit: str = "") -> None:
    """Print a figure against the most that it may be."""
    verdict = "ok" if value <= most else "OVER"
    print(f"{name:<{WIDTH}} {value:6.2f}{unit}  budget {most:g}{unit}  {verdict}", flush=True)


def ratio(name: str, values: Mapping[str, list[float]], of: str, to: str, most: float) -> None:
    """Print the ratio of two medians against its budget."""
    budget(name, median(values[of]) / median(values[to]), most)
