"""What this session may do: load files, take the rows of incidents away.

REDSEA_LOADING and REDSEA_EXPORT_INCIDENTS decide; loading is checked before each act.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.errors import DashboardError
from dashboard.kit.ui import data
from dashboard.web.door import LOOPBACK, host_of

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")
"""What a proxy adds to a request: whoever asks may then be anywhere."""


LICENSED = "incidents"
"""The dataset whose rows may not be passed on: it holds ACLED's, under its user's licence."""

NO_EXPORT = (
    "The rows are neither listed nor to be downloaded here: ACLED lets its user give nobody else"
    " direct access to its raw data (setting REDSEA_EXPORT_INCIDENTS)."
)


class NotAllowedError(DashboardError):
    """This session may not load files."""


def is_allowed() -> bool:
    """Whether this session may load files."""
    return _decided(data.chosen().loading)


def may_export(dataset: str) -> bool:
    """Whether this session may list and download the rows of a dataset."""
    return dataset != LICENSED or _decided(data.chosen().export_incidents)


def withheld() -> list[str]:
    """Return the datasets whose rows this session may not list."""
    return [] if may_export(LICENSED) else [LICENSED]


def _decided(setting: str) -> bool:
    """Whether on, off or auto allow it to this session.

    ``auto`` asks for a server that listens on loopback alone, and a browser on the same machine:
    by the address that it shows, the host that it asked for and no sign of a proxy between.
    """
    if setting != "auto":
        return setting == "on"
    return host_of(st.context.url) in LOOPBACK and _is_local(st.context.headers)


def may_upload(headers: Mapping[str, str]) -> bool:
    """Whether a request may put a file into the server's memory, as far as its headers say."""
    loading = data.chosen().loading
    return _is_local(headers) if loading == "auto" else loading == "on"


def _is_local(headers: Mapping[str, str]) -> bool:
    """Whether a request came from this machine, as far as the server's address and it say."""
    return (
        st.get_option("server.address") in LOOPBACK
        and host_of(f"//{headers.get('Host', '')}") in LOOPBACK
        and not any(name in headers for name in FORWARDED)
    )


def require() -> None:
    """Raise NotAllowedError where this session may not load files."""
    if not is_allowed():
        raise NotAllowedError(
            "Files cannot be loaded here: REDSEA_LOADING is off, or it is auto and this page was"
            " not opened on the machine that serves it. Load with `python -m dashboard load FILE`"
            " on that machine, or start the server with REDSEA_LOADING=on where everyone who"
            " reaches it may load."
        )
