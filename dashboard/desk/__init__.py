"""What the data team does: build a store, check a file, load a file, undo a load."""

from dashboard.desk.building import ensure
from dashboard.desk.coverage import Said
from dashboard.desk.loads import Loaded, Preview, check, layouts, load, look, preview
from dashboard.desk.undoing import Undone, undo
from dashboard.loading import Answers

__all__ = [
    "Answers",
    "Loaded",
    "Preview",
    "Said",
    "Undone",
    "check",
    "ensure",
    "layouts",
    "load",
    "look",
    "preview",
    "undo",
]
