"""The page Voyage calculator: what a voyage costs either way."""
