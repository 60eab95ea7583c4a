"""Results of the model of transits, kept beside the store: after a restart they are there.

A file's name says what the result hangs on: the rows, the code that computes, and the libraries
that can read the file back. Reading makes only the classes that a result is made of, so that the
file cannot run anything; one that cannot be read is computed anew.
"""

from __future__ import annotations

import hashlib
import logging
import pickle
import tempfile
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from dashboard.settings import HOME
from dashboard.topics.impact import modelling

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.topics.impact.analysis.backtest import Result

LOG = logging.getLogger("dashboard")

FOLDER = "results"
KEPT = 3
"""Results that are kept, the newest; an undo finds that of the version before."""

LIBRARIES = {"builtins", "dashboard", "numpy", "pandas", "pyarrow"}
MADE_OF = {
    "Added", "ArrowStringArray", "BlockManager", "DataFrame", "DatetimeArray", "DatetimeIndex",
    "Day", "Expectation", "Index", "RangeIndex", "Result", "StringDtype", "Timestamp",
    "__pyx_unpickle_NDArrayBacked", "_frombuffer", "_new_DatetimeIndex", "_new_Index",
    "_reconstruct", "_restore_array", "_unpickle_block", "_unpickle_timestamp", "bytearray",
    "dtype", "ndarray", "py_buffer", "scalar", "slice", "type_for_alias",
}  # fmt: skip
"""What a result is made of, by the names in these libraries."""


def key(rows: Sequence[pd.DataFrame]) -> str:
    """Return what tells the result of these rows of ``modelling.READS`` from others."""
    import pandas as pd

    digest = hashlib.sha256(_code().encode())
    for part in rows:
        digest.update("|".join(map(str, part.columns)).encode())
        digest.update(pd.util.hash_pandas_object(part).to_numpy().tobytes())
    return digest.hexdigest()[:32]


@cache
def _code() -> str:
    """Return a digest of the code that computes, and the versions of what reads a file."""
    digest = hashlib.sha256()
    for path in sorted((HOME / "dashboard" / "topics" / "impact" / "analysis").glob("*.py")):
        digest.update(path.read_bytes())
    libraries = (version(name) for name in ("numpy", "pandas", "pyarrow"))
    return " ".join([digest.hexdigest(), *libraries])


def transits(
    store: Path,
    rows: Sequence[pd.DataFrame],
    step: modelling.Step = lambda share, words: None,
) -> Result:
    """Return the result of these rows: what is kept beside a store, or computed and kept now."""
    path = store / FOLDER / f"transits-{key(rows)}.pickle"
    found = _read(path)
    if found is None:
        found = modelling.compute(list(rows), step)
        _write(path, found)
    return found


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Return what a file names, if a result is made of it."""
        if name not in MADE_OF or module.partition(".")[0] not in LIBRARIES:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a result")
        return super().find_class(module, name)


def _read(path: Path) -> Result | None:
    """Return the result that a file holds; None where there is none that can be read."""
    from dashboard.topics.impact.analysis.backtest import Result

    try:
        with path.open("rb") as file:
            found = _Reader(file).load()
    except FileNotFoundError:
        return None
    except Exception as error:  # damage shows in many ways, and all are mended by computing
        LOG.warning("%s is computed anew: %s", path.name, error)
        return None
    return found if isinstance(found, Result) else None


def _write(path: Path, result: Result) -> None:
    """Keep a result for the next start; where nothing can be written, it is computed again then."""
    try:
        path.parent.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            _dump(result, file)
        Path(file.name).replace(path)
        files = sorted(path.parent.glob("transits-*"), key=lambda one: -one.stat().st_mtime)
        for old in files[KEPT:]:
            old.unlink()
    except OSError as error:
        LOG.warning("%s is not kept: %s", path.name, error)


def _dump(result: Result, file: IO[bytes]) -> None:
    try:
        pickle.dump(result, file)
    except OSError:
        Path(file.name).unlink(missing_ok=True)
        raise
