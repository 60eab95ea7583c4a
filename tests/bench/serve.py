"""Servers to measure: the app, the app of another commit, and bare pages."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests import serving

BARE = Path(__file__).parent / "bare"

AS_STREAMLIT = {"STREAMLIT_RUNNER_POST_SCRIPT_GC": "true"}
"""What a bare page's server does as Streamlit does it by default, and the app does not."""


class Server(NamedTuple):
    """A server: its address and the number of its process."""

    address: str
    process: int


@contextmanager
def served(folder: Path, name: str, home: Path = serving.HOME) -> Iterator[Server]:
    """Serve an app: that of a checkout on a store of its own, or a bare page by its name."""
    store, script, more = folder / "store", BARE / f"{name}.py", AS_STREAMLIT
    if home != BARE:
        more = {}
        store, script = folder / f"store-{name}", home / "app.py"
        build = [sys.executable, "-m", "dashboard", "build"]
        subprocess.run(build, cwd=home, env=serving.environment(store), check=True)
    started_in = serving.HOME if home == BARE else home
    with serving.process(store, folder / f"{name}.log", script, started_in, **more) as server:
        yield Server(*server)


@contextmanager
def checked_out(folder: Path, revision: str) -> Iterator[Path]:
    """Yield ``folder`` with the files of a commit."""
    git = ["git", "-C", str(serving.HOME), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(folder), revision], check=True)
    try:
        yield folder
    finally:
        subprocess.run([*git, "remove", "--force", str(folder)], check=True)
