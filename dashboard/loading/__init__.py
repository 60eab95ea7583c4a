"""A file becomes checked rows, or a list of problems; checked rows go into a table."""

from dashboard.loading.check import stage
from dashboard.loading.merge import Change, Counts, apply, changes, compare, replace_all, restore
from dashboard.loading.problems import Problem, Report

__all__ = [
    "Change",
    "Counts",
    "Problem",
    "Report",
    "apply",
    "changes",
    "compare",
    "replace_all",
    "restore",
    "stage",
]
