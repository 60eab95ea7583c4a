"""What is set, at the top of a page: a chip for each filter that is not as at first, and Reset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.kit.charts import text, words

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

ROW, OWN, SEEN = "_chips_row", "_own_chips", "_own_usual"
"""Keys of the session: where chips go; those of a run's own filters; what each is at first."""


@dataclass(frozen=True)
class Chip:
    """A filter: its key, its value at first, what is chosen in few words, whether that differs.

    What is not set is told all the same where ``is_told``.
    """

    key: str
    usual: Any
    said: str
    is_set: bool
    is_told: bool = True


def begin(key: str = "chips") -> DeltaGenerator:
    """Return the place for a row of chips, into which those of own filters go that come after."""
    row = st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=key)
    st.session_state[ROW], st.session_state[OWN] = row, []
    return row


def shared(chips: Sequence[Chip]) -> None:
    """Draw the chips of the shared filters, and in plain words those that are as at first."""
    plain = [words.sentence(chip.said) for chip in chips if chip.is_told and not chip.is_set]
    if plain:
        st.html(f'<div class="as-at-first">{text.html(" · ".join(plain))}</div>', width="content")
    _draw(chips)


def own() -> None:
    """Draw the chips of the page's own filters that were drawn since ``begin``, or since this."""
    with st.session_state[ROW]:
        _draw(st.session_state[OWN])
    st.session_state[OWN] = []


def note(label: str, key: str, chosen: Sequence[str], usual: Sequence[str] = ()) -> None:
    """Note what is chosen of one of the page's own filters; ``usual`` is chosen at first."""
    said = f"{label}: {', '.join(map(str, chosen))}"
    chip = Chip(key, list(usual), text.cut(said, text.NAME), list(chosen) != list(usual))
    st.session_state.setdefault(OWN, []).append(chip)
    st.session_state.setdefault(SEEN, {})[key] = list(usual)


def reset(shared: Mapping[str, Any]) -> None:
    """Draw the button that sets all filters as they are at first: the shared and all own ones."""
    st.button("Reset filters", key="reset-filters", on_click=_reset, args=(dict(shared),))


def _reset(shared: Mapping[str, Any]) -> None:
    for key, usual in (shared | st.session_state.get(SEEN, {})).items():
        if key in st.session_state:
            st.session_state[key] = usual


def _draw(chips: Sequence[Chip]) -> None:
    for chip in chips:
        if chip.is_set:
            st.button(
                text.markdown(words.sentence(chip.said)),
                key=f"lift-{chip.key}",
                icon=":material/close:",
                icon_position="right",
                help="Remove this filter",
                on_click=_lift,
                args=(chip,),
            )


def _lift(chip: Chip) -> None:
    st.session_state[chip.key] = chip.usual
