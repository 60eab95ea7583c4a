"""A file becomes checked rows, or a list of problems; checked rows go into a table."""

from dashboard.loading.check import Answers, stage
from dashboard.loading.layouts import Layout, Layouts
from dashboard.loading.merge import (
    Change,
    Counts,
    apply,
    changes,
    compare,
    drop,
    replace_all,
    restore,
)
from dashboard.loading.problems import Problem, Question, Report
from dashboard.loading.signals import Total, totals, warnings

__all__ = [
    "Answers",
    "Change",
    "Counts",
    "Layout",
    "Layouts",
    "Problem",
    "Question",
    "Report",
    "Total",
    "apply",
    "changes",
    "compare",
    "drop",
    "replace_all",
    "restore",
    "stage",
    "totals",
    "warnings",
]
