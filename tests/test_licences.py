"""docs/licences.md names every pinned package with the licence that its metadata state."""

from __future__ import annotations

import os
import re
from importlib.metadata import PackageMetadata, distribution, metadata

import pytest

from dashboard.settings import HOME

PAGE = HOME / "docs" / "licences.md"
LISTS = {"what runs": "requirements.txt", "what develops": "requirements-dev.txt"}
"""Mark around a table of the page -> the file whose packages it lists."""


def pinned(file: str) -> list[str]:
    text = (HOME / file).read_text(encoding="utf-8")
    return sorted(re.findall(r"^([\w.-]+)==", text, re.MULTILINE), key=str.lower)


def licence(stated: PackageMetadata) -> str:
    """Return the SPDX expression; else the licence in a few words, or as the index files it.

    Where nothing is stated, it is the first line of the text that comes along.
    """
    words = stated.get("License-Expression") or stated.get("License") or ""
    if words and "\n" not in words and len(words) <= 60:
        return words
    classes = stated.get_all("Classifier") or []
    filed = "; ".join(c.rpartition(" :: ")[2] for c in classes if c.startswith("License :: "))
    if filed or not stated.get("License-File"):
        return filed
    text = distribution(stated["Name"]).read_text(f"licenses/{stated['License-File']}") or ""
    return text.partition("\n")[0]


def table(file: str) -> str:
    rows = (f"| {name} | {licence(metadata(name))} |" for name in pinned(file))
    return "\n".join(["| package | licence |", "|---|---|", *rows]) + "\n"


@pytest.mark.parametrize("mark", LISTS)
def test_every_package_stands_with_its_licence(mark: str) -> None:
    text = PAGE.read_text(encoding="utf-8")
    begin, end = f"<!-- {mark} -->\n", f"<!-- /{mark} -->"
    before, _, rest = text.partition(begin)
    found, _, after = rest.partition(end)
    if os.environ.get("REDSEA_WRITE_DOCS"):
        found = table(LISTS[mark])
        PAGE.write_text(before + begin + found + end + after, encoding="utf-8")
    assert found == table(LISTS[mark])


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["License-Expression: MIT", "License: other"], "MIT"),
        (["License: Apache-2.0", "Classifier: License :: OSI Approved :: BSD License"],
         "Apache-2.0"),
        ([f"License: {'a whole text ' * 9}", "Classifier: License :: OSI Approved :: BSD License"],
         "BSD License"),
    ],
)  # fmt: skip
def test_the_metadata_are_read_as_they_state_it(lines: list[str], expected: str) -> None:
    from email import message_from_string

    assert licence(message_from_string("\n".join(lines))) == expected  # type: ignore[arg-type]
