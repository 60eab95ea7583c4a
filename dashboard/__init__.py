"""The Red Sea shipping disruption dashboard."""
