"""The section on whether ships come back: the index of return, and past pauses of the attacks."""

from __future__ import annotations

import pandas as pd

from dashboard.kit.charts import return_index as drawn
from dashboard.kit.charts import words
from dashboard.kit.ui import coverage, return_index
from dashboard.kit.ui.columns import DAY, columns
from dashboard.kit.ui.data import query
from dashboard.kit.ui.filters import Filters
from dashboard.kit.ui.freshness import freshness
from dashboard.kit.ui.listing import listing
from dashboard.kit.ui.show import show
from dashboard.topics.impact.transits import span


def draw(chosen: Filters) -> None:
    """Draw the index of return, and list what traffic did in past pauses."""
    over = span(chosen)
    rows = return_index.weeks(over.start, over.end, with_war=not over.is_cut)
    show(drawn.chart(rows), over.words, over=coverage.of("transits", chosen))
    pauses = query("charts/pauses")
    if over.is_cut:
        pauses = pauses[~pauses["is_war"]]
    listing(
        "pauses",
        f"Past pauses of the attacks: {_finding(pauses)}",
        pauses.assign(marked=pauses["is_war"].map({True: "yes", False: ""})),
        columns(
            pause="Pause",
            number=("Week", "%d"),
            week=("Week of", DAY),
            containers_per_day=("Container ships a day", "%.1f"),
            ships_per_day=("All ships a day", "%.1f"),
            marked="Since the Iran war",
        ),
        "all pauses on record" + (", to the Iran war" if over.is_cut else ""),
        note="Ships a day at Bab el-Mandeb, as counted.",
        method="A pause begins with a truce and holds no attested attack. Weeks −4 to −1 lie before"
        " it.",
        height=460,
    )
    freshness("transits", "events")


def _finding(rows: pd.DataFrame) -> str:
    """Return container ships a day before each pause and in its last four weeks: "6.5 → 7.3"."""
    said = []
    for pause, part in rows.groupby("pause", sort=False):
        before = part[part["number"] < 0]["containers_per_day"].mean()
        after = part[part["number"] > 0]["containers_per_day"]
        if len(after):
            ended = f"{before:.1f} → {after.tail(4).mean():.1f}"
            said.append(f"“{pause}” {ended} over {words.counted(len(after), 'week')}")
    return f"container ships a day, {'; '.join(said)}" if said else "none on record"
