"""Charts of the page Hodeidah."""
