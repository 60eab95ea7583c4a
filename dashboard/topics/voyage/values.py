"""The section on the assumptions: each with bounds, date and source, to be changed in place."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.errors import UsageError
from dashboard.kit.charts import text
from dashboard.kit.charts.base import Chart
from dashboard.kit.charts.words import counted
from dashboard.kit.ui import citations, exports, folded
from dashboard.kit.ui.columns import columns
from dashboard.kit.ui.show import details
from dashboard.topics.voyage.analysis.answer import Answer
from dashboard.topics.voyage.inputs import put
from dashboard.topics.voyage.words import asked_words

KEY = "voyage_values"
NUMBER = st.column_config.NumberColumn(format="%.6g")


def draw(asked: Answer) -> None:
    """List every assumption of the ship; a value changed here is used at once."""
    used = asked.assumed.values()
    rows = pd.DataFrame(
        {
            "used": used[key],
            **vars(row),
            "holds": row.holds,
            "is_old": asked.assumed.is_old(key),
            "age": "your value" if key in asked.assumed.changed else row.age,
        }
        for key, row in sorted(asked.assumed.known.items())
    )
    named = {source.source_id: source.speaker for source in citations.sources(rows)}
    rows["publishers"] = [
        ", ".join(named[key] for key in cell.split("|") if key in named) or "none: editorial"
        for cell in rows["source_ids"]
    ]
    bases = rows["basis"].value_counts().reindex(["sourced", "derived", "editorial"], fill_value=0)
    title = ", ".join(f"{number} {name}" for name, number in bases.items())
    title = f"{counted(len(rows), 'assumption')} of this ship: {title}; {rows['is_old'].sum()} old"
    headings = columns(
        "assumptions",
        "assumption_id used value low high unit as_of age:200 holds:220 basis reasoning:large"
        " publishers",
        used=st.column_config.NumberColumn("Used (change here)", format="%.6g", required=True),
        value=NUMBER,
        low=NUMBER,
        high=NUMBER,
        age="Age",
        holds="Departures for which it holds",
    )
    with st.container(border=True):
        st.markdown(f"## {text.markdown(title)}")
        editor = f"{KEY}_{abs(hash(tuple(sorted(asked.assumed.changed.items()))))}"
        st.data_editor(
            exports.readable(rows),
            key=editor,
            hide_index=True,
            height=560,
            column_order=list(headings),
            column_config=headings,
            disabled=[name for name in headings if name != "used"],
            on_change=_take,
            args=(editor, asked, rows["assumption_id"].tolist()),
            alt=title,
        )
        st.caption("Editorial values are our own choice, where nobody publishes one.")
        folded.method(
            "The reasoning says why an editorial value was chosen. A value is old when more days"
            " have passed since its own than it is valid for; figures of ships and of the law do"
            " not age. Values changed stand in the URL and in “Own values” above; Reset puts all"
            " back. The bounds are those within which the answer is tested, not limits of what may"
            " be entered."
        )
        chart = Chart(KEY, title, None, title, rows)
        details(chart, pd.DataFrame(), asked_words(asked), exports.link(), listed=True)


def _take(editor: str, asked: Answer, keys: list[str]) -> None:
    """Take over what was changed in the table, where it can be used."""
    values = dict(asked.assumed.changed)
    for row, cells in st.session_state[editor]["edited_rows"].items():
        if cells.get("used") is not None:
            values[keys[int(row)]] = float(cells["used"])
    try:
        put(dict(asked.assumed.changed_by(values).changed))
    except UsageError as error:
        st.toast(text.markdown(error), icon=":material/error:")
