"""The page Load data: loading files."""
