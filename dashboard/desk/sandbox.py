"""Work is done in a process of its own: whatever a file does to it, the app and the store stand.

The process has limited memory and time, and is ended when nobody waits for it any more.
"""

from __future__ import annotations

import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import IO, Any, TypeVar

from dashboard.desk import protocol
from dashboard.errors import ContractError, DashboardError, StoreError, UsageError
from dashboard.settings import HOME

LOG = logging.getLogger("dashboard")
T = TypeVar("T")

SECONDS = 600.0
"""How long a process may take."""

BEAT = 0.25
"""Seconds between two calls of ``step``."""

ANSWER = 64 << 20
"""Bytes that a process may answer with."""

KINDS = {kind.__name__: kind for kind in (ContractError, StoreError, UsageError)}
KINDS["DamageError"] = StoreError

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""Linear algebra on a few hundred rows is quickest on one thread: on a busy machine with two cores
several that wait for each other took twenty times as long. It is decided when numpy is loaded."""

Step = Callable[[Any, float], None]
"""Told what is being done and for how many seconds, four times a second. What it raises ends the
process."""


class SandboxError(DashboardError):
    """The process did not come to an end: why, and what to do next."""


@dataclass(frozen=True)
class Work:
    """What a process does, how much it may take, and how that is said.

    ``module`` has a function ``do(task, step)``. ``doing`` and ``done`` are such as "Reading
    'x.csv'" and "read 'x.csv'", ``less`` is how it takes less, ``again`` what to do where it broke
    down; ``kindness`` is how far it stands back behind the process that serves pages.
    """

    module: str
    doing: str
    done: str
    less: str
    again: str
    memory_mb: int
    seconds: float = SECONDS
    kindness: int = 0


@dataclass
class _End:
    """How a process ended; the code is None where it took too long."""

    code: int | None = None
    errors: str = ""


def run(work: Work, task: Any, read: Callable[[Any], T], step: Step) -> T:
    """Do a task in a process of its own and return its outcome as ``read`` reads it from JSON.

    SandboxError where it took too much time or memory, or broke down; what it refuses, such as an
    unknown dataset, is raised here as it was raised there.
    """
    with tempfile.TemporaryDirectory(prefix="redsea-sandbox-") as folder:
        answer, end = _answer(work, task, Path(folder), step)
    if answer and "outcome" in answer:
        try:
            return read(answer["outcome"])
        except (TypeError, ValueError, RecursionError) as error:
            LOG.error("The answer of the process that %s cannot be used: %s", work.done, error)
    elif answer and "refused" in answer:
        raise KINDS.get(str(answer.get("kind")), DashboardError)(str(answer["refused"]))
    raise SandboxError(_words(work, answer, end))


def _answer(work: Work, task: Any, folder: Path, step: Step) -> tuple[dict[str, Any] | None, _End]:
    """Return the last line that the process said, and how it ended."""
    begun, doing, end = monotonic(), "starting", _End()
    last: dict[str, Any] | None = None
    with _process(work, task, folder) as (process, output):
        for line in _lines(process.stdout):
            taken = monotonic() - begun
            if line:
                last = _parsed(line)
                doing = last.get("step", doing)
            step(doing, taken)
            if taken > work.seconds:
                return None, end
            if last and not last.keys() & {"step"}:
                return last, _End(0)
        end.code = _ended(process)
        output.seek(0)
        end.errors = output.read()[-4000:].decode("utf-8", "replace")
    return last, end


@contextmanager
def _process(
    work: Work, task: Any, folder: Path
) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes]]]:
    """Yield a process that has been told the task; afterwards it is dead and gone.

    What it writes beside the store lies in ``folder``.
    """
    limits = (str(work.memory_mb), str(work.kindness))
    own = {**dict.fromkeys(THREADS, "1"), "PYTHONPATH": str(HOME), "TMPDIR": str(folder)}
    with (
        (folder / "errors").open("w+b") as output,
        subprocess.Popen(
            [sys.executable, "-m", "dashboard.desk.sandbox_child", work.module, *limits],
            cwd=folder,
            env={**os.environ, **own},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=output,
            bufsize=0,
        ) as process,
    ):
        try:
            assert process.stdin
            with suppress(BrokenPipeError):  # it did not even start; its end says why
                process.stdin.write(protocol.line(task))
            yield process, output
        finally:
            process.kill()


def _lines(pipe: IO[bytes] | None) -> Iterator[bytes]:
    """Yield the lines of a pipe until it is closed, and b"" at each beat without one."""
    assert pipe
    rest = bytearray()
    with selectors.DefaultSelector() as ready:
        ready.register(pipe, selectors.EVENT_READ)
        while True:
            if not ready.select(BEAT):
                yield b""
                continue
            block = os.read(pipe.fileno(), 1 << 20)
            rest += block
            if not block or len(rest) > ANSWER:
                return
            *lines, rest = rest.split(b"\n") if b"\n" in block else [rest]
            yield from map(bytes, lines)


def _ended(process: subprocess.Popen[bytes]) -> int:
    """Return the code of a process that says no more; one that goes on all the same is ended."""
    try:
        return process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return 1


def _parsed(line: bytes) -> dict[str, Any]:
    """Return what a line says; nothing where it is none of ours."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _words(work: Work, answer: dict[str, Any] | None, end: _End) -> str:
    """Return what happened and what to do next."""
    if end.code is None:
        return f"{work.doing} was stopped after {_duration(work.seconds)}. {work.less}."
    if (answer and "memory" in answer) or _is_memory(end):
        LOG.error("%s took too much memory: %s", work.doing, answer or end.errors)
        return (
            f"{work.doing} takes more than the {work.memory_mb:,} MB that it may. {work.less}, or"
            " start the server with a higher REDSEA_MEMORY_MB."
        )
    LOG.error("%s ended with code %s: %s", work.doing, end.code, end.errors)
    how = ""
    if end.code < 0:
        with suppress(ValueError):
            how = f" ({signal.Signals(-end.code).name})"
    return (
        f"The process that {work.done} broke down{how}, and the server's log says more."
        f" {work.again}."
    )


NO_MEMORY = (
    *("bad_alloc", "MemoryError", "Cannot allocate memory"),
    "failed to map segment",  # the loader of libraries, while Python still imports
)


def _is_memory(end: _End) -> bool:
    """Whether a process that broke down lacked memory: the system's killer, or an allocator."""
    return end.code == -signal.SIGKILL or any(sign in end.errors for sign in NO_MEMORY)


def _duration(seconds: float) -> str:
    return f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{seconds:g} seconds"
