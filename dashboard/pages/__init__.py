"""The pages: a few lines each."""
