"""The rows of one file as rows of its dataset: the layout applied to the header at hand."""

from __future__ import annotations

from typing import Any

import duckdb

from dashboard import formulas
from dashboard.loading import dates
from dashboard.loading.layouts import Layout
from dashboard.loading.problems import Problem, Question, Report, short
from dashboard.loading.reading import literal, quote

TORN, BROKEN = -1, -2
"""Marks in ``_row`` of rows that are read in one pass: cells are missing, or what must hold does
not."""

KINDS = {"date": "date", "integer": "number", "number": "number"} | dict.fromkeys(
    ("string", "boolean"), "text"
)
"""Types whose columns may stand for each other."""


class Mapping:
    """A layout, the header of a file, and what the reader added.

    ``names`` are those of all columns, ``wanted`` those that are read, ``filled`` the columns of
    the dataset that get values, ``added`` those that the reader filled.
    """

    def __init__(self, layout: Layout, header: list[str], constants: dict[str, str]) -> None:
        """Apply a layout to a header; ``constants`` are what the reader said."""
        self.layout = layout
        self.header = header
        self.constants = constants
        self.names = layout.names(header)
        self.types = layout.types(self.names)
        self.has_nameless_end = len(header) > 1 and not header[-1]
        self.wanted = list(self.types)
        own = [] if layout.sql else [c for c in constants if c in layout.columns]
        self.added = [c for c in own if c not in header]
        self.filled = list(layout.dataset.columns) if layout.sql else [*self.wanted, *self.added]
        self.source_id = layout.source.source_id if layout.source else None

    def reads(self, column: str) -> bool:
        """Whether a column of the file is read."""
        return any(
            n in self.types for n, h in zip(self.names, self.header, strict=True) if h == column
        )

    @property
    def percent(self) -> frozenset[str]:
        """The columns of a contract whose unit is percent."""
        fields = () if self.layout.sql else self.layout.dataset.fields
        return frozenset(f.name for f in fields if f.unit.startswith(("percent", "%")))

    def values(self, sql: str) -> dict[str, Any] | None:
        """Return the parameters that SQL takes; None stands for those that were not said."""
        names = [name for name in self.layout.parameters if f"${name}" in sql]
        return {name: self.constants.get(name) for name in names} or None

    def is_answered(self, report: Report, date_format: str | None) -> bool:
        """Whether all is said that the layout needs, and nothing else; if not, ask and report."""
        takes = list(self.layout.parameters) if self.layout.sql else self.added
        for name in self.constants:
            if name not in takes:
                what = f"{name!r} cannot be set: {self._takes()}"
                report.add([Problem("set", what)])
        for name, meaning in self.layout.parameters.items():
            if not self.constants.get(name) and not self.layout.is_optional(name):
                what = f"the file does not say the {name} ({meaning}); add --set {name}=..."
                report.add([Problem("set", what)])
                report.questions.append(Question(name, meaning))
        if date_format and not dates.named(date_format):
            known = ", ".join(known.name for known in dates.DATE_FORMATS)
            what = f"{short(date_format)} is no date format that is known; write one of {known}"
            report.add([Problem("date format", what)])
        return not ({"set", "date format"} & {rule for rule, _ in report.totals})

    def _takes(self) -> str:
        if not self.layout.sql:
            return "the file has that column itself, or the dataset has none of that name"
        known = ", ".join(self.layout.parameters) or "nothing"
        return f"the format takes {known}"

    def fast(self, scan: str) -> str:
        """Return the SQL of the rows of a file, read by ``scan``; ``_row`` marks bad ones."""
        if not self.layout.sql:
            texts = ", ".join(self._texts())
            bad = f"{self._repeats()} or {self._is_guarded()}"
            row = f"case when _torn then {TORN} when {bad} then {BROKEN} else 0 end"
            return f"select {texts}, {row} as _row from {scan}"
        texts = ", ".join(
            f"{dates.fast(name) if type_ == 'date' else quote(name)} as {quote(name)}"
            for name, type_ in self.types.items()
        )
        bad = f"not ({self.sound}) or {self._is_guarded()}"
        row = f"case when _torn then {TORN} when {bad} then {BROKEN} else 0 end as _row"
        return self._mapped(f"select {texts}, {row} from {scan} where _torn or {self.only}")

    def slow(self) -> str:
        """Return the SQL of the rows of ``_cells``."""
        if not self.layout.sql:
            return f"select _row, {', '.join(self._texts())} from _cells"
        return self._mapped(f"from _cells where {self.only}")

    def _mapped(self, rows: str) -> str:
        absent = "".join(
            f", null::varchar as {quote(name)}"
            for name in self.layout.columns
            if name not in self.types
        )
        assert self.source_id
        columns = ", ".join(
            f"{quote(c)}::varchar as {quote(c)}"
            for c in self.layout.dataset.columns
            if c != "source_ids"
        )
        return (
            f"with given as ({rows}), file as (select *{absent} from given)"
            f" select _row, {columns}, {literal(self.source_id)} as source_ids"
            f" from ({self.layout.sql})"
        )

    @property
    def sound(self) -> str:
        """The SQL of what must hold of a row of the file."""
        holds = [f"coalesce({condition}, true)" for condition, _ in self.layout.holds]
        return " and ".join([*holds, *map(self._is_key, self.layout.ids)]) or "true"

    def breaking(self, condition: str) -> str:
        """Return SQL for the rows of ``_cells`` of which a condition does not hold."""
        return (
            "select [_row] as rows, null as found from _cells"
            f" where {self.only} and not coalesce({condition}, true)"
        )

    def _repeats(self) -> str:
        """Return the SQL of whether a row is the header, for files of texts that break no rule."""
        if not set(self.types.values()) <= {"string"}:
            return "false"
        cells = (f"{quote(name)} = {literal(name)}" for name in self.wanted)
        return f"coalesce({' and '.join(cells)}, false)"

    def _is_guarded(self) -> str:
        """Return the SQL of whether a text of a row has the guard of a formula, to be taken off."""
        guarded = "".join(
            f" when {quote(name)} like '''%'"
            f" and regexp_matches({quote(name)}, {literal(formulas.GUARDED)}) then true"
            for name, type_ in self.types.items()
            if type_ == "string"
        )
        return f"case{guarded} else false end" if guarded else "false"

    @property
    def only(self) -> str:
        """The SQL of the rows that are wanted; keys that have not the form are not other ones."""
        if not self.layout.only:
            return "true"
        wanted = f"coalesce({self.layout.only[0]}, false)"
        return (
            " or ".join([f"({wanted}", *(f"not {self._is_key(i)}" for i in self.layout.ids)]) + ")"
        )

    @staticmethod
    def _is_key(ids: tuple[str, str]) -> str:
        column, form = ids
        return f"coalesce(regexp_full_match({quote(column)}, {literal(form)}), false)"

    def _texts(self) -> list[str]:
        """Return the SQL of the columns of a contract: of the file, of the reader, or empty."""
        texts = []
        for column in self.layout.columns:
            value = "null::varchar"
            if column in self.types:
                value = quote(column)
            elif column in self.added:
                value = literal(self.constants[column])
            texts.append(f"{value} as {quote(column)}")
        return texts

    def say_left_out(self, con: duckdb.DuckDBPyConnection, rows: str, report: Report) -> None:
        """Note how many rows of a file the format leaves out."""
        if not self.layout.only:
            return
        sql = f"select count(*) from {rows} where not {self.only}"
        values = self.values(sql)
        if values and not any(values.values()):
            return  # all rows were asked for
        ((count,),) = con.execute(sql, values).fetchall()
        if count:
            rows = f"{count:,} row{'s' * (count != 1)}"
            report.notes.append(f"left out {rows}: {self.layout.only[1]}")

    def drops_torn_rows(self, con: duckdb.DuckDBPyConnection, scan: str) -> bool:
        """Whether the layout's SQL may have dropped rows with too few cells, which lack a value."""
        if not self.layout.others:
            return False
        ((count,),) = con.execute(f"select count(*) from {scan} where _torn").fetchall()
        return bool(count)

    def origin(
        self, con: duckdb.DuckDBPyConnection, row: int, column: str, found: str | None
    ) -> str:
        """Return the column of the file that a value came from, where one alone holds it.

        An empty one is looked for among those of its type: dates, or numbers.
        """
        if not self.layout.sql:
            return column
        among = self.wanted
        if found is None:
            (field,) = (f for f in self.layout.dataset.fields if f.name == column)
            among = [n for n in among if KINDS[self.types[n]] == KINDS[field.type] != "text"]
        cells = con.execute(
            f"select {', '.join(map(quote, [*among, '_row']))} from _cells where _row = ?", [row]
        ).fetchall()[0]
        holding = [name for name, cell in zip(among, cells, strict=False) if cell == found]
        return holding[0] if len(holding) == 1 else column
