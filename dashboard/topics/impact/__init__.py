"""The page Impact: what the attacks changed."""
