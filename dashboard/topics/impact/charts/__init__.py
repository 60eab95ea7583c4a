"""Charts of the page Impact."""
