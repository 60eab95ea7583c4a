"""Entry point: `streamlit run app.py`.

The server imports this file for `app`; each run of a page executes it as `__main__`.
"""

import streamlit as st

from dashboard.ui import permission, server, shell

if __name__ == "__main__":
    shell.configure()
    pages = "dashboard/pages"
    navigation = {
        "Monitor": [
            st.Page(f"{pages}/overview.py", title="Overview", icon=":material/monitoring:"),
            st.Page(f"{pages}/attacks.py", title="Attacks", icon=":material/target:"),
            st.Page(f"{pages}/rerouting.py", title="Rerouting", icon=":material/alt_route:"),
            st.Page(f"{pages}/costs.py", title="Container costs", icon=":material/payments:"),
            st.Page(f"{pages}/hodeidah.py", title="Hodeidah", icon=":material/anchor:"),
            st.Page(f"{pages}/impact.py", title="Impact", icon=":material/query_stats:"),
            st.Page(f"{pages}/claims.py", title="Claims", icon=":material/fact_check:"),
        ],
        "Analyse": [
            st.Page(f"{pages}/voyage.py", title="Voyage calculator", icon=":material/sailing:")
        ],
        "Data": [st.Page(f"{pages}/sources.py", title="Sources", icon=":material/menu_book:")],
    }
    if permission.is_allowed():
        navigation["Data"].append(
            st.Page(f"{pages}/load_data.py", title="Load data", icon=":material/upload_file:")
        )
    page = st.navigation(navigation)
    shell.frame(page)
    page.run()
else:
    app = st.App(
        __file__,
        routes=server.routes(),
        middleware=server.middleware(),
        lifespan=server.lifespan,
        on_script_error=server.on_script_error,
    )
