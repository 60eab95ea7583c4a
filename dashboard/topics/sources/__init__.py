"""The page Sources: what the data are and where from."""
