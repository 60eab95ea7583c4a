"""How far the scenarios can be trusted: tried before the crisis, where the answer is known.

Rolling origins: every fourth week of 2021 to 2023 each scenario is fitted on the weeks before it
alone and says what the next 26, 52 and 104 weeks add up to, for that is what the page reports. The
same dates serve as placebos: a deviation found there is a false alarm. A second placebo lies after
2023: the Strait of Hormuz, which ships pass whichever way they take to Europe, until its own war.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from dashboard.kit.analysis.crisis_days import FIT_END
from dashboard.topics.impact.analysis import sums
from dashboard.topics.impact.analysis.added import add
from dashboard.topics.impact.analysis.counterfactual import (
    ALL,
    FIRST_TESTED,
    LEAST_WEEKS,
    NORMAL,
    RED_SEA,
    Expectation,
    Record,
    expect,
    forecast,
)
from dashboard.topics.impact.analysis.scenarios import LEADING, SCENARIOS

FIRST_ORIGIN = pd.Timestamp(FIRST_TESTED, 1, 4)
EVERY = 4
"""Weeks from one origin to the next."""

SPANS = (26, 52, 104)
"""Weeks that are added up; longer sums have no test, for the record before the crisis is short."""

TRUSTED = 0.85
"""Share of the sums that a line's 95 percent interval must hold in the back-test to be trusted."""

HORMUZ = "Strait of Hormuz"
Step = Callable[[float, str], None]

MEASURES = ["score", "inside_80", "inside_95", "error_pct"]
TESTS = [
    "scenario", "chokepoint", "vessel_class", "start", "span", "weeks", "counted", "expected",
    "difference_pct", "low_95_pct", "high_95_pct", *MEASURES,
]  # fmt: skip


@dataclass(frozen=True)
class Result:
    """Everything that is computed once for a record.

    ``expected`` and ``tonnes`` are the scenarios by name, of transits and of the cargo of all
    classes together; ``tests`` has one row per scenario, Red Sea line, origin and span. Lines of
    Hormuz are expected as well, as a placebo, and only all classes together.
    """

    expected: dict[str, Expectation]
    tonnes: dict[str, Expectation]
    tests: pd.DataFrame
    origins: tuple[pd.Timestamp, ...]
    least_yearly: float

    @property
    def leading(self) -> Expectation:
        """The scenario of the headline."""
        return self.expected[LEADING]


def compute(record: Record, tonnes: Record, step: Step = lambda share, words: None) -> Result:
    """Try every scenario at dates before the crisis, then say what was to be expected since."""
    starts = origins(record)
    red_sea = [n for n, key in enumerate(record.keys) if key[0] in RED_SEA]
    tried, expected = [], {}
    for number, name in enumerate(SCENARIOS):
        words = f"Testing the scenario “{name}” on {len(starts)} dates before the crisis"
        step(number / len(SCENARIOS), words)
        tried.append(tested(record, name, starts, red_sea))
    hormuz = [n for n, key in enumerate(record.keys) if key == (HORMUZ, ALL)]
    cargo = [n for n, key in enumerate(tonnes.keys) if key[0] in RED_SEA and key[1] == ALL]
    step(0.9, "Computing what was to be expected since the crisis")
    for name in SCENARIOS:
        expected[name] = expect(record, name, red_sea + hormuz)
    return Result(
        expected,
        {name: expect(tonnes, name, cargo) for name in SCENARIOS},
        pd.concat(tried, ignore_index=True),
        tuple(record.weeks[start] for start in starts),
        record.least_yearly,
    )


def origins(record: Record) -> list[int]:
    """Return the numbers of the weeks from which forecasts are tried."""
    first = max(int((record.weeks < FIRST_ORIGIN).sum()), LEAST_WEEKS)
    return list(range(first, record.fit - min(SPANS) + 1, EVERY))


