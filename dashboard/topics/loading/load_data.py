"""The data team's desk: a file is checked, compared with the store, published, taken back."""

from dashboard.topics.loading import sections

sections.page()
