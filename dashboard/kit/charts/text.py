"""Text of rows, files and addresses, shown as it is: in Markdown and in Plotly's HTML."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from html import escape
from typing import Any

LONGEST = 300
"""Characters of a text that a page shows; what is longer is cut."""

NOTE = 3000
"""The same of a note, which says more than one thing."""

NAME = 40
"""Characters of a name that stands in a chart; what is longer is cut."""

ASKED, MOST = 60, 5
"""Characters of a value of a link that a warning repeats, and how many such values."""

_ACTIVE = re.compile(
    r"""[\\`*_\[\]<>$~|]                   # marks, links, HTML, LaTeX, tables
    | :(?=[\w+/-]+[:\[]|//)                # :red[...], :smile:, :material/..., https://
    | &(?=\#?\w+;)                        # &lt;
    | ^(?:\#+|[+=-]+|\d+[.)])(?=\s|$)     # headings, lists, rules
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?=https?\\:|www\.|@)", re.IGNORECASE)
_JOINER = "\u2060"
"""Unseen, before an address: Markdown of GitHub looks for links a second time, in plain text."""

_BLANKS = re.compile(r"[ \t\n\r\f\v]+")  # not those that hold two words together
_PERCENT = re.compile(r"(?<=\d) %")
_LINK = re.compile(r"\[(.+?)\]\((.+?)\)")


def markdown(text: object, longest: int = LONGEST) -> str:
    """Return a text so that Markdown shows it as it is, on one line.

    Only what Markdown would act on is escaped, so that plain words stay plain.
    """
    shown = cut(_one_line(text), longest)
    return _ADDRESS.sub(_JOINER, _ACTIVE.sub(_escaped, shown))


def asked_of(values: Sequence[tuple[str, str]]) -> str:
    """Return some values that a link asks for, each after its name, as Markdown shows them."""
    shown = [f"{name} {markdown(repr(cut(value, ASKED)))}" for name, value in values[:MOST]]
    more = [f"{len(values) - MOST} more"] if len(values) > MOST else []
    return ", ".join([*shown, *more])


def html(text: object, longest: int = LONGEST) -> str:
    """Return a text so that Plotly, which reads HTML in its texts, shows it as it is."""
    return escape(cut(_one_line(text), longest), quote=False)


def attribute(text: object) -> str:
    """Return a text for an attribute of HTML or SVG in double quotes."""
    return escape(_one_line(text))


def html_lines(text: object, width: int, **how: Any) -> list[str]:
    """Return a text in lines of at most ``width`` characters, each as ``html`` returns it.

    ``how`` are options of textwrap.wrap.
    """
    whole = cut(_one_line(text), 2 * LONGEST)
    lines = textwrap.wrap(whole, width, **how) if len(whole) > width else [whole] * bool(whole)
    return [html(line) for line in lines]  # wrapping takes its time


def plain(said: str) -> str:
    """Return what Markdown shows, its links in words: "name (address)"."""
    return re.sub(rf"\\(?=\W)|{_JOINER}", "", _LINK.sub(r"\1 (\2)", said))


def unbroken(text: str) -> str:
    """Return a text in which no line ends between a number and its percent sign."""
    return _PERCENT.sub("\u00a0%", text)


def cut(text: str, longest: int = LONGEST) -> str:
    """Return a text, or its first characters and an ellipsis."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _one_line(text: object) -> str:
    return _BLANKS.sub(" ", str(text)).strip(" ")


def _escaped(found: re.Match[str]) -> str:
    """Put a backslash before the last mark: a digit and a blank cannot be escaped."""
    return f"{found[0][:-1]}\\{found[0][-1]}"
