"""The page Overview: everything on one screen."""
