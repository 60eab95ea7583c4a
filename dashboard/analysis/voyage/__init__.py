"""The voyage calculator: what a voyage costs by Suez and by the Cape, and where that flips."""
