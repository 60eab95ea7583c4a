"""The day that divides the record into before the crisis and since."""

from __future__ import annotations

import pandas as pd

FIT_END = pd.Timestamp(2023, 10, 6)
"""Last day before the crisis: weeks whose Thursday lies later are forecast."""
