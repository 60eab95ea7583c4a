"""The speed budget, measured: `python -m tests.bench [PART ...]`.

Every figure stands beside a counterpart that was measured in turn with it, in the same run, so that
a busy or slow machine changes both: time of the clock, and time of the processor, which other work
changes less. Medians stand with their quartiles, and no ratio is told that these do not bear.
Nothing is asserted: a figure that is over its budget is followed by OVER.
"""
