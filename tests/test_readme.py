"""README, DEVELOPERS, DECISIONS and docs say what is so: commands, settings, pages, links, code."""

from __future__ import annotations

import argparse
import ast
import csv
import re
import shlex
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard import __main__ as commands
from dashboard import settings as settings_module
from dashboard.settings import HOME, Settings
from tests.conftest import environment
from tests.given import drawn

NAMES = ["README.md", "DEVELOPERS.md", "DECISIONS.md"]
NAMES += [f"docs/{path.name}" for path in HOME.glob("docs/*.md")]
TEXTS = {name: (HOME / name).read_text(encoding="utf-8") for name in NAMES}
README, GUIDE = TEXTS["README.md"], TEXTS["DEVELOPERS.md"]
LOADING, RUNNING = TEXTS["docs/loading.md"], TEXTS["docs/running.md"]
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = [
    code
    for text in TEXTS.values()
    for code in (
        *(block for _, block in FENCED.findall(text)),
        *re.findall(r"`([^`\n]+)`", FENCED.sub("", text)),
    )
]
"""The fenced blocks of each text, then the code within its lines."""

SESSION = next(b for kind, b in FENCED.findall(LOADING) if not kind and b.startswith("$ "))


def parsers() -> dict[str, argparse.ArgumentParser]:
    """Return the parser of each command."""
    (action,) = (
        action
        for action in commands.arguments.parser("")._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    return dict(action.choices)


def table(text: str, header: str) -> list[list[str]]:
    """Return the rows of the table of a text that begins with ``header``."""
    lines = text[text.index(f"\n{header}\n") + 1 :].splitlines()[2:]
    end = next(number for number, line in enumerate(lines) if not line.startswith("|"))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[:end]]


def test_every_command_of_the_texts_runs_and_every_command_is_there() -> None:
    lines = [
        line.removeprefix("$ ").partition("#")[0]
        for code in CODE
        for line in code.splitlines()
        if re.match(r"(\$ )?python -m dashboard ", line)
    ]
    named = set()
    for line in lines:
        command, *arguments = shlex.split(line)[3:]
        parsers()[command].parse_args([word.strip("[]") for word in arguments])
        named.add(command)
    assert named == set(parsers())
    assert set(re.findall(r"^python -m dashboard (\w+)", LOADING, re.MULTILINE)) == named


@pytest.mark.parametrize("command", parsers())
def test_every_option_is_in_the_docs(command: str) -> None:
    options = {word for action in parsers()[command]._actions for word in action.option_strings}
    shown = "\n".join(re.findall(rf"python -m dashboard {command}\b[^#\n]*", LOADING))
    assert {option for option in options - {"-h", "--help"} if option not in shown} == set()


def read_settings() -> set[str]:
    """Return the variables that the code reads: each is a text of its own somewhere."""
    return {
        node.value
        for path in [HOME / "app.py", *(HOME / "dashboard").rglob("*.py")]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch("REDSEA_[A-Z_]+", node.value)
    }


def defaults() -> dict[str, str]:
    """Return the settings in the table of docs/running.md, each with its default."""
    rows = table(RUNNING, "| setting | meaning | default |")
    return {row[0].strip("`"): row[-1].strip("`") for row in rows}


def test_settings_are_those_of_the_code() -> None:
    assert set(defaults()) == read_settings()
    assert set(re.findall("REDSEA_[A-Z]+(?:_[A-Z]+)*", "".join(TEXTS.values()))) == read_settings()
    described = re.findall("^(REDSEA_[A-Z_]+) ", settings_module.__doc__ or "", re.MULTILINE)
    assert set(described) == read_settings()


def test_defaults_are_those_of_the_code() -> None:
    values = asdict(settings_module.read({}))
    assert defaults() == {
        f"REDSEA_{name.upper()}": (
            f"{value.relative_to(HOME)}/" if isinstance(value, Path) else str(value or "none")
        )
        for name, value in values.items()
    }


