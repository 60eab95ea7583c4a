"""The model of transits without the crisis, computed in a process of its own.

So the app stays free for its readers meanwhile, and numpy works on one thread. Rows and result go
as pickles in a folder of the app: they are numbers of our own store, no text of a file.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard import settings
from dashboard.desk import sandbox

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.topics.impact.analysis.backtest import Result

READS = ("charts/transits_counted", "charts/control_counted", "facts/canal_years")
"""The queries whose rows the model is computed from."""

SECONDS = sandbox.SECONDS
ROWS, RESULT = "rows.pickle", "result.pickle"

Step = Callable[[float, str], None]
"""Told what share is done and what is done next."""


def compute(rows: list[pd.DataFrame], step: Step = lambda share, words: None) -> Result:
    """Test and fit the scenarios on the rows of ``READS``; SandboxError where that does not end."""
    told: list[Any] = ["starting"]

    def tell(said: Any, _: float) -> None:
        if said != told[-1]:
            told.append(said)
            step(*said)

    work = sandbox.Work(
        module=__name__,
        doing="Computing the transits without the crisis",
        done="computed the transits without the crisis",
        less="The other pages do not need it; try again when the machine has less to do",
        again="The other pages do not need it",
        memory_mb=settings.read().memory_mb,
        seconds=SECONDS,
    )
    with tempfile.TemporaryDirectory(prefix="redsea-model-") as name:
        folder = Path(name)
        (folder / ROWS).write_bytes(pickle.dumps(rows))
        sandbox.run(work, name, str, tell)
        result: Result = pickle.loads((folder / RESULT).read_bytes())
    return result


def do(said: str, step: Callable[[Any], None]) -> str:
    """Compute what lies in a folder, in this process, and leave the result there."""
    from dashboard.topics.impact.analysis import backtest, counterfactual

    folder = Path(said)
    transits, control, canal = pickle.loads((folder / ROWS).read_bytes())
    least = counterfactual.least_yearly(canal)
    together = transits[transits["vessel_class"] == counterfactual.ALL]
    record = counterfactual.prepare(transits, control, least)
    tonnes = counterfactual.prepare(together, control, least, measure="trade_volume_t")
    result = backtest.compute(record, tonnes, lambda share, words: step((share, words)))
    (folder / RESULT).write_bytes(pickle.dumps(result))
    return RESULT
