"""The data team's desk: a file is checked, compared with the store, published, taken back."""

from dashboard.ui import load_data

load_data.page()
