"""What the dashboard is about: a folder a topic, with its page, its charts and what it computes."""
