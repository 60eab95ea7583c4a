"""Text of rows, files and addresses, shown as it is: in Markdown and in Plotly's HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

LONGEST = 300
"""Characters of a text that a page shows; what is longer is cut."""

ASKED, MOST = 60, 5
"""Characters of a value of a link that a warning repeats, and how many such values."""

_ACTIVE = re.compile(
    r"""[\\`*_\[\]<>$~|@]                  # marks, links, HTML, LaTeX, tables, addresses of mail
    | :(?=[\w+/-]+[:\[]|//)                # :red[...], :smile:, :material/..., https://
    | &(?=\#?\w+;)                        # &lt;
    | (?<=\bwww)\.                        # www.example.org
    | ^\s*(?:[#+=-]|\d+[.)])              # headings, lists, rules
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LINK = re.compile(r"\[(.+?)\]\((.+?)\)")


def markdown(text: object) -> str:
    """Return a text so that Markdown shows it as it is, on one line.

    Only what Markdown would act on is escaped, so that plain words stay plain.
    """
    return _ACTIVE.sub(lambda found: _escaped(found[0]), cut(" ".join(str(text).split())))


def asked_of(values: Sequence[tuple[str, str]]) -> str:
    """Return some values that a link asks for, each after its name, as Markdown shows them."""
    shown = [f"{name} {markdown(repr(cut(value, ASKED)))}" for name, value in values[:MOST]]
    more = [f"{len(values) - MOST} more"] if len(values) > MOST else []
    return ", ".join([*shown, *more])


def html(text: object) -> str:
    """Return a text so that Plotly, which reads HTML in its texts, shows it as it is."""
    return escape(cut(str(text)), quote=False)


def unlinked(said: str) -> str:
    """Return a Markdown text with its links in words: "name (address)"."""
    return _LINK.sub(r"\1 (\2)", said)


def cut(text: str, longest: int = LONGEST) -> str:
    """Return a text, or its first characters and an ellipsis."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _escaped(found: str) -> str:
    """Put a backslash before the last mark: a digit and a blank cannot be escaped."""
    return f"{found[:-1]}\\{found[-1]}"
