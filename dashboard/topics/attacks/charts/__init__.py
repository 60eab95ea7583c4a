"""Charts of the page Attacks."""
