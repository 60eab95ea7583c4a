"""Texts of rows, files and addresses in Markdown: shown as they are."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&])")
_LINK = re.compile(r"\[(.+?)\]\((.+?)\)")


def plain(text: str) -> str:
    """Return a text so that Markdown shows it as it is: it may come from a file."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def unlinked(text: str) -> str:
    """Return a Markdown text with its links in words: "name (address)"."""
    return _LINK.sub(r"\1 (\2)", text)
