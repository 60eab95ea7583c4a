"""The day until which a record was looked at: asked beside the warning of rows that lie later."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard.desk.coverage import Checked
from dashboard.kit.charts import text
from dashboard.kit.charts.words import day, sentence
from dashboard.topics.loading.work import package


def ask(checked: Checked | None, key: str) -> None:
    """Offer to say that a record was checked further, where `coverage` has a row of it.

    What is said has the file looked at again: it stands in the session under ``key``.
    """
    if checked is None:
        return
    of, label = "this record", "All days were looked at until"
    if checked.ground:
        of = f"this record ({checked.ground})"
        label = f"{text.markdown(checked.ground)}: all days were looked at until"
    if late := checked.late(of, day):
        st.warning(f"{text.markdown(sentence(late))}.", icon=":material/warning:")
    field, beside = st.columns([1, 2], vertical_alignment="bottom")
    with field:
        st.date_input(
            label,
            None,
            key=key,
            max_value=date.today(),  # noqa: DTZ011 (the day where the data team is)
            format="YYYY-MM-DD",
            help="Rows cannot tell whether anybody looked at the days after them. Say it when"
            " somebody did, also when there was nothing new; leave it empty otherwise.",
        )
    with beside:
        if checked.offer:
            st.button(
                f"All days to {day(checked.offer)} were looked at",
                key=f"{key}_offer",
                icon=":material/event_available:",
                on_click=_say,
                args=(key, checked.offer),
            )
        else:
            st.caption(_standing(checked))


def _say(key: str, until: date) -> None:
    st.session_state[key] = until


def _standing(checked: Checked) -> str:
    """Return until when a record is checked, and what publishing makes of that."""
    title = text.markdown(package().dataset(checked.dataset).title)
    of = f"{title}, {text.markdown(checked.ground)}" if checked.ground else title
    now = f"{of}: checked until {day(checked.until)}"
    if checked.to is None:
        return f"{now}. Name a later day if all days to then were looked at, even with nothing new."
    how = "" if checked.said else ", where the publisher's file ends"
    return f"{now}, and until {day(checked.to)} once this is published{how}."
