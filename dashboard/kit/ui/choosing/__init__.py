"""How shared filters are chosen by name, and what is set as chips at the top of a page."""