def test_every_page_is_in_the_page_table() -> None:
    app = (HOME / "app.py").read_text(encoding="utf-8")
    pages = re.findall(r'\bpage\("(\w+)", "([^"]+)"', app)
    files = {path.name for path in (HOME / "dashboard" / "topics").iterdir()} - {
        "__init__.py",
        "__pycache__",
    }
    assert {stem for stem, _ in pages} == files
    assert [row[0] for row in table(README, "| page | question |")] == [title for _, title in pages]


def links() -> list[tuple[str, str]]:
    """Return the links and images of the texts that lead to files, with the text they stand in."""
    return [
        (name, link)
        for name, text in TEXTS.items()
        for link in re.findall(r"\]\(([^)\s]+)\)", text)
        if not re.match(r"[a-z]+:", link)
    ]


@pytest.mark.parametrize(("name", "link"), links())
def test_links_lead_to_files(name: str, link: str) -> None:
    path, _, part = link.partition("#")
    target = (HOME / name).parent / path if path else HOME / name
    assert target.exists(), f"{name} links to {link}"
    headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.M) if part else []
    known = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    assert part in known | {""}, f"{name} links to {link}"


def test_paths_exist() -> None:
    folders = "app|dashboard|data|queries|tests|requirements"
    paths = {code for code in CODE if re.fullmatch(rf"({folders})[\w./-]*[./][\w./-]*", code)}
    paths -= {"data.query", "data.reading"}  # functions, of dashboard/kit/ui/data.py
    found = re.findall(rf"(?<=[ `])((?:{folders})/[\w./-]+)(?![\w./<-])", GUIDE)
    paths |= set(found) - {"tests/test_x.py"}
    assert len(paths) > len(set(found)) > 40
    assert {path for path in paths if not (HOME / path).exists()} == set()


def test_make_targets_exist() -> None:
    makefile = (HOME / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = {
        target
        for code in CODE
        for target in re.findall(r"^make (?:[A-Z]+=\S+ )*([a-z]+)", code, re.MULTILINE)
    }
    assert {"run", "test"} <= named <= targets


def test_python_versions_are_those_of_the_project() -> None:
    (first, last) = re.findall(r"need Python 3\.(\d+) to 3\.(\d+)", README)[0]
    project = (HOME / "pyproject.toml").read_text(encoding="utf-8")
    assert f'requires-python = ">=3.{first},<3.{int(last) + 1}"' in project
    assert f"Python 3.{first} to 3.{last} is needed" in (HOME / "Makefile").read_text("utf-8")


def test_the_session_prints_what_readme_shows(built: Settings, tmp_path: Path) -> None:
    with (HOME / "data" / "attacks.csv").open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    by_row = dict(enumerate(rows, start=2))  # as a spreadsheet counts
    by_row[5][header.index("outcome")] = "sunken"
    by_row[7][header.index("date")] = "11.12.2023"
    by_row[9][header.index("incident_id")] = by_row[8][header.index("incident_id")]
    with (tmp_path / "attacks.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    command, *shown = SESSION.splitlines()
    prompt, python, *arguments = shlex.split(command)
    assert (prompt, python) == ("$", "python")
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=tmp_path,
        env=environment(built),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == shown


def test_the_code_of_the_guide_runs(
    built: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REDSEA_STORE", str(built.store))
    names: dict[str, Any] = {}
    for kind, block in FENCED.findall(GUIDE):
        if kind == "python":
            exec(block, names)
    assert "schedule_reliability_pct" in capsys.readouterr().out
    months = pd.to_datetime(["2024-02-01", "2024-03-01", "2024-04-01"])
    rows = pd.DataFrame({"month": months, "ships": [12, 20, 1], "source_ids": "s"})
    events = pd.DataFrame({"date": months[:0]})
    chart = names["ships_escorted"](rows, events)
    assert (chart.title, chart.note) == (
        "1 ship escorted in April 2024",
        "As the mission counts them.",
    )
    assert chart.alt == "Line of ships escorted in 3 months. 1 ship escorted in April 2024."
    line, reader = drawn(chart).data
    assert list(line.y) == [12, 20, 1]
    assert list(reader.text)[:1] == ["<b>February 2024</b><br>12 ships"]
    assert (
        names["ships_escorted"](rows[:0], events).absence == "No month of the period is published."
    )
