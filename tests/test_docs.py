"""The sessions of docs/loading.md are run: what they show is what the commands say."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.__main__ import main
from dashboard.settings import HOME, Settings

LOADING = HOME / "docs" / "loading.md"
WHEN = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
BY = re.compile(r"(version \d+, by) \S+")


def steps(text: str) -> Iterator[tuple[str, str]]:
    """Yield each command of the console blocks with what follows it."""
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, said = step.partition("\n")
            yield command, said


def said_by(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Run a command of the dashboard and return what it prints, without time and user."""
    program, *arguments = shlex.split(command)
    assert (program, arguments[:2]) == ("python", ["-m", "dashboard"])
    main(arguments[2:])
    captured = capsys.readouterr()
    return plain(captured.out + captured.err)


def plain(text: str) -> str:
    return BY.sub(r"\1 NAME", WHEN.sub("YYYY-MM-DD HH:MM", text))


def test_sessions_of_loading(
    built: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REDSEA_STORE", str(built.store))
    ran = 0
    text = LOADING.read_text(encoding="utf-8")
    shown = text
    for command, said in steps(text):
        if command.startswith("cat "):
            Path(command.removeprefix("cat ")).write_text(said, encoding="utf-8")
            continue
        found = said_by(command, capsys)
        shown = shown.replace(f"$ {command}\n{said}", f"$ {command}\n{found}", 1)
        ran += 1
    if os.environ.get("REDSEA_WRITE_DOCS"):
        LOADING.write_text(shown, encoding="utf-8")
    assert shown == plain(text)
    assert ran == 12
