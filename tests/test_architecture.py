"""Who may import whom, where SQL may stand, and how long a module may be."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from fnmatch import fnmatch

import pytest

from dashboard.settings import HOME

MODULES = sorted([*(HOME / "dashboard").rglob("*.py"), HOME / "app.py"])
NAMES = [str(path.relative_to(HOME)) for path in MODULES]
LINES = 300
FILES = 26
"""Modules of a folder, with its __init__.py."""

COMPUTED = {"pandas", "numpy", "scipy", "plotly", "dashboard.kit.charts"}
METHODS = {
    "dashboard.kit.analysis",
    "dashboard.errors",
    "dashboard.settings",
    "searoute",
    "shapely",
}
BASE = {"dashboard.contracts", "dashboard.errors"}
SCREEN = {"streamlit", "starlette", "pandas", "plotly", "dashboard"}
ALLOWED: dict[str, set[str]] = {
    "dashboard/settings.py": {"dashboard.errors"},
    "dashboard/contracts.py": {"dashboard.errors"},
    "dashboard/errors.py": set(),
    "dashboard/formulas.py": set(),
    "dashboard/loading/*": BASE | {"duckdb", "dashboard.formulas", "dashboard.loading"},
    "dashboard/store/*": BASE | {"duckdb", "dashboard.store"},
    "dashboard/queries.py": {
        "duckdb",
        "numpy",
        "pandas",
        "dashboard.parameters",
        "dashboard.store",
    },
    "dashboard/web/*": {"brotli", "starlette", "uvicorn"},
    "dashboard/kit/charts/*": COMPUTED,
    "dashboard/kit/analysis/*": COMPUTED | METHODS,
    "dashboard/kit/ui/*": SCREEN | {"orjson", "xlsxwriter"},
    "dashboard/topics/*/charts/*": COMPUTED | {"dashboard.topics.*.charts"},
    "dashboard/topics/*/analysis/*": COMPUTED | METHODS | {"dashboard.topics.*.analysis"},
    "dashboard/topics/overview/brief_pdf.py": SCREEN | {"fontTools", "typst"},
    "dashboard/topics/voyage/voyage_text.py": {"duckdb", "pandas", "dashboard"},
    "dashboard/topics/*/[!/]*.py": SCREEN,
    "app.py": {"streamlit", "dashboard.kit.ui", "dashboard.topics.overview.brief_route"},
}
"""Pattern of paths -> what these may import beside the standard library; a topic's * is its own."""

ABOVE = ("dashboard/__main__.py", "dashboard/answering.py", "app.py")
"""What stands above the topics: the commands, and what the server serves."""

SQL = re.compile(r"\b(select|SELECT)\b.+\b(from|FROM)\b", re.DOTALL)
MAY_HOLD_SQL = ("dashboard/loading/", "dashboard/store/", "dashboard/desk/")


def tree(name: str) -> ast.Module:
    return ast.parse((HOME / name).read_text(encoding="utf-8"))


def imported(name: str) -> set[str]:
    """Return the full names of all that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def topic_of(name: str) -> str:
    """Return the topic of a path or of a module's name; "" of none."""
    parts = re.split(r"[./]", name)
    return parts[2] if parts[1:2] == ["topics"] and len(parts) > 3 else ""


def strangers(name: str, allowed: set[str]) -> set[str]:
    """Return what a module imports and may not."""
    allowed = {a.replace("*", topic_of(name)) for a in allowed}
    return {
        target
        for target in imported(name)
        if target.split(".")[0] not in sys.stdlib_module_names
        and not any(target == a or target.startswith(f"{a}.") for a in allowed)
    }


@pytest.mark.parametrize("name", NAMES)
def test_imports(name: str) -> None:
    place = next((place for place in ALLOWED if fnmatch(name, place)), None)
    assert place is None or strangers(name, ALLOWED[place]) == set()


@pytest.mark.parametrize("name", NAMES)
def test_no_topic_imports_another(name: str) -> None:
    """What two topics use stands in the kit, which knows of none; commands know them all."""
    topics = {topic_of(target) for target in imported(name)} - {""}
    assert topics <= {topic_of(name)} or name in ABOVE, topics


def test_every_place_exists() -> None:
    for place in ALLOWED:
        assert any(fnmatch(name, place) for name in NAMES), place


def test_folders_are_small() -> None:
    for folder in {path.parent for path in MODULES}:
        assert len(list(folder.glob("*.py"))) <= FILES, folder


def test_commands_work_without_streamlit() -> None:
    topics = ["impact.modelling", "impact.results", "impact.backtesting", "voyage.voyage_text"]
    modules = ", ".join(["dashboard.__main__", *(f"dashboard.topics.{name}" for name in topics)])
    code = f"import {modules}, sys; assert 'streamlit' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], cwd=HOME, check=True)


def texts(name: str) -> list[str]:
    """Return the texts in a module, docstrings left out; what f-strings fill in is a ?."""
    nodes = list(ast.walk(tree(name)))
    documentation = {
        id(statement.value)
        for node in nodes
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        for statement in node.body
        if isinstance(statement, ast.Expr)
    }
    plain = [n for n in nodes if isinstance(n, ast.Constant) and id(n) not in documentation]
    filled = [
        [part.value if isinstance(part, ast.Constant) else "?" for part in node.values]
        for node in nodes
        if isinstance(node, ast.JoinedStr)
    ]
    return [str(node.value) for node in plain] + ["".join(map(str, parts)) for parts in filled]


@pytest.mark.parametrize("name", [n for n in NAMES if not n.startswith(MAY_HOLD_SQL)])
def test_sql_stands_in_its_files(name: str) -> None:
    assert [text for text in texts(name) if SQL.search(text)] == []


def test_sql_would_be_found() -> None:
    for name in ("dashboard/store/reader.py", "dashboard/loading/merge.py"):
        assert any(SQL.search(text) for text in texts(name))


@pytest.mark.parametrize("name", NAMES)
def test_modules_are_short(name: str) -> None:
    assert len((HOME / name).read_text(encoding="utf-8").splitlines()) <= LINES


@pytest.mark.parametrize(
    "name", [n for n in NAMES if n.startswith(("dashboard/kit/ui/", "dashboard/topics/"))]
)
def test_what_is_cached_is_told_apart_by_version(name: str) -> None:
    """Streamlit leaves arguments that begin with _ out of a key: none may be the version."""
    for node in ast.walk(tree(name)):
        if not isinstance(node, ast.FunctionDef):
            continue
        if not any("st.cache_" in ast.unparse(decorator) for decorator in node.decorator_list):
            continue
        body = "".join(ast.unparse(statement) for statement in node.body)
        hidden = [argument.arg for argument in node.args.args if argument.arg.startswith("_")]
        shown = {argument.arg for argument in node.args.args} - set(hidden)
        assert not {"_", "_path"} & set(hidden), (node.name, hidden)
        assert "query(" not in body or {"path", "key"} & shown, node.name
