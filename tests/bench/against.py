"""The app beside itself as it was at another commit: the first chart and a filter change."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median

from tests import serving
from tests.bench import timing
from tests.bench.browser import FIRST_DAY, LAST_DAY, OF_ATTACKS, PAGES
from tests.bench.visits import visit


def run(folder: Path, rounds: int, revision: str) -> None:
    """Measure the pages of attacks at ``revision`` and as they are here, in turn, and print."""
    with ExitStack() as stack:
        before = stack.enter_context(checked_out(folder / "before", revision))
        homes = {"before": before, "now": serving.HOME}
        addresses = {}
        for name, home in homes.items():
            store = folder / f"store-{name}"
            build = [sys.executable, "-m", "dashboard", "build"]
            subprocess.run(build, cwd=home, env=serving.environment(store), check=True)
            log = folder / f"{name}.log"
            served = serving.server(store, log, home / "app.py", home)
            addresses[name] = stack.enter_context(served)
        browser = stack.enter_context(serving.chromium())
        for page in OF_ATTACKS:
            timing.heading(f"{page} at {revision} and now, {rounds} rounds in turn")
            first: dict[str, list[float]] = {name: [] for name in homes}
            toggled: dict[str, list[float]] = {name: [] for name in homes}
            for number in range(-1, rounds):  # the first round only warms the servers
                since = FIRST_DAY + timedelta(days=number + 1)
                for name, address in addresses.items():
                    asked = f"{address}/{PAGES[page]}?period={since}&period={LAST_DAY}"
                    with visit(browser, asked) as seen:
                        drawn, changed = seen.first_chart(), seen.toggle()
                    if number >= 0:
                        first[name].append(drawn)
                        toggled[name].append(changed)
            for what, values in (("first chart", first), ("filter change", toggled)):
                for name in homes:
                    timing.times(f"{what}, {name}", values[name])
                share = median(values["now"]) / median(values["before"])
                print(f"{f'{what}, now / before':<{timing.WIDTH}} {share:6.2f}", flush=True)


@contextmanager
def checked_out(folder: Path, revision: str) -> Iterator[Path]:
    """Yield ``folder`` with the files of a commit."""
    git = ["git", "-C", str(serving.HOME), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(folder), revision], check=True)
    try:
        yield folder
    finally:
        subprocess.run([*git, "remove", "--force", str(folder)], check=True)
