"""Charts of the page Rerouting."""
