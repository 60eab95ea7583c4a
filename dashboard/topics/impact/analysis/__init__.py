"""What the page Impact computes."""
