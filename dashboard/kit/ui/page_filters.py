"""A page's own filters: like the shared ones they stand in the URL and survive a change of page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ParamSpec, TypeVar

import streamlit as st

from dashboard.kit.charts import text
from dashboard.kit.ui.choosing import chips

P = ParamSpec("P")
T = TypeVar("T")


def one(label: str, options: Sequence[str], key: str, hint: str | None = None) -> str:
    """Let the reader choose one of a few options, at first the first; say if a link asks more."""
    _warn_of_unknown(label, options, key)
    chosen = st.segmented_control(
        label,
        options,
        default=options[0],
        required=True,
        format_func=text.markdown,
        key=key,
        bind="query-params",
        help=hint,
    )
    return chosen or options[0]


def choice(label: str, options: Mapping[str, T], key: str, hint: str | None = None) -> T:
    """Let the reader choose by name, as ``one`` does, and return what the name stands for."""
    return options[one(label, list(options), key, hint)]


def some(
    label: str,
    options: Sequence[str],
    key: str,
    default: Sequence[str] = (),
    hint: str | None = None,
    *,
    narrows: bool = True,
) -> list[str] | None:
    """Let the reader choose any of the options; None chosen means all, which is returned as None.

    With a ``default`` no choice means the default. What does not narrow what is shown, but opens
    more of it, has no chip.
    """
    _warn_of_unknown(label, options, key)
    usual = [option for option in default if option in options]
    chosen = st.pills(
        label,
        options,
        selection_mode="multi",
        format_func=text.markdown,
        default=usual,
        key=key,
        bind="query-params",
        help=hint,
    )
    found = list(chosen) or list(default)
    if narrows:
        chips.note(label, key, sorted(found, key=list(options).index), usual)
    return found or None


def pick(
    label: str, options: Sequence[str], key: str, hint: str | None = None, default: str = ""
) -> str:
    """Let the reader choose one of many options from a list, at first the default or the first."""
    _warn_of_unknown(label, options, key)
    first = options.index(default) if default else 0
    chosen = st.selectbox(label, options, first, key=key, bind="query-params", help=hint)
    return chosen or options[first]


def several(label: str, options: Sequence[str], key: str, hint: str | None = None) -> list[str]:
    """Let the reader choose any of many options from a list; none chosen means all."""
    _warn_of_unknown(label, options, key)
    chosen = st.multiselect(
        label, options, placeholder="all", key=key, bind="query-params", help=hint
    )
    chips.note(label, key, chosen)
    return list(chosen)


def section(sections: Mapping[str, Callable[P, None]], key: str) -> Callable[P, None]:
    """Draw the sections of a page as tabs and return what draws the open one: no other is drawn.

    It is a fragment: a choice within the section draws the section anew and not the page. Above it
    stand the chips of the section's own filters.
    """
    names = list(sections)
    _warn_of_unknown("section", names, key)
    tabs = st.tabs(names, key=key, on_change="rerun", bind="query-params")
    opened = (name for name, tab in zip(names, tabs, strict=True) if tab.open)
    draw = sections[next(opened, names[0])]

    @st.fragment
    def drawn(*of: P.args, **named: P.kwargs) -> None:
        chips.begin("own-chips")
        draw(*of, **named)
        chips.own()

    return drawn


def _warn_of_unknown(label: str, options: Sequence[str], key: str) -> None:
    """Say what a link asks for that the data do not have: Streamlit drops it without a word."""
    asked = st.query_params.get_all(key)
    warn_of_link(
        [(label.lower(), value) for value in asked if value not in options],
        f"is no choice here; it is left out. Choices: {', '.join(map(text.markdown, options))}.",
    )


def warn_of_link(unknown: Sequence[tuple[str, str]], why: str) -> None:
    """Say which values, each after its name, a link asks for in vain, and what is made of them."""
    if unknown:
        said = f"The link asks for {text.asked_of(unknown)}, which {why}"
        st.warning(said, icon=":material/link_off:")
