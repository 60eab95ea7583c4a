"""What runs in the browser: components of which each has its script in this folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.components.v2.types import ComponentRenderer
from streamlit.runtime import Runtime

PACKAGE, NAMES = "redsea", ("chart", "share")
"""What the addresses of the scripts begin with; names of components, as of their scripts."""


def component(name: str) -> ComponentRenderer:
    """Return a component, registered with this server.

    Its script is a file beside this one, so that the policy need not allow scripts from memory;
    Streamlit knows files of installed packages alone, by a manifest as is written here.
    """
    known = Runtime.instance().bidi_component_registry
    if known.get_component_path(f"{PACKAGE}.{name}") is None:
        folder = Path(__file__).parent
        own = [ComponentConfig(each, folder.name) for each in NAMES]
        manifest = ComponentManifest(PACKAGE, "1", own)
        known.register_from_manifest(manifest, folder.parent)
    return _declared(name)


@cache
def _declared(name: str) -> ComponentRenderer:
    return st.components.v2.component(f"{PACKAGE}.{name}", js=f"{name}.js", isolate_styles=False)
