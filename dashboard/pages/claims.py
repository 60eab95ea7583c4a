"""What the commissioning essay and others claim of the disruption: do the tables bear it out?"""

from dashboard.ui import claims, filters, own

chosen = filters.current()
claims.head()
own.section(claims.SECTIONS, "claims")(chosen)
