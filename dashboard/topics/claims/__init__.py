"""The page Claims: the claims of the essay."""
