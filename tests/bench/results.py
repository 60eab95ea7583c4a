"""The results of the bench: a file with the latest of each part, and the tables that show it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dashboard.settings import HOME
from tests.bench import timing

LATEST = HOME / "bench" / "latest.json"
"""Part -> heading -> what it was measured on, and its figures."""

TABLES = {
    "browser": [
        "figures, wall", "first chart, wall", "first chart, CPU", "new filter, wall",
        "new filter, CPU", "known filter, wall", "known filter, CPU", "first visit, sent",
        "filter, sent", "filter, WebGL contexts", "charts redrawn",
    ],
    "script": ["CPU", "wall"],
    "start": ["wall", "CPU", "beyond the bare page"],
    "loader": [
        "check, wall", "check, CPU", "check, peak of memory", "load, wall", "load, CPU",
        "load, peak of memory", "check beside pandera", "check beside frictionless",
    ],
    "loaded": ["CPU", "wall"],
    "superset": [
        "first chart, wall", "first visit, wall", "first visit, CPU", "filter, wall", "filter, CPU",
        "first visit, sent", "filter, sent", "start, app", "start, Superset", "memory, app",
        "memory, Superset", "packages, app", "packages, Superset",
    ],
}  # fmt: skip
"""Part -> the figures that its table shows, a column each, where a heading has them."""


def keep(file: Path, part: str, measured: dict[str, Any]) -> None:
    """Write what was found into a file, in place of what it holds of the same part and heading."""
    known = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    headings = known.get(part, {})
    for name, figures in timing.FOUND.items():
        headings[name] = {"measured": measured, "figures": figures}
    file.parent.mkdir(exist_ok=True)
    file.write_text(_lines(known | {part: headings}), encoding="utf-8")


def _lines(found: dict[str, dict[str, Any]]) -> str:
    """Return JSON with a line for each heading, so that a change is seen where it is."""
    parts = [
        f"{json.dumps(part)}: {{\n"
        + ",\n".join(
            f"{json.dumps(name)}: {json.dumps(of, ensure_ascii=False)}"
            for name, of in headings.items()
        )
        + "\n}"
        for part, headings in found.items()
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def table(part: str, found: dict[str, Any]) -> str:
    """Return a part's headings as a Markdown table, and below it what they were measured on."""
    columns = [name for name in TABLES[part] if any(name in of["figures"] for of in found.values())]
    rows = [[name, *map(of["figures"].get, columns)] for name, of in found.items()]
    budgets = [
        next(f.get("budget") for r in rows if (f := r[i])) for i in range(1, len(columns) + 1)
    ]
    lines = [
        ["", *columns],
        ["---"] * (len(columns) + 1),
        *([name, *map(cell, cells)] for name, *cells in rows),
    ]
    if any(budgets):
        lines.append(["budget", *("" if most is None else f"{most:g}" for most in budgets)])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + f"\n\n{origin(found)}\n"


def cell(figure: dict[str, Any] | None) -> str:
    """Return a figure: median, counterpart's median, ratio; bold where it is over its budget."""
    if not figure:
        return ""
    unit, value, ratio = figure["unit"], figure.get("value"), figure.get("ratio")
    most = figure.get("budget")
    if value is not None:
        text, judged = f"{_number(value)} {unit}".strip(), value
    elif "floor" in figure:
        both = [_number(figure[of]["median"]) for of in ("ours", "floor")]
        told = "no ratio" if ratio is None else f"{ratio:.2f}"
        text, judged = f"{both[0]} to {both[1]} {unit}, {told}", ratio
    else:
        judged = figure["ours"]["median"]
        text = f"{_number(judged)} {unit}"
    return f"**{text}**" if most is not None and judged is not None and judged > most else text


def origin(found: dict[str, Any]) -> str:
    """Say what a table was measured on."""
    measured = [of["measured"] for of in found.values()]
    loads = sorted(float(of["load"]) for of in measured)
    said = {f"commit {of['commit']}, {of['date']}, {of['rounds']} rounds" for of in measured}
    machine, versions = measured[-1]["machine"], measured[-1]["versions"]
    return f"{'; '.join(sorted(said))}; load {loads[0]:g} to {loads[-1]:g}. {machine}; {versions}."


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.2f}"
