"""What a file is, what is wrong with it, and what loading it would change."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.desk.loads import Preview
from dashboard.desk.tasks import Excerpt, Seen
from dashboard.kit.charts import text
from dashboard.kit.ui import permission
from dashboard.loading import Problem, Report
from dashboard.topics.loading.work import layouts, package

ASKED = {"set", "date format", "decimal"}
"""Rules whose problems are put to the reader as questions."""

FEW = 12
"""Problems that are listed in full height."""

BAD = "background-color: #F08A3C66"
"""How a cell with a problem looks: it is read on light and on dark."""


def recognised(report: Report) -> None:
    """Say what a file is taken for, and what was converted to read it."""
    if "layout" in {problem.rule for problem in report.problems}:
        st.warning(
            "The header is not one that is known. Choose above what the file is, or compare it"
            " with the templates and formats.",
            icon=":material/help:",
        )
    elif report.dataset:
        title = package().dataset(report.dataset).title
        laid_out = (
            f"in the format {text.markdown(report.format)}"
            if report.format
            else "laid out as its template"
        )
        rows = f", {report.rows:,} row{'s' * (report.rows != 1)}" if report.rows else ""
        st.markdown(
            f"**{text.markdown(report.file)}** is **{text.markdown(title)}**, {laid_out}{rows}."
        )
        for layout in layouts().formats:
            if layout.source and layout.format == report.format:
                publisher, terms = layout.source.publisher, layout.source.terms
                st.caption(f"Terms of {text.markdown(publisher)}: {text.markdown(terms)}.")
    if report.notes:
        st.caption("What was converted:")
        st.markdown("\n".join(f"- {text.markdown(note)}" for note in report.notes))


def problems(seen: Seen) -> None:
    """List what is wrong with a file, and show the rows."""
    report = seen.preview.report
    listed = [p for p in report.problems if not (report.questions and p.rule in ASKED)]
    if not listed:
        return
    total = report.total - (len(report.problems) - len(listed))
    count = f"{total:,} problem{'s' * (total != 1)}"
    if report.rejected is None:
        are = "they are" if total > 1 else "it is"
        more = "." if report.is_fatal else ", or the bad rows are left out."
        said = f"{count}. Nothing can be loaded until {are} mended{more}"
        st.error(said, icon=":material/error:")
    else:
        st.markdown(f"{count}; {report.rejected:,} rows are left out.")
    st.table(
        problem_rows(listed).map(text.markdown),
        hide_index=True,
        height="content" if len(listed) <= FEW else 480,
        alt=f"{count} of the file: rows, column, what was found and what is allowed",
    )
    for kind, number in report.totals.items():
        shown = sum(1 for p in listed if (p.rule, p.column) == kind)
        if number > shown > 0:
            where = f"{text.markdown(kind[1])}: " if kind[1] else ""
            st.caption(f"{where}{number - shown:,} more like these, {number:,} in all.")
    if seen.excerpt:
        st.caption("These rows as they stand in the file; the marked cells are the problems.")
        st.dataframe(
            excerpt_rows(seen.excerpt, report.problems),
            hide_index=True,
            height="auto",
            placeholder="",
            alt=f"{len(seen.excerpt.rows)} rows of the file with problems",
        )


def problem_rows(problems: list[Problem]) -> pd.DataFrame:
    """Return one row per problem, in the order of the file: rows, column, words."""
    ordered = sorted(problems, key=lambda problem: problem.rows[:1])
    return pd.DataFrame(
        [(_numbers(problem) or "whole file", problem.column, problem.what) for problem in ordered],
        columns=["Rows", "Column", "Found and allowed"],
    )


def _numbers(problem: Problem) -> str:
    some = ", ".join(str(row) for row in problem.rows[:8])
    return f"{some} and {len(problem.rows) - 8:,} more" if len(problem.rows) > 8 else some


def excerpt_rows(excerpt: Excerpt, problems: list[Problem]) -> object:
    """Return the rows of an excerpt with the cells marked that have problems."""
    width = max([len(excerpt.columns), *(len(cells) for cells in excerpt.rows.values())])
    names = ["Row"]
    for number in range(width):
        name = excerpt.columns[number] if number < len(excerpt.columns) else ""
        name = name or f"column {number + 1}"
        names.append(name if name not in names else f"{name} ({number + 1})")
    table = [[row, *cells, *[None] * (width - len(cells))] for row, cells in excerpt.rows.items()]
    rows = pd.DataFrame(table, columns=names)
    places: dict[str, int] = {}
    for at, name in enumerate(excerpt.columns, start=1):
        places.setdefault(name.strip().casefold(), at)
    marks = [[""] * len(names) for _ in excerpt.rows]
    lines = {number: at for at, number in enumerate(excerpt.rows)}
    for problem in problems:
        place = places.get(problem.column.strip().casefold()) if problem.column else None
        for line in (lines[str(n)] for n in problem.rows if str(n) in lines):
            for at in range(len(names)) if place is None else [place]:
                marks[line][at] = BAD
    styles = pd.DataFrame(marks, index=rows.index, columns=rows.columns)
    return rows.style.apply(lambda _: styles, axis=None)


def difference(preview: Preview) -> None:
    """Show what a load would change: rows, values, totals."""
    counts, report = preview.counts, preview.report
    if counts is None:
        return
    with st.container(horizontal=True, gap="xsmall"):
        for label, number, meaning in (
            ("New rows", counts.added, "Rows whose key the store does not have"),
            ("Changed", counts.changed, "Rows that the store has with other values"),
            ("Unchanged", counts.unchanged, "Rows that stand in the store as they are"),
            ("Removed", counts.removed, "Rows of the store that new ones take the place of"),
            ("Rejected", report.rejected or 0, "Rows of the file that are left out"),
        ):
            st.metric(label, f"{number:,}", help=meaning, border=True)
    if preview.changes:
        _changes(preview)
    if preview.totals:
        _totals(preview)


def _changes(preview: Preview) -> None:
    counts = preview.counts
    assert counts
    rows = len({change.key for change in preview.changes})
    some = "" if rows >= counts.changed else f", the first {rows:,} of {counts.changed:,} rows"
    st.markdown(f"## Values that change{some}")
    if not permission.may_export(preview.report.dataset or ""):
        st.caption(permission.NO_EXPORT)
        return
    st.dataframe(
        pd.DataFrame(
            [(change.key, change.field, change.old, change.new) for change in preview.changes],
            columns=["Row", "Column", "Before", "After"],
        ),
        hide_index=True,
        height="auto",
        placeholder="empty",
        alt=f"{len(preview.changes)} values that change, before and after",
    )


def _totals(preview: Preview) -> None:
    st.markdown("## Totals by month that move, those that move most first")
    rows = pd.DataFrame(
        {
            "Of": t.label,
            "Month": t.month,
            "Before": t.old,
            "After": t.new,
            "Change": (t.new / t.old - 1) * 100 if t.old and t.new is not None else None,
            "Measure": t.measure,
        }
        for t in preview.totals
    )
    st.dataframe(
        rows,
        hide_index=True,
        height="auto",
        placeholder="none left",
        column_config={
            "Before": st.column_config.NumberColumn("Before", format="%.1f"),
            "After": st.column_config.NumberColumn("After", format="%.1f"),
            "Change": st.column_config.NumberColumn("Change", format="%+.1f %%"),
        },
        alt=f"{len(rows)} totals by month that move, before and after",
    )
