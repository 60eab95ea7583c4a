"""What the page Load data has done: by the desk, in a process of its own, where it is allowed.

Each function that reaches the desk asks for permission first.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePath
from typing import TypeVar

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard import contracts, desk
from dashboard.desk import tasks
from dashboard.desk.loads import Loaded
from dashboard.desk.undoing import Undone
from dashboard.kit.charts import text
from dashboard.kit.ui import data, permission
from dashboard.loading import Answers, Layouts
from dashboard.store import versions

T = TypeVar("T")

NO_FILE_NAME = re.compile(r"[\x00-\x1f\x7f/\\]+")
LONGEST = 150
"""Characters of a file's name that are kept."""

FINAL = {"publishing", "bringing the older data back"}
"""Steps that a click elsewhere does not stop: what was confirmed comes to its end."""


@dataclass(frozen=True)
class Kind:
    """What a file is to be read as: a dataset, a format, or what its header says."""

    label: str = "Recognise it by its header"
    dataset: str | None = None
    format: str | None = None


@dataclass(frozen=True)
class Request:
    """A file with all that was said of it."""

    file: UploadedFile
    kind: Kind = field(default_factory=Kind)
    answers: Answers = field(default_factory=Answers)
    checked_until: date | None = None

    @property
    def key(self) -> str:
        """What tells one request from another, as does the version that it is compared with."""
        said = f"{self.answers} {self.checked_until}"
        return f"{self.file.file_id} {self.kind} {said} {data.version()}"


def layouts() -> Layouts:
    """Return all layouts that a file may have."""
    permission.require()
    return desk.layouts(package())


def package() -> contracts.Package:
    """Return the contracts."""
    return contracts.load_package(data.chosen().data)


def kept() -> list[int]:
    """Return the numbers of the versions that data can go back to, newest first."""
    permission.require()
    live = data.version()
    return [v.number for v in reversed(versions.published(data.chosen().store)) if v.number < live]


def preview(request: Request, keep: Callable[[tasks.Seen], None]) -> None:
    """Let a file be checked and compared; ``keep`` gets what was seen."""
    permission.require()
    _with_file(request, "preview", tasks.Seen, keep)


def load(
    request: Request, note: str | None, accepted: list[str], keep: Callable[[Loaded], None]
) -> None:
    """Let a file be loaded; ``accepted`` are the warnings that were seen and taken."""
    permission.require()
    _with_file(request, "load", Loaded, keep, note, tuple(accepted))


def undo(to: int, note: str | None, keep: Callable[[Undone], None]) -> None:
    """Let the data of an older version come back."""
    permission.require()
    task = tasks.Task(data.chosen(), "undo", to=to, note=note or None)
    _run(task, Undone, f"Version {to}", keep)


def _with_file(
    request: Request,
    action: str,
    outcome: type[T],
    keep: Callable[[T], None],
    note: str | None = None,
    accepted: tuple[str, ...] = (),
) -> None:
    """Do a task with a file, which is there only as long as that takes."""
    with tempfile.TemporaryDirectory(prefix="redsea-upload-") as folder:
        path = Path(folder) / file_name(request.file.name)
        path.write_bytes(request.file.getbuffer())
        task = tasks.Task(
            data.chosen(),
            action,
            path,
            request.kind.dataset,
            request.kind.format,
            request.answers,
            note or None,
            accepted,
            said=desk.Said(request.checked_until) if request.checked_until else None,
        )
        _run(task, outcome, f"{path.name}, {size(request.file.size)}", keep)


def _run(task: tasks.Task, outcome: type[T], what: str, keep: Callable[[T], None]) -> None:
    """Do a task and show how far it is; ``keep`` gets the outcome before anything else happens."""
    said: list[str] = []
    with st.status(text.markdown(what), expanded=True) as status:

        def step(words: str, seconds: float) -> None:
            if words in FINAL and words in said:
                return  # nothing is drawn, so that no click gets a hearing
            if words not in said:
                said.append(words)
                st.write(words.capitalize())
            status.update(label=f"{text.markdown(what)}: {words}, {seconds:.0f} s")

        keep(tasks.run(task, outcome, step))
        status.update(label=f"{text.markdown(what)}: done", state="complete", expanded=False)


def file_name(name: str) -> str:
    """Return the name under which an uploaded file is kept: that of the browser, made harmless."""
    clean = NO_FILE_NAME.sub("_", name).strip(" .") or "file.csv"
    suffixes = "".join(PurePath(clean).suffixes[-2:])[-20:]
    return clean if len(clean) <= LONGEST else clean[: LONGEST - len(suffixes)] + suffixes


def size(count: int) -> str:
    """Return a number of bytes in words."""
    return f"{count / 1e6:,.1f} MB" if count >= 100_000 else f"{max(count / 1e3, 0.1):,.1f} kB"
