"""What the data team does: build a store, check a file, load a file, undo a load."""

from dashboard.desk.building import ensure
from dashboard.desk.loads import Loaded, Preview, check, layouts, load, preview
from dashboard.desk.undoing import Undone, undo
from dashboard.loading import Answers

__all__ = [
    "Answers",
    "Loaded",
    "Preview",
    "Undone",
    "check",
    "ensure",
    "layouts",
    "load",
    "preview",
    "undo",
]
