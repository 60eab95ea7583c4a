"""Whether this session may load files: decided by REDSEA_LOADING, and checked before each act."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.errors import DashboardError
from dashboard.ui import data
from dashboard.web.door import LOOPBACK, host_of

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")
"""What a proxy adds to a request: whoever asks may then be anywhere."""


class NotAllowedError(DashboardError):
    """This session may not load files."""


def is_allowed() -> bool:
    """Whether this session may load files.

    ``auto`` asks for a server that listens on loopback alone, and a browser on the same machine:
    by the address that it shows, the host that it asked for and no sign of a proxy between.
    """
    if data.chosen().loading != "auto":
        return data.chosen().loading == "on"
    return host_of(st.context.url) in LOOPBACK and may_upload(st.context.headers)


def may_upload(headers: Mapping[str, str]) -> bool:
    """Whether a request may put a file into the server's memory, as far as its headers say."""
    loading = data.chosen().loading
    if loading != "auto":
        return loading == "on"
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