def tested(record: Record, name: str, starts: Sequence[int], lines: Sequence[int]) -> pd.DataFrame:
    """Return one row per line, origin and span: the sum counted and expected, and how it did.

    ``score`` is the interval score of Gneiting and Raftery, mean of the 80 and 95 percent
    intervals, over the sum counted: their width and, for sums outside, the miss times 2 / alpha.
    Weeks left out are in no sum.
    """
    found = []
    for start in starts:
        horizon = min(max(SPANS), record.fit - start)
        said = forecast(record, name, start, horizon, lines)
        at = np.arange(start, start + horizon)
        for place, line in enumerate(lines):
            known = record.known(line, name)[at] & ~record.is_left_out[at]
            known &= ~np.isnan(said.mean[:, place])
            days, per_day = record.days[at, line], record.per_day[at, line]
            added = add(said.mean[:, place], said.covariance[place], days, per_day, known)
            for span in (span for span in SPANS if span <= horizon and added.weeks[span]):
                mean, spread = added.between(0, span)
                judged = _judged(float(added.counted[span]), float(mean), float(spread))
                week, weeks = record.weeks[start], int(added.weeks[span])
                found.append([name, *record.keys[line], week, span, weeks, *judged])
    return pd.DataFrame(found, columns=TESTS)


def _judged(counted: float, mean: float, spread: float) -> list[float | bool]:
    """Return the columns from ``counted`` on of a sum whose log has this mean and deviation."""
    middle, score, inside = np.exp(mean), 0.0, {}
    bounds = {p: np.exp(mean + np.array([-z, z]) * spread) for p, z in NORMAL.items()}
    for percent, (low, high) in bounds.items():
        miss = max(low - counted, 0) + max(counted - high, 0)
        score += (high - low + 2 / (1 - percent / 100) * miss) / counted / len(NORMAL)
        inside[percent] = bool(low <= counted <= high)
    difference = 100 * (counted / np.array([middle, *bounds[95][::-1]]) - 1)
    return [
        counted, middle, *difference, score, inside[80], inside[95],
        100 * abs(middle / counted - 1),
    ]  # fmt: skip


def by_span(tests: pd.DataFrame) -> pd.DataFrame:
    """Return one row per scenario, group of Red Sea lines and span: means over lines and origins.

    ``group`` is "all classes" for the lines of all ships, "classes" for those of one class.
    """
    group = tests["vessel_class"].eq(ALL).map({True: "all classes", False: "classes"})
    return _means(tests.assign(group=group), ["scenario", "group", "span"])


def by_line(tests: pd.DataFrame) -> pd.DataFrame:
    """Return one row per scenario, line and span."""
    return _means(tests, ["scenario", "chokepoint", "vessel_class", "span"])


def verdicts(tests: pd.DataFrame) -> pd.DataFrame:
    """Return one row per line: how the leading scenario did over all spans, and ``is_trusted``.

    A line is trusted where the 95 percent interval held at least 85 percent of its sums.
    """
    rows = _means(tests[tests["scenario"] == LEADING], ["chokepoint", "vessel_class"])
    return rows.assign(is_trusted=rows["inside_95"] >= TRUSTED)


def _means(tests: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    rows = tests.assign(sums=1)
    rows[MEASURES] = rows[MEASURES].astype(float)
    named = {name: (name, "mean") for name in MEASURES}
    return rows.groupby(columns, as_index=False, sort=False).agg(sums=("sums", "sum"), **named)


def sharpest(tests: pd.DataFrame) -> str:
    """Return the scenario with the lowest interval score of all classes, mean over the spans."""
    rows = by_span(tests)
    rows = rows[rows["group"] == "all classes"]
    return str(rows.groupby("scenario")["score"].mean().idxmin()) if len(rows) else LEADING


def hormuz(result: Result, until: date) -> pd.DataFrame:
    """Return one row per scenario: what is found at Hormuz from the crisis to before its own war.

    The Red Sea took nothing from Hormuz, so that a scenario that finds much expected too much.
    """
    rows = sums.totals(result.expected.values(), FIT_END.date(), until, [(HORMUZ, ALL)])
    named = ["scenario", "chokepoint", "vessel_class", "weeks", "first_week", "last_week"]
    return rows[named].assign(
        counted_per_day=rows["counted"] / rows["days"],
        expected_per_day=rows["expected"] / rows["days"],
        difference_pct=sums.percent(rows, "difference"),
        low_95_pct=sums.percent(rows, "low_95"),
        high_95_pct=sums.percent(rows, "high_95"),
        source_ids=rows["source_ids"],
    )


def placebos(tests: pd.DataFrame) -> pd.DataFrame:
    """Return the tests of the leading scenario as quiet dates.

    ``is_found`` says that an effect is found where nothing happened: the false alarm.
    """
    rows = tests[tests["scenario"] == LEADING]
    return rows.assign(is_found=~rows["inside_95"].astype(bool))
