"""Files are read in a process of their own: whatever a file does, the app and the store stand.

The process has limited memory and time, and is ended when nobody waits for it any more. A load
publishes there as well; a store is whole wherever that stops.
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
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeVar

from dashboard.desk import wire
from dashboard.desk.wire import Task
from dashboard.errors import ContractError, DashboardError, StoreError, UsageError
from dashboard.settings import HOME
from dashboard.store import versions

LOG = logging.getLogger("dashboard")
T = TypeVar("T")

SECONDS = 600.0
"""How long a file may take."""

BEAT = 0.25
"""Seconds between two calls of ``step``."""

ANSWER = 64 << 20
"""Bytes that a process may answer with."""

AT_ONCE = 2
"""Processes that read files at the same time; further ones wait."""

KINDS = {kind.__name__: kind for kind in (ContractError, StoreError, UsageError)}
KINDS["DamageError"] = StoreError

_slots = threading.BoundedSemaphore(AT_ONCE)

Step = Callable[[str, float], None]
"""Told what is being done and for how many seconds, four times a second. What it raises ends the
process."""


class ApartError(DashboardError):
    """The process that read a file did not come to an end: why, and what to do next."""


def run(
    task: Task,
    outcome: type[T],
    step: Step = lambda words, seconds: None,
    seconds: float = SECONDS,
) -> T:
    """Do a task in a process of its own and return its outcome, which is of the type given.

    ApartError where it took too much time or memory, or broke down; what it refuses, such as an
    unknown dataset, is raised here as it was raised there.
    """
    before = _version(task)
    begun = time.monotonic()
    while not _slots.acquire(timeout=BEAT):
        step("waiting until another file is done", time.monotonic() - begun)
    try:
        with tempfile.TemporaryDirectory(prefix="redsea-apart-") as folder:
            answer, end = _answer(task, Path(folder), step, seconds)
    finally:
        _slots.release()
    if answer and "outcome" in answer:
        try:
            return wire.decode(outcome, answer["outcome"])
        except (TypeError, ValueError, RecursionError) as error:
            LOG.error("The answer of the process that read a file cannot be used: %s", error)
    elif answer and "refused" in answer:
        raise KINDS.get(str(answer.get("kind")), DashboardError)(str(answer["refused"]))
    raise ApartError(f"{_words(task, answer, end, seconds)} {_stands(task, before)}")


@dataclass
class _End:
    """How a process ended; the code is None where it took too long."""

    code: int | None = None
    errors: str = ""


def _answer(
    task: Task, folder: Path, step: Step, seconds: float
) -> tuple[dict[str, Any] | None, _End]:
    """Return the last line that the process said, and how it ended."""
    begun, words, end = time.monotonic(), "starting", _End()
    last: dict[str, Any] | None = None
    with _process(task, folder) as (process, output):
        for line in _lines(process.stdout):
            taken = time.monotonic() - begun
            if line:
                last = _parsed(line)
                words = str(last.get("step", words))
            step(words, taken)
            if taken > seconds:
                return None, end
            if last and not last.keys() & {"step"}:
                return last, _End(0)
        end.code = _ended(process)
        output.seek(0)
        end.errors = output.read()[-4000:].decode("utf-8", "replace")
    return last, end


@contextmanager
def _process(task: Task, folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes]]]:
    """Yield a process that has been told the task; afterwards it is dead and gone.

    What it writes beside the store lies in ``folder``.
    """
    with (
        (folder / "errors").open("w+b") as output,
        subprocess.Popen(
            [sys.executable, "-m", "dashboard.desk.child"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(HOME), "TMPDIR": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=output,
            bufsize=0,
        ) as process,
    ):
        try:
            assert process.stdin
            with suppress(BrokenPipeError):  # it did not even start; its end says why
                process.stdin.write(wire.line(task))
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


def _words(task: Task, answer: dict[str, Any] | None, end: _End, seconds: float) -> str:
    """Return what happened and what to do next."""
    name = repr(task.file.name) if task.file else "the older version"
    smaller = "Split the file and load the parts one after the other"
    if end.code is None:
        return f"Reading {name} was stopped after {_duration(seconds)}. {smaller}."
    if (answer and "memory" in answer) or _is_memory(end):
        LOG.error("Reading %s took too much memory: %s", name, answer or end.errors)
        return (
            f"Reading {name} takes more than the {task.settings.memory_mb:,} MB that it may."
            f" {smaller}, or start the server with a higher REDSEA_MEMORY_MB."
        )
    LOG.error("Reading %s ended with code %s: %s", name, end.code, end.errors)
    how = ""
    if end.code < 0:
        with suppress(ValueError):
            how = f" ({signal.Signals(-end.code).name})"
    return (
        f"The process that read {name} broke down{how}, and the server's log says more. Check that"
        " the file is the CSV that you meant, and try again."
    )


def _is_memory(end: _End) -> bool:
    """Whether a process that broke down lacked memory: the system's killer, or an allocator."""
    return end.code == -signal.SIGKILL or any(
        sign in end.errors for sign in ("bad_alloc", "MemoryError", "Cannot allocate memory")
    )


def _stands(task: Task, before: int | None) -> str:
    now = _version(task)
    if now == before:
        return f"Nothing was changed: the store is at version {now}."
    return f"The store is at version {now} now; its history says what was loaded."


def _version(task: Task) -> int | None:
    live = versions.current(task.settings.store)
    return live.number if live else None


def _duration(seconds: float) -> str:
    return f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{seconds:g} seconds"
