"""The page Attacks: attacks on merchant ships."""
