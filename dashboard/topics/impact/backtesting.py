"""What the command `backtest` prints: the scenarios of transits, how they did, what they find."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dashboard.topics.impact.analysis import backtest, sums
from dashboard.topics.impact.analysis.counterfactual import RED_SEA
from dashboard.topics.impact.analysis.scenarios import LEADING

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.topics.impact.analysis.backtest import Result

ALWAYS = (date(2000, 1, 1), date(2100, 1, 1))


def facts(result: Result, war: date | None) -> dict[str, Any]:
    """Return everything as plain values, of JSON; sums end with the last week before ``war``."""
    until = sums.before(war) if war else ALWAYS[1]
    return {
        "leading": LEADING,
        "lowest_interval_score": backtest.sharpest(result.tests),
        "until": until.isoformat() if war else None,
        "least_yearly_deviation_pct": 100 * result.least_yearly,
        "origins": [f"{origin:%Y-%m-%d}" for origin in result.origins],
        "by_span": _plain(backtest.by_span(result.tests)),
        "lines": _lines(result, until),
        "quiet_dates": _plain(_alarms(backtest.placebos(result.tests))),
        "hormuz_before_its_war": _plain(backtest.hormuz(result, until)),
    }


def _lines(result: Result, until: date) -> list[dict[str, Any]]:
    """Return of each Red Sea line its scenarios: sums to ``until``, to the end, and their test."""
    tried = {
        (row["scenario"], row["chokepoint"], row["vessel_class"], row["span"]): row
        for row in _plain(backtest.by_line(result.tests))
    }
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for name, expected in result.expected.items():
        to_war = _by_line(sums.totals(expected, ALWAYS[0], until))
        for key, row in _by_line(sums.totals(expected, *ALWAYS)).items():
            if key[0] not in RED_SEA:
                continue
            line = found.setdefault(
                key, {"chokepoint": key[0], "vessel_class": key[1], "scenarios": {}}
            )
            line["scenarios"][name] = {
                **_sum(to_war.get(key, row)),
                "with_later_weeks": _sum(row),
                "tests": {
                    f"{span}_weeks": {
                        "interval_score": test["score"],
                        "coverage_80": test["inside_80"],
                        "coverage_95": test["inside_95"],
                        "sums": test["sums"],
                    }
                    for span in backtest.SPANS
                    if (test := tried.get((name, *key, span)))
                },
            }
    return list(found.values())


def _by_line(rows: pd.DataFrame) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["chokepoint"], row["vessel_class"]): row for row in _plain(rows)}


def _sum(row: dict[str, Any]) -> dict[str, Any]:
    """Return a sum: how many transits were not seen or extra, with their 95 percent interval."""
    lost = row["difference"] < 0
    bounds = sorted(-row[name] if lost else row[name] for name in ("low_95", "high_95"))
    return {
        "kind": "not seen" if lost else "extra",
        "sum": abs(row["difference"]),
        "low_95": bounds[0],
        "high_95": bounds[1],
        "counted": row["counted"],
        "expected": row["expected"],
        "change_pct": 100 * row["difference"] / row["expected"],
        "weeks": row["weeks"],
        "last_week": row["last_week"],
    }


def lines(result: Result, war: date | None) -> list[str]:
    """Return the same as lines to read, without the sources."""
    said = facts(result, war)
    days = said["origins"] or ["-"]
    text = [
        f"{len(result.origins)} forecasts of each scenario, from {min(days)} to {max(days)}, each"
        " from the weeks before it.",
        f"Leading: {said['leading']}. Lowest interval score: {said['lowest_interval_score']}.",
        "",
        f"{'scenario':<12} {'lines':<12} {'weeks':>6} {'sums':>5} {'score':>6} {'80 % held':>10}"
        f" {'95 % held':>10} {'error':>8}",
    ]
    text += [
        f"{row['scenario']:<12} {row['group']:<12} {row['span']:>6} {row['sums']:>5}"
        f" {row['score']:>6.2f} {100 * row['inside_80']:>8.0f} % {100 * row['inside_95']:>8.0f} %"
        f" {row['error_pct']:>6.1f} %"
        for row in said["by_span"]
    ]
    text += ["", f"Quiet dates with an effect outside the 95 % interval of {LEADING}"]
    text += [
        f"{row['chokepoint']:<20} {row['span']:>3} weeks: {row['found']} of {row['dates']}"
        for row in said["quiet_dates"]
    ]
    until = said["until"] or "the last week"
    text += ["", f"Hormuz, where the Red Sea takes nothing, to {until}: counted less expected"]
    text += [
        f"{row['scenario']:<12} {row['difference_pct']:>+5.0f} % ({row['low_95_pct']:+.0f} to"
        f" {row['high_95_pct']:+.0f})"
        for row in said["hormuz_before_its_war"]
    ]
    text += ["", f"Transits since the crisis to {until}, not seen or extra (95 % interval)"]
    for line in said["lines"]:
        for name, row in line["scenarios"].items():
            text.append(
                f"{line['chokepoint']:<20} {line['vessel_class']:<13} {name:<12}"
                f" {row['sum']:>7,.0f} {row['kind']:<8} ({row['low_95']:,.0f} to"
                f" {row['high_95']:,.0f}), {row['weeks']} weeks"
            )
    return text


def _alarms(quiet: pd.DataFrame) -> pd.DataFrame:
    """Return one row per chokepoint and span: quiet dates of all its lines, false alarms."""
    groups = quiet.groupby(["chokepoint", "span"], as_index=False)
    return groups.agg(found=("is_found", "sum"), dates=("is_found", "size"))


def _plain(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows as dicts of texts, numbers and truths, without the sources."""
    rows = rows.drop(columns="source_ids", errors="ignore")
    for name in rows.select_dtypes("datetime"):
        rows[name] = rows[name].dt.strftime("%Y-%m-%d")
    return [
        {str(key): value for key, value in row.items()} for row in rows.to_dict(orient="records")
    ]
