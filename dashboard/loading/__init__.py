"""A file becomes checked rows, or a list of problems; checked rows go into a table."""

from dashboard.loading.check import stage
from dashboard.loading.merge import Counts, merge
from dashboard.loading.problems import Problem, Report

__all__ = ["Counts", "Problem", "Report", "merge", "stage"]
