"""The page Container costs: container costs."""
