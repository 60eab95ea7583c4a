"""The page Rerouting: ships that sail another way."""
