"""What the command `backtest` prints: the models of transits, how they did, what they find."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dashboard.analysis import backtest, sums

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.analysis.backtest import Result

ALWAYS = (date(2000, 1, 1), date(2100, 1, 1))


def facts(result: Result) -> dict[str, Any]:
    """Return everything as plain values: of JSON."""
    return {
        "model": result.chosen,
        "chosen_because": result.reason,
        "origins": [f"{origin:%Y-%m-%d}" for origin in result.origins],
        "by_horizon": _plain(backtest.by_horizon(result.bands)),
        "by_line": _plain(backtest.by_line(result.bands, result.chosen)),
        "placebos": _plain(_alarms(result.placebos)),
        "transits": _plain(sums.totals(result.expected, *ALWAYS)),
    }


def lines(result: Result) -> list[str]:
    """Return the same as lines to read, without the sources."""
    said = facts(result)
    text = [
        f"{len(result.origins)} forecasts of each model, from {min(said['origins'], default='-')}"
        f" to {max(said['origins'], default='-')}, each from the weeks before it.",
        f"Chosen: {result.chosen}: {result.reason}.",
        "",
        f"{'model':<20} {'weeks ahead':<11} {'80 % held':>9} {'95 % held':>9} {'error':>8}"
        f" {'score':>6}",
    ]
    text += [
        f"{row['model']:<20} {row['band']:<11} {100 * row['inside_80']:>7.1f} %"
        f" {100 * row['inside_95']:>7.1f} % {row['error_pct']:>6.1f} % {row['score']:>6.2f}"
        for row in said["by_horizon"]
    ]
    text += ["", f"{result.chosen}, line by line, all horizons"]
    text += [
        f"{row['chokepoint']:<20} {row['vessel_class']:<13} {100 * row['inside_80']:>7.1f} %"
        f" {100 * row['inside_95']:>7.1f} % {row['error_per_day']:>7.2f} a day"
        f"  {'' if row['is_trusted'] else 'not to be trusted'}".rstrip()
        for row in said["by_line"]
    ]
    text += ["", "Quiet dates with an effect outside its 95 % interval (5 % as announced)"]
    text += [
        f"{row['chokepoint']:<20} {row['span']} weeks: {row['found']} of {row['dates']}"
        f" ({100 * row['found'] / row['dates']:.1f} %)"
        for row in said["placebos"]
    ]
    text += ["", "Transits since the crisis, counted less expected (95 % interval)"]
    text += [
        f"{row['chokepoint']:<20} {row['vessel_class']:<13} {row['difference']:>+9,.0f}"
        f" ({row['low_95']:+,.0f} to {row['high_95']:+,.0f}), {row['weeks']} weeks"
        for row in said["transits"]
    ]
    return text


def _alarms(placebos: pd.DataFrame) -> pd.DataFrame:
    """Return one row per chokepoint and span: quiet dates of all its lines, false alarms."""
    groups = placebos.groupby(["chokepoint", "span"], as_index=False)
    return groups.agg(found=("is_found", "sum"), dates=("is_found", "size"))


def _plain(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows as dicts of texts, numbers and truths."""
    rows = rows.copy()
    for name in rows.select_dtypes("datetime"):
        rows[name] = rows[name].dt.strftime("%Y-%m-%d")
    return [
        {str(key): value for key, value in row.items()} for row in rows.to_dict(orient="records")
    ]
