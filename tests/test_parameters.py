"""Queries and those who call them know each other's parameters; what one side lacks is reported."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from typing import Any, NamedTuple

import duckdb
import pandas as pd
import pytest

from dashboard import queries
from dashboard.kit.ui import data
from dashboard.kit.ui.filters import Filters
from dashboard.settings import HOME
from dashboard.topics.attacks.attack_filters import DIMENSIONS
from tests.given import open_store

CALLED = re.compile(r"\b(?:query|record|queries\.(?:run|rows))\(")
SOURCES = {
    str(path.relative_to(HOME)): text
    for path in sorted((HOME / "dashboard").rglob("*.py"))
    if path.name != "queries.py" and path.parts[-2:] != ("ui", "data.py")
    if CALLED.search(text := path.read_text(encoding="utf-8"))
}
"""The modules that call queries; two run them for others and are left out."""

TEXTS = {name: queries.load(name).text for name in queries.names()}
CHOSEN = {f.name for f in fields(Filters)} | {parameter for parameter, _ in DIMENSIONS.values()}
"""The parameters that the sidebar and the filters of the attacks set."""


class Call(NamedTuple):
    """A call of a query: its name, None where it is computed, and what it passes."""

    where: str
    name: str | None
    own: list[str | None]
    filters: list[str]
    last_letters: list[tuple[int, int]]
    """Line and column of the last letter of each name that the call writes out."""


def calls(path: str, text: str) -> Iterator[Call]:
    """Return the calls of queries in a module."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Call(func=ast.Name("query" | "record"), args=[name, *filters]):
                pass
            case ast.Call(
                func=ast.Attribute(ast.Name("data"), "query" | "record"), args=[name, *filters]
            ):
                pass
            case ast.Call(
                func=ast.Attribute(ast.Name("queries"), "run" | "rows"), args=[_, name, *filters]
            ):
                pass
            case _:
                continue
        written = [n for each in filters for n in ast.walk(each) if isinstance(n, ast.Dict)]
        keys = [k for each in written for k in each.keys if isinstance(k, ast.Constant)]
        named = [name] if isinstance(name, ast.Constant) else []
        yield Call(
            f"{path}:{node.lineno}",
            str(named[0].value) if named else None,
            [keyword.arg for keyword in node.keywords],
            [str(key.value) for key in keys],
            [(k.lineno, k.col_offset + len(str(k.arg)) - 1) for k in node.keywords]
            + [(k.lineno, (k.end_col_offset or 0) - 2) for k in named + keys],
        )


def own(query: queries.Query) -> set[str]:
    return set(query.parameters) - set(queries.shared())


def faults(known: dict[str, queries.Query], made: Iterable[Call]) -> list[str]:
    """Return what a call passes that its query does not take, and what no call passes."""
    shared, passed, found = queries.shared(), set(), []
    given = set(CHOSEN)
    for call in made:
        given |= set(call.filters)
        found += [f"{call.where}: {key} is not shared" for key in call.filters if key not in shared]
        if call.name is None:
            found += [f"{call.where}: {key} of an unknown query" for key in call.own]
        elif call.name not in known:
            found.append(f"{call.where}: there is no query {call.name}")
        else:
            takes = known[call.name].parameters
            found += [f"{call.where}: {call.name} takes no {k}" for k in call.own if k not in takes]
            passed |= {(call.name, key) for key in call.own}
    for name, query in known.items():
        found += [f"{name}: nobody passes {k}" for k in own(query) if (name, k) not in passed]
    used = {key for query in known.values() for key in query.parameters}
    return found + [f"shared: {key}" for key in set(shared) ^ given | set(shared) - used]


KNOWN = {name: queries.load(name) for name in TEXTS}
MADE = {path: list(calls(path, text)) for path, text in SOURCES.items()}


def all_calls(changed: dict[str, list[Call]]) -> list[Call]:
    return [call for found in (MADE | changed).values() for call in found]


def test_each_call_passes_what_its_query_takes_and_each_parameter_is_passed() -> None:
    assert faults(KNOWN, all_calls({})) == []
    assert {path.split("/")[1] for path, made in MADE.items() if made} >= {"topics", "kit", "desk"}


HEADS = [(name, key) for name, query in KNOWN.items() for key in sorted(own(query))]


@pytest.mark.parametrize(("name", "key"), HEADS)
def test_a_letter_less_in_a_head_is_found(name: str, key: str) -> None:
    text, less = TEXTS[name], rf"${key[:-1]}"
    with pytest.raises(ValueError, match=rf"{name}: \$\w+ is "):
        queries.read(name, text.replace(f"-- ${key} ", f"-- {less} "))
    both = queries.read(name, re.sub(rf"\${key}\b", less, text))
    assert f"{name}: nobody passes {key[:-1]}" in faults(KNOWN | {name: both}, all_calls({}))


@pytest.mark.parametrize("name", [name for name, query in KNOWN.items() if query.parameters])
def test_a_letter_less_in_the_sql_is_found(name: str) -> None:
    for key in KNOWN[name].parameters:
        text = re.sub(rf"(?<!-- )\${key}\b", f"${key[:-1]}", TEXTS[name])
        with pytest.raises(ValueError, match=rf"{name}: \${key[:-1]} is neither .* Is \${key} mea"):
            queries.read(name, text)


LETTERS = [
    (path, *place) for path, made in MADE.items() for call in made for place in call.last_letters
]


@pytest.mark.parametrize(("path", "line", "column"), LETTERS)
def test_a_letter_less_in_a_call_is_found(path: str, line: int, column: int) -> None:
    lines = SOURCES[path].encode().splitlines(keepends=True)
    lines[line - 1] = lines[line - 1][:column] + lines[line - 1][column + 1 :]
    changed = list(calls(path, b"".join(lines).decode()))
    assert faults(KNOWN, all_calls({path: changed}))


