"""The model of transits without the crisis, computed in a process of its own.

Linear algebra on a few hundred weeks is quickest on one thread: on a busy machine with two cores
several threads that wait for each other took twenty times as long. How many there are is decided
when numpy is loaded, so the work is done by a process that is told so; the app stays free for its
readers meanwhile. It reads rows from its input and writes steps, then the result.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from dashboard.errors import DashboardError
from dashboard.settings import HOME

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.analysis.backtest import Result

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")

READS = ("charts/transits_counted", "charts/control_counted", "facts/canal_years")
"""The queries whose rows the model is computed from."""

Step = Callable[[float, str], None]
"""Told what share is done and what is done next."""


class ModelError(DashboardError):
    """The model could not be computed."""


def compute(rows: list[pd.DataFrame], step: Step = lambda share, words: None) -> Result:
    """Test and fit the scenarios on the rows of ``READS``."""
    with subprocess.Popen(
        [sys.executable, "-m", "dashboard.desk.modelling"],
        env={**os.environ, **dict.fromkeys(THREADS, "1"), "PYTHONPATH": str(HOME)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin
        assert process.stdout
        try:
            pickle.dump(rows, process.stdin)
            process.stdin.close()
            while isinstance(said := pickle.load(process.stdout), tuple):
                step(*said)
        except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
            process.kill()
            raise ModelError(
                "The model of transits without the crisis could not be computed; the log of the"
                " server says why. The other pages do not need it."
            ) from error
    result: Result = said
    return result


def main() -> None:
    """Do the work of the process: rows in, steps and the result out."""
    from dashboard.analysis import backtest, counterfactual

    def step(share: float, words: str) -> None:
        pickle.dump((share, words), sys.stdout.buffer)
        sys.stdout.buffer.flush()

    transits, control, canal = pickle.load(sys.stdin.buffer)
    least = counterfactual.least_yearly(canal)
    together = transits[transits["vessel_class"] == counterfactual.ALL]
    record = counterfactual.prepare(transits, control, least)
    tonnes = counterfactual.prepare(together, control, least, measure="trade_volume_t")
    pickle.dump(backtest.compute(record, tonnes, step), sys.stdout.buffer)


if __name__ == "__main__":
    main()
