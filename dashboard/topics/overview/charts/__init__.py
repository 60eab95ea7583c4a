"""Charts of the page Overview."""
