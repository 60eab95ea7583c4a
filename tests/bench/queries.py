"""Named queries as pages ask them: what planning and running costs, and how that grows.

Every place of the app is opened with a period of its own, and what it asks is noted. Each question
is then put, in turn, to a store of the bundled data and to one with 100 times the rows
(hundredfold.sql says how). Times are those of the processor: planning is what EXPLAIN takes,
running what is left of the time until the rows are there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import pytest

from dashboard import queries, store
from dashboard.desk import building
from dashboard.kit.ui import data
from dashboard.store import tables
from tests import places
from tests.bench import timing, work

PERIOD = {"period": ["2023-10-07", "2026-09-30"]}
PAGE_BUDGET_MS, GROWTH_BUDGET, PLACE_GROWTH_BUDGET = 40, 2.0, 1.5
LEAST_MS = 1.0
"""Growth by less is noise."""


class Question(NamedTuple):
    """A query with the values that a page asks it with."""

    name: str
    values: tuple[tuple[str, Any], ...]
    as_rows: bool


class Cost(NamedTuple):
    """Of one question: milliseconds of the processor and of the clock, and the rows."""

    planning: float
    total: float
    wall: float
    rows: int

    @property
    def running(self) -> float:
        """What is left beside planning; EXPLAIN also writes the plan, so it may seem to be none."""
        return max(self.total - self.planning, 0)


def run(folder: Path, rounds: int, where: Iterable[places.Place]) -> None:
    """Measure and print; ``folder`` is where to work."""
    small, large = (work.build(folder / name) for name in ("store", "store-100"))
    hundredfold(large)
    asked = questions(small, where)
    every = list(dict.fromkeys(question for of_place in asked.values() for question in of_place))
    timing.heading(
        f"queries: {len(every)} questions of {len(asked)} places, {rounds} rounds in turn"
    )
    costs = measure(every, [small, large], rounds)
    print_queries(costs)
    print_places(asked, costs)


def hundredfold(folder: Path) -> None:
    """Publish a version of the store in which records have 100 times their rows."""
    grow = (Path(__file__).parent / "hundredfold.sql").read_text(encoding="utf-8")
    with store.writing(folder, keep=1) as draft:
        draft.con.execute(grow)
        tables.finish(draft.con, work.package(), building.made())


def questions(folder: Path, where: Iterable[places.Place]) -> dict[places.Place, list[Question]]:
    """Return what each place asks, without what it asked before."""
    asked: dict[places.Place, list[Question]] = {}
    ask = data._query
    with places.reading(work.settings(folder)), pytest.MonkeyPatch.context() as patch:
        for place in where:
            found: dict[Question, None] = {}

            def noted(
                path: str, name: str, values: dict[str, Any], as_rows: bool, *rest: Any
            ) -> Any:
                held = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
                question = Question(name, tuple(held.items()), as_rows)
                found[question] = None  # noqa: B023 (of this place)
                return ask(path, name, values, as_rows, *rest)

            places.forget()
            patch.setattr(data, "_query", noted)
            app = places.go(place, **PERIOD)
            assert not app.exception, app.exception
            asked[place] = list(found)
    return asked


def measure(every: list[Question], folders: list[Path], rounds: int) -> dict[Question, list[Cost]]:
    """Return what each question costs in each store, at the median of the rounds."""
    readers = [store.reader(folder) for folder in folders]
    costs: dict[Question, list[Cost]] = {}
    for question in every:
        taken: list[list[Cost]] = [[] for _ in readers]
        for number in range(rounds + 1):  # the first only reads the file
            for reader, into in zip(readers, taken, strict=True):
                cost = ask(reader, question)
                into += [cost] if number else []
        costs[question] = [Cost(*map(median, zip(*of_one, strict=True))) for of_one in taken]
    return costs


def ask(reader: store.Reader, question: Question) -> Cost:
    """Plan a question, then ask it."""
    values = {k: list(v) if isinstance(v, tuple) else v for k, v in question.values}
    query = queries.load(question.name)
    text, chosen = query.kept(values) or (query.text, values)
    planning, _, _ = timed(
        lambda: reader.cursor().execute(f"explain {text}", chosen or None).fetchall()
    )
    read = queries.rows if question.as_rows else queries.run
    total, wall, rows = timed(lambda: read(reader.cursor(), question.name, **values))
    return Cost(planning, total, wall, len(rows))


def timed(call: Callable[[], Any]) -> tuple[float, float, Any]:
    """Return the milliseconds of a call, of the processor and of the clock, and its answer."""
    cpu, wall = time.process_time(), time.perf_counter()
    answer = call()
    return 1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - wall), answer


def print_queries(costs: dict[Question, list[Cost]]) -> None:
    """Print each query with its costliest question, the costliest query first."""
    print("of the questions of a query the costliest; ms of the processor, wall of the clock")
    print(f"{'query':<38}asked  plan   run  wall   rows | 100 times: plan   run   rows  growth")
    shown: set[str] = set()
    for question, (small, large) in sorted(costs.items(), key=lambda cost: -cost[1][0].total):
        if question.name in shown:
            continue
        shown.add(question.name)
        asked = sum(other.name == question.name for other in costs)
        grows = large.total / small.total
        over = grows > GROWTH_BUDGET and large.total - small.total > LEAST_MS
        print(
            f"{question.name:<38}{asked:5}{small.planning:6.1f}{small.running:6.1f}"
            f"{small.wall:6.1f}{small.rows:7.0f} |{large.planning:16.1f}{large.running:6.1f}"
            f"{large.rows:7.0f}{grows:8.2f}{'  OVER' if over else ''}"
        )


def print_places(
    asked: dict[places.Place, list[Question]], costs: dict[Question, list[Cost]]
) -> None:
    """Print what the questions of each place cost together, the costliest place first."""
    timing.heading("queries of a place, all together; the filters' own are among them")
    rows = []
    for place, of_place in asked.items():
        small, large = (sum(costs[question][n].total for question in of_place) for n in (0, 1))
        rows.append((small, f"{place}, {len(of_place)} questions", large / small))
    for small, name, grows in sorted(rows, reverse=True):
        timing.budget(name, small, PAGE_BUDGET_MS, " ms")
        timing.budget("  with 100 times the rows, times that", grows, PLACE_GROWTH_BUDGET)
