"""Entry point: `streamlit run app.py`.

The server imports this file for `app`; each run of a page executes it as `__main__`.
"""

import streamlit as st

from dashboard.kit.ui import permission, server, shell
from dashboard.topics.overview import brief_route

if __name__ == "__main__":

    def page(topic: str, title: str, icon: str, path: str = "") -> st.Page:
        """Return the page of a topic, whose file is named as its address."""
        file = f"dashboard/topics/{topic}/{path or topic}.py"
        return st.Page(file, title=title, icon=f":material/{icon}:")

    shell.configure()
    navigation = {
        "Monitor": [
            page("overview", "Overview", "monitoring"),
            page("attacks", "Attacks", "target"),
            page("rerouting", "Rerouting", "alt_route"),
            page("costs", "Container costs", "payments"),
            page("hodeidah", "Hodeidah", "anchor"),
            page("impact", "Impact", "query_stats"),
            page("claims", "Claims", "fact_check"),
        ],
        "Analyse": [page("voyage", "Voyage calculator", "sailing")],
        "Data": [page("sources", "Sources", "menu_book")],
    }
    if permission.is_allowed():
        navigation["Data"].append(page("loading", "Load data", "upload_file", "load_data"))
    shell.draw(st.navigation(navigation))
else:
    app = st.App(
        __file__,
        routes=[*server.routes(), *brief_route.routes()],
        middleware=server.middleware(),
        lifespan=server.lifespan,
        on_script_error=server.on_script_error,
    )
