"""A file is checked, set against the store, and loaded as a new version."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from dashboard import loading, store
from dashboard.contracts import Dataset, Package
from dashboard.desk import building, coverage, publishing
from dashboard.desk.coverage import Checked, Said
from dashboard.errors import StoreError
from dashboard.loading import Answers, Change, Counts, Layout, Layouts, Problem, Report, Total
from dashboard.loading.check import NOTHING_SAID
from dashboard.loading.layouts import contract, of
from dashboard.loading.reading import literal
from dashboard.settings import Settings
from dashboard.store import versions

Step = Callable[[str], None]
"""Told what is being done, for a progress line."""


@dataclass(frozen=True)
class Preview:
    """What a load does, or would do: ``counts`` is None when the file's rows may not be loaded.

    ``changes`` are the first values that differ, ``totals`` those by month that move most.
    ``checked`` says how far the record was checked, None where `coverage` has no row of it.
    """

    report: Report
    counts: Counts | None = None
    changes: list[Change] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    checked: Checked | None = None

    @property
    def changes_store(self) -> bool:
        """Whether there is anything to publish: rows, or the day until which they were checked."""
        moves = self.checked is not None and self.checked.to is not None
        return self.counts is not None and (self.counts.any or moves)


Inspect = Callable[[duckdb.DuckDBPyConnection, Preview], None]
"""Looks at what a preview left on its connection, such as ``_rejects``."""


@dataclass(frozen=True)
class Loaded:
    """The outcome of a load; ``counts`` is None when nothing was loaded.

    ``version`` is the live version afterwards, ``load_id`` the number in the ledger, None where
    nothing changed. ``is_held`` says that the warnings were not accepted.
    """

    seen: Preview
    version: int
    load_id: int | None = None
    is_held: bool = False

    @property
    def report(self) -> Report:
        """What was wrong with the file."""
        return self.seen.report

    @property
    def counts(self) -> Counts | None:
        """What the load changed."""
        return None if self.is_held else self.seen.counts


def layouts(package: Package, dataset: str | None = None, format_: str | None = None) -> Layouts:
    """Return the layouts that a file may have: all, those of a dataset, or one format."""
    if dataset is not None:
        package.dataset(dataset)
    return of(package, building.SQL / "formats").chosen(dataset, format_)


@contextmanager
def without_pandas() -> Iterator[None]:
    """Keep DuckDB from loading pandas at the first parameter, which takes a third of a second."""
    is_spared = "pandas" not in sys.modules
    if is_spared:
        sys.modules["pandas"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if is_spared:
            del sys.modules["pandas"]


def check(
    settings: Settings, target: Dataset | Layouts, file: Path, answers: Answers = NOTHING_SAID
) -> Report:
    """Check a file against its contract and against what the store holds; change nothing."""
    return look(settings, target, file, answers).report


@without_pandas()
def look(
    settings: Settings, target: Dataset | Layouts, file: Path, answers: Answers = NOTHING_SAID
) -> Preview:
    """Check a file, and whether its rows go further than its record was checked."""
    with _live(settings) as con:
        report = loading.stage(con, file, target, answers)
        if not report.is_loadable:
            return Preview(report)
        checked = _checked(con, _layout(_layouts(target), report), None)
        return Preview(report, warnings=_odd(checked), checked=checked)


@without_pandas()
def preview(
    settings: Settings,
    target: Dataset | Layouts,
    file: Path,
    answers: Answers = NOTHING_SAID,
    step: Step = lambda _: None,
    inspect: Inspect = lambda con, seen: None,
    said: Said | None = None,
) -> Preview:
    """Check a file and set it against what the store holds; change nothing."""
    with _live(settings) as con:
        seen = _seen(con, _layouts(target), file, answers, step, said)
        inspect(con, seen)
        return seen


@without_pandas()
def load(
    settings: Settings,
    package: Package,
    target: Dataset | Layouts,
    file: Path,
    note: str | None = None,
    answers: Answers = NOTHING_SAID,
    *,
    accepts: Callable[[Preview], bool] = lambda _: True,
    step: Step = lambda _: None,
    said: Said | None = None,
) -> Loaded:
    """Load a file into the store, by primary key, as a new version.

    A day ``said`` moves the end of the record's check in the same version. A file with problems,
    one that changes nothing, or one with warnings that ``accepts`` does not take, leaves the store
    at its version.
    """
    step("opening the store")
    building.ensure(settings, package, file)
    with store.writing(settings.store, settings.keep) as draft:
        assert draft.based_on is not None
        _limit(draft.con, settings)
        among = _layouts(target)
        seen = _seen(draft.con, among, file, answers, step, said, in_draft=True)
        is_held = seen.changes_store and bool(seen.warnings) and not accepts(seen)
        if seen.counts is None or not seen.changes_store or is_held:
            draft.discard()
            return Loaded(seen, draft.based_on.number, is_held=is_held)
        step("publishing")
        load_id = None
        if seen.counts.any:
            layout = _layout(among, seen.report)
            if layout.source:
                publishing.enter_source(draft, layout.source, file)
            load_id = publishing.enter(draft, layout.dataset, seen.counts, file, seen.report, note)
        else:
            loading.drop(draft.con)
        if seen.checked and seen.checked.to:
            moved = publishing.move_coverage(draft, seen.checked, file, note)
            load_id = load_id or moved
        building.finish(draft, package)
        return Loaded(seen, draft.number, load_id)


def _seen(
    con: duckdb.DuckDBPyConnection,
    among: Layouts,
    file: Path,
    answers: Answers,
    step: Step,
    said: Said | None,
    *,
    in_draft: bool = False,
) -> Preview:
    """Check, then compare; afterwards the connection holds what ``loading.apply`` needs."""
    step("checking every row")
    report = loading.stage(con, file, among, answers, in_draft=in_draft)
    if not report.is_loadable:
        return Preview(report)
    step("comparing with the store")
    layout = _layout(among, report)
    dataset = layout.dataset
    counts = loading.compare(con, dataset)
    checked = _checked(con, layout, said)
    if said and (refusal := coverage.refusal(dataset.name, checked, said)):
        report.add([Problem("checked until", refusal)])
        return Preview(report, checked=checked)
    if said and not checked:
        report.notes.append(f"{coverage.unknown(dataset.name)}: it is loaded without a day")
    if not counts.any:
        odd = [*loading.warnings(con, dataset, counts), *_odd(checked)]
        return Preview(report, counts, warnings=odd, checked=checked)
    if checked and checked.is_released and not said:
        until = coverage.released_until(con, dataset)
        checked = replace(checked, to=until if until and until > checked.until else None)
    return Preview(
        report,
        counts,
        loading.changes(con, dataset) if counts.changed else [],
        loading.totals(con, dataset),
        [*loading.warnings(con, dataset, counts, layout.warnings), *_odd(checked)],
        checked,
    )


def _checked(con: duckdb.DuckDBPyConnection, layout: Layout, said: Said | None) -> Checked | None:
    """Return how far the record of a layout's dataset is checked, set against ``_staged``."""
    found = coverage.look(con, layout.dataset, said.day if said else None)
    is_released = layout.source is not None and layout.dataset.series is not None
    return replace(found, is_released=is_released) if found else None


def _odd(checked: Checked | None) -> list[str]:
    return [checked.warning] if checked and checked.warning else []


def _layouts(target: Dataset | Layouts) -> Layouts:
    return target if isinstance(target, Layouts) else Layouts([contract(target)], [])


def _layout(among: Layouts, report: Report) -> Layout:
    """Return the layout that a report says its file has."""
    known = among.formats if report.format else among.contracts
    return next(x for x in known if x.dataset.name == report.dataset and x.format == report.format)


@contextmanager
def _live(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection in memory that sees the tables of the live version."""
    live = versions.current(settings.store)
    if live is None:
        raise StoreError(f"There is no store in {settings.store}. Run `python -m dashboard build`.")
    with duckdb.connect() as con:
        try:
            con.execute(f"attach {literal(str(live.path))} as live (read_only)")
        except duckdb.Error as error:
            raise versions.damaged(live.path, error) from error
        con.execute("use live")
        _limit(con, settings)
        yield con


def _limit(con: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Let DuckDB take half of what a load may take, and put the rest on the disk."""
    con.execute(f"set memory_limit = '{settings.memory_mb // 2}MB'")
