"""Charts of the page Container costs."""
