"""What is folded under a chart."""

from __future__ import annotations

from xml.etree import ElementTree

from streamlit.testing.v1 import AppTest

from dashboard.kit.ui import folded
from tests import places

PAGE = """
import pandas as pd
from dashboard.kit.charts.base import Chart
from dashboard.kit.ui import show
for method in ("Dots <b>are</b> ships; [x](y) & *z*.", ""):
    show.told(Chart("k", "Title", None, "Alt.", pd.DataFrame(), "The note.", method=method))
"""


def test_a_method_is_folded_under_the_note_and_shown_as_it_is() -> None:
    app = AppTest.from_string(PAGE).run()
    assert [caption.value for caption in app.caption] == ["The note."] * 2
    (node,) = app.get("html")  # nothing is folded where nothing is said
    tree = ElementTree.fromstring(node.proto.body)
    assert (tree.tag, tree.get("open")) == ("details", None)
    assert [part.text for part in tree.iter("summary")] == [folded.HEADING]
    (said,) = tree.iter("p")
    assert said.text == "Dots <b>are</b> ships; [x](y) & *z*. "
    assert [text for where, text in places.words(app) if where == "method"] == [
        folded.HEADING,
        "Dots <b>are</b> ships; [x](y) & *z*. How weeks, baselines and events are read.",
    ]
