"""What the page Voyage calculator computes."""