SIGNATURE = re.compile(r"macro (\w+)\(\s*(\w+)[^,)]*,[^)]*\) as table")
MACROS = [
    (match[1], match[2])
    for path in sorted(queries.ROOT.glob("macros/*.sql"))
    if (match := SIGNATURE.search(path.read_text(encoding="utf-8")))
]


@pytest.mark.parametrize(("macro", "first"), MACROS)
def test_tables_of_several_arguments_are_called_by_name(macro: str, first: str) -> None:
    """Positions tell nothing; what a macro hands on under the same name tells itself."""
    call = re.compile(rf"(?<!macro )\b{macro}\(\s*((?:\w+ :=|{first},)?)")
    texts = [path.read_text(encoding="utf-8") for path in queries.ROOT.rglob("*.sql")]
    found = [match[1] for text in texts for match in call.finditer(text)]
    assert found
    assert all(found)


# When a query is loaded.


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("select $from_date", "$from_date is neither declared in its head nor shared."),
        ("select $stat", "$stat is neither declared in its head nor shared. Is $start meant?"),
        ("-- $lanes (texts): lanes; NULL = all\nselect $lane",
         "$lane is neither declared in its head nor shared. Is $lanes meant?"),
        ("-- $lanes (texts): lanes\nselect '$lanes' -- $lanes", "$lanes is declared and not used."),
        ("-- $start (date): a day\nselect $start", "$start is shared; its head leaves it out."),
        ("-- $lane: a lane\nselect $lane",
         "'-- $lane: a lane' declares no parameter; the form is `-- $name (type): meaning`,"
         " with one of date, boolean, integer, number, text, texts."),
        ("-- Kept for $end: null\nselect $start", "it is kept for $end, which it does not take."),
        ("-- $day (day): a day\nselect $day",
         "'-- $day (day): a day' declares no parameter; the form is `-- $name (type): meaning`,"
         " with one of date, boolean, integer, number, text, texts."),
    ],
)  # fmt: skip
def test_head_that_does_not_fit_its_sql(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=rf"^q: {re.escape(said)}$"):
        queries.read("q", text)


def test_apostrophe_and_dollar_in_words_are_no_parameter() -> None:
    query = queries.read(
        "q", "select 'it''s $x', $start -- don't use $y\nwhere 'a$' = '--' or $end"
    )
    assert list(query.parameters) == ["start", "end"]


# When a query is run.

DAY = date(2024, 1, 1)


@pytest.fixture(scope="module")
def cursor() -> duckdb.DuckDBPyConnection:
    facts = [{"fact_id": "F1", "kind": "share"}, {"fact_id": "F2", "kind": "loss"}]
    events = [{"event_id": "E1", "date": "2024-01-03", "importance": 3}]
    return open_store(port_facts=facts, events=events)


def test_unknown_parameter_is_refused(cursor: duckdb.DuckDBPyConnection) -> None:
    assert len(queries.rows(cursor, "facts/port_statements", kinds=["share"])) == 1
    said = r"^facts/port_statements takes no \$kind; it takes \$kinds\. Is \$kinds meant\?$"
    with pytest.raises(TypeError, match=said):
        queries.run(cursor, "facts/port_statements", kind=["share"])
    with pytest.raises(TypeError, match=said):
        queries.rows(cursor, "facts/port_statements", kind=["share"])
    with pytest.raises(TypeError, match=said):
        data.query("facts/port_statements", kind=["share"])
    with pytest.raises(TypeError, match=said):
        data.record("facts/port_statements", kind=["share"])
    with pytest.raises(TypeError, match=r"^lists/ports takes no \$start; it takes no parameter\.$"):
        queries.run(cursor, "lists/ports", start=DAY)


def test_shared_filters_are_taken_where_they_are_used_and_a_keyword_wins(
    cursor: duckdb.DuckDBPyConnection,
) -> None:
    chosen = {"start": DAY, "importance": 0, "flags": ["LBR"]}
    assert queries.rows(cursor, "lists/events", chosen) == []
    assert len(queries.rows(cursor, "lists/events", chosen, importance=3)) == 1
    assert len(queries.rows(cursor, "lists/ports", chosen)) == 0
    with pytest.raises(
        TypeError, match=r"^lists/ports: \$lanes is no shared parameter; pass it as"
    ):
        queries.run(cursor, "lists/ports", {"lanes": ["x"]})


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("lists/events", {"start": [DAY, pd.Timestamp(DAY), "2024-01-01", None]},
         ["1 January", 2024, True]),
        ("lists/events", {"importance": [3, None]}, ["3", 2.5, True]),
        ("facts/attacks", {"claimed": [True, None]}, [1, "true"]),
        ("facts/attacks", {"areas": [["Gulf of Aden"], [], None]}, ["Gulf of Aden", [1]]),
        ("charts/incidents_on_map", {"west": [30, 30.5, None]}, ["30", True]),
        ("charts/cost_surcharges", {"unit": ["USD/FEU", None]}, [["USD/FEU"], 1]),
        ("lists/catalogue", {"today": ["2024-01-01"]}, [None, "", 1]),
    ],
)  # fmt: skip
def test_values_are_of_their_type(
    cursor: duckdb.DuckDBPyConnection, name: str, good: dict[str, list[Any]], bad: list[Any]
) -> None:
    ((key, values),) = good.items()
    for value in values:
        queries.run(cursor, name, **{key: value})
    for value in bad:
        with pytest.raises(TypeError, match=rf"^{name} (takes|needs) \${key} \(\w+\): ") as error:
            queries.run(cursor, name, **{key: value})
        if value is not None:
            assert str(error.value).endswith(f"{value!r} is none.")
