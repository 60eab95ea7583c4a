"""Methods that several topics use."""
