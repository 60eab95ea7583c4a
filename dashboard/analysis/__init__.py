"""Numbers that SQL cannot say: pure functions of plain values and frames."""
