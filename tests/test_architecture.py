"""Who may import whom, where SQL may stand, and how long a module may be."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

import pytest

from dashboard.settings import HOME

MODULES = sorted([*(HOME / "dashboard").rglob("*.py"), HOME / "app.py"])
NAMES = [str(path.relative_to(HOME)) for path in MODULES]
LINES = 300

CHARTS = {"pandas", "numpy", "scipy", "statsmodels", "plotly", "dashboard.charts"}
VOYAGE = {"dashboard.errors", "dashboard.settings"}
BASE = {"dashboard.contracts", "dashboard.errors"}
ALLOWED: dict[str, set[str]] = {
    "dashboard/settings.py": {"dashboard.errors"},
    "dashboard/contracts.py": {"dashboard.errors"},
    "dashboard/errors.py": set(),
    "dashboard/formulas.py": set(),
    "dashboard/loading/": BASE | {"duckdb", "dashboard.formulas", "dashboard.loading"},
    "dashboard/store/": BASE | {"duckdb", "dashboard.store"},
    "dashboard/parameters.py": set(),
    "dashboard/queries.py": {"duckdb", "pandas", "dashboard.parameters"},
    "dashboard/analysis/": CHARTS | {"dashboard.analysis", "searoute", "shapely"} | VOYAGE,
    "dashboard/charts/": CHARTS,
    "dashboard/ui/": {"streamlit", "starlette", "pandas", "plotly", "dashboard"},
    "dashboard/web/": {"starlette", "uvicorn"},
    "dashboard/pages/": {"streamlit", "dashboard.ui", "dashboard.charts"},
    "app.py": {"streamlit", "dashboard.ui", "dashboard.charts"},
}
"""Module or folder -> what it may import beside the standard library."""

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


def strangers(name: str, allowed: set[str]) -> set[str]:
    """Return what a module imports and may not."""
    return {
        target
        for target in imported(name)
        if target.split(".")[0] not in sys.stdlib_module_names
        and not any(target == a or target.startswith(f"{a}.") for a in allowed)
    }


@pytest.mark.parametrize("name", NAMES)
def test_imports(name: str) -> None:
    for place, allowed in ALLOWED.items():
        if name == place or (place.endswith("/") and name.startswith(place)):
            assert strangers(name, allowed) == set()


def test_every_place_exists() -> None:
    for place in ALLOWED:
        assert any(name.startswith(place) for name in NAMES), place


def test_commands_work_without_streamlit() -> None:
    code = "import dashboard.__main__, sys; assert 'streamlit' not in sys.modules"
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


@pytest.mark.parametrize("name", [n for n in NAMES if n.startswith("dashboard/ui/")])
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
