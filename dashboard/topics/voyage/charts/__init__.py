"""Charts of the page Voyage calculator."""
