"""What is said of container ships at Suez against the year before: cargo first, then the counts."""

from __future__ import annotations

import pandas as pd

from dashboard.kit.charts import text, words
from dashboard.kit.charts.count_words import days

NOTE = (
    "Cargo leads: by count the small ships that never left weigh as much as the large ones that"
    " come back, and publishers count different ships. This record: latest four weeks against the"
    " same weeks a year before; the others as they state it."
)


def title(rows: pd.DataFrame) -> str:
    """Return the finding (rows of facts/suez_container_ships): cargo, ships, others' counts."""
    known = rows[rows["change_pct"].notna()].to_dict("records")
    ours = [row for row in known if row["said_by"] == "this record"]
    others = [
        f"{text.cut(row['said_by'], text.NAME)} {words.signed(row['change_pct'])}"
        f" {days(row['period_start'], row['period_end'])}"
        for row in known
        if row["said_by"] != "this record"
    ]
    if not ours:
        return "Container ships at Suez against the year before"
    said = ", ".join(f"{row['measure']} {words.signed(row['change_pct'])}" for row in ours)
    until = words.day(ours[0]["period_end"])
    beside = f"; ships by others: {', '.join(others)}" if others else ""
    return f"Containers at Suez against the year before, to {until}: {said}{beside}"
