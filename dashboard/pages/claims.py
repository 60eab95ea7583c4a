"""What the commissioning essay and others claim of the disruption: do the tables bear it out?"""

import streamlit as st

from dashboard.ui import claims, filters, own

chosen = filters.current()
found = claims.answers(chosen)
claims.tally(found)
st.caption(
    "Answers are computed from the tables now. Each claim carries its own days and leaves out"
    " attacks that only the Houthis claim unless it says otherwise, so the period and the toggle of"
    " the sidebar do not change it. The baselines do: transits against"
    f" {chosen.baseline}, freight rates against {chosen.rate_baseline}."
)
claims.SECTIONS[own.sections(list(claims.SECTIONS), "claims")](found, chosen)
