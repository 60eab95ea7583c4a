"""The process of ``sandbox``: `python -m dashboard.desk.sandbox_child MODULE MEMORY_MB KINDNESS`.

It gets one task as a line of JSON, lets the module do it and answers with lines of JSON: {"step":
words} while it works, then {"outcome": ...}, {"refused": words, "kind": exception} or {"memory":
words}. Its memory is limited, and it dies with the app: the standard input ends then.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import resource
import signal
import sys
import threading
from typing import Any

import duckdb

from dashboard.desk import protocol
from dashboard.errors import DashboardError

PDEATHSIG = 1
"""The option of Linux's prctl that names the signal for the death of the parent."""


def main(module: str, memory_mb: str, kindness: str) -> None:
    """Do one task."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    text = sys.stdin.buffer.readline()
    _die_with_parent()

    def say(what: str, value: Any, **more: str) -> None:
        answers.write(protocol.line({what: value, **more}))
        answers.flush()

    try:
        _limit(int(memory_mb), int(kindness))
        work = importlib.import_module(module)
        say("outcome", work.do(json.loads(text), lambda said: say("step", said)))
    except DashboardError as error:
        say("refused", str(error), kind=type(error).__name__)
    except (MemoryError, duckdb.OutOfMemoryException) as error:
        say("memory", str(error).partition("\n")[0])


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PDEATHSIG, signal.SIGKILL)

    def watch() -> None:
        while os.read(0, 1):  # nothing comes, until the other end is closed
            pass
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _limit(memory_mb: int, kindness: int) -> None:
    """Limit the memory that is not a mapped file, and leave no core behind.

    RLIMIT_AS would count the file that is looked through and what allocators only reserve.
    """
    os.nice(kindness)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (memory_mb << 20, memory_mb << 20))


if __name__ == "__main__":
    main(*sys.argv[1:])
