"""Text of rows, files and addresses is shown as it is: in Markdown, in charts, in warnings."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.kit.charts import text

Page = Callable[..., AppTest]

pytestmark = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Four weeks to 4 October 2026: −61 %, 27.2 a day", None),
        ("Lloyd's List (London), 14-27 September; AT&T", None),
        ("**B** [L](https://a.example)", "\\*\\*B\\*\\* \\[L\\](\u2060https\\://a.example)"),
        ("![i](http://127.0.0.1:9/x.png)", "!\\[i\\](\u2060http\\://127.0.0.1:9/x.png)"),
        ("$4,000 to $5,000", r"\$4,000 to \$5,000"),
        ("usd_per_feu * 2 ~ 3 | `x`", r"usd\_per\_feu \* 2 \~ 3 \| \`x\`"),
        ("<img src=x>", r"\<img src=x\>"),
        (
            ":red[x] :smile: :material/home: at 10:30",
            r"\:red\[x\] \:smile: \:material/home: at 10:30",
        ),
        ("www.evil.example a@b.example", "\u2060www.evil.example a\u2060@b.example"),
        ("&lt;b&gt;", r"\&lt;b\&gt;"),
        ("# no heading", r"\# no heading"),
        ("- no list", r"\- no list"),
        ("1. no list", r"1\. no list"),
        ("two\nlines\t of  it", "two lines of it"),
        ("x" * 400, "x" * 299 + "…"),
    ],
)
def test_markdown(given: str, shown: str | None) -> None:
    assert text.markdown(given) == (given if shown is None else shown)


def test_html() -> None:
    assert text.html("<b>A</b> & 'B'") == "&lt;b&gt;A&lt;/b&gt; &amp; 'B'"


HOSTILE = "[click me](https://evil.example/login) ![x](http://127.0.0.1:9/p.png)"


@pytest.mark.parametrize(
    ("page", "parameter"),
    [
        ("overview", "events"),
        ("overview", "claimed"),
        ("overview", "period"),
        ("attacks", "area"),
        ("rerouting", "rerouting"),
        ("costs", "rate_lane"),
        ("claims", "published_verdict"),
        ("hodeidah", "goods"),
    ],
)
def test_a_links_values_are_text_in_its_warning(visit: Page, page: str, parameter: str) -> None:
    app: AppTest = visit(page, **{parameter: [HOSTILE] * 20})
    said = [warning.value for warning in app.warning if "The link asks for" in warning.value]
    for words in said:
        assert "](" not in words.replace("\\](", "")
        assert "http" not in words.replace("\u2060http", "")
        assert len(words) < 1500


def test_a_links_values_are_named_in_part(visit: Page) -> None:
    app: AppTest = visit("overview", events=["x" * 500, *map(str, range(20))])
    (warning,) = app.warning
    assert warning.value.startswith("The link asks for events '" + "x" * 59 + "…', events '0',")
    assert "events '3', 16 more, which cannot be used" in warning.value


def test_no_line_ends_before_a_percent_sign(visit: Page) -> None:
    assert text.unbroken("8 % of 10 %, % alone") == "8\u00a0% of 10\u00a0%, % alone"
    app = visit("rerouting")
    titles = [block.value for block in app.markdown if block.value.startswith("## ")]
    assert any("\u00a0%" in title for title in titles)
    assert not any(" %" in title for title in titles)


def test_searches_are_bounded(visit: Page) -> None:
    app: AppTest = visit("sources", sources="Sources", source=" ".join(map(str, range(20_000))))
    assert any(re.match(r"0 of [\d,]+ sources", caption.value) for caption in app.caption)
