"""The vocabulary of charts, and words and maps that several topics use."""
