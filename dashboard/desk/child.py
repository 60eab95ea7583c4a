"""The process that reads a file: `python -m dashboard.desk.child`, started by ``apart``.

It gets one task as a line of JSON and answers with lines of JSON: {"step": words} while it works,
then {"outcome": ...}, {"refused": words, "kind": exception} or {"memory": words}. Its memory is
limited, and it dies with the app: the standard input ends then.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
import threading
from typing import Any, BinaryIO

import duckdb

from dashboard import store
from dashboard.desk import loads, tasks, wire
from dashboard.errors import DashboardError

PDEATHSIG = 1
"""The option of Linux's prctl that names the signal for the death of the parent."""

KINDNESS = 15
"""How far this process stands back behind the one that serves pages."""


def main() -> None:
    """Do one task."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    text = sys.stdin.buffer.readline()
    _die_with_parent(sys.stdin.buffer)

    def say(what: str, value: Any, **more: str) -> None:
        answers.write(wire.line({what: value, **more}))
        answers.flush()

    try:
        task = wire.decode(wire.Task, json.loads(text))
        _limit(task.settings.memory_mb)
        say("outcome", _done(task, lambda words: say("step", words)))
    except DashboardError as error:
        say("refused", str(error), kind=type(error).__name__)
    except (MemoryError, duckdb.OutOfMemoryException) as error:
        say("memory", str(error).partition("\n")[0])


def _done(task: wire.Task, step: loads.Step) -> Any:
    try:
        return tasks.do(task, step)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        raise store.damage(task.settings.store) or error from error


def _die_with_parent(lifeline: BinaryIO) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PDEATHSIG, signal.SIGKILL)

    def watch() -> None:
        lifeline.read()  # until its other end is closed
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _limit(memory_mb: int) -> None:
    """Limit the memory that is not a mapped file, and leave no core behind.

    RLIMIT_AS would count the file that is looked through and what allocators only reserve.
    """
    os.nice(KINDNESS)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (memory_mb << 20, memory_mb << 20))


if __name__ == "__main__":
    main()
