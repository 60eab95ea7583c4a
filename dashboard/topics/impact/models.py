"""The scenarios of transits without the crisis: computed once for the rows they are made of.

They are kept by what the rows are, not by the version: a load of another dataset changes nothing,
nor does a restart, since they are kept beside the store as well. A thread computes them, so a
reader who goes on meanwhile stops nothing, and others see the same progress.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard.kit.ui.data import by_version, chosen, query
from dashboard.topics.impact import modelling, results

if TYPE_CHECKING:
    from dashboard.topics.impact.analysis.backtest import Result

BEAT = 0.2
"""Seconds between two looks at how far it is."""


class Job:
    """A model that is being computed, or is done."""

    def __init__(self, rows: list[pd.DataFrame]) -> None:
        self.share, self.words = 0.0, "Starting"
        self.result: Result | None = None
        self.error: Exception | None = None
        self.thread = threading.Thread(target=self._run, args=(rows,), daemon=True)
        self.thread.start()

    def _run(self, rows: list[pd.DataFrame]) -> None:
        try:
            self.result = results.transits(chosen().store, rows, self._step)
        except Exception as error:  # told to whoever waits for it
            self.error = error

    def _step(self, share: float, words: str) -> None:
        self.share, self.words = share, words


def transits() -> Result:
    """Return the model of the transits of this run; at its first use draw how far it is."""
    key = _key()
    job = _job(key, _rows())
    if job.thread.is_alive():
        bar = st.progress(0.0)
        while job.thread.is_alive():
            bar.progress(job.share, f"{job.words} (once for these data, some ten seconds)")
            job.thread.join(BEAT)
        bar.empty()
    if job.error or job.result is None:
        _job.clear(key)
        raise job.error or RuntimeError("the model ended without a result")
    return job.result


def _rows() -> list[pd.DataFrame]:
    return [query(name) for name in modelling.READS]


@by_version
def _key() -> str:
    return results.key(_rows())


@st.cache_resource(max_entries=3, show_spinner=False)
def _job(key: str, _rows: list[pd.DataFrame]) -> Job:
    return Job(_rows)
